package wizard_test

import (
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// The wizard spells an area like its list whoever gave it: typed, spread, of a
// draft, of a candidate, of the voicesite.
func TestTheWizardSpellsEveryAreaLikeItsList(t *testing.T) {
	t.Parallel()
	const decomposed = `{"a1":"Zu\u0308rich","a3":"WINTERTHUR","dialZone":"052"}`
	start := func(present address.Address) *wizard.Wizard {
		return wizard.NewFor(wizard.Target{}, address.CountryOf("CH"), present)
	}
	ways := map[string]func() *wizard.Wizard{
		"the voicesite's own": func() *wizard.Wizard { return start(address.Decode(models.Value(decomposed))) },
		"spread": func() *wizard.Wizard {
			w := start(address.Address{})
			w.Accept([]address.Value{
				{Element: "a1", Text: models.NewText("zurich")}, {Element: "a3", Text: models.NewText("winterthur")},
			})
			return w
		},
		"typed": func() *wizard.Wizard {
			w := start(address.Address{})
			w.Set("a1", "Zu\u0308rich")
			w.Set("a3", " winterthur")
			return w
		},
		"a draft": func() *wizard.Wizard {
			data, err := start(address.Decode(models.Value(decomposed))).Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			w, err := wizard.Restore(data)
			if err != nil {
				t.Fatal(err)
			}
			return w
		},
		"a candidate": func() *wizard.Wizard {
			w := start(address.Address{})
			giveCandidates(w, "CH", "x", []address.Address{address.Decode(models.Value(decomposed))})
			w.TakeCandidate(0)
			return w
		},
	}
	for name, way := range ways {
		w := way()
		giveSchema(w, "CH", address.DecodeSchema(models.Value(`{"a1":{"usage":"mandatory"},"a3":{"usage":"mandatory"}}`)))
		giveRules(w, "CH", address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1_pidflo":"a1","area2_pidflo":"a3"},"dialZoneSelection":"Automatic"}`)))
		giveAreas(w, "CH", nil, listOf("Zürich", "Genève"))
		giveAreas(w, "CH", []string{"Zürich"}, listOf("Zürich", "Winterthur"))
		if got := w.Address().Get("a1").Raw() + "/" + w.Address().Get("a3").Raw(); got != "Zürich/Winterthur" {
			t.Errorf("%s: %+q", name, got)
		}
		if zone := w.Address().Get(address.DialZone).Raw(); name != "spread" && name != "typed" && zone != "052" {
			t.Errorf("%s: the computed dial zone is %q, want it kept", name, zone)
		}
	}
}

// The words that a line left over belong to the address of their country.
func TestWordsWithoutAPlaceGoWithTheirCountry(t *testing.T) {
	t.Parallel()
	w := wizard.NewFor(wizard.Target{}, address.CountryOf("GB"), address.Address{})
	w.Accept([]address.Value{{Element: "hno", Text: models.NewText("7")}})
	w.KeepUnplaced([]address.Unplaced{{Word: models.NewText("Flat"), Why: "not clear"}})
	w.SetCountry(address.CountryOf("IE"))
	wantUnplaced(t, w, "")
	data, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if w, err = wizard.Restore(data); err != nil {
		t.Fatal(err)
	}
	w.SetCountry(address.CountryOf("GB"))
	wantUnplaced(t, w, "Flat (not clear)")
	giveCandidates(w, "GB", "x", []address.Address{address.Decode(models.Value(`{"hno":"7"}`))})
	w.TakeCandidate(0)
	wantUnplaced(t, w, "Flat (not clear)")
	w.Set("unit", "flat 3")
	wantUnplaced(t, w, "")
}
