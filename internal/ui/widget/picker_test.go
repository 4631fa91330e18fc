package widget_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
	"btalk/internal/ui/widget"
)

// numbered finds the numbers below n whose digits contain the text; those that
// end in zero are headings.
func numbered(n int, typed bool) *widget.Picker[int] {
	var input *widget.Input
	if typed {
		styles := theme.Builtin()
		input = widget.NewInput(&styles, "", "")
		input.Focus()
	}
	picker := widget.NewPicker(input, func(query string, limit int) ([]int, int) {
		var found []int
		for i := range n {
			if strings.Contains(strconv.Itoa(i), query) {
				found = append(found, i)
			}
		}
		return found[:min(limit, len(found))], len(found)
	})
	picker.Skips = func(i int) bool { return i%10 == 0 }
	picker.Restart()
	return picker
}

// rows are what shows of a picker; the one under the cursor stands in brackets.
func rows(picker *widget.Picker[int], h int) string {
	return strings.Join(picker.Rows(h, func(i int, at bool) string {
		if at {
			return fmt.Sprintf("[%d]", i)
		}
		return strconv.Itoa(i)
	}), " ")
}

func TestAPicker(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		n    int
		keys string
		h    int
		want string
	}{
		{"begins on the first that is not passed over", 5, "", 3, "0 [1] 2"},
		{"goes down and up", 5, "down down up", 3, "1 [2] 3"},
		{"passes over headings", 13, "down down down down down down down down down", 3, "9 10 [11]"},
		{"passes over them on the way up", 13, "pgdown pgdown up up", 13, "0 1 2 3 4 5 6 7 8 [9] 10 11 12"},
		{"stays at the first", 5, "up up", 3, "0 [1] 2"},
		{"stays at the last", 4, "down down down down", 3, "1 2 [3]"},
		{"scrolls only when the cursor leaves the window", 9, "down down down up up", 3, "[2] 3 4"},
		{"goes a window less a row by page", 40, "ctrl+f", 10, "2 3 4 5 6 7 8 9 10 [11]"},
		{"shows the heading above the first on the way back", 40, "ctrl+f ctrl+b up", 10, "0 [1] 2 3 4 5 6 7 8 9"},
		{"finds what is typed, with the cursor on the best", 40, "down 3", 4, "[3] 13 23 30"},
		{"finds nothing, and stands nowhere", 5, "x down", 3, ""},
		{"takes up again when there is something", 5, "x backspace", 3, "0 [1] 2"},
		{"asks for more on the way down", 300, "1", 2, "[1] 10"},
		{"shows all where there is room", 3, "", 9, "0 [1] 2"},
		{"has no row where there is none", 0, "down pgdown up", 3, ""},
		{"ignores a key that neither moves nor types", 3, "f5", 3, "0 [1] 2"},
		{"a letter types, whatever it does where nothing typed", 40, "j", 3, ""},
		{"the cursor of the text moves by its own keys", 40, "1 left 2", 3, "[21]"},
		{"the same text again is nothing typed", 40, "down left", 3, "0 1 [2]"},
		{"the cursor that was moved stays when things come anew", 40, "down down f5", 3, "1 2 [3]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			picker := numbered(tc.n, true)
			rows(picker, tc.h)
			for key := range strings.FieldsSeq(tc.keys) {
				typed, _ := picker.Press(uitest.Key(t, key), keymap.Default())
				switch {
				case typed:
					picker.Restart()
				case key == "f5":
					picker.Reload()
				}
				rows(picker, tc.h)
			}
			if got := rows(picker, tc.h); got != tc.want {
				t.Errorf("shows %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAPickerAsksForMoreOnlyOnTheWayDown(t *testing.T) {
	t.Parallel()
	picker := numbered(1000, true)
	found, total := picker.Found()
	if len(found) != 100 || total != 1000 {
		t.Fatalf("at first %d of %d", len(found), total)
	}
	picker.Move(50)
	if found, _ = picker.Found(); len(found) != 100 {
		t.Errorf("half way down it asked for %d", len(found))
	}
	picker.Move(60)
	if found, _ = picker.Found(); len(found) != 400 {
		t.Errorf("at the end it asked for %d, want 400", len(found))
	}
	if at, _ := picker.Chosen(); at != 123 { // 110 steps from 1, over the 12 headings
		t.Errorf("the cursor is on %d", at)
	}
	picker.Restart()
	if found, _ = picker.Found(); len(found) != 100 {
		t.Errorf("begun anew it asks for %d", len(found))
	}
}

func TestAPickerStandsNowhereUntilSomethingIsMeant(t *testing.T) {
	t.Parallel()
	picker := numbered(5, true)
	meant := false
	picker.Begun = func() bool { return meant }
	if _, ok := picker.Chosen(); ok || picker.Cursor() != -1 || rows(picker, 3) != "0 1 2" {
		t.Errorf("it stands on %d: %s", picker.Cursor(), rows(picker, 3))
	}
	picker.Move(1)
	if at, ok := picker.Chosen(); !ok || at != 1 || !picker.Moved() {
		t.Errorf("the first step leads to %d", at)
	}
	picker.Restart()
	meant = true
	if at, ok := picker.Chosen(); !ok || at != 1 || picker.Moved() {
		t.Errorf("what is meant is %d, moved %v", at, picker.Moved())
	}
}

func TestAListWithoutALineMovesByLetters(t *testing.T) {
	t.Parallel()
	picker := numbered(5, false)
	for _, key := range []string{"j", "j", "k", "x"} {
		if typed, _ := picker.Press(uitest.Key(t, key), keymap.Default()); typed {
			t.Errorf("%s typed something", key)
		}
	}
	if typed, _ := picker.Write(tea.PasteMsg{Content: "3"}); typed || rows(picker, 3) != "0 1 [2]" {
		t.Errorf("shows %q", rows(picker, 3))
	}
	picker.Select(4)
	picker.Select(5) // is not there
	picker.Select(-1)
	if at, _ := picker.Chosen(); at != 4 {
		t.Errorf("selected %d", at)
	}
}

func TestAReboundPageKeyTurnsPagesWhereLettersAreText(t *testing.T) {
	t.Parallel()
	keys, err := keymap.New(map[string][]string{"page-down": {"ctrl+n", "f"}})
	if err != nil {
		t.Fatal(err)
	}
	picker := numbered(40, true)
	rows(picker, 4)
	picker.Press(uitest.Key(t, "ctrl+n"), keys)
	if at, _ := picker.Chosen(); at != 4 {
		t.Errorf("ctrl+n led to %d", at)
	}
	if typed, _ := picker.Press(uitest.Key(t, "f"), keys); !typed {
		t.Error("a letter did not type")
	}
}
