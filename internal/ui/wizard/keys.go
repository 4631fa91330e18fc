package wizard

import (
	"strconv"
	"strings"
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

// is tells whether a key means an action.
func (s *Screen) is(msg tea.KeyPressMsg, action keymap.Action) bool {
	return key.Matches(msg, s.env.Keys.Get(action))
}

// mostAhead bounds what is typed ahead of a list that does not come.
const mostAhead = 256

// press hears a key: a menu first, then a question, then the pane. While a list
// is awaited keys are kept for it.
func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	s.told = s.note
	switch {
	case s.machine == nil:
		return s.pressStart(msg)
	case s.menu.Open():
		return s.pressMenu(msg)
	case s.is(msg, keymap.Cancel) || !s.Typing() && s.is(msg, keymap.Back):
		return s.back()
	case s.over != nil:
		return s.over.press(msg)
	case s.held():
		s.keepForLater(msg)
		return nil
	}
	return s.pane.press(msg)
}

// paste gives a pasted text to what is typed into. It is never read as keys.
func (s *Screen) paste(msg tea.PasteMsg) screen.Do {
	switch {
	case s.machine == nil, s.menu.Open():
		return nil
	case s.over != nil:
		return s.over.paste(msg.Content)
	case s.held():
		s.keepForLater(msg)
		return nil
	}
	return s.pane.paste(msg.Content)
}

// held tells whether keys must wait: for the documents of the country, or for
// the list that enter was pressed for.
func (s *Screen) held() bool { return s.waiting || s.machine.Course().Waiting() }

func (s *Screen) keepForLater(msg tea.Msg) {
	if len(s.ahead) < mostAhead {
		s.ahead = append(s.ahead, msg)
	}
}

// accepts tells whether the enter that waits can be heard now.
func (s *Screen) accepts() bool {
	list, ok := s.pane.(*areaPane)
	return !ok || list.ready()
}

func enterKey() tea.KeyPressMsg { return tea.KeyPressMsg{Code: tea.KeyEnter} }

func (s *Screen) pressMenu(msg tea.KeyPressMsg) screen.Do {
	choice, ok := s.menu.Press(msg, s.env.Keys)
	if !ok {
		return nil
	}
	s.menu.Close()
	if run, ok := choice.Value.(func() screen.Do); ok {
		return run()
	}
	return nil
}

// next goes on to the next step, or says what is wrong here.
func (s *Screen) next() screen.Do {
	if wrong := s.machine.Next(); len(wrong) > 0 {
		return screen.Say(screen.Warning, wrong[0].What+": "+wrong[0].Fix)
	}
	return nil
}

// back goes one step back and keeps everything; from the first step it leaves,
// and the draft stays.
func (s *Screen) back() screen.Do {
	switch {
	case s.over != nil:
		s.over.escape()
		return nil
	case s.pane.escape():
		return nil
	case s.waiting || len(s.ahead) > 0:
		s.waiting, s.ahead = false, nil
		return nil
	}
	waited := s.machine.Course().Waiting()
	if s.machine.Back() || waited {
		return nil
	}
	return s.saving.Leave()
}

// Typing says that letters are text: everywhere but in the review.
func (s *Screen) Typing() bool {
	if s.machine == nil {
		return false
	}
	_, reviewed := s.pane.(*review)
	return !reviewed || s.over != nil || s.menu.Open()
}

// Holding says that back leads to the step before.
func (s *Screen) Holding() bool { return s.machine != nil }

// patienceMsg says that a wait is long enough to be told.
type patienceMsg struct{ of *Screen }

func (s *Screen) beginPatience() screen.Do {
	s.patient = false
	return screen.Run(tea.Tick(widget.Patience, func(time.Time) tea.Msg { return patienceMsg{s} }))
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	switch {
	case s.machine == nil:
		return []key.Binding{keys.Get(keymap.Back)}
	case s.menu.Open():
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.NextField, "down"), keys.Get(keymap.Cancel, "close")}
	}
	pane := s.pane
	if s.over != nil {
		pane = s.over
	}
	var bindings []key.Binding
	for _, hint := range pane.hints() {
		bindings = append(bindings, keys.Get(hint.action, hint.words))
	}
	return bindings
}

// FullHelp is everything that can be done here.
func (s *Screen) FullHelp() [][]key.Binding {
	if pane, ok := s.pane.(*review); ok && s.over == nil {
		return [][]key.Binding{pane.bindings()}
	}
	return [][]key.Binding{s.ShortHelp()}
}

func lineWidth(line string) int { return ansi.StringWidthWc(line) }

func joinNotes(notes []string) string { return strings.Join(notes, " · ") }

// plural counts in words.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// span says which lines of how many show.
func span(from, to, of int) string {
	return strconv.Itoa(from) + "–" + strconv.Itoa(to) + " of " + strconv.Itoa(of)
}
