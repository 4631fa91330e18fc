package nav

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// Stack holds the open screens, the one that has the keys last. Modals are
// screens like any other; they are drawn differently, that is all.
type Stack struct {
	open []screen.Screen
	room Room
}

// Room is the size of a screen's body; ok is false while the terminal is too
// small for any, and screens keep the last size that made sense.
type Room func(screen.Screen) (size tea.WindowSizeMsg, ok bool)

// NewStack makes an empty stack whose screens have that room.
func NewStack(room Room) *Stack { return &Stack{room: room} }

// Len counts the open screens.
func (s *Stack) Len() int { return len(s.open) }

// Open are the open screens, from below.
func (s *Stack) Open() []screen.Screen { return slices.Clone(s.open) }

// Top is the screen that has the keys; nil before the first one.
func (s *Stack) Top() screen.Screen {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

// Page is the uppermost screen that is not a modal: the one behind the box.
func (s *Stack) Page() screen.Screen {
	for _, open := range slices.Backward(s.open) {
		if !screen.IsModal(open) {
			return open
		}
	}
	return nil
}

// Pages are the screens that are not modals, from below.
func (s *Stack) Pages() []screen.Screen {
	return slices.DeleteFunc(s.Open(), screen.IsModal)
}

// Modals are the boxes over the page, from below.
func (s *Stack) Modals() []screen.Screen {
	first := len(s.open)
	for first > 0 && screen.IsModal(s.open[first-1]) {
		first--
	}
	return s.open[first:]
}

// About is the customer that the place shown is about.
func (s *Stack) About() Here {
	var at Here
	for _, page := range s.Pages() {
		of, ok := screen.RouteOf(page).(screen.OfCustomer)
		if !ok {
			continue
		}
		code, name := of.OfCustomer()
		if code == at.Customer && name == "" {
			name = at.Name
		}
		at = Here{Customer: code, Name: name}
	}
	return at
}

// Add puts a screen on top, tells it its size and starts it.
func (s *Stack) Add(opened screen.Screen) screen.Do {
	s.open = append(s.open, opened)
	size := s.tellSize(opened)
	return screen.All(opened.Init(), size)
}

// Drop closes the screens from index n on.
func (s *Stack) Drop(n int) {
	for _, gone := range slices.Backward(s.open[n:]) {
		if closer, ok := gone.(screen.Closer); ok {
			closer.Close()
		}
	}
	clear(s.open[n:])
	s.open = s.open[:n]
}

// Broadcast gives msg to every screen; each takes what is addressed to it.
func (s *Stack) Broadcast(msg tea.Msg) screen.Do {
	return s.each(func(open screen.Screen) screen.Do { return open.Update(msg) })
}

// Resize tells every screen the room it has.
func (s *Stack) Resize() screen.Do { return s.each(s.tellSize) }

func (s *Stack) tellSize(open screen.Screen) screen.Do {
	if size, ok := s.room(open); ok {
		return open.Update(size)
	}
	return nil
}

func (s *Stack) each(do func(screen.Screen) screen.Do) screen.Do {
	var all screen.Do
	for _, open := range s.Open() {
		all = append(all, do(open)...)
	}
	return all
}
