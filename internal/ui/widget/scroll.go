package widget

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
)

// Scroll is a window over lines. The zero Scroll is empty.
type Scroll struct {
	lines []string
	top   int
	h     int
}

// Set replaces the lines; the window stays where it is, as far as they go.
func (s *Scroll) Set(lines []string) {
	s.lines = lines
	s.By(0)
}

// Resize gives the window h lines.
func (s *Scroll) Resize(h int) {
	s.h = max(h, 0)
	s.By(0)
}

// By moves the window by so many lines.
func (s *Scroll) By(n int) { s.top = max(min(s.top+n, len(s.lines)-s.h), 0) }

// Press handles a key that scrolls, and reports whether it was one. While
// something is typed, letters and the ends of the line belong to the text.
func (s *Scroll) Press(press tea.KeyPressMsg, keys *keymap.Map, typing bool) bool {
	is, page := keys.Is, max(s.h-1, 1)
	if typing {
		is = keys.InText
	}
	switch {
	case is(press, keymap.Up):
		s.By(-1)
	case is(press, keymap.Down):
		s.By(1)
	case is(press, keymap.PageUp):
		s.By(-page)
	case is(press, keymap.PageDown):
		s.By(page)
	case !typing && is(press, keymap.Top):
		s.By(-len(s.lines))
	case !typing && is(press, keymap.Bottom):
		s.By(len(s.lines))
	default:
		return false
	}
	return true
}

// Lines are all the lines.
func (s *Scroll) Lines() []string { return s.lines }

// Shown are the lines in the window.
func (s *Scroll) Shown() []string { return s.lines[s.top:min(s.top+s.h, len(s.lines))] }

// Below counts the lines below the window.
func (s *Scroll) Below() int { return max(len(s.lines)-s.top-s.h, 0) }
