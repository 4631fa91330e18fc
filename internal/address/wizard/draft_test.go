package wizard_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// reborn gives the wizard of the draft of w, with what it asks for.
func reborn(t *testing.T, w *wizard.Wizard, a *atlas) *wizard.Wizard {
	t.Helper()
	draft, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := wizard.Restore(draft)
	if err != nil {
		t.Fatal(err)
	}
	same, err := again.Snapshot()
	if err != nil || !bytes.Equal(draft, same) {
		t.Fatalf("draft changed before anything came:\n%s\n%s, %v", draft, same, err)
	}
	a.answer(again)
	return again
}

func TestDraftComesBackWhereItWasLeft(t *testing.T) {
	t.Parallel()
	w, a := open(t, "QX")
	w.Query = "nor"
	for _, do := range []func(){
		func() {},
		func() { pick(t, w, a, "north") },
		func() { w.Query = "sol" },
		func() { pick(t, w, a, "a b") },
		func() { pick(t, w, a, "what") },
		func() { set(w, "a6=half a str") },
		func() { set(w, "a6=<Straße> & \"Co\"", "hno=1"); next(t, w, a) },
		func() { set(w, "dialZone=9"); next(t, w, a) },
	} {
		do()
		again := reborn(t, w, a)
		if again.Place() != w.Place() || again.Query != w.Query || !again.Address().Equal(w.Address()) {
			t.Errorf("at %v %q %s the draft came back at %v %q %s", w.Place(), w.Query, w.Address().JSON(),
				again.Place(), again.Query, again.Address().JSON())
		}
		if len(again.Notes()) != 0 {
			t.Errorf("the draft noted %q", again.Notes())
		}
	}
}

func TestDraftKeepsACandidateUntouched(t *testing.T) {
	t.Parallel()
	w, a := open(t, "FR")
	set(w, "a3=typed")
	giveCandidates(w, "FR", "x", []address.Address{address.Decode(models.Value(`{"a3":"Z\u00fcrich","pc":75001.0,"x":{"y":null}}`))})
	w.TakeCandidate(0)
	again := reborn(t, w, a)
	if !again.Address().Untouched() || string(again.Address().JSON()) != `{"a3":"Z\u00fcrich","pc":75001.0,"x":{"y":null}}` {
		t.Errorf("candidate came back as %s", again.Address().JSON())
	}
	if !again.DropCandidate() {
		t.Error("what was typed before the candidate is lost")
	}
	wantJSON(t, again, `{"a3":"typed"}`)
	set(w, "a3=changed")
	if reborn(t, w, a).Address().Untouched() {
		t.Error("a changed candidate came back as untouched")
	}
}

func TestDraftKeepsOtherCountriesAndTheVoicesite(t *testing.T) {
	t.Parallel()
	target := wizard.Target{Site: models.NewText("vs1"), Name: models.NewText("PARIS_1"), Customer: models.NewText("9999")}
	a := openAtlas(t, "AT")
	w := wizard.NewFor(target, address.CountryOf("AT"), address.Address{})
	a.answer(w)
	set(w, "a6=Ring")
	w.SetCountry(address.CountryOf("QE"))
	b := openAtlas(t, "QE")
	b.answer(w)
	again := reborn(t, w, b)
	if again.Target != target || again.Review().Summary() != "QE · PARIS_1" {
		t.Errorf("target %+v, summary %q", again.Target, again.Review().Summary())
	}
	again.SetCountry(address.CountryOf("AT"))
	wantJSON(t, again, `{"a6":"Ring"}`)
}

func TestDamagedDraftIsRefused(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	draft, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for i := range draft {
		if _, err := wizard.Restore(draft[:i]); !errors.Is(err, wizard.ErrDraft) {
			t.Fatalf("a draft cut at %d gave %v", i, err)
		}
	}
	for _, damaged := range []string{
		`null`, `{}`, `{"version":2,"step":"country","address":{}}`, `{"version":1,"step":"nowhere","address":{}}`,
		`{"version":1,"step":"area","level":4,"address":{}}`, `{"version":1,"step":"area","country":"F","address":{}}`,
		`{"version":1,"step":"area","country":"FR","address":[]}`,
	} {
		if _, err := wizard.Restore([]byte(damaged)); !errors.Is(err, wizard.ErrDraft) {
			t.Errorf("%s gave %v", damaged, err)
		}
	}
}

// FuzzRestore: any bytes are a wizard or an error, and a wizard survives being used.
func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"version":1,"country":"CH","step":"area","level":3,"address":{"a1":"Vaud","a1":2},"guides":{"-1":"x"}}`))
	f.Add([]byte(`{"version":1,"step":"review","address":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := wizard.Restore(data)
		if err != nil {
			return
		}
		if iso2 := w.Country().ISO2; iso2 != "" {
			giveSchema(w, iso2, address.Schema{})
			giveRules(w, iso2, address.Rules{Levels: []address.Level{{Number: 1, Element: "a1"}}})
			giveAreas(w, iso2, nil, listOf("Vaud"))
		}
		w.Next()
		w.Back()
		if _, err := w.Snapshot(); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzWizard walks at random through a country and holds the promises of the
// wizard at every step.
func FuzzWizard(f *testing.F) {
	f.Add("QX", []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 3, 9, 0})
	f.Add("CH", []byte{0, 2, 12, 0, 2, 1, 0, 3, 3, 0, 2, 4, 0})
	f.Add("NL", []byte{8, 18, 0, 0, 3, 13, 0, 4})
	f.Add("QM", []byte{2, 0, 1, 5, 15, 25, 0, 6})
	f.Fuzz(func(t *testing.T, iso2 string, moves []byte) {
		if _, known := map[string]bool{"QX": true, "CH": true, "NL": true, "QM": true, "QE": true, "FR": true}[iso2]; !known {
			iso2 = "CH"
		}
		a := openAtlas(t, iso2)
		w := wizard.New()
		for i, move := range moves[:min(len(moves), 200)] {
			before := w.Address()
			do := fmt.Sprintf("move %d (%d)", i, move)
			w = walk(t, w, a, move)
			holds(t, do, w, before, move%16)
		}
	})
}

// walk does one move of an operator, a network or a crash.
func walk(t *testing.T, w *wizard.Wizard, a *atlas, move byte) *wizard.Wizard {
	t.Helper()
	argument := int(move / 16)
	switch move % 16 {
	case 0:
		w.Next()
	case 1:
		w.Back()
	case 2:
		if rows := w.Areas().Find(w.Place().Level, []string{"", "b", "sol", "thun be"}[argument%4], 5).Rows; len(rows) > 0 {
			w.Choose(rows[argument%len(rows)]...)
		}
	case 3:
		w.Set(address.Elements()[argument], []string{"", "1", "x y", "Bern"}[argument%4])
	case 4:
		w.SetCountry(address.CountryOf([]string{a.ISO2, "QQ"}[argument%8/7]))
	case 5, 6, 7:
		a.answer(w)
	case 8:
		giveCandidates(w, w.Country().ISO2, "q", address.DecodeCandidates(a.Candidates))
		w.TakeCandidate(argument % 2)
	case 9:
		w.GoTo(wizard.Place{Step: wizard.Step(argument % 6), Level: argument % 4})
	case 10:
		for _, need := range w.Need() {
			w.Fail(need, "gone")
		}
	case 11:
		w.Retry()
	case 12:
		w.Accept(swissLine())
	case 13:
		w.Set(address.DialZone, "01")
	case 14:
		w.DropCandidate()
	case 15:
		draft, err := w.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		again, err := wizard.Restore(draft)
		if err != nil {
			t.Fatalf("own draft refused: %v\n%s", err, draft)
		}
		if !again.Address().Equal(w.Address()) {
			t.Fatalf("draft lost something: %s, %s", w.Address().JSON(), again.Address().JSON())
		}
		return again
	}
	return w
}

// holds checks what must be true of a wizard at any time.
func holds(t *testing.T, do string, w *wizard.Wizard, before address.Address, move byte) {
	t.Helper()
	shown := map[address.Element]bool{address.DialZone: true}
	for _, field := range w.Form().Fields() {
		if shown[field.Element] {
			t.Fatalf("%s: %s is in the form twice", do, field.Element)
		}
		shown[field.Element] = true
	}
	here := 0
	for _, stage := range w.Course().Stages() {
		if stage.State == wizard.StageHere {
			here++
		}
		if stage.Place.Step == wizard.StepArea {
			shown[w.Checker().Rules.Levels[stage.Place.Level].Element] = true
		}
	}
	if here != 1 && w.Place().Step != wizard.StepSearch {
		t.Fatalf("%s: the bar shows %d places as the present one: %v", do, here, w.Course().Stages())
	}
	for _, e := range w.Address().Elements() {
		if !shown[e] {
			t.Fatalf("%s: %s has a value that no step shows", do, e)
		}
	}
	if move <= 1 || move == 9 || move >= 5 && move <= 7 || move == 10 || move == 11 {
		lost := slices.DeleteFunc(before.Elements(), func(e address.Element) bool { return !w.Address().Get(e).Empty() })
		if len(lost) > 0 && len(w.Notes()) == 0 {
			t.Fatalf("%s: %v went away without a note", do, lost)
		}
	}
	w.Review().Check()
	w.Review().Postal()
	w.Review().Lines()
	w.Need()
}
