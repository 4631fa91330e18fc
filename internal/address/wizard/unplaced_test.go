package wizard_test

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// swissLine is what a pasted line gave.
func swissLine() []address.Value {
	return []address.Value{
		{Element: "a6", Text: models.NewText("Bahnhofstrasse")},
		{Element: "hno", Text: models.NewText("1")},
		{Element: "pc", Text: models.NewText("8001")},
		{Element: "a3", Text: models.NewText("Zürich")},
	}
}

// The words of a line that got no field stay in sight until a value has taken them
// up, however often the address has the same word for another reason, and over a
// lost line.
func TestWordsNotPlacedStayUntilTheyAreUsed(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	w.Accept(swissLine())
	w.KeepUnplaced([]address.Unplaced{
		{Word: models.NewText("Haus"), Why: "a building"}, {Word: models.NewText("1"), Why: "a building"}, {Word: models.NewText("Süd"), Why: "not clear"},
	})
	wantUnplaced(t, w, "Haus 1 (a building) Süd (not clear)")
	w.Set("bld", "HAUS")
	wantUnplaced(t, w, "1 (a building) Süd (not clear)")
	draft, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if w, err = wizard.Restore(draft); err != nil {
		t.Fatal(err)
	}
	wantUnplaced(t, w, "1 (a building) Süd (not clear)")
	w.Set("bld", "Haus 1 sud")
	wantUnplaced(t, w, "")
	w.Set("bld", "")
	wantUnplaced(t, w, "Haus 1 (a building) Süd (not clear)")
	w.KeepUnplaced(nil)
	wantUnplaced(t, w, "")
}

func wantUnplaced(t *testing.T, w *wizard.Wizard, want string) {
	t.Helper()
	var words []string
	for _, word := range address.JoinUnplaced(w.Review().Unplaced()) {
		words = append(words, word.Word.String()+" ("+word.Why+")")
	}
	if got := strings.Join(words, " "); got != want {
		t.Fatalf("not placed: %q, want %q", got, want)
	}
}
