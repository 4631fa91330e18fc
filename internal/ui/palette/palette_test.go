package palette

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

func names(entries []Entry) string {
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name)
	}
	return strings.Join(all, " ")
}

func TestFind(t *testing.T) {
	t.Parallel()
	f := newFinder([]Entry{
		{Name: "customers", Title: "customers"},
		{Name: "countries", Title: "countries"},
		{Name: "country", Title: "country", Takes: "ISO2 …"},
		{Name: "quit", Title: "quit"},
	})
	f.names = NewNames(1, func(int) string { return "Łódź country office v1" }, func(int) Entry { return Entry{Name: "v1"} })
	for text, want := range map[string]string{
		"quit":          "quit",
		"countr":        "countries country v1",
		"country":       "country v1",
		"country FR CH": "country", // a command in full, with arguments
		": country FR":  "country",
		"lodz":          "v1",
		"zzz":           "",
	} {
		if got := names(f.find(text)); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                  "|",
		"  :Country CH ":    "country|CH",
		"voicesites lyon 3": "voicesites|lyon 3",
	} {
		name, args := split(text)
		if got := name + "|" + strings.Join(args, " "); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAWordWithoutAHitSaysWhatWasSearchedAndWhatToTry(t *testing.T) {
	t.Parallel()
	const width = 52 // of the box at 60 columns
	styles := theme.Builtin()
	s := New(&screen.Env{Keys: keymap.Default(), Styles: &styles}, []Entry{{Name: "quit", Title: "quit"}}, nil, screen.Palette{Input: "zzz"})
	s.Update(tea.WindowSizeMsg{Width: width, Height: 9})
	shown := s.View()
	for _, want := range []string{"No place, action or cached name matches.", "Fewer words find more; esc and ? list the actions."} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing in\n%s", want, shown)
		}
	}
	s.picker.Input.SetValue("quit")
	s.offer()
	if strings.Contains(s.View(), "No place") {
		t.Errorf("said beside a hit:\n%s", s.View())
	}
}
