package ui

import (
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

// goMsg asks for a place with the whole way to it.
type goMsg struct{ path nav.Path }

// goBy goes to the last of routes, by the others.
func goBy(routes ...screen.Route) screen.Do {
	return screen.Ask(goMsg{pathOf(routes)})
}

func pathOf(routes []screen.Route) nav.Path {
	path := make(nav.Path, len(routes))
	for i, route := range routes {
		path[i].Route = route
	}
	return path
}

// here is the way to the place shown, as far as it can be returned to.
func (a *App) here() nav.Path {
	var path nav.Path
	for _, open := range a.stack {
		at, ok := open.(screen.Addressed)
		if !ok || !a.table.Keeps(at.Route()) {
			break
		}
		step := nav.Step{Route: at.Route()}
		if keeper, ok := open.(screen.Keeper); ok {
			step.Kept = keeper.Keep()
		}
		path = append(path, step)
	}
	return path
}

// note remembers what the place shown keeps, before it is left.
func (a *App) note() { a.history.Note(a.here()) }

// visit remembers that a place was reached.
func (a *App) visit() {
	a.history.Visit(a.here())
	a.keeping.moved = true
}

// goTo goes to a place and remembers the one that is left.
func (a *App) goTo(path nav.Path) screen.Do {
	a.note()
	do := a.follow(path)
	a.visit()
	return do
}

// step goes back or forward in the history.
func (a *App) step(by int) screen.Do {
	a.note()
	if !a.history.Step(by) {
		words := "This is the first place of the history"
		if by > 0 {
			words = "This is the last place of the history"
		}
		return screen.Say(screen.Info, words)
	}
	a.keeping.moved = true
	return a.follow(a.history.Here())
}

// follow makes the stack what path says. Screens at its beginning that are open
// already stay; all get back what was kept.
func (a *App) follow(path nav.Path) screen.Do {
	shared := 0
	for shared < min(len(path), len(a.stack)) {
		at, ok := a.stack[shared].(screen.Addressed)
		if !ok || !nav.Same(at.Route(), path[shared].Route) {
			break
		}
		shared++
	}
	a.drop(shared)
	var all []screen.Do
	for i, step := range path {
		if i >= shared {
			opened := a.open(step.Route)
			if opened == nil {
				break
			}
			all = append(all, a.add(opened))
		}
		if keeper, ok := a.stack[i].(screen.Keeper); ok && step.Kept != nil {
			keeper.Restore(step.Kept)
		}
	}
	if len(a.stack) == 0 {
		all = append(all, a.add(a.open(screen.Customers{})))
	}
	return screen.All(all...)
}
