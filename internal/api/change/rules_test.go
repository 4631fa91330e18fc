package change

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

func TestNothingIsPlannedByRulesThatAreNotKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wanted := w.push(w.site("GB"), address.Building, "1")
	for country, want := range map[string]string{
		"XB": "the address rules of XB are not known", // answers {}
		"ZZ": "the geographic rules of ZZ are not known",
		"":   "the country of the voicesite is not known",
	} {
		wanted.Country = country
		plan, err := w.Plan(t.Context(), wanted)
		if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), want) {
			t.Errorf("%q: problems %q, %v; want %q", country, plan.Problems, err, want)
		}
	}
}

func TestAnAreaGoesAsItsListSpellsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("CH")
	for _, given := range []string{
		`{"a1":"Zu\u0308rich","a3":"WINTERTHUR","a6":"Marktgasse","hno":"1","pc":"8400","dialZone":"052"}`,
		`{"a1":" zurich","a3":"Winter\u200bthur","a6":"Marktgasse","hno":"1","pc":"8400","dialZone":"052"}`,
		`{"address":{"a1":"Zürich","a3":"winterthur","a6":"Marktgasse","hno":"1","pc":"8400","dialZone":"052"}}`,
	} {
		plan, err := w.Plan(t.Context(), models.Change{
			Kind: models.PushAddress, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "CH", Address: []byte(given),
		})
		if err != nil || len(plan.Problems) > 0 {
			t.Fatalf("%s: problems %q, %v", given, plan.Problems, err)
		}
		const want = `{"a1":"Zürich","a3":"Winterthur","a6":"Marktgasse","hno":"1","pc":"8400","dialZone":"052"}`
		if got := string(plan.Requests[0].Body); got != want {
			t.Errorf("%s: the body is %s, want %s", given, got, want)
		}
	}
}
