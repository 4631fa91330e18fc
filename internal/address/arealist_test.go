package address_test

import (
	"errors"
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
func cantons(path []string) (address.AreaList, error) {
	switch strings.Join(path, "/") {
	case "":
		return address.NewAreaList(texts("Zürich", "Genève", "Bern", "BERN", "Orléans", "Orleans", "Wil  SG", "Ticino "), ""), nil
	case "Zürich":
		return address.NewAreaList(texts("Zürich", "Winterthur"), ""), nil
	}
	return address.AreaList{}, nil
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

// What an incomplete list lacks is not known: neither right nor wrong, and said.
func TestWhatAnIncompleteListLacksIsNotKnown(t *testing.T) {
	t.Parallel()
	checker := address.Checker{
		Rules: address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1_pidflo":"a1"},"dialZoneSelection":"Automatic"}`)),
		Areas: func([]string) (address.AreaList, error) {
			return address.ListOf(models.Snapshot[[]models.Text]{Value: texts("Zürich", "Bern", "BERN"), Incomplete: true, Note: "3 of 26"}), nil
		},
	}
	for given, want := range map[string]struct {
		unknown bool
		wrong   string
	}{
		"Vaud":    {unknown: true},
		"":        {unknown: true},
		"Zürich":  {},
		"zurich":  {wrong: "write “Zürich”"},
		"bern":    {wrong: "“bern” could be “Bern” or “BERN”"},
		"Zürich.": {wrong: "write “Zürich”"},
	} {
		report := checker.Check(given1(given))
		if unknown := errors.Is(report.AreasUnknown, address.ErrIncomplete); unknown != want.unknown {
			t.Errorf("%q: not known %t, %v", given, unknown, report.AreasUnknown)
		}
		said := fmt.Sprint(report.NotChecked)
		if strings.Contains(said, "a1: not checked here: the list is incomplete (3 of 26)") != want.unknown {
			t.Errorf("%q: said %s", given, said)
		}
		if wrong := fmt.Sprint(report.Violations); report.OK() != (want.wrong == "") || !strings.Contains(wrong, want.wrong) {
			t.Errorf("%q: violations %s, want %q", given, wrong, want.wrong)
		}
	}
}

func TestAListThatCannotBeHadLeavesTheAreasUnknown(t *testing.T) {
	t.Parallel()
	gone := errors.New("the network is gone")
	checker := address.Checker{
		Rules: address.DecodeRules(models.Value(cantonRules)),
		Areas: func([]string) (address.AreaList, error) { return address.AreaList{}, gone },
	}
	if report := checker.Check(given1("Bern")); !errors.Is(report.AreasUnknown, gone) {
		t.Errorf("not known: %v", report.AreasUnknown)
	}
	checker.Areas = nil
	if report := checker.Check(given1("Bern")); report.AreasUnknown != nil {
		t.Errorf("without lists: %v", report.AreasUnknown)
	}
}

func TestWhatIsMissingOfAListIsInItsWords(t *testing.T) {
	t.Parallel()
	for want, read := range map[string]models.Snapshot[[]models.Text]{
		"":                    {Note: "a remark"},
		"3 of 26":             {Incomplete: true, Note: "3 of 26"},
		"some may be missing": {Incomplete: true},
	} {
		if got := address.ListOf(read).Missing; got != want {
			t.Errorf("%+v: %q, want %q", read, got, want)
		}
	}
}
