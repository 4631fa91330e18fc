package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// quit ends the program, or asks once when that would lose something.
func (a *App) quit() screen.Do {
	what := a.unsaved()
	if len(what) == 0 {
		return screen.Run(tea.Quit)
	}
	if _, asked := a.top().(*leave); asked {
		return screen.Run(tea.Quit)
	}
	return a.add(&leave{env: a.env, what: what})
}

// interrupt is ctrl+c: the first one quits, the second one whatever it takes.
func (a *App) interrupt() screen.Do {
	if a.leaving {
		return screen.Run(tea.Quit)
	}
	a.leaving = true
	return a.quit()
}

// unsaved says what leaving would lose.
func (a *App) unsaved() []string {
	var what []string
	for _, open := range a.stack {
		if guard, ok := open.(screen.Guard); ok {
			if lost, dirty := guard.Dirty(); dirty {
				what = append(what, lost)
			}
		}
	}
	return what
}

// leave asks whether to leave what is not saved. Staying is the answer of every
// key but one.
type leave struct {
	env  *screen.Env
	what []string
}

func (l *leave) Modal()          {}
func (l *leave) Typing() bool    { return true }
func (l *leave) Init() screen.Do { return nil }
func (l *leave) Title() string   { return "Leave btalk?" }

func (l *leave) Update(msg tea.Msg) screen.Do {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return nil
	case press.String() == "y":
		return screen.Run(tea.Quit)
	}
	return screen.Back(nil)
}

func (l *leave) View() string {
	var out strings.Builder
	for _, what := range l.what {
		out.WriteString("· " + what + "\n")
	}
	out.WriteString("\n" + l.env.Styles.Key.Render("y") + " leave   " +
		l.env.Styles.Key.Render("any other key") + " stay")
	return out.String()
}

func (l *leave) ShortHelp() []key.Binding {
	return []key.Binding{l.env.Keys.Get(keymap.Cancel, "stay")}
}

func (l *leave) FullHelp() [][]key.Binding { return [][]key.Binding{l.ShortHelp()} }
