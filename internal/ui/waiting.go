package ui

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// waiting holds the keys and pastes, oldest first, that came while the screen
// on top was reading the disk: they are meant for what it will show. Nothing
// waits for the server.
type waiting []tea.Msg

// next takes the oldest out, unless it has to wait for the screen on top; nil
// for nothing.
func (w *waiting) next(top screen.Screen) tea.Msg {
	if len(*w) == 0 || mustWait(top, (*w)[0]) {
		return nil
	}
	msg := (*w)[0]
	*w = (*w)[1:]
	return msg
}

// mustWait reports whether the screen on top is reading what msg is meant for.
func mustWait(top screen.Screen, msg tea.Msg) bool {
	if waiter, ok := top.(screen.Waiter); ok {
		press, _ := msg.(tea.KeyPressMsg)
		return waiter.Waits(press)
	}
	report, _ := screen.ReportOf(top)
	return report.Reading
}
