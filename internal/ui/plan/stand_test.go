package plan

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// engine is a Source that keeps what was sent.
type engine struct {
	plans    []models.Plan // one for each call of Plan; the last one stays
	planned  int
	planErr  error
	sent     []models.Plan
	outcomes []models.Outcome
	sendErr  error
	during   func(i int) // called before each request
	readonly bool        // changes are off
	rights   string
}

func (e *engine) Plan(context.Context, models.Change) (models.Plan, error) {
	plan := e.plans[min(e.planned, len(e.plans)-1)]
	e.planned++
	return plan, e.planErr
}

func (e *engine) Send(ctx context.Context, plan models.Plan, _ string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	e.sent = append(e.sent, plan)
	if e.sendErr != nil {
		err := e.sendErr
		e.sendErr = nil
		return models.Sent{}, err
	}
	sent := models.Sent{Plan: plan}
	for i := range plan.Requests {
		if e.during != nil {
			e.during(i)
		}
		outcome := models.Outcome{State: models.Done, Status: 200}
		if i < len(e.outcomes) {
			outcome = e.outcomes[i]
		}
		if ctx.Err() != nil {
			outcome = models.Outcome{State: models.NotSent, Err: context.Canceled}
		}
		sent.Outcomes = append(sent.Outcomes, outcome)
		progress(i+1, len(plan.Requests), outcome)
	}
	return sent, nil
}

func (e *engine) Writing() bool { return !e.readonly }

func (e *engine) Me(context.Context, models.Mode) (models.Snapshot[models.Me], error) {
	return models.Snapshot[models.Me]{Value: models.Me{Rights: models.NewText(e.rights)}}, nil
}

func addressPlan() models.Plan {
	differ := func(field, label, before, after string) models.Difference {
		return models.Difference{Field: field, Label: label, Before: models.NewText(before), After: models.NewText(after)}
	}
	request := models.PlannedRequest{
		Method: "PUT", Path: "/customers/9999/voicesites/vs-1/voiceaddress", Site: "vs-1", SiteName: "LYON_1",
		Body: []byte(`{"a1":"Rhône","a6":"de la République","hno":"3 ","pc":"69002"}`), What: "the address of LYON_1",
	}
	fallback := request
	fallback.Method = "POST"
	request.Fallback = &fallback
	return models.Plan{
		ID: "k3v9x", Title: "Push the address of LYON_1", Made: listingtest.Now(), Digest: strings.Repeat("ab", 32),
		Change: models.Change{Kind: models.PushAddress, Customer: "9999", Site: "vs-1", SiteName: "LYON_1", Country: "FR"},
		Differences: []models.Difference{
			differ("a1", "Region", "Rhône", "Rhône"),
			differ("a6", "Street name without type or number", "Victor Hugo", "de la République"),
			differ("hno", "Street number", "12", "3 "),
			differ("flr", "Floor", "2", ""),
			differ("pc", "Postal code", "", "69002"),
		},
		NotChecked: []string{"whether the street exists: the API checks it when it is pushed"},
		Requests:   []models.PlannedRequest{request},
		Confirm:    models.Confirm{Why: "It replaces the address that emergency services are sent to."},
	}
}

func orderPlan() models.Plan {
	return models.Plan{
		ID: "ord3r", Title: "Order the voicesite LYON_2", Made: listingtest.Now(),
		Change: models.Change{Kind: models.OrderVoiceSite, Customer: "9999", SiteName: "LYON_2", Country: "FR"},
		Differences: []models.Difference{
			{Field: "technicalSiteName", Label: "Technical name", After: models.NewText("LYON_2")},
			{Field: "vpnId", Label: "VPN", After: models.NewText("aa76e66dfc63")},
		},
		Requests: []models.PlannedRequest{{Method: "POST", Path: "/customers/9999/orders/voicesite", Body: []byte(`{"parameters":{"technicalSiteName":"LYON_2"}}`), What: "the order of LYON_2"}},
		Confirm:  models.Confirm{Type: "LYON_2", Why: "It orders a voicesite. An order cannot be taken back here."},
	}
}

// numbersPlan releases n ranges of ten numbers.
func numbersPlan(n int) models.Plan {
	plan := models.Plan{
		ID: "n0mb3rs", Title: fmt.Sprintf("Release %d numbers of LYON_1", 10*n), Made: listingtest.Now(),
		Change:  models.Change{Kind: models.ReleaseNumbers, Customer: "9999", Site: "vs-1", SiteName: "LYON_1"},
		Confirm: models.Confirm{Type: strconv.Itoa(10 * n), Why: "Whoever uses the numbers can no longer be reached on them."},
	}
	for i := range n {
		text := fmt.Sprintf("331400%03d00-331400%03d09", i, i)
		plan.Differences = append(plan.Differences, models.Difference{
			Field: text, Label: "10 numbers of LYON_1", Before: models.NewText("published"), After: models.NewText("released"),
		})
		plan.Requests = append(plan.Requests, models.PlannedRequest{
			Method: "POST", Path: "/customers/9999/opc/cloudvoicenumbers/release", What: text + ", 10 numbers", Body: []byte(`{"voiceSiteId":"vs-1"}`),
		})
	}
	return plan
}

// stand is a screen under test, with a clock that only the test moves.
type stand struct {
	*listingtest.Driver
	engine *engine
	screen *Screen
	now    time.Time
}

func (s *stand) wait(d time.Duration) { s.now = s.now.Add(d) }

// typeSlowly types as a person does.
func (s *stand) typeSlowly(text string) {
	for _, r := range text {
		s.wait(90 * time.Millisecond)
		s.Press(string(r))
	}
	s.wait(90 * time.Millisecond)
}

func (s *stand) enters(n int, every time.Duration) {
	for range n {
		s.Press("enter")
		s.wait(every)
	}
}

// confirm answers as the plan asks.
func (s *stand) confirm() {
	s.wait(time.Second)
	s.typeSlowly(s.engine.plans[min(s.engine.planned, len(s.engine.plans))-1].Confirm.Answer())
	s.Press("enter")
}

func drive(t *testing.T, e *engine, theme string, w, h int, test func(s *stand)) {
	t.Helper()
	s := &stand{engine: e, now: listingtest.Now()}
	env := listingtest.Env(t, theme)
	env.Now = func() time.Time { return s.now }
	s.screen = New(env, e, screen.Plan{Change: e.plans[0].Change})
	listingtest.Drive(t, s.screen, w, h, func(d *listingtest.Driver) {
		s.Driver = d
		test(s)
	})
}
