package widget

import (
	"strings"
	"testing"
)

func TestClampGivesExactlyTheLinesAndTheWidth(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		view string
		w, h int
		want string
	}{
		{"abc", 3, 1, "abc"},
		{"abcd", 3, 1, "abc"},
		{"a\nb\nc", 3, 2, "a\nb"},
		{"a\nb", 3, 2, "a\nb"},
		{"a", 3, 3, "a\n\n"},
		{"a", 0, 1, ""},
		{"a", -4, 1, ""},
		{"a", 3, 0, ""},
		{"東京", 3, 1, "東"},
		{"\x1b[1mabc\x1b[m", 3, 1, "\x1b[1mabc\x1b[m"}, // styles take no cells
	} {
		if got := Clamp(tc.view, tc.w, tc.h); got != tc.want {
			t.Errorf("Clamp(%q, %d, %d) = %q, want %q", tc.view, tc.w, tc.h, got, tc.want)
		}
	}
}

func TestWhatIsOffSaysWhyInsteadOfBeingTaken(t *testing.T) {
	t.Parallel()
	f := choice(t)
	for value, want := range map[string]string{"zh": "", "aq": "too cold", "": "choose one"} {
		f.put(value)
		if got := f.wrong(); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
	free := newField(mono(t), FormField{Name: "name", Check: func(value string) string { return "checked " + value }})
	free.put("x")
	if got := free.wrong(); got != "checked x" {
		t.Errorf("its check says %q", got)
	}
	unchecked := newField(mono(t), FormField{Name: "name"})
	unchecked.put("x")
	if got := unchecked.wrong(); got != "" {
		t.Errorf("without a check: %q", got)
	}
}

func TestALineOfAListTakesItsSeparatorForLineEnds(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ separator, want string }{{", ", "a, b"}, {"", "a b"}} {
		f := newField(mono(t), FormField{Name: "list", Separator: tc.separator})
		f.put("a\nb")
		if got := f.value(); got != tc.want {
			t.Errorf("with %q: %q, want %q", tc.separator, got, tc.want)
		}
	}
}

func TestAFormHelpsOnlyWhereThereIsRoomForIt(t *testing.T) {
	t.Parallel()
	form := NewForm(mono(t), nil, FormField{Name: "a", Label: "A", Hint: "the hint"}, FormField{Name: "b", Label: "B"})
	for h, want := range map[int]bool{2: false, 3: false, 4: true, 9: true} {
		form.Resize(40, h)
		view := form.View()
		if got := strings.Contains(view, "the hint"); got != want {
			t.Errorf("%d lines: help is %v", h, got)
		}
		if lines := strings.Count(view, "\n") + 1; lines != h {
			t.Errorf("%d lines: %d are drawn", h, lines)
		}
	}
}

func TestTheCursorStaysOnItsThingWhenTheListIsReadAgain(t *testing.T) {
	t.Parallel()
	things := []string{"a", "b", "c"}
	picker := NewPicker(nil, func(string, int) ([]string, int) { return things, len(things) })
	picker.Restart()
	picker.Reload()
	if got := picker.Cursor(); got != 0 {
		t.Errorf("on the first: %d", got)
	}
	picker.Select(2)
	things = things[:2]
	picker.Reload()
	if got, ok := picker.Chosen(); !ok || got != "b" {
		t.Errorf("the last is gone: on %q, %v", got, ok)
	}
	things = nil
	picker.Reload()
	if _, ok := picker.Chosen(); ok || picker.Cursor() != -1 {
		t.Errorf("nothing is left: on %d", picker.Cursor())
	}
}

func TestAJoinerStaysOnlyBetweenLettersThatItJoins(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\u200cمی": "می", "می\u200c": "می", "می\u200cخ": "می\u200cخ", "a\u200db": "ab", "م\u200ca": "مa", "a\u200cم": "aم",
	} {
		if got := seen(text); got != want {
			t.Errorf("%q is seen as %q, want %q", text, got, want)
		}
	}
}

func TestALineIsAsWideAsItIsMade(t *testing.T) {
	t.Parallel()
	in := NewInput(mono(t), ">> ", "")
	in.SetValue("abcdefghijklmnop")
	for _, w := range []int{5, 8, 12, 16} {
		in.SetWidth(w)
		shown := strings.TrimRight(plain(in.View())[0], " ")
		if Width(shown) > w || Width(shown) < w-2 {
			t.Errorf("%d cells: shows %q", w, shown)
		}
	}
}

func TestAMenuIsAsWideAsItsWordsWant(t *testing.T) {
	t.Parallel()
	width := func(choices ...Choice) int {
		menu := NewMenu("Sort", choices)
		lines := plain(menu.View(mono(t), 80, 20))
		return Width(lines[0])
	}
	bare, noted := width(Choice{Key: "a", Text: "by name"}), width(Choice{Key: "a", Text: "by name", Note: "now"})
	if noted != bare+2+len("now") {
		t.Errorf("%d cells, and %d with a note of 3", bare, noted)
	}
}
