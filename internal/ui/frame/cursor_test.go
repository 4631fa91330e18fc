package frame

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

func TestTheRealCursorStandsOnTheSelectedRow(t *testing.T) {
	t.Parallel()
	styles := theme.Builtin()
	menu := widget.Over("  one\n› two\n  three\n  four",
		widget.Panel(&styles, "Sort by", []string{"› name", "  code"}, 12, 4), 4, 0)
	for name, test := range map[string]struct {
		page page
		x, y int // of the cursor in the terminal; -1 for none
		row  string
	}{
		"a list":                       {page{drawn: "  name\n  a\n› b\n  c"}, 0, 2 + 2, "b"},
		"right of a border":            {page{drawn: "form  │   x\n      │ › y  "}, 8, 2 + 1, "y"},
		"what stands beside is left":   {page{drawn: "› b   12 │ the pane"}, 0, 2, "b, 12"},
		"a menu over a list":           {page{drawn: menu}, 6, 2 + 1, "name"},
		"the caret of what is typed":   {page{drawn: "› a", caret: &tea.Cursor{Position: tea.Position{X: 5, Y: 3}}}, 5, 2 + 3, "a"},
		"a pointer inside a text":      {page{drawn: "Customers › VPNs"}, -1, -1, ""},
		"nothing selected":             {page{drawn: "plain"}, -1, -1, ""},
		"after a wide character":       {page{drawn: "漢字 │ › c"}, 7, 2, "c"},
		"the first of two that could":  {page{drawn: "› a\n› b"}, 0, 2, "a"},
		"a name with a pointer beside": {page{drawn: "  name │ › odd\n› › odd │ id"}, 0, 2 + 1, "› odd"},
		"a name with a pointer above":  {page{drawn: "  › odd\n› b"}, 0, 2 + 1, "b"},
	} {
		f, _ := around(t, 80, 20, &test.page)
		at := f.View(State{}).Cursor
		switch {
		case test.x < 0 && at != nil:
			t.Errorf("%s: the cursor is at %v, want none", name, at)
		case test.x >= 0 && (at == nil || at.X != test.x || at.Y != test.y):
			t.Errorf("%s: the cursor is at %v, want %d,%d", name, at, test.x, test.y)
		}
		f.env.Accessible = true
		if last := lines(f, State{})[19]; last != test.row {
			t.Errorf("%s: announced is %q, want %q", name, last, test.row)
		}
	}
}

// teller announces its row itself.
type teller struct {
	*page
	said string
}

func (s teller) Announce() string { return s.said }

func TestTheAccessibleFrameReadsAsPlainLines(t *testing.T) {
	t.Parallel()
	below := &page{title: "Sites", drawn: "› cut…  │ pane", keys: nil}
	over := box5{&page{title: "Quit?", drawn: "Really?\ny yes"}}
	f, _ := around(t, 80, 20, teller{below, "Row 1 of 3, whole"})
	f.env.Accessible = true
	drawn := lines(f, State{})
	if drawn[19] != "Row 1 of 3, whole" || !strings.Contains(drawn[1], "? help") {
		t.Errorf("drawn is %q", drawn)
	}
	f.stack.Add(over)
	drawn = lines(f, State{})
	if drawn[2] != "Quit?" || drawn[3] != "Really?" || drawn[4] != "y yes" || drawn[5] != "" {
		t.Errorf("a question is drawn as %q", drawn)
	}
	over.caret = &tea.Cursor{Position: tea.Position{X: 3}}
	if at := f.View(State{}).Cursor; at == nil || at.X != 3 || at.Y != 3 {
		t.Errorf("the cursor of a question is at %v", at)
	}
	for _, line := range drawn {
		if strings.ContainsFunc(line, isRule) {
			t.Errorf("a rule is drawn: %q", line)
		}
	}
}

func TestTheLastLineHoldsWholeCells(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"Row 1 of 9, Lyon, 18,242.85, EUR, 2026-11-14": "Row 1 of 9, Lyon, 18,242.85, …",
		"Row 1 of 9, Lyon, 118,242.85, EUR":            "Row 1 of 9, Lyon, 118,242.85, …",
		"Row 1 of 9, Saint-Barthélemy, 18,242.85":      "Row 1 of 9, Saint-Barthélemy, …",
		"one name that is longer than the whole line":  "one name that is longer than t…",
		"Row 1 of 9, Lyon":                             "Row 1 of 9, Lyon",
	} {
		f, _ := around(t, 80, 20, teller{&page{}, said})
		f.Width = 31
		if got := f.announcement(shown{screen: f.stack.Page()}); got != want {
			t.Errorf("%q is announced as %q, want %q", said, got, want)
		}
	}
}

func TestTheLastLineAnnouncesWhatChanged(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		report screen.Report
		budget models.Budget
		toast  string
		want   string
	}{
		"nothing beyond the age":   {report: screen.Report{Fetched: start()}, want: "row"},
		"a remark":                 {toast: "copied", want: "· copied. row"},
		"the API is away":          {report: screen.Report{Err: &models.Error{Kind: models.Offline}}, want: "! API unreachable since "},
		"when a throttle ends":     {budget: models.Budget{Limit: 60, Until: start().Add(time.Minute)}, want: "Throttled until "},
		"what could not be read":   {report: screen.Report{Fetched: start(), Skipped: 2}, want: "! 2 could not be read"},
		"that the data are old":    {report: screen.Report{Fetched: start(), Stale: true}, want: "old: fetched just now. row"},
		"a throttle and its cause": {report: screen.Report{Fetched: start(), Skipped: 1}, budget: models.Budget{Limit: 60, Until: start().Add(time.Minute)}, want: "! 1 could not be read"},
	} {
		f, _ := around(t, 120, 20, &page{drawn: "› row", report: test.report})
		f.env.Accessible = true
		f.Health.Budget = test.budget
		f.Examine()
		if test.toast != "" {
			f.Say(screen.Info, test.toast)
		}
		last := lines(f, State{})[19]
		if !strings.Contains(last, test.want) || !strings.HasSuffix(last, "row") {
			t.Errorf("%s: announced is %q, want %q", name, last, test.want)
		}
	}
}
