package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// plain is a view without styles and blanks at the ends of lines.
func plain(view string) []string {
	lines := strings.Split(ansi.Strip(view), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

func TestWhatIsDrawnStandsWhereItMust(t *testing.T) {
	t.Parallel()
	styles := mono(t)
	menu := NewMenu("T", []Choice{{Key: "a", Text: "one", Note: "n"}, {Text: "off", Off: true}})
	for name, tc := range map[string]struct {
		view string
		want string
	}{
		"a box has its title in the frame":       {Panel(styles, "T", []string{"ab"}, 10, 3), "┏━ T ━━━━┓|┃ ab     ┃|┗━━━━━━━━┛"},
		"a box cuts what is too wide":            {Panel(styles, "T", []string{"abcdefghi"}, 8, 3), "┏━ T ━━┓|┃ abcd ┃|┗━━━━━━┛"},
		"the smallest box has no title":          {Panel(styles, "T", []string{"ab"}, 4, 3), "┏━━┓|┃  ┃|┗━━┛"},
		"without room for a frame there is none": {Panel(styles, "T", []string{"ab"}, 3, 3), "ab||"},
		"nor without the lines for it":           {Panel(styles, "T", []string{"ab"}, 10, 2), "ab|"},
		"a pane beside has a rule":               {Aside(styles, "T", []string{"ab"}, 6, 3, false), "│ T|│ ab|│"},
		"a heavy one while it has the keys":      {Aside(styles, "T", []string{"ab"}, 6, 2, true), "┃ T|┃ ab"},
		"a state stands in the upper middle":     {Empty("Nothing", "do this").View(styles, 20, 6), "|     – Nothing|     do this|||"},
		"a remark begins with a capital":         {Remark("abc").Line(styles, 40), "! Abc"},
		"a line is cut to its room":              {Remark("abcdefghij").Line(styles, 8), "! Abcde…"},
		"what to do follows where there is room": {Empty("No", "do this now").Line(styles, 30), "– No · do this now"},
		"not where it would be a stump":          {Empty("No", "do this now").Line(styles, 15), "– No"},
		"a menu is as wide as its longest line":  {menu.View(styles, 40, 10), "┏━ T ━━━━━━━━┓|┃ › a one  n ┃|┃     off    ┃|┗━━━━━━━━━━━━┛"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(plain(tc.view), "|"); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestAKeyTypesOnlyWhatCanBeSeen(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"a": "xa", "\u200b": "x", "b\u200b": "xb", "\u202e": "x", "é": "xé"} {
		in := NewInput(mono(t), "", "")
		in.Focus()
		in.SetValue("x")
		in.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: typed})
		if in.Value() != want {
			t.Errorf("%q typed behind x gives %q, want %q", typed, in.Value(), want)
		}
	}
}

func TestALineShowsAsMuchAsItsWidth(t *testing.T) {
	t.Parallel()
	in := NewInput(mono(t), "> ", "")
	in.SetWidth(8)
	in.SetValue("abcdefghij")
	if got := plain(in.View())[0]; Width(got) > 8 || !strings.HasPrefix(got, "> ") || len(got) < 6 {
		t.Errorf("shows %q", got)
	}
	in.Limit(3)
	in.Focus()
	in.SetValue("abcdef")
	if in.Value() != "abc" {
		t.Errorf("a limit of three takes %q", in.Value())
	}
}
