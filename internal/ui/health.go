package ui

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// healthReader reads the budget and the remarks of the service beside the loop:
// other processes spend the budget too, and the file that they share is locked
// by one at a time.
type healthReader struct {
	service Service
	notice  string // the last remark
	reading bool
	again   bool // something came meanwhile that may have changed them
}

// healthMsg brings the budget and the last remark of the service.
type healthMsg struct {
	budget models.Budget
	notice string
}

func (h *healthReader) read() screen.Do {
	switch {
	case h.service == nil:
		return nil
	case h.reading:
		h.again = true
		return nil
	}
	h.reading = true
	service := h.service
	return screen.Run(func() tea.Msg { return healthMsg{service.Budget(), service.Notice()} })
}

// learn takes what was read. It gives a remark that was not made before, and
// reads again where that is due.
func (h *healthReader) learn(msg healthMsg) (again screen.Do, notice string) {
	due := h.again
	h.reading, h.again = false, false
	if msg.notice != "" && msg.notice != h.notice {
		h.notice, notice = msg.notice, msg.notice
	}
	if due {
		again = h.read()
	}
	return again, notice
}
