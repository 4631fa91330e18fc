package address_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

const cantonRules = `{"emergencyAreaRules":{"area1_pidflo":"a1","area2_pidflo":"a3"},"dialZoneSelection":"Automatic"}`

func texts(names ...string) []models.Text {
	all := make([]models.Text, len(names))
	for i, name := range names {
		all[i] = models.NewText(name)
	}
	return all
}

// cantons are two levels of areas; only their own spelling leads to the second.
func cantons(path []string) ([]models.Text, error) {
	switch strings.Join(path, "/") {
	case "":
		return texts("Zürich", "Genève", "Bern", "BERN", "Orléans", "Orleans", "Wil  SG", "Ticino "), nil
	case "Zürich":
		return texts("Zürich", "Winterthur"), nil
	}
	return nil, nil
}

// Whatever means one entry of the list becomes that entry, and the areas below it
// are found.
func TestAnAreaIsSpeltAsItsListSpellsIt(t *testing.T) {
	t.Parallel()
	checker := address.Checker{Rules: address.DecodeRules(models.Value(cantonRules)), Areas: cantons}
	for given, want := range map[string]string{
		"Zürich": "Zürich", "Zu\u0308rich": "Zürich", "zürich": "Zürich", "ZURICH": "Zürich", " Zürich ": "Zürich",
		"Zü\u200brich": "Zürich", "Zürich\u00a0": "Zürich", "geneve": "Genève", "Gene\u0300ve": "Genève",
		"Bern": "Bern", "BERN": "BERN", "orle\u0301ans": "Orléans", "orleans": "Orleans", "Wil SG": "Wil  SG", "wil-sg": "Wil  SG",
		"Ticino": "Ticino ", "bern": "bern", "ORLÈANS": "ORLÈANS", "Zuerich": "Zuerich", "..": "..", "": "",
	} {
		spelt, respelt := checker.Respell(given1(given))
		if got := spelt.Get("a1").Raw(); got != want {
			t.Errorf("%+q becomes %+q, want %+q", given, got, want)
		}
		if (given != want) != (len(respelt) > 0) {
			t.Errorf("%+q: said %q", given, respelt)
		}
	}
}

func given1(area string) address.Address {
	var a address.Address
	a.Set("a1", area)
	return a
}

// An address from the API stays one, with the area respelt in place.
func TestARespeltAddressOfTheAPIStaysOne(t *testing.T) {
	t.Parallel()
	checker := address.Checker{Rules: address.DecodeRules(models.Value(cantonRules)), Areas: cantons}
	given := address.Decode(models.Value(`{ "a1":"ZURICH", "x9":{"kept":true}, "a3":"winterthur", "dialZone":"052" }`))
	spelt, _ := checker.Respell(given)
	const want = `{"a1":"Zürich","x9":{"kept":true},"a3":"Winterthur","dialZone":"052"}`
	if got := string(spelt.JSON()); got != want || !spelt.Untouched() {
		t.Errorf("got %s, untouched %t; want %s", got, spelt.Untouched(), want)
	}
	if got := given.Get("a1").Raw(); got != "ZURICH" {
		t.Errorf("the address that was given became %q", got)
	}
}

func TestAnAreaThatCouldBeSeveralOrNoneIsAnErrorThatNamesThem(t *testing.T) {
	t.Parallel()
	checker := address.Checker{Rules: address.DecodeRules(models.Value(cantonRules)), Areas: cantons}
	for given, want := range map[string]string{
		"bern":    "“bern” could be “Bern” or “BERN”",
		"ORLÈANS": "“ORLÈANS” could be “Orléans” or “Orleans”",
		"Vaud":    "“Vaud” is not a geographic area of the country",
	} {
		a := given1(given)
		a.Set("a3", "Winterthur")
		a, _ = checker.Respell(a)
		report := checker.Check(a)
		if !slices.ContainsFunc(report.Violations, func(v address.Violation) bool {
			return v.Rule == address.RuleArea && strings.Contains(v.String(), want)
		}) {
			t.Errorf("%s: %q, want %q", given, report.Violations, want)
		}
		if said := fmt.Sprint(report.NotChecked); strings.Contains(said, "no areas there") {
			t.Errorf("%s: %s", given, said)
		}
	}
}

// What the list itself holds is right as it stands, a blank at its end included.
func TestAnAreaOfTheListIsRightAsItStands(t *testing.T) {
	t.Parallel()
	checker := address.Checker{
		Schema: address.DecodeSchema(models.Value(`{"a1":{"usage":"mandatory","valueType":"freestring"}}`)),
		Rules:  address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1_pidflo":"a1"},"dialZoneSelection":"Automatic"}`)),
		Areas:  cantons,
	}
	if report := checker.Check(given1("Ticino ")); !report.OK() {
		t.Errorf("called wrong: %q", report.Violations)
	}
}

// The wizard spells an area like its list whoever gave it: typed, spread, of a
// draft, of a candidate, of the voicesite.
func TestTheWizardSpellsEveryAreaLikeItsList(t *testing.T) {
	t.Parallel()
	const decomposed = `{"a1":"Zu\u0308rich","a3":"WINTERTHUR","dialZone":"052"}`
	start := func(present address.Address) *address.Wizard {
		return address.NewWizardFor(address.Target{}, address.CountryOf("CH"), present)
	}
	ways := map[string]func() *address.Wizard{
		"the voicesite's own": func() *address.Wizard { return start(address.Decode(models.Value(decomposed))) },
		"spread": func() *address.Wizard {
			w := start(address.Address{})
			w.Accept([]address.Value{
				{Element: "a1", Text: models.NewText("zurich")}, {Element: "a3", Text: models.NewText("winterthur")},
			})
			return w
		},
		"typed": func() *address.Wizard {
			w := start(address.Address{})
			w.Set("a1", "Zu\u0308rich")
			w.Set("a3", " winterthur")
			return w
		},
		"a draft": func() *address.Wizard {
			data, err := start(address.Decode(models.Value(decomposed))).Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			w, err := address.Restore(data)
			if err != nil {
				t.Fatal(err)
			}
			return w
		},
		"a candidate": func() *address.Wizard {
			w := start(address.Address{})
			w.GiveCandidates("CH", "x", []address.Address{address.Decode(models.Value(decomposed))})
			w.TakeCandidate(0)
			return w
		},
	}
	for name, way := range ways {
		w := way()
		w.GiveSchema("CH", address.DecodeSchema(models.Value(`{"a1":{"usage":"mandatory"},"a3":{"usage":"mandatory"}}`)))
		w.GiveRules("CH", address.DecodeRules(models.Value(cantonRules)))
		for _, path := range [][]string{nil, {"Zürich"}} {
			values, _ := cantons(path)
			w.GiveAreas("CH", path, values)
		}
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
	w := address.NewWizardFor(address.Target{}, address.CountryOf("GB"), address.Address{})
	w.Accept([]address.Value{{Element: "hno", Text: models.NewText("7")}})
	w.KeepUnplaced([]address.Unplaced{{Word: models.NewText("Flat"), Why: "not clear"}})
	w.SetCountry(address.CountryOf("IE"))
	wantUnplaced(t, w, "")
	data, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if w, err = address.Restore(data); err != nil {
		t.Fatal(err)
	}
	w.SetCountry(address.CountryOf("GB"))
	wantUnplaced(t, w, "Flat (not clear)")
	w.GiveCandidates("GB", "x", []address.Address{address.Decode(models.Value(`{"hno":"7"}`))})
	w.TakeCandidate(0)
	wantUnplaced(t, w, "Flat (not clear)")
	w.Set("unit", "flat 3")
	wantUnplaced(t, w, "")
}

func TestValuesOfWhichNothingIsSeenAreNoValues(t *testing.T) {
	t.Parallel()
	schema := address.DecodeSchema(models.Value(`{"a6":{"usage":"mandatory","defaultLabel":"Street"},"room":{"usage":"optional"}}`))
	street, _ := schema.Field("a6")
	room, _ := schema.Field("room")
	for _, value := range []string{" ", "\ufeff", "\u200b", "\u00ad", "\u2800", "\x00", "\u3164", "\u034f", "\U000e0100", "\u0301", "\u00a0\t"} {
		if report := street.Check(value); report.OK() || report.Violations[0].Rule != address.RuleMandatory {
			t.Errorf("%+q satisfies a mandatory field: %q", value, report.Violations)
		}
		if report := room.Check(value); report.OK() {
			t.Errorf("%+q is a value of an optional field", value)
		}
	}
	const trailing = "Rue X "
	for value, want := range map[string]string{
		trailing: "a6: ends with a blank; write “Rue X” (text)", "Rue\r": "a6: contains a line end (U+000D); write “Rue” (text)",
		"Ru\u200be": "a6: contains a zero-width space (U+200B); write “Rue” (text)",
	} {
		report := street.Check(value)
		if report.OK() || report.Violations[0].String() != want {
			t.Errorf("%+q: %q, want %s", value, report.Violations, want)
		}
		if tidy, ok := street.Tidied(value); !ok || !street.Check(tidy).OK() {
			t.Errorf("%+q: offered %+q, %t", value, tidy, ok)
		}
	}
}
