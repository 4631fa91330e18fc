package widget

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
)

// Motion gives how far a key moves in a list or a text: by a line, by a page, or
// by all there is. ok is false for every other key.
func Motion(msg tea.KeyPressMsg, keys *keymap.Map, page, all int) (by int, ok bool) {
	page = max(page, 1)
	for _, motion := range []struct {
		action keymap.Action
		by     int
	}{
		{keymap.Up, -1},
		{keymap.Down, 1},
		{keymap.PageUp, -page},
		{keymap.PageDown, page},
		{keymap.Top, -all},
		{keymap.Bottom, all},
	} {
		if key.Matches(msg, keys.Get(motion.action)) {
			return motion.by, true
		}
	}
	return 0, false
}

// Scroller is a window of some height over lines of any number. It remembers where
// it was put, so that a place can be given before the lines are there.
type Scroller struct {
	Lines []string
	top   int
	h     int
}

// SetHeight gives the window h lines.
func (s *Scroller) SetHeight(h int) { s.h = max(h, 0) }

// Press moves the window by a key, and reports whether the key does that.
func (s *Scroller) Press(msg tea.KeyPressMsg, keys *keymap.Map) bool {
	by, ok := Motion(msg, keys, s.h-1, len(s.Lines))
	if ok {
		s.Goto(max(s.Top()+by, 0))
	}
	return ok
}

// Goto puts a line at the top, as far as the lines reach.
func (s *Scroller) Goto(line int) { s.top = line }

// Top is the first line in the window.
func (s *Scroller) Top() int { return max(min(s.top, len(s.Lines)-s.h), 0) }

// End is the line after the window.
func (s *Scroller) End() int { return min(s.Top()+s.h, len(s.Lines)) }

// Visible are the lines in the window.
func (s *Scroller) Visible() []string { return s.Lines[s.Top():s.End()] }
