package wizard_test

import (
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

func TestAWordLeftOutTwiceWantsTwoUses(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	w.Accept(swissLine())
	w.KeepUnplaced([]address.Unplaced{
		{Word: models.NewText("Nord"), Why: "not clear"}, {Word: models.NewText("Tor"), Why: "a gate"}, {Word: models.NewText("Nord"), Why: "not clear"},
	})
	wantUnplaced(t, w, "Nord (not clear) Tor (a gate) Nord (not clear)")
	w.Set("bld", "Nord")
	wantUnplaced(t, w, "Tor (a gate) Nord (not clear)")
	w.Set("bld", "Nord Tor Nord")
	wantUnplaced(t, w, "")
}

func TestAnAddressThatCameBackWithItsCountryIsNotKeptTwice(t *testing.T) {
	t.Parallel()
	w, a := open(t, "AT")
	set(w, "a6=Ring")
	w.SetCountry(address.CountryOf("QE"))
	w.SetCountry(address.CountryOf("AT"))
	a.answer(w)
	set(w, "a6=")
	w.SetCountry(address.CountryOf("QE"))
	w.SetCountry(address.CountryOf("AT"))
	if !w.Address().Empty() {
		t.Errorf("what was taken away came back: %s", w.Address().JSON())
	}
}

func TestOnlyAPlaceThatTheCountryHasIsGoneTo(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "bern")
	pick(t, w, a, "thun")
	at(t, w, wizard.StepFields, 0)
	w.Query = "typed"
	if wrong := w.GoTo(wizard.Place{Step: wizard.StepArea, Level: 5}); wrong != nil || w.Query != "typed" {
		t.Errorf("a level that is not there: %v, query %q", wrong, w.Query)
	}
	at(t, w, wizard.StepFields, 0)
	if wrong := w.GoTo(wizard.Place{Step: wizard.StepArea, Level: 1}); wrong != nil || w.Query != "" {
		t.Errorf("a level that is there: %v, query %q", wrong, w.Query)
	}
	at(t, w, wizard.StepArea, 1)
}

func TestAPlaceWithoutAChoiceIsNotGoneTo(t *testing.T) {
	t.Parallel()
	w := leading(t)
	giveAreas(w, "QX", []string{"North"}, listOf("Aby"))
	w.Choose(models.NewText("North"))
	w.Next()
	at(t, w, wizard.StepFields, 0)
	w.GoTo(wizard.Place{Step: wizard.StepArea, Level: 1})
	at(t, w, wizard.StepFields, 0)
}

func TestMoreAreasThanLevelsAreNotChosen(t *testing.T) {
	t.Parallel()
	w := leading(t)
	w.Choose(models.NewText("South"), models.NewText("Cby"), models.NewText("deeper"))
	wantJSON(t, w, `{"a3":"Cby"}`)
}

func TestTheReviewSaysWhatCouldNotBeHad(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	if lost := w.Review().Lost(); lost != "" {
		t.Errorf("all is there, and it says %q", lost)
	}
	pick(t, w, a, "bern")
	w.Back()
	w.Choose(models.NewText("Vaud"))
	w.Next()
	w.Fail(wizard.Need{Kind: wizard.NeedAreas, ISO2: "CH", Path: []string{"Vaud"}}, "late")
	if lost := w.Review().Lost(); lost != "the list for "+w.Areas().Name(1)+" is not available" {
		t.Errorf("a list is lost, and it says %q", lost)
	}
	other := wizard.New()
	other.SetCountry(address.CountryOf("CH"))
	other.Fail(wizard.Need{Kind: wizard.NeedSchema, ISO2: "CH"}, "no network")
	if lost := other.Review().Lost(); lost != wizard.NeedSchema.String()+": no network" {
		t.Errorf("the schema is lost, and it says %q", lost)
	}
}
