package wizard

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Snapshot is the draft: the machine's, for the voicesite chosen here.
func (s *Screen) Snapshot() ([]byte, error) {
	data, err := s.machine.Snapshot()
	if err != nil || s.target == s.machine.Target() {
		return data, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	if members["target"], err = json.Marshal(s.target); err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	return json.Marshal(members)
}

// WorthKeeping reports whether something was typed or chosen.
func (s *Screen) WorthKeeping() bool {
	return s.machine != nil && (!s.machine.Address().Empty() || s.machine.Query() != "")
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
