package wizard

import (
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// hint is a key that matters, in the words that fit here.
type hint struct {
	action keymap.Action
	words  string
}

// press handles a key: a menu first, then a question, then the pane. While a list
// is awaited keys are kept for it.
func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	d := s.d
	s.told = s.note
	switch {
	case d.machine == nil:
		return s.opening.press(msg)
	case d.menu.Open():
		return s.pressMenu(msg)
	case d.is(msg, keymap.Cancel) || !s.Typing() && d.is(msg, keymap.Back):
		return s.back()
	case d.over != nil:
		return d.over.press(msg)
	case d.waits():
		d.ahead.keep(msg)
		return nil
	}
	return s.pane.press(msg)
}

// paste gives a pasted text to what is typed into. It is never read as keys.
func (s *Screen) paste(msg tea.PasteMsg) screen.Do {
	d := s.d
	switch {
	case d.machine == nil, d.menu.Open():
		return nil
	case d.over != nil:
		return d.over.paste(msg.Content)
	case d.waits():
		d.ahead.keep(msg)
		return nil
	}
	return s.pane.paste(msg.Content)
}

func enterKey() tea.KeyPressMsg { return tea.KeyPressMsg{Code: tea.KeyEnter} }

func (s *Screen) pressMenu(msg tea.KeyPressMsg) screen.Do {
	choice, ok := s.d.menu.Press(msg, s.d.env.Keys)
	if !ok {
		return nil
	}
	s.d.menu.Close()
	if run, ok := choice.Value.(func() screen.Do); ok {
		return run()
	}
	return nil
}

// back goes one step back and keeps everything; from the first step it leaves,
// and the draft stays.
func (s *Screen) back() screen.Do {
	d := s.d
	switch {
	case d.over != nil:
		d.over.escape()
		return nil
	case s.pane.escape(), d.ahead.forget():
		return nil
	}
	waited := d.machine.Course().Waiting()
	if d.machine.Back() || waited {
		return nil
	}
	return d.saving.Leave()
}

// Typing says that letters are text: everywhere but in the review.
func (s *Screen) Typing() bool {
	if s.d.machine == nil {
		return false
	}
	_, reviewed := s.pane.(*review)
	return !reviewed || s.d.over != nil || s.d.menu.Open()
}

// Holding says that back leads to the step before.
func (s *Screen) Holding() bool { return s.d.machine != nil }

// patienceMsg says that a wait is long enough to be shown.
type patienceMsg struct{ of *Screen }

func (s *Screen) beginPatience() screen.Do {
	s.d.patient = false
	return screen.Run(tea.Tick(widget.Patience, func(time.Time) tea.Msg { return patienceMsg{s} }))
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.d.env.Keys
	switch {
	case s.d.machine == nil:
		return []key.Binding{keys.Get(keymap.Back)}
	case s.d.menu.Open():
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.NextField, "down"), keys.Get(keymap.Cancel, "close")}
	}
	pane := s.pane
	if s.d.over != nil {
		pane = s.d.over
	}
	var bindings []key.Binding
	for _, hint := range pane.hints() {
		bindings = append(bindings, keys.Get(hint.action, hint.words))
	}
	return bindings
}

// FullHelp is everything that can be done here.
func (s *Screen) FullHelp() [][]key.Binding {
	if pane, ok := s.pane.(*review); ok && s.d.over == nil {
		return [][]key.Binding{pane.bindings()}
	}
	return [][]key.Binding{s.ShortHelp()}
}

func lineWidth(line string) int { return ansi.StringWidthWc(line) }

// span says which lines of how many show.
func span(from, to, of int) string {
	return strconv.Itoa(from) + "–" + strconv.Itoa(to) + " of " + strconv.Itoa(of)
}
