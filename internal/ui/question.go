package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// question is a box that one key says yes to. No is the answer of every other.
type question struct {
	env     *screen.Env
	title   string
	lines   []string
	yes, no string // what each does, in words
	do      screen.Do
}

func (q *question) Modal()          {}
func (q *question) Typing() bool    { return true }
func (q *question) Init() screen.Do { return nil }
func (q *question) Title() string   { return q.title }
func (q *question) Height() int     { return len(q.lines) + 3 }

func (q *question) Update(msg tea.Msg) screen.Do {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return nil
	case q.says(press):
		return q.do
	}
	return screen.Back(nil)
}

// says reports whether a key is the yes.
func (q *question) says(press tea.KeyPressMsg) bool {
	return key.Matches(press, q.env.Keys.Get(keymap.Yes))
}

func (q *question) View() string {
	styles := q.env.Styles
	return strings.Join(q.lines, "\n") + "\n\n" +
		styles.Key.Render(q.env.Keys.Get(keymap.Yes).Help().Key) + " " + q.yes + "   " +
		styles.Key.Render("any other key") + " " + q.no
}

func (q *question) ShortHelp() []key.Binding {
	return []key.Binding{q.env.Keys.Get(keymap.Cancel, q.no)}
}

func (q *question) FullHelp() [][]key.Binding { return [][]key.Binding{q.ShortHelp()} }
