package nav

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// Navigator changes what is open and remembers where one was. Screens that are
// open already are returned to, not made again.
type Navigator struct {
	Ready bool // there is a service: every place can be opened

	table   Table
	stack   *Stack
	history History
	moved   bool
}

// NewNavigator makes the navigator of a stack, with an empty history.
func NewNavigator(table Table, stack *Stack) *Navigator {
	return &Navigator{table: table, stack: stack}
}

// Push opens a route over the screen on top; a place that is open already is
// returned to.
func (n *Navigator) Push(to screen.Route) screen.Do {
	for i, open := range n.stack.open {
		if Same(screen.RouteOf(open), to) {
			n.cut(i + 1)
			return nil
		}
	}
	opened := n.open(to)
	if opened == nil {
		return screen.Say(screen.Warning, "This place is not part of this version of btalk")
	}
	n.note()
	do := n.stack.Add(opened)
	n.visit()
	return do
}

// Replace opens a route in place of the screen on top.
func (n *Navigator) Replace(to screen.Route) screen.Do {
	opened := n.open(to)
	if opened == nil {
		return nil
	}
	n.note()
	n.stack.Drop(n.stack.Len() - 1)
	do := n.stack.Add(opened)
	n.visit()
	return do
}

// Pop leaves the screen on top and hands result to the one below. The last
// screen stays.
func (n *Navigator) Pop(result tea.Msg) screen.Do {
	if !n.cut(n.stack.Len()-1) || result == nil {
		return nil
	}
	return n.stack.Top().Update(result)
}

// cut leaves every screen from index i on, if there are any and one is left.
func (n *Navigator) cut(i int) bool {
	if i < 1 || i >= n.stack.Len() {
		return false
	}
	n.note()
	n.stack.Drop(i)
	n.visit()
	return true
}

// Go goes to a place and remembers the one that is left.
func (n *Navigator) Go(path Path) screen.Do {
	n.note()
	do := n.follow(path)
	n.visit()
	return do
}

// Step goes back or forward in the history.
func (n *Navigator) Step(by int) screen.Do {
	n.note()
	if !n.history.Step(by) {
		words := "This is the first place of the history"
		if by > 0 {
			words = "This is the last place of the history"
		}
		return screen.Say(screen.Info, words)
	}
	n.moved = true
	return n.follow(n.history.Here())
}

// Restart goes to a place and forgets all others.
func (n *Navigator) Restart(path Path) screen.Do {
	n.stack.Drop(0)
	n.history = History{}
	return n.Go(path)
}

// Resume goes to the last place of the history.
func (n *Navigator) Resume() screen.Do {
	do := n.follow(n.history.Here())
	n.visit()
	return do
}

// follow makes the stack what path says. Screens at its beginning that are open
// already stay; all get back what was kept.
func (n *Navigator) follow(path Path) screen.Do {
	shared := 0
	for shared < min(len(path), n.stack.Len()) && Same(screen.RouteOf(n.stack.open[shared]), path[shared].Route) {
		shared++
	}
	n.stack.Drop(shared)
	var all []screen.Do
	for i, step := range path {
		if i >= shared {
			opened := n.open(step.Route)
			if opened == nil {
				break
			}
			all = append(all, n.stack.Add(opened))
		}
		if keeper, ok := n.stack.open[i].(screen.Keeper); ok && step.Kept != nil {
			keeper.Restore(step.Kept)
		}
	}
	if n.stack.Len() == 0 {
		all = append(all, n.stack.Add(n.open(screen.Customers{})))
	}
	return screen.All(all...)
}

// open makes the screen of a route; nil where this version has no such place,
// or it has to wait for a service.
func (n *Navigator) open(route screen.Route) screen.Screen {
	place, known := n.table.Find(screen.PlaceOf(route))
	if !known || !n.Ready && !place.Before {
		return nil
	}
	return place.Open(route)
}

// here is the way to the place shown, as far as it can be returned to.
func (n *Navigator) here() Path {
	var path Path
	for _, open := range n.stack.open {
		route := screen.RouteOf(open)
		if !n.table.Keeps(route) {
			break
		}
		step := Step{Route: route}
		if keeper, ok := open.(screen.Keeper); ok {
			step.Kept = keeper.Keep()
		}
		path = append(path, step)
	}
	return path
}

// note remembers what the place shown keeps, before it is left.
func (n *Navigator) note() { n.history.Note(n.here()) }

// visit remembers that a place was reached.
func (n *Navigator) visit() {
	n.history.Visit(n.here())
	n.moved = true
}

// Moved reports whether another place was reached since it was last asked.
func (n *Navigator) Moved() bool {
	moved := n.moved
	n.moved = false
	return moved
}

// Encode writes down what the next start is to know.
func (n *Navigator) Encode(memory screen.Memory) ([]byte, error) {
	n.note()
	return Encode(State{History: n.history, Memory: memory})
}

// Recall takes up the history of an earlier start and gives the choices that
// were remembered with it.
func (n *Navigator) Recall(data []byte) screen.Memory {
	state := Decode(data, n.table)
	n.history = state.History
	return state.Memory
}
