package api_test

import (
	"slices"
	"testing"

	"btalk/internal/api"
	"btalk/internal/models"
	"btalk/internal/tracking"
)

func TestTrackedOrdersAreReadToTheEndAndOnce(t *testing.T) {
	t.Parallel()
	server, client := servedAll(t)
	for status, want := range map[string]int{"Current": 58, "Closed": 60, "": 130} {
		for range 2 {
			got, err := client.TrackedOrders(t.Context(), status, models.Cached)
			if err != nil || len(got.Value) != want || got.Skipped != 0 || got.Note != "" {
				t.Fatalf("status %q gives %d orders, %d skipped, %q, %v", status, len(got.Value), got.Skipped, got.Note, err)
			}
		}
	}
	if n := server.Count("GET", "/order-tracking"); n != 4 {
		t.Errorf("%d requests, want one a list and one more for the long one", n)
	}
}

func TestAStatusThatIsRefusedIsNotTakenForAPageThatIsTooLong(t *testing.T) {
	t.Parallel()
	server, client := servedAll(t)
	_, err := client.TrackedOrders(t.Context(), "Paused", models.Cached)
	if models.KindOf(err) != models.Invalid {
		t.Errorf("the error is %v", err)
	}
	if _, err := client.TrackedOrders(t.Context(), "Current", models.Cached); err != nil {
		t.Error(err)
	}
	if n := server.Count("GET", "/order-tracking"); n != 2 {
		t.Errorf("%d requests, want one each", n)
	}
}

func TestOneTrackedOrder(t *testing.T) {
	t.Parallel()
	_, client := servedAll(t)
	list, err := client.TrackedOrders(t.Context(), "Closed", models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	one, err := client.TrackedOrder(t.Context(), list.Value[0].ID.Raw(), models.Cached)
	if err != nil || len(one.Value.Milestones) < 5 || !one.Value.Ended() {
		t.Errorf("order %+v, %v", one.Value, err)
	}
	_, err = client.TrackedOrder(t.Context(), "3-00/286023", models.Cached)
	if models.KindOf(err) != models.NotFound {
		t.Errorf("an unknown id gives %v", err)
	}
}

func TestTheLanguageIsAskedOfOrderTrackingAloneAndCachedApart(t *testing.T) {
	t.Parallel()
	server, english := servedAll(t, func(cfg *api.Config) { cfg.Language = "en" })
	_, french := servedAll(t, func(cfg *api.Config) { cfg.Language = "fr" })
	states := func(client *api.Client) []string {
		t.Helper()
		list, err := client.TrackedOrders(t.Context(), "Current", models.Cached)
		if err != nil {
			t.Fatal(err)
		}
		var states []string
		for _, order := range list.Value {
			states = append(states, order.Status.Raw())
			if !order.Status.Empty() && order.Class() != tracking.Open {
				t.Errorf("%s is not open", order.Status)
			}
		}
		return states
	}
	if got := states(english); !slices.Contains(got, "Current") {
		t.Errorf("in English: %v", got)
	}
	if got := states(french); !slices.Contains(got, "En cours") {
		t.Errorf("in French: %v", got)
	}
	_, _ = english.Customers(t.Context(), models.Cached)
	for _, request := range server.Requests() {
		want := ""
		if request.Path == "/order-tracking/b2b/v1/orders" {
			want = "en"
		}
		if got := request.Header.Get("Accept-Language"); got != want {
			t.Errorf("%s was asked in %q, want %q", request.Path, got, want)
		}
	}
}
