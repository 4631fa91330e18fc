package api

import (
	"net/http"
	"strings"
	"testing"

	"btalk/internal/models"
)

const someNumbers = `[
	{"number":"+33140000001","status":"published","voiceSite":{"voiceSiteId":"a","technicalSiteName":"A"},"history":[{"date":"2024-01-02","status":"published"}]},
	{"number":"33140000000","status":"Released","voiceSite":null,"history":null},
	{"number":"not a number"},
	{"status":"without a number"}]`

func TestNumbersAreNarrowedHereAndShownInFull(t *testing.T) {
	t.Parallel()
	path := "/customers/9/opc/cloudvoicenumbers"
	s, c := newSimulated(t, map[string]http.HandlerFunc{path: says(200, someNumbers)})
	cases := []struct {
		name  string
		query models.NumberQuery
		want  string
	}{
		{"all", models.NumberQuery{}, "+33 1 40 00 00 01|+33 1 40 00 00 00|not a number"},
		{"of a voicesite", models.NumberQuery{Site: "a"}, "+33 1 40 00 00 01"},
		{"in a state, in any case", models.NumberQuery{State: "released"}, "+33 1 40 00 00 00"},
		{"one, with a plus", models.NumberQuery{Number: "+33 140000000"}, "+33 1 40 00 00 00"},
		{"one, without", models.NumberQuery{Number: "33140000001"}, "+33 1 40 00 00 01"},
	}
	for _, tt := range cases {
		numbers, err := c.Numbers(t.Context(), "9", tt.query, models.Cached)
		var shown []string
		for _, number := range numbers.Value {
			shown = append(shown, number.Shown)
		}
		if got := strings.Join(shown, "|"); err != nil || got != tt.want {
			t.Errorf("%s: %s, %v; want %s", tt.name, got, err, tt.want)
		}
	}
	if n := s.count(http.MethodGet, path); n != 3 {
		t.Errorf("asked %d times, want once for the list and once for each single number", n)
	}
}

func TestAbsentOrdersAreToldPlainly(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{"not found": refusing(404, 60), "not allowed": refusing(405, 61)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers/9/orders": answer, "/customers/9/orders/1": answer})
			_, err := c.Orders(t.Context(), "9", models.Cached)
			if models.KindOf(err) != models.NotFound || !strings.Contains(err.Error(), "does not list orders") {
				t.Errorf("the list: %v", err)
			}
			_, err = c.Order(t.Context(), "9", "1", models.Cached)
			if models.KindOf(err) != models.NotFound {
				t.Errorf("one order: %v", err)
			}
		})
	}
}

func TestOrdersAreReadWithTheirVoiceSiteWhereverItStands(t *testing.T) {
	t.Parallel()
	_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers/9/orders": says(200, `[
		{"orderId":7,"customerOrderReference":"a","voiceSiteId":"x"},
		{"id":"8","result":{"items":[{"voiceSiteId":"y"}]}},
		{"nothing":true}]`)})
	orders, err := c.Orders(t.Context(), "9", models.Cached)
	if err != nil || len(orders.Value) != 2 || orders.Skipped != 1 {
		t.Fatalf("%+v, %v", orders, err)
	}
	if orders.Value[0].VoiceSite.Raw() != "x" || orders.Value[1].VoiceSite.Raw() != "y" || orders.Value[0].ID.Raw() != "7" {
		t.Errorf("got %+v", orders.Value)
	}
}
