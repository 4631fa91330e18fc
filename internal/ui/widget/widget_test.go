package widget

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/theme"
)

func mono(t *testing.T) *theme.Styles {
	t.Helper()
	styles, err := theme.Catalog{}.Load("mono")
	if err != nil {
		t.Fatal(err)
	}
	return &styles
}

func TestCutEndsWhereTheTerminalThinks(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text  string
		width int
		want  string
	}{
		{"Lyon", 4, "Lyon"},
		{"Lyon", 3, "Ly…"},
		{"Lyon", 1, "…"},
		{"Lyon", 0, ""},
		{"", 0, ""},
		{"東京都", 6, "東京都"},
		{"東京都", 5, "東京…"},
		{"東京都", 4, "東…"}, // half a character is none
		{"e\u0301tienne", 3, "e\u0301t…"},
		{"हिन्दी", 3, "हि…"},
	} {
		got := Cut(tc.text, tc.width)
		if got != tc.want {
			t.Errorf("Cut(%q, %d): got %q, want %q", tc.text, tc.width, got, tc.want)
		}
		if Width(got) > tc.width {
			t.Errorf("Cut(%q, %d): %d cells wide", tc.text, tc.width, Width(got))
		}
	}
}

func FuzzFit(f *testing.F) {
	f.Add("東京 e\u0301 हिन्दी", 4)
	f.Add("👩‍👩‍👧", 3)
	f.Fuzz(func(t *testing.T, raw string, width int) {
		text, width := models.Safe(raw), width%300
		if padded := Pad(text, width); width >= 0 && Width(padded) != width {
			t.Errorf("Pad(%q, %d) is %d cells wide", text, width, Width(padded))
		}
		end, used, _ := Fit(text, width)
		if used != Width(text[:end]) {
			t.Errorf("Fit(%q, %d): %d cells are counted, %d are there", text, width, used, Width(text[:end]))
		}
		for _, line := range Wrap(text, width) {
			if Width(line) > max(width, 1) {
				t.Errorf("Wrap(%q, %d): %q is %d cells wide", text, width, line, Width(line))
			}
		}
	})
}

func TestOverLeavesWhatIsAround(t *testing.T) {
	t.Parallel()
	below := "abcdefgh\n東京東京\n\x1b[1mbold one\x1b[m"
	got := strings.Split(ansi.Strip(Over(below, "XX\nYY\nZZ", 3, 0)), "\n")
	for i, want := range []string{"abcXXfgh", "東 YY 京", "bolZZone"} {
		if got[i] != want {
			t.Errorf("line %d: got %q, want %q", i, got[i], want)
		}
		if Width(got[i]) != 8 {
			t.Errorf("line %d is %d cells wide, want 8", i, Width(got[i]))
		}
	}
	if got := Over("ab", "XX", 5, 0); ansi.Strip(got) != "ab   XX" {
		t.Errorf("beyond the end: got %q", got)
	}
	if got := Over("ab", "XX", 0, 9); got != "ab" {
		t.Errorf("below the end: got %q", got)
	}
}

func TestEverythingIsDrawnAtAnySize(t *testing.T) {
	t.Parallel()
	styles := mono(t)
	fields := []Field{Heading("Group"), {Label: "東京都千代田区", Value: strings.Repeat("long ", 20), Note: "a note"}, {}, {Label: "empty"}}
	menu := NewMenu("A menu with a long title", []Choice{{Key: "a", Text: "東京", Note: "note"}, {Text: "off", Off: true}, {Text: "c"}})
	for w := range 50 {
		for h := range 14 {
			for name, view := range map[string]string{
				"panel":  Panel(styles, "東京 title", Fields(styles, fields, w-4), w, h),
				"state":  Failed(errors.New("odd"), "r").View(styles, w, h),
				"menu":   menu.Box(Clamp("", w, h), styles, w, h),
				"remark": Clamp(Remark("the API does not say").Line(styles, w), w, h),
			} {
				lines := strings.Split(view, "\n")
				if h > 0 && len(lines) != h {
					t.Fatalf("%s at %dx%d: %d lines", name, w, h, len(lines))
				}
				for _, line := range lines {
					if got := ansi.StringWidthWc(line); got > w {
						t.Fatalf("%s at %dx%d: %q is %d cells wide", name, w, h, line, got)
					}
				}
			}
		}
	}
}

func TestFieldsSayWhatIsNotThere(t *testing.T) {
	t.Parallel()
	got := Fields(mono(t), []Field{{Label: "Code", Value: "1", Note: "invariable"}, {Label: "Contract"}}, 60)
	want := []string{"Code      1 · invariable", "Contract  –"}
	for i := range want {
		if line := ansi.Strip(got[i]); line != want[i] {
			t.Errorf("got %q, want %q", line, want[i])
		}
	}
}

func TestFailuresNameTheNextStep(t *testing.T) {
	t.Parallel()
	for kind, want := range map[models.Kind]string{
		models.Offline: "r tries again", models.Throttled: "countdown", models.Unauthorized: "btalk config check",
		models.Forbidden: "portal", models.Server: "request id", models.NotHeld: "--offline",
	} {
		state := Failed(&models.Error{Op: "list customers", Kind: kind}, "r")
		if view := ansi.Strip(state.View(mono(t), 100, 12)); !strings.Contains(view, want) {
			t.Errorf("kind %d: got %q, want %q in it", kind, view, want)
		}
	}
}

func TestMenu(t *testing.T) {
	t.Parallel()
	keys := keymap.Default()
	press := func(m *Menu, names ...string) (chosen string) {
		for _, name := range names {
			msg := tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
			switch name {
			case "enter":
				msg = tea.KeyPressMsg{Code: tea.KeyEnter}
			case "esc":
				msg = tea.KeyPressMsg{Code: tea.KeyEscape}
			case "down":
				msg = tea.KeyPressMsg{Code: tea.KeyDown}
			case "up":
				msg = tea.KeyPressMsg{Code: tea.KeyUp}
			}
			if choice, ok := m.Press(msg, keys); ok {
				chosen = choice.Text
			}
		}
		return chosen
	}
	for _, tc := range []struct {
		keys []string
		want string
		open bool
	}{
		{[]string{"enter"}, "two", true}, // the first that can be chosen
		{[]string{"down", "enter"}, "four", true},
		{[]string{"j", "k", "enter"}, "two", true},
		{[]string{"up", "up", "enter"}, "two", true},
		{[]string{"x"}, "four", true},
		{[]string{"1"}, "", true}, // it is off
		{[]string{"esc"}, "", false},
	} {
		m := NewMenu("", []Choice{{Key: "1", Text: "one", Off: true}, {Text: "two"}, {Text: "three", Off: true}, {Key: "x", Text: "four"}})
		if got := press(&m, tc.keys...); got != tc.want || m.Open() != tc.open {
			t.Errorf("%v: got %q, open %v", tc.keys, got, m.Open())
		}
	}
	empty := NewMenu("", nil)
	if empty.Open() {
		t.Error("a menu without choices opened")
	}
}

func TestInputIsSafeAndKnowsItsCursor(t *testing.T) {
	t.Parallel()
	in := NewInput(mono(t), "/", "hint")
	in.SetWidth(20)
	if in.Caret() != nil {
		t.Error("a deaf line has a cursor")
	}
	in.Focus()
	in.Update(tea.PasteMsg{Content: "東京\x1b[31m"})
	if strings.ContainsRune(in.Value(), '\x1b') {
		t.Errorf("got %q", in.Value())
	}
	in.SetValue("東京")
	if caret := in.Caret(); caret == nil || caret.X != 5 {
		t.Errorf("the cursor is at %+v, want cell 5", caret)
	}
	for w := range 12 {
		in.SetWidth(w)
		in.SetValue(strings.Repeat("東", 30))
		if got := ansi.StringWidthWc(in.View()); got > w {
			t.Errorf("width %d: got %d cells", w, got)
		}
		if caret := in.Caret(); caret.X < 0 || caret.X > w {
			t.Errorf("width %d: the cursor is at %d", w, caret.X)
		}
	}
}

func TestAPasteIsOneLineOfWhatCanBeSeen(t *testing.T) {
	t.Parallel()
	for pasted, want := range map[string]string{
		"FR_PAR_1\r":             "FR_PAR_1",
		"FR_PAR_1\n":             "FR_PAR_1",
		"FR_PAR_1\r\n":           "FR_PAR_1",
		"\r\nFR_PAR_1":           "FR_PAR_1",
		"a\rb":                   "a b",
		"a\r\nb\n\n c \r\r":      "a b c",
		"a\u2028b\u0085c\u2029d": "a b c d",
		"a\tb":                   "a b",
		"a\x00b\x1b[31mc\x7f":    "ab[31mc",
		"a\u200bb\u00adc\ufeff":  "abc",
		"\u202eabc\u202c":        "abc",
		"Paris ":                 "Paris ",
		"\r":                     "",
		"Zu\u0308rich":           "Zürich",
		"می\u200cخواهم":          "می\u200cخواهم",
		"a\u00a0b":               "a\u00a0b",
	} {
		in := NewInput(mono(t), "", "")
		in.Focus()
		in.Update(tea.PasteMsg{Content: pasted})
		if got := in.Value(); got != want {
			t.Errorf("%q pasted is %q, want %q", pasted, got, want)
		}
		in.SetValue(pasted)
		if got := in.Value(); got != want {
			t.Errorf("%q set is %q, want %q", pasted, got, want)
		}
	}
	list := NewInput(mono(t), "", "")
	list.Separate(", ")
	list.Focus()
	list.Update(tea.PasteMsg{Content: "1\r2\r\n3\n"})
	if got := list.Value(); got != "1, 2, 3" {
		t.Errorf("lines of a list are %q", got)
	}
}
