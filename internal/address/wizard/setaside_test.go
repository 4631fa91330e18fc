package wizard_test

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

func TestATownThatIsInNoListIsSetAsideAndNeverExchanged(t *testing.T) {
	t.Parallel()
	a := openAtlas(t, "BE")
	a.Rules = models.Value(`{"emergencyAreaRules":{"area1_pidflo":"pc","area2_pidflo":"a3"},"dialZoneSelection":"Manual"}`)
	a.Areas = models.Value(`{"1000":{"Bruxelles":{},"Brussel":{}},"1760":{"Roosdaal":{}}}`)
	w := wizard.New()
	w.SetCountry(address.CountryOf("BE"))
	a.answer(w)
	w.Accept([]address.Value{{Element: "pc", Text: models.NewText("1760")}, {Element: "a3", Text: models.NewText("Strijtem")}})
	a.answer(w)
	next(t, w, a)
	kept := func(w *wizard.Wizard) {
		t.Helper()
		at(t, w, wizard.StepArea, 1)
		if got := w.Address().Get("a3"); !got.Empty() {
			t.Errorf("nobody chose %q", got)
		}
		if left := w.Review().Unplaced(); len(left) != 1 || left[0].Word.Raw() != "Strijtem" || !strings.Contains(left[0].Why, "is not in") {
			t.Errorf("in sight is %v", left)
		}
	}
	kept(w)
	draft, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	restored, err := wizard.Restore(draft)
	if err != nil {
		t.Fatal(err)
	}
	a.answer(restored)
	kept(restored)
	w.Choose(w.Areas().Find(w.Place().Level, "roos", 1).Rows[0]...)
	if left := w.Review().Unplaced(); len(left) != 0 || w.Address().Get("a3").Raw() != "Roosdaal" {
		t.Errorf("after the choice of %q there is still %v", w.Address().Get("a3"), left)
	}
}
