package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/term"
)

// fakeTerminal is a terminal that shows a paper for no time, and stops for none.
type fakeTerminal struct {
	papers int
	log    *[]string // of what happened, in order; may be nil
	err    error
}

func (f *fakeTerminal) Show(*term.Paper) { f.papers++ }

func (f *fakeTerminal) Suspend() error {
	if f.log != nil {
		*f.log = append(*f.log, "stop")
	}
	return f.err
}

// savingScreen is a page with something typed.
type savingScreen struct {
	screen.Screen // the page below
	log           *[]string
}

func (s savingScreen) Typing() bool { return true }

func (s savingScreen) SaveNow() tea.Cmd {
	return func() tea.Msg {
		*s.log = append(*s.log, "save")
		return nil
	}
}

func TestSuspend(t *testing.T) {
	bubble(t, "drafts and the place are written first, while typing too", func(t *testing.T) {
		var log []string
		a, d := dashboard(t, newFake(), 80, 24, func(o *Options) {
			o.SaveSession = func([]byte) error { log = append(log, "place"); return nil }
		})
		a.away.terminal = &fakeTerminal{log: &log}
		a.stack.Add(savingScreen{a.stack.Page(), &log})
		d.Press("ctrl+z")
		if !slices.Equal(log, []string{"save", "place", "stop"}) {
			t.Errorf("ctrl+z did %v", log)
		}
		log = nil
		d.Send(term.StopMsg{})
		if !slices.Contains(log, "save") || slices.Contains(log, "stop") {
			t.Errorf("a stop from outside did %v", log)
		}
	})
	bubble(t, "without job control it says so", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		a.away.terminal = &fakeTerminal{err: term.ErrNoJobControl}
		d.Press("ctrl+z")
		d.Want("no shell here would bring")
	})
}

func TestPrintMode(t *testing.T) {
	bubble(t, "keys that were typed ahead act on the paper, not on the page below", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		held := &fakeTerminal{}
		a.away.terminal = held
		a.away.paper = term.NewPaper("text")
		d.Press("q", "enter")
		if d.Quit {
			t.Fatal("q left the dashboard behind the paper")
		}
		d.Want("Customers (3)")
		d.Send(printedMsg{})
		d.Press("enter")
		d.Want("› ACME")
	})
	bubble(t, "what is not UTF-8 is told", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 120, 36)
		d.Send(term.NoteMsg{Text: "what was typed is not UTF-8"})
		d.Want("is not UTF-8")
	})
	bubble(t, "p shows the page once", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		held := &fakeTerminal{}
		a.away.terminal = held
		d.Press("p")
		if held.papers != 1 || a.away.paper != nil {
			t.Errorf("%d papers, %v still shown", held.papers, a.away.paper)
		}
		if !strings.Contains(d.Frame(), "Customers (3)") {
			t.Error("the page did not come back")
		}
	})
}
