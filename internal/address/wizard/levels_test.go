package wizard_test

import (
	"fmt"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// leading gives a wizard of a country whose first level stands in no element and
// whose second holds the town.
func leading(t *testing.T) *wizard.Wizard {
	t.Helper()
	w := wizard.New()
	w.SetCountry(address.CountryOf("QX"))
	giveSchema(w, "QX", address.DecodeSchema(models.Value(`{"a3":{"usage":"mandatory","defaultLabel":"Town"},"a6":{"usage":"mandatory"}}`)))
	giveRules(w, "QX", address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1":"notUsed","area2":"a3"},"dialZoneSelection":"automatic"}`)))
	giveAreas(w, "QX", nil, listOf("North", "South"))
	giveAreas(w, "QX", []string{"North"}, listOf("Aby", "Bby"))
	giveAreas(w, "QX", []string{"South"}, listOf("Bby", "Cby"))
	return w
}

func TestALevelThatStandsInNoElementLeadsToTheNext(t *testing.T) {
	t.Parallel()
	w := leading(t)
	at(t, w, wizard.StepArea, 0)
	if name := w.Areas().Name(0); name != "Area 1" || w.Areas().Name(1) != "Town" {
		t.Errorf("the levels are called %q and %q", name, w.Areas().Name(1))
	}
	if wrong := w.Next(); len(wrong) != 1 || wrong[0].What != "Area 1 is not chosen" {
		t.Errorf("without an area: %v", wrong)
	}
	w.Choose(models.NewText("North"))
	w.Next()
	at(t, w, wizard.StepArea, 1)
	if path, ok := w.Areas().Path(1); !ok || fmt.Sprint(path) != "[North]" || w.Areas().Chosen(0).Raw() != "North" {
		t.Errorf("the towns are asked for under %v, %t", path, ok)
	}
	w.Choose(models.NewText("Bby"))
	wantJSON(t, w, `{"a3":"Bby"}`)
	w.Back()
	w.Choose(models.NewText("South"))
	wantJSON(t, w, `{"a3":"Bby"}`) // a town of the same name is there
	w.Choose(models.NewText("North"), models.NewText("Aby"))
	w.Back()
	w.Choose(models.NewText("South"))
	wantJSON(t, w, `{}`)
	if got := fmt.Sprint(w.Notes()); got != "[“Aby” is not in “South”: Town was cleared]" {
		t.Errorf("notes %s", got)
	}
}

func TestAnAreaThatChoosesItselfBelowAnotherIsNoted(t *testing.T) {
	t.Parallel()
	w := leading(t)
	giveAreas(w, "QX", []string{"North"}, listOf("Aby"))
	w.Choose(models.NewText("North"))
	wantJSON(t, w, `{"a3":"Aby"}`)
	if got := fmt.Sprint(w.Notes()); got != "[“Aby” was chosen: it is the only one]" {
		t.Errorf("notes %s", got)
	}
}

// What is chosen at a step of its own is not a field of the form; what cannot be chosen is.
func TestFieldsAreWhatHasNoStepOfItsOwn(t *testing.T) {
	t.Parallel()
	const rules = `{"emergencyAreaRules":{"area1":"a1","area2":"a3"},"dialZoneSelection":"automatic"}`
	const schema = `{"a1":{"usage":"mandatory"},"a3":{"usage":"mandatory"},"a6":{"usage":"mandatory"},"flr":{"usage":"notUsed"},"dialZone":{"usage":"optional"}}`
	for name, test := range map[string]struct {
		prepare func(w *wizard.Wizard)
		want    string
	}{
		"the lists have not come":           {func(*wizard.Wizard) {}, "a6"},
		"both have their lists":             {func(w *wizard.Wizard) { give(w, listOf("Bern", "Vaud"), listOf("Thun", "Biel")); set(w, "a1=Bern") }, "a6"},
		"no area above":                     {func(w *wizard.Wizard) { give(w, listOf("Bern", "Vaud"), listOf("Thun", "Biel")) }, "a3 a6"},
		"the first list cannot be had":      {func(w *wizard.Wizard) { w.Fail(wizard.Need{Kind: wizard.NeedAreas, ISO2: "QX"}, "gone") }, "a1 a3 a6"},
		"the first list is empty":           {func(w *wizard.Wizard) { give(w, listOf(), listOf()) }, "a1 a3 a6"},
		"the second list is empty":          {func(w *wizard.Wizard) { give(w, listOf("Bern", "Vaud"), listOf()); set(w, "a1=Bern") }, "a3 a6"},
		"one area each chooses itself":      {func(w *wizard.Wizard) { give(w, listOf("Bern"), listOf("Thun")) }, "a6"},
		"what is not used but has a value":  {func(w *wizard.Wizard) { set(w, "flr=3") }, "a6 flr"},
		"what the schema does not describe": {func(w *wizard.Wizard) { set(w, "room=7", "dialZone=1") }, "a6 room"},
	} {
		w := wizard.New()
		w.SetCountry(address.CountryOf("QX"))
		giveSchema(w, "QX", address.DecodeSchema(models.Value(schema)))
		giveRules(w, "QX", address.DecodeRules(models.Value(rules)))
		test.prepare(w)
		var got []string
		for _, field := range w.Form().Fields() {
			got = append(got, string(field.Element))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// give hands over the areas of the country and those under Bern.
func give(w *wizard.Wizard, first, underBern address.AreaList) {
	giveAreas(w, "QX", []string{"Bern"}, underBern)
	giveAreas(w, "QX", nil, first)
}

// Retry asks again for what failed and keeps what came.
func TestRetryForgetsOnlyWhatFailed(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	w.Fail(wizard.Need{Kind: wizard.NeedAreas, ISO2: "CH"}, "late") // a list that came stays
	w.Choose(models.NewText("Vaud"))
	w.Next()
	w.Fail(wizard.Need{Kind: wizard.NeedAreas, ISO2: "CH", Path: []string{"Vaud"}}, " ")
	if _, err := w.Areas().Known([]string{"Vaud"}); err == nil || err.Error() != "the geographic areas are not available: no answer" {
		t.Errorf("a list that failed: %v", err)
	}
	if needs := w.Need(); len(needs) != 0 {
		t.Errorf("asks again by itself: %v", needs)
	}
	w.Retry()
	if !w.Areas().Has(nil) || w.Areas().Has([]string{"Vaud"}) {
		t.Errorf("the country's list is there %t, that of Vaud %t", w.Areas().Has(nil), w.Areas().Has([]string{"Vaud"}))
	}
	if got := fmt.Sprint(w.Need()); got != "[{the geographic areas CH [Vaud] }]" {
		t.Errorf("asks for %s", got)
	}
}

func TestAnAreaWithoutOneAboveItIsCleared(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "vaud")
	pick(t, w, a, "thun")
	set(w, "a1=")
	wantJSON(t, w, `{}`)
	if got := fmt.Sprint(w.Notes()); got != "[“Thun” has no area above it any more: City was cleared]" {
		t.Errorf("notes %s", got)
	}
	set(w, "a1=Nowhere", "a3=Thun") // what stands above is wrong, and is said at its own level
	wantJSON(t, w, `{"a1":"Nowhere","a3":"Thun"}`)
}

// Areas that were given before their lists came are spelt by these, also in an address
// that comes back when a candidate is dropped.
func TestWhatComesBackIsSpeltByItsList(t *testing.T) {
	t.Parallel()
	a := openAtlas(t, "NL")
	w := wizard.New()
	w.SetCountry(address.CountryOf("NL"))
	set(w, "a3=BERGEN", "a1=limburg")
	giveSchema(w, "NL", address.DecodeSchema(a.Schema))
	giveRules(w, "NL", address.DecodeRules(a.Rules))
	giveCandidates(w, "NL", "dam 1", address.DecodeCandidates(a.Candidates))
	w.TakeCandidate(0)
	a.answer(w)
	giveAreas(w, "NL", []string{"Bergen"}, a.Under([]string{"Bergen"}))
	if !w.DropCandidate() || w.DropCandidate() {
		t.Error("a candidate is dropped once")
	}
	wantJSON(t, w, `{"a3":"Bergen","a1":"Limburg"}`)
}

func TestATakenCandidateIsOneOfThose(t *testing.T) {
	t.Parallel()
	w, a := open(t, "FR")
	giveCandidates(w, "FR", "hugo", address.DecodeCandidates(a.Candidates))
	for _, i := range []int{-1, 2, 99} {
		w.TakeCandidate(i)
		if !w.Address().Empty() || w.DropCandidate() {
			t.Errorf("candidate %d was taken: %s", i, w.Address().JSON())
		}
	}
	w.TakeCandidate(1)
	if w.Address().Empty() || w.Search().Replaced() {
		t.Errorf("the last one: %s, replaced %t", w.Address().JSON(), w.Search().Replaced())
	}
}

func TestTheDialZoneFieldSaysWhoAnswersForIt(t *testing.T) {
	t.Parallel()
	for selection, want := range map[string]struct {
		usage address.Usage
		help  string
	}{
		"manual":    {address.Mandatory, "The dial zone local to the address. Nobody verifies it: you answer for it."},
		"automatic": {address.NotUsed, "Computed from the address by the API."},
		"odd":       {address.Optional, "The API does not say whether it is given or computed. Nobody verifies a value given here."},
	} {
		w := wizard.New()
		w.SetCountry(address.CountryOf("QX"))
		giveRules(w, "QX", address.DecodeRules(models.Value(`{"dialZoneSelection":"`+selection+`","dialZones":["31","32"]}`)))
		field := w.Form().DialZone()
		if field.Usage != want.usage || field.Help.Raw() != want.help || len(field.Choices) != 2 || field.Name() != "Dial zone" {
			t.Errorf("%s: %+v", selection, field)
		}
	}
}

// The country that is chosen already goes on at once, with what came.
func TestTheSameCountryAgainGoesOnAtOnce(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "vaud")
	w.GoTo(wizard.Place{Step: wizard.StepCountry})
	at(t, w, wizard.StepCountry, 0)
	w.SetCountry(address.CountryOf("CH"))
	at(t, w, wizard.StepArea, 0)
	wantJSON(t, w, `{"a1":"Vaud"}`)
	if len(w.Need()) != 0 || w.Course().Waiting() {
		t.Errorf("asks for %v again", w.Need())
	}
}

func TestASearchForNothingFindsNothing(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	for limit, want := range map[int]string{-1: "[] 0", 0: "[] 0", 1: "[Aargau] 5", 99: "[Aargau Bern / Berne Genève Vaud Zürich] 5"} {
		if found := w.Areas().Find(0, "", limit); fmt.Sprint(found.Rows, " ", found.Total) != want {
			t.Errorf("at most %d: %v %d, want %s", limit, found.Rows, found.Total, want)
		}
	}
}
