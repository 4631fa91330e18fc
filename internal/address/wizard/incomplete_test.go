package wizard_test

import (
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
)

// cut gives a wizard whose list of cantons is incomplete, and stands there.
func cut(t *testing.T, present address.Address) (*wizard.Wizard, *atlas) {
	t.Helper()
	a := openAtlas(t, "CH")
	w := wizard.NewFor(wizard.Target{}, address.CountryOf("CH"), present)
	giveSchema(w, "CH", address.DecodeSchema(a.Schema))
	giveRules(w, "CH", address.DecodeRules(a.Rules))
	giveAreas(w, "CH", nil, address.NewAreaList(a.Under(nil).Values[:1], "1 of 26"))
	at(t, w, wizard.StepArea, 0)
	return w, a
}

func TestAnAreaThatAnIncompleteListLacksStaysAsGiven(t *testing.T) {
	t.Parallel()
	var present address.Address
	present.Set("a1", "Uri")
	present.Set("a3", "Altdorf")
	w, a := cut(t, present)
	if missing := w.Areas().Missing(0); missing != "1 of 26" || w.Areas().Listed(0) {
		t.Errorf("missing %q, listed %t", missing, w.Areas().Listed(0))
	}
	next(t, w, a)
	at(t, w, wizard.StepFields, 0)
	if fields := w.Form().Fields(); !slices.ContainsFunc(fields, func(f address.Field) bool { return f.Element == "a3" }) {
		t.Errorf("what stands below an area that is not known is not in the form: %v", fields)
	}
	set(w, "pc=6460", "a6=Gasse", "hno=1")
	next(t, w, a)
	set(w, "dialZone=41")
	next(t, w, a)
	at(t, w, wizard.StepReview, 0)
	report := w.Review().Check()
	if !report.OK() || report.AreasUnknown == nil {
		t.Errorf("violations %v, not known %v", report.Violations, report.AreasUnknown)
	}
	wantJSON(t, w, `{"a1":"Uri","a3":"Altdorf","pc":"6460","a6":"Gasse","hno":"1","dialZone":"41"}`)
}

func TestTheOnlyAreaOfAnIncompleteListIsNotChosenByItself(t *testing.T) {
	t.Parallel()
	w, _ := cut(t, address.Address{})
	if chosen := w.Areas().Chosen(0); !chosen.Empty() || w.Areas().State(0) != wizard.LevelOpen {
		t.Errorf("chosen %q, state %v", chosen, w.Areas().State(0))
	}
	if wrong := w.Next(); len(wrong) != 1 || wrong[0].Rule != address.RuleMandatory {
		t.Errorf("went on without an area: %v", wrong)
	}
}

func TestAnAreaBelowIsNotClearedByAnIncompleteList(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "bern")
	pick(t, w, a, "thun")
	w.Back()
	w.Back()
	at(t, w, wizard.StepArea, 0)
	giveAreas(w, "CH", []string{"Aargau"}, address.NewAreaList(nil, "0 of 9"))
	pick(t, w, a, "aargau")
	wantJSON(t, w, `{"a1":"Aargau","a3":"Thun"}`)
	if len(w.Notes()) != 0 {
		t.Errorf("notes %q", w.Notes())
	}
}

// Rules that come again with fewer levels leave no step that is not there.
func TestRulesMayComeAgain(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "bern")
	at(t, w, wizard.StepArea, 1)
	giveRules(w, "CH", address.Rules{})
	at(t, w, wizard.StepFields, 0)
	set(w, "a3=Bern", "pc=3000", "a6=Gasse", "hno=1")
	next(t, w, a)
	at(t, w, wizard.StepDialZone, 0)
	giveRules(w, "CH", address.Rules{DialZone: address.DialZoneAutomatic})
	at(t, w, wizard.StepFields, 0)
}
