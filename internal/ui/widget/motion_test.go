package widget

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
)

func TestAWindowScrollsAsFarAsItsLinesReach(t *testing.T) {
	t.Parallel()
	lines := make([]string, 10)
	for i := range lines {
		lines[i] = strconv.Itoa(i)
	}
	s := Scroller{Lines: lines}
	s.SetHeight(4)
	keys := keymap.Default()
	for _, step := range []struct {
		key  rune
		want string
	}{
		{tea.KeyUp, "0123"},
		{tea.KeyDown, "1234"},
		{tea.KeyPgDown, "4567"},
		{tea.KeyPgDown, "6789"},
		{tea.KeyDown, "6789"},
		{tea.KeyUp, "5678"},
		{tea.KeyPgUp, "2345"},
		{tea.KeyHome, "0123"},
		{tea.KeyEnd, "6789"},
	} {
		if !s.Press(tea.KeyPressMsg{Code: step.key}, keys) {
			t.Fatalf("%c does not scroll", step.key)
		}
		if got := strings.Join(s.Visible(), ""); got != step.want || s.End() != s.Top()+4 {
			t.Errorf("%c shows %s, %d to %d, want %s", step.key, got, s.Top(), s.End(), step.want)
		}
	}
	if s.Press(tea.KeyPressMsg{Code: tea.KeyTab}, keys) || s.Top() != 6 {
		t.Error("tab scrolls")
	}
}

func TestAWindowKeepsAPlaceThatIsGivenBeforeItsLines(t *testing.T) {
	t.Parallel()
	var s Scroller
	s.Goto(3)
	s.SetHeight(2)
	if s.Top() != 0 || len(s.Visible()) != 0 {
		t.Errorf("no lines: %d, %q", s.Top(), s.Visible())
	}
	s.Lines = []string{"a", "b", "c", "d", "e", "f"}
	if got := strings.Join(s.Visible(), ""); got != "de" {
		t.Errorf("shows %s, want de", got)
	}
	s.SetHeight(100)
	if s.Top() != 0 || s.End() != 6 {
		t.Errorf("a high window shows %d to %d", s.Top(), s.End())
	}
}
