package widget_test

import (
	"strings"
	"testing"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/uitest"
	"btalk/internal/ui/widget"
)

func TestAWindowScrollsOverLines(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		keys   string
		typing bool
		h      int
		shown  string
		below  int
	}{
		{"begins at the top", "", false, 3, "a b c", 4},
		{"goes down and up by a line", "down j k", false, 3, "b c d", 3},
		{"goes a window less a line by page", "pgdown", false, 3, "c d e", 2},
		{"comes back by page", "end pgup", false, 3, "c d e", 2},
		{"goes to both ends", "G g", false, 3, "a b c", 4},
		{"stops at the end", "end down pgdown", false, 3, "e f g", 0},
		{"stops at the top", "up pgup", false, 3, "a b c", 4},
		{"moves in a window of one line", "pgdown", false, 1, "b", 5},
		{"shows all where there is room", "down", false, 9, "a b c d e f g", 0},
		{"shows nothing without room", "down", false, 0, "", 6},
		{"letters are text while something is typed", "j G", true, 3, "a b c", 4},
		{"so are the ends of the line", "end home", true, 3, "a b c", 4},
		{"arrows and pages scroll even then", "down pgdown up", true, 3, "c d e", 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var scroll widget.Scroll
			scroll.Resize(tc.h)
			scroll.Set(strings.Fields("a b c d e f g"))
			for key := range strings.FieldsSeq(tc.keys) {
				scroll.Press(uitest.Key(t, key), keymap.Default(), tc.typing)
			}
			if got := strings.Join(scroll.Shown(), " "); got != tc.shown || scroll.Below() != tc.below {
				t.Errorf("shows %q and %d below, want %q and %d", got, scroll.Below(), tc.shown, tc.below)
			}
		})
	}
}

func TestAWindowStaysWhereItIsAsFarAsTheLinesGo(t *testing.T) {
	t.Parallel()
	var scroll widget.Scroll
	if scroll.Shown() != nil || scroll.Press(uitest.Key(t, "x"), keymap.Default(), false) {
		t.Error("an empty window shows something, or took a key that does not scroll")
	}
	scroll.Resize(2)
	scroll.Set([]string{"a", "b", "c", "d"})
	scroll.By(2)
	scroll.Set([]string{"A", "B", "C", "D"})
	if got := scroll.Shown(); got[0] != "C" {
		t.Errorf("new lines show %q", got)
	}
	scroll.Set([]string{"A", "B", "C"})
	if got := scroll.Shown(); got[0] != "B" {
		t.Errorf("fewer lines show %q", got)
	}
	scroll.Resize(3)
	if got := scroll.Shown(); got[0] != "A" || len(scroll.Lines()) != 3 {
		t.Errorf("a larger window shows %q", got)
	}
}
