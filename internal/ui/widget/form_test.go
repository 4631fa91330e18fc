package widget_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

func newForm(t *testing.T) *widget.Form {
	t.Helper()
	styles := theme.Builtin()
	form := widget.NewForm(&styles, keymap.Default(),
		widget.FormField{Name: "name", Label: "Name", Hint: "how it is called", Check: func(value string) string {
			if value == "taken" {
				return "it is taken"
			}
			return ""
		}},
		widget.FormField{Name: "place", Label: "Place", Choice: true, Options: []widget.Option{
			{Value: "zh", Text: "Zürich"}, {Value: "be", Text: "Bern"}, {Value: "aq", Text: "Antarctica", Off: "too cold"},
		}},
	)
	form.Resize(60, 10)
	return form
}

// pressForm presses keys by name or types a text, and gives the last event.
func pressForm(form *widget.Form, keys ...string) (last widget.FormEvent) {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "esc": {Code: tea.KeyEscape}, "down": {Code: tea.KeyDown},
		"up": {Code: tea.KeyUp}, "backspace": {Code: tea.KeyBackspace}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl},
	}
	for _, key := range keys {
		if press, ok := named[key]; ok {
			_, last = form.Update(press)
			continue
		}
		for _, r := range key {
			_, last = form.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return last
}

func TestAForm(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name        string
		keys        []string
		event       widget.FormEvent
		text, place string
		shows       string
	}{
		{"enter goes on, and submits on the last field", []string{"A1", "enter", "zur", "enter"}, widget.FormSubmits, "A1", "zh", "Zürich"},
		{"what is missing is asked for", []string{"ctrl+s"}, widget.FormStays, "", "", "how it is called"},
		{"what is wrong is told", []string{"taken", "enter", "bern", "enter"}, widget.FormStays, "taken", "be", "✗ it is taken"},
		{"an option that is off is not taken", []string{"A1", "enter", "antar", "enter"}, widget.FormStays, "A1", "", "✗ too cold"},
		{"arrows choose", []string{"A1", "tab", "down", "enter"}, widget.FormSubmits, "A1", "be", "Bern"},
		{"a choice can be made anew", []string{"A1", "tab", "zur", "tab", "backspace", "be", "enter"}, widget.FormSubmits, "A1", "be", "Bern"},
		{"no hit takes nothing", []string{"A1", "tab", "xyz", "enter"}, widget.FormStays, "A1", "", `none of 3 answers "xyz"`},
		{"esc leaves", []string{"A", "esc"}, widget.FormLeaves, "A", "", "A"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			form := newForm(t)
			event := pressForm(form, tc.keys...)
			if event != tc.event || form.Get("name") != tc.text || form.Get("place") != tc.place {
				t.Errorf("event %d, name %q, place %q", event, form.Get("name"), form.Get("place"))
			}
			if view := ansi.Strip(form.View()); !strings.Contains(view, tc.shows) {
				t.Errorf("the form does not show %q:\n%s", tc.shows, view)
			}
		})
	}
}

func TestAFormShowsTheServersWordsUntilTheValueChanges(t *testing.T) {
	t.Parallel()
	form := newForm(t)
	pressForm(form, "A1", "tab", "bern", "enter")
	form.Blame(map[string]string{"name": "is not\x1b[31m nice"})
	if view := ansi.Strip(form.View()); !strings.Contains(view, "✗ is not␛[31m nice") {
		t.Errorf("got\n%s", view)
	}
	pressForm(form, "2")
	if view := ansi.Strip(form.View()); strings.Contains(view, "nice") || form.Get("name") != "A12" {
		t.Errorf("got\n%s", view)
	}
}

func TestOptionsThatComeLaterKeepTheChoice(t *testing.T) {
	t.Parallel()
	form := newForm(t)
	pressForm(form, "A1", "tab", "bern", "tab")
	form.SetOptions("place", []widget.Option{{Value: "be", Text: "Berne"}}, "")
	if form.Get("place") != "be" || !strings.Contains(ansi.Strip(form.View()), "Berne") {
		t.Errorf("the choice is %q", form.Get("place"))
	}
}

func TestAFormFitsAnySize(t *testing.T) {
	t.Parallel()
	form := newForm(t)
	pressForm(form, "A1", "tab")
	for w := range 70 {
		for h := range 14 {
			form.Resize(w, h)
			view := form.View()
			for line := range strings.SplitSeq(view, "\n") {
				if ansi.StringWidthWc(line) > w {
					t.Fatalf("%q is wider than %d", line, w)
				}
			}
			_ = form.Caret()
		}
	}
}

func TestASecretIsShownAsDotsAndKeptOutOfDrafts(t *testing.T) {
	t.Parallel()
	styles := theme.Builtin()
	form := widget.NewForm(&styles, keymap.Default(),
		widget.FormField{Name: "id", Label: "Id", Trimmed: true},
		widget.FormField{Name: "key", Label: "Key", Trimmed: true, Secret: true},
	)
	form.Resize(60, 10)
	pressForm(form, "me", "enter")
	form.Update(tea.PasteMsg{Content: " s3cr3t\u200b \n"})
	for _, at := range []string{"in it", "beside it"} {
		if view := ansi.Strip(form.View()); strings.Contains(view, "s3cr3t") || !strings.Contains(view, "Key  ") || !strings.Contains(view, "••••••") {
			t.Errorf("%s the form shows\n%s", at, view)
		}
		pressForm(form, "up")
	}
	if _, kept := form.Snapshot().Values["key"]; kept {
		t.Error("the draft holds the secret")
	}
	if event := pressForm(form, "ctrl+s"); event != widget.FormSubmits || form.Get("key") != "s3cr3t" {
		t.Errorf("event %d, the key is %q", event, form.Get("key"))
	}
}

func TestTheCursorInASecretCountsDots(t *testing.T) {
	t.Parallel()
	styles := theme.Builtin()
	in := widget.NewInput(&styles, "/", "")
	in.SetWidth(20)
	in.Hide()
	in.Focus()
	in.SetValue("東京")
	if caret := in.Caret(); caret == nil || caret.X != 3 || in.Shown() != "••" || in.Value() != "東京" {
		t.Errorf("the cursor is at %+v, %q shows", caret, in.Shown())
	}
}

func TestTheCursorOfAFormIsBehindWhatIsTyped(t *testing.T) {
	t.Parallel()
	form := newForm(t)
	pressForm(form, "A1")
	if caret := form.Caret(); caret == nil || caret.X != len("  Place  ")+2 || caret.Y != 0 {
		t.Errorf("the cursor is at %+v", caret)
	}
	pressForm(form, "tab")
	if caret := form.Caret(); caret == nil || caret.X != len("  Place  ") || caret.Y != 1 {
		t.Errorf("in the second field it is at %+v", caret)
	}
}
