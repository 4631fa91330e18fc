package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/helpview"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

// stack holds the screens, the one that has the keys last. Modals are screens
// like any other; they are drawn differently, that is all.
type stack []screen.Screen

// top is the screen that has the keys; nil before the first one.
func (a *App) top() screen.Screen {
	if len(a.stack) == 0 {
		return nil
	}
	return a.stack[len(a.stack)-1]
}

// page is the uppermost screen that is no modal: the one behind the box.
func (a *App) page() screen.Screen {
	for _, open := range slices.Backward(a.stack) {
		if !modal(open) {
			return open
		}
	}
	return nil
}

// push opens a route over the screen on top; a place that is open already is
// returned to.
func (a *App) push(to screen.Route) screen.Do {
	for i, open := range a.stack {
		if at, ok := open.(screen.Addressed); ok && nav.Same(at.Route(), to) {
			return a.cut(i + 1)
		}
	}
	a.note()
	opened := a.open(to)
	if opened == nil {
		return screen.Say(screen.Warning, "This place is not part of this version of btalk")
	}
	do := a.add(opened)
	a.visit()
	return do
}

// replace opens a route in place of the screen on top.
func (a *App) replace(to screen.Route) screen.Do {
	opened := a.open(to)
	if opened == nil {
		return nil
	}
	a.note()
	a.drop(len(a.stack) - 1)
	do := a.add(opened)
	a.visit()
	return do
}

// pop leaves the screen on top and hands result to the one below. The last
// screen stays.
func (a *App) pop(result tea.Msg) screen.Do {
	if len(a.stack) < 2 {
		return nil
	}
	do := a.cut(len(a.stack) - 1)
	switch result := result.(type) {
	case nil:
		return do
	case helpview.PressMsg: // for the root: it may be a key of its own
		return screen.All(do, a.press(result.Key))
	default:
		return screen.All(do, a.top().Update(result))
	}
}

// cut leaves every screen from index n on.
func (a *App) cut(n int) screen.Do {
	if n < 1 || n >= len(a.stack) {
		return nil
	}
	a.note()
	a.drop(n)
	a.visit()
	return nil
}

// add puts a screen on top, tells it its size and starts it.
func (a *App) add(opened screen.Screen) screen.Do {
	a.stack = append(a.stack, opened)
	var size screen.Do
	if a.fits() {
		size = opened.Update(a.sizeOf(opened))
	}
	return screen.All(opened.Init(), size)
}

// drop closes the screens from index n on.
func (a *App) drop(n int) {
	for _, gone := range slices.Backward(a.stack[n:]) {
		if closer, ok := gone.(screen.Closer); ok {
			closer.Close()
		}
	}
	clear(a.stack[n:])
	a.stack = a.stack[:n]
}

// broadcast gives msg to every screen; each takes what is addressed to it.
func (a *App) broadcast(msg tea.Msg) screen.Do {
	all := make([]screen.Do, 0, len(a.stack))
	for _, open := range slices.Clone(a.stack) {
		if do := open.Update(msg); do != nil {
			all = append(all, do)
		}
	}
	return screen.All(all...)
}

// resize tells every screen the room it has. Below the least size nothing is
// told: the screens keep the last size that made sense.
func (a *App) resize(msg tea.WindowSizeMsg) screen.Do {
	a.width, a.height = max(msg.Width, 0), max(msg.Height, 0)
	if !a.fits() {
		return nil
	}
	all := make([]screen.Do, 0, len(a.stack))
	for _, open := range slices.Clone(a.stack) {
		all = append(all, open.Update(a.sizeOf(open)))
	}
	return screen.All(all...)
}

func modal(s screen.Screen) bool {
	_, ok := s.(screen.Modal)
	return ok
}

func typing(s screen.Screen) bool {
	typist, ok := s.(screen.Typist)
	return ok && typist.Typing()
}

func holding(s screen.Screen) bool {
	holder, ok := s.(screen.Holder)
	return ok && holder.Holding()
}
