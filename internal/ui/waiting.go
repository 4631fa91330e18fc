package ui

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// waiting holds the keys and pastes, oldest first, that came while the screen
// on top was reading the disk: they are meant for what it will show. Nothing
// waits for the server.
type waiting []tea.Msg

// receive routes what is not typed, and puts what is typed in line.
func (a *App) receive(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+c" { // what was typed before it is void
			a.waiting = nil
			return a.press(msg)
		}
		a.waiting = append(a.waiting, msg)
	case tea.PasteMsg:
		a.waiting = append(a.waiting, msg)
	default:
		return a.route(msg)
	}
	return nil
}

// next takes the oldest out, unless it has to wait; nil for nothing.
func (w *waiting) next(a *App) tea.Msg {
	if len(*w) == 0 || a.mustWait((*w)[0]) {
		return nil
	}
	msg := (*w)[0]
	*w = (*w)[1:]
	return msg
}

// mustWait reports whether the screen on top is reading what msg is meant for.
func (a *App) mustWait(msg tea.Msg) bool {
	press, _ := msg.(tea.KeyPressMsg)
	switch top := a.top().(type) {
	case screen.Waiter:
		return top.Waits(press)
	case screen.Reporter:
		return top.Report().Reading
	}
	return false
}
