package api

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"btalk/internal/models"
)

// What is noted before a change leaves is noted before every attempt, and where it
// cannot be noted nothing leaves.
func TestNothingLeavesThatCouldNotBeNoted(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fails   error
		want    models.OutcomeState
		noted   int
		arrived int
	}{
		"noted":     {nil, models.Done, 2, 2}, // the first attempt meets a throttle
		"cannot be": {errors.New("the disk is full"), models.NotSent, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				answers := inTurn(refusing(403, codeTooMany), says(201, `{"orderId":7}`))
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/orders": answers}, writing)
				noted := 0
				ctx := WithLeaving(t.Context(), func() error {
					if arrived := s.count(http.MethodPost, "/orders"); arrived != noted {
						t.Errorf("noted %d times, while %d requests have arrived", noted, arrived)
					}
					noted++
					return tt.fails
				})
				outcome := c.Send(ctx, "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders", Body: []byte(`{}`)})
				if outcome.State != tt.want || noted != tt.noted || s.count(http.MethodPost, "/orders") != tt.arrived {
					t.Errorf("%s (%v), noted %d times, %d arrived", outcome.State, outcome.Err, noted, s.count(http.MethodPost, "/orders"))
				}
			})
		})
	}
}
