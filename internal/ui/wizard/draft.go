package wizard

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// Snapshot is the draft.
func (s *Screen) Snapshot() ([]byte, error) { return s.machine.Snapshot() }

// WorthKeeping reports whether something was typed or chosen.
func (s *Screen) WorthKeeping() bool {
	return s.machine != nil && (!s.machine.Address().Empty() || s.machine.Query != "")
}

// target is the voicesite that the address is for.
func (s *Screen) target() wizard.Target {
	if s.machine != nil {
		return s.machine.Target
	}
	return wizard.Target{
		Site: models.NewText(s.route.Site), Name: models.NewText(s.route.SiteName), Customer: models.NewText(s.route.Customer),
	}
}

// SaveNow is the command that writes what is not on disk yet.
func (s *Screen) SaveNow() tea.Cmd { return s.saving.SaveNow() }

// ago says how old something is.
func ago(age time.Duration) string {
	switch {
	case age < -time.Minute: // saved before the clock was set back
		return "some time ago"
	case age < time.Minute:
		return "just now"
	case age < time.Hour:
		return strconv.Itoa(int(age/time.Minute)) + " min ago"
	case age < 48*time.Hour:
		return strconv.Itoa(int(age/time.Hour)) + " h ago"
	}
	return strconv.Itoa(int(age/(24*time.Hour))) + " days ago"
}
