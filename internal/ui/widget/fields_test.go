package widget

import (
	"slices"
	"strings"
	"testing"

	"btalk/internal/ui/theme"
)

func TestFieldsStandInTwoColumns(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fields []Field
		w      int
		want   string
	}{
		"labels are as wide as the widest":          {[]Field{{Label: "A", Value: "1"}, {Label: "Bcd", Value: "2"}}, 20, "A    1|Bcd  2"},
		"a heading does not make them wider":        {[]Field{Heading("A long heading"), {Label: "A", Value: "1"}}, 20, "A long heading|A  1"},
		"a heading is cut":                          {[]Field{Heading("A long heading")}, 8, "A long …"},
		"nothing at all is a blank line":            {[]Field{{Label: "A", Value: "1"}, {}, {Label: "B", Value: "2"}}, 20, "A  1||B  2"},
		"a value without a label is none":           {[]Field{{Label: "Abc", Value: "1"}, {Value: "2"}}, 20, "Abc  1|     2"},
		"a note without label and value is a line":  {[]Field{{Label: "Abc", Value: "1"}, {Note: "n"}}, 20, "Abc  1|     –"},
		"what is not there is a dash, without note": {[]Field{{Label: "A", Note: "a note"}}, 20, "A  –"},
		"a long value goes on below":                {[]Field{{Label: "A", Value: "one two three"}}, 11, "A  one two|   three"},
		"a note stands behind the value":            {[]Field{{Label: "A", Value: "one", Note: "note"}}, 13, "A  one · note"},
		"or below it where it does not fit":         {[]Field{{Label: "A", Value: "one", Note: "note"}}, 12, "A  one|   note"},
		"behind the last line of a long value":      {[]Field{{Label: "A", Value: "one two three", Note: "n"}}, 12, "A  one two|   three · n"},
		"a note goes on below too":                  {[]Field{{Label: "A", Value: "one", Note: "four five six"}}, 12, "A  one|   four five|   six"},
		"a label leaves two fifths to the value":    {[]Field{{Label: "A very long label", Value: "one"}}, 20, "A very lo…  one"},
		"without room there is nothing":             {[]Field{{Label: "A", Value: "1"}}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(plain(strings.Join(Fields(mono(t), tc.fields, tc.w), "\n")), "|")
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestAFieldKeepsTheStyleOfItsValueAndADashIsMuted(t *testing.T) {
	t.Parallel()
	styles := theme.Builtin()
	got := Fields(&styles, []Field{{Label: "A", Value: "1", Style: styles.Error}, {Label: "B", Style: styles.Error}}, 20)
	if !strings.Contains(got[0], styles.Error.Render("1")) || !strings.Contains(got[1], styles.Muted.Render("–")) {
		t.Errorf("got %q", got)
	}
}

// choice is a field to choose in, with two options, the second of them off.
func choice(t *testing.T) *field {
	t.Helper()
	return newField(mono(t), FormField{Name: "place", Choice: true, Options: []Option{
		{Value: "zh", Text: "Zürich"}, {Value: "aq", Text: "Antarctica", Off: "too cold"},
	}, Waiting: "… is read"})
}

func TestAFieldHelpsWithWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		field func() *field
		w     int
		want  string
	}{
		"the options, the best first":            {func() *field { return choice(t) }, 40, "› Zürich|  Antarctica  ✗ too cold"},
		"why one is off is cut":                  {func() *field { return choice(t) }, 23, "› Zürich|  Antarctica  ✗ too co…"},
		"or left out":                            {func() *field { return choice(t) }, 22, "› Zürich|  Antarctica"},
		"no option answers":                      {func() *field { f := choice(t); f.input.SetValue("x"); f.picker.Restart(); return f }, 40, `none of 2 answers "x"`},
		"what is chosen":                         {func() *field { f := choice(t); f.put("zh"); return f }, 40, "chosen; type to choose another"},
		"why there are none yet":                 {func() *field { f := choice(t); f.offer(nil, "… is read"); return f }, 40, "… is read"},
		"the server's word stands above options": {func() *field { f := choice(t); f.said = "is closed"; return f }, 40, "✗ is closed|› Zürich|  Antarctica  ✗ too cold"},
		"the hint of a text":                     {func() *field { return newField(mono(t), FormField{Hint: "two words"}) }, 5, "two|words"},
		"what is missing once it was asked for":  {func() *field { f := newField(mono(t), FormField{Hint: "h"}); f.asked = true; return f }, 40, "✗ it is missing|h"},
		"what is wrong, at once": {func() *field {
			return newField(mono(t), FormField{Value: "a", Hint: "h", Check: func(string) string { return "it is odd" }})
		}, 40, "✗ it is odd|h"},
		"not a blank while somebody may go on": {func() *field { return newField(mono(t), FormField{Value: "a ", Hint: "h"}) }, 40, "h"},
		"a blank that was pointed out":         {func() *field { f := newField(mono(t), FormField{Value: "a ", Hint: "h"}); f.asked = true; return f }, 60, `✗ it ends with a blank: enter takes "a"|h`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(plain(strings.Join(tc.field().help(mono(t), tc.w, 5), "\n")), "|"); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestAFieldIsDrawnInItsLine(t *testing.T) {
	t.Parallel()
	odd := FormField{Value: "abc", Check: func(string) string { return "it is odd" }}
	for name, tc := range map[string]struct {
		field   *field
		current bool
		w       int
		want    string
	}{
		"what is wrong behind the value":          {newField(mono(t), odd), false, 40, "abc  ✗ it is odd"},
		"cut to its room":                         {newField(mono(t), odd), false, 10, "abc  ✗ it…"},
		"or left out":                             {newField(mono(t), odd), false, 9, "abc"},
		"not while it is filled in":               {newField(mono(t), odd), true, 40, "abc"},
		"nor while it is empty and not asked for": {newField(mono(t), FormField{}), false, 40, ""},
		"a blank at the end is said once left":    {newField(mono(t), FormField{Value: "a "}), false, 60, `a   ✗ it ends with a blank: enter takes "a"`},
		"a choice by its text":                    {func() *field { f := choice(t); f.put("zh"); return f }(), true, 40, "Zürich"},
		"cut, too":                                {func() *field { f := choice(t); f.put("zh"); return f }(), false, 4, "Zür…"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.field.input.SetWidth(40)
			if got := plain(tc.field.view(mono(t), tc.current, tc.w))[0]; got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAnUntidyTextIsOfferedTidyBeforeItIsTaken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		field FormField
		want  []string // the value after each enter
		oks   []bool
	}{
		"a clean one is taken":              {FormField{Value: "a"}, []string{"a"}, []bool{true}},
		"a blank at the end is asked about": {FormField{Value: "a "}, []string{"a ", "a", "a"}, []bool{false, true, true}},
		"a list minds no blanks":            {FormField{Value: "a, ", Separator: ", "}, []string{"a, "}, []bool{true}},
		"what is trimmed needs no question": {FormField{Value: " a ", Trimmed: true}, []string{"a"}, []bool{true}},
		"nothing but blanks is missing":     {FormField{Value: "  "}, []string{"  "}, []bool{true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newField(mono(t), tc.field)
			for i, want := range tc.want {
				_, ok := f.tidy()
				if f.value() != want || ok != tc.oks[i] {
					t.Fatalf("enter %d: %q, taken %v", i+1, f.value(), ok)
				}
			}
		})
	}
}

func TestAFormThatIsPutBackIsAsItWasLeft(t *testing.T) {
	t.Parallel()
	form := func(options ...Option) *Form {
		return NewForm(mono(t), nil,
			FormField{Name: "name", Label: "Name"}, FormField{Name: "place", Label: "Place", Choice: true, Options: options},
			FormField{Name: "key", Label: "Key", Secret: true})
	}
	options := []Option{{Value: "zh", Text: "Zürich"}, {Value: "be", Text: "Bern"}}
	for name, tc := range map[string]struct {
		state  FormState
		chosen string
		at     int
	}{
		"a text and a choice":          {FormState{At: "place", Values: map[string]FieldState{"name": {Value: "A"}, "place": {Value: "be"}}}, "be", 1},
		"letters of a choice not made": {FormState{At: "place", Values: map[string]FieldState{"name": {Value: "A"}, "place": {Value: "zu", Typed: "zu"}}}, "", 1},
		"the cursor in another field":  {FormState{At: "key", Values: map[string]FieldState{"name": {Value: "A"}, "place": {}}}, "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := form(options...)
			f.Restore(tc.state)
			if f.Get("name") != "A" || f.Get("place") != tc.chosen || f.at != tc.at {
				t.Errorf("name %q, place %q, field %d", f.Get("name"), f.Get("place"), f.at)
			}
			again := f.Snapshot()
			if again.At != tc.state.At || again.Values["place"] != tc.state.Values["place"] || again.Values["name"] != tc.state.Values["name"] {
				t.Errorf("kept %+v of %+v", again, tc.state)
			}
			later := form() // the options are not read yet
			later.Restore(tc.state)
			later.SetOptions("place", options, "")
			if later.Get("place") != tc.chosen {
				t.Errorf("with options that come later the choice is %q, want %q", later.Get("place"), tc.chosen)
			}
		})
	}
	f := form(options...)
	f.Restore(FormState{At: "gone", Values: map[string]FieldState{"gone": {Value: "x"}}})
	if f.at != 0 || f.Get("name") != "" || f.Get("gone") != "" || f.Changed() {
		t.Error("a field of another form left a trace")
	}
}

func TestBlameGoesToTheFirstFieldTheServerNames(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		words map[string]string
		at    int
	}{
		"one":               {map[string]string{"c": "no"}, 2},
		"two":               {map[string]string{"c": "no", "b": "no"}, 1},
		"none that is here": {map[string]string{"z": "no"}, 0},
		"none":              {nil, 0},
	} {
		f := NewForm(mono(t), nil, FormField{Name: "a"}, FormField{Name: "b"}, FormField{Name: "c"})
		f.Blame(tc.words)
		var blamed []string
		for _, field := range f.fields {
			if field.said != "" {
				blamed = append(blamed, field.Name)
			}
		}
		slices.Sort(blamed)
		if f.at != tc.at || len(blamed) > len(tc.words) {
			t.Errorf("%s: the cursor is in field %d, blamed are %v", name, f.at, blamed)
		}
		f.Blame(nil) // the next answer
		if f.fields[2].said != "" {
			t.Errorf("%s: old words stand on", name)
		}
	}
}

func TestAFormGivesAValueWhatTheLabelsLeave(t *testing.T) {
	t.Parallel()
	f := NewForm(mono(t), nil, FormField{Name: "a", Label: "Empty"}, FormField{Name: "b", Label: "B", Value: strings.Repeat("x", 30)})
	for w, want := range map[int]string{39: strings.Repeat("x", 30), 38: strings.Repeat("x", 28) + "…", 10: "…"} {
		f.Resize(w, 2)
		if got := plain(f.View())[1]; got != "  B      "+want {
			t.Errorf("in %d cells the second line is %q", w, got)
		}
	}
}

func TestATextTakesNoOptions(t *testing.T) {
	t.Parallel()
	f := NewForm(mono(t), nil, FormField{Name: "a", Value: "typed"})
	f.SetOptions("a", []Option{{Value: "typed", Text: "Other"}}, "none")
	f.SetOptions("gone", nil, "")
	if f.Get("a") != "typed" || len(f.fields[0].Options) != 0 || f.fields[0].Waiting != "" {
		t.Errorf("the text became a choice: %+v", f.fields[0].FormField)
	}
}
