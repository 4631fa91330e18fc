package plan

import (
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
)

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	refusal := models.Outcome{
		State: models.Refused, Status: 400, RequestID: models.NewText("req-7"), Fields: map[string]string{"pc": "no such code"},
		Err: &models.Error{Op: "push the address of LYON_1", Kind: models.Invalid, Status: 400, Detail: models.NewText("pc: no such code")},
	}
	lost := models.Outcome{State: models.OutcomeUnknown, Err: &models.Error{Op: "push the address of LYON_1", Kind: models.Unknown}}
	done := models.Outcome{
		State: models.Done, Status: 201, VoiceSite: models.NewText("c1f4"), RequestID: models.NewText("req-9"),
		Answer: models.Value(`{"orderId":"BT-1","voiceSiteId":"c1f4"}`),
	}
	for _, tc := range []struct {
		name string
		e    func() *engine
		do   func(s *stand)
	}{
		{"address", func() *engine { return &engine{plans: []models.Plan{addressPlan()}} }, func(*stand) {}},
		{"order", func() *engine { return &engine{plans: []models.Plan{orderPlan()}} }, func(*stand) {}},
		{"numbers", func() *engine { return &engine{plans: []models.Plan{numbersPlan(3)}} }, func(*stand) {}},
		{"readonly", func() *engine { return &engine{plans: []models.Plan{addressPlan()}, readonly: true} }, func(*stand) {}},
		{"refused", func() *engine {
			return &engine{plans: []models.Plan{addressPlan()}, outcomes: []models.Outcome{refusal}}
		}, (*stand).confirm},
		{"unknown", func() *engine { return &engine{plans: []models.Plan{addressPlan()}, outcomes: []models.Outcome{lost}} }, (*stand).confirm},
		{"done", func() *engine { return &engine{plans: []models.Plan{orderPlan()}, outcomes: []models.Outcome{done}} }, (*stand).confirm},
	} {
		for _, theme := range []string{"mono", "terminal"} {
			for _, size := range listingtest.Sizes() {
				drive(t, tc.e(), theme, size.Width, size.Height, func(s *stand) {
					tc.do(s)
					s.Golden(fmt.Sprintf("%s-%dx%d-%s", tc.name, size.Width, size.Height, theme))
				})
			}
		}
	}
}

func TestAnySizeIsDrawn(t *testing.T) {
	t.Parallel()
	drive(t, &engine{plans: []models.Plan{addressPlan()}}, "mono", 80, 20, func(s *stand) {
		for w := 1; w < 130; w += 7 {
			for h := 1; h < 40; h += 3 {
				s.Resize(w, h)
				s.Press("pgdown", "up")
				_ = s.Frame()
			}
		}
	})
}
