package nav

import (
	"slices"

	"btalk/internal/ui/screen"
)

// deepest is how many places the history holds.
const deepest = 50

// Step is one screen of a path, and what it keeps: cursor, filter, sort.
type Step struct {
	Route screen.Route
	Kept  []byte
}

// Path is a place with the way that leads there, the place last.
type Path []Step

// To is the way to the last of routes, by the others.
func To(routes ...screen.Route) Path {
	path := make(Path, len(routes))
	for i, route := range routes {
		path[i].Route = route
	}
	return path
}

// same reports whether two paths lead the same way, whatever is kept there.
func (p Path) same(other Path) bool {
	return slices.EqualFunc(p, other, func(a, b Step) bool { return Same(a.Route, b.Route) })
}

// History is the places of a session in the order in which they were visited,
// and which of them is shown. The zero History is empty.
type History struct {
	paths []Path
	at    int
}

// Here is the place shown; nil in an empty history.
func (h *History) Here() Path {
	if len(h.paths) == 0 {
		return nil
	}
	return h.paths[h.at]
}

// Note remembers what the place shown keeps now, before it is left.
func (h *History) Note(path Path) {
	if here := h.Here(); here != nil && here.same(path) {
		h.paths[h.at] = path
	}
}

// Visit adds a place after the one shown; what was ahead is forgotten.
func (h *History) Visit(path Path) {
	if len(path) == 0 {
		return
	}
	if here := h.Here(); here != nil {
		if here.same(path) {
			h.paths[h.at] = path
			return
		}
		h.paths = slices.Clip(h.paths[:h.at+1])
	}
	h.paths = append(h.paths, path)
	if len(h.paths) > deepest {
		h.paths = slices.Clone(h.paths[len(h.paths)-deepest:])
	}
	h.at = len(h.paths) - 1
}

// Step moves by places, back when negative; false at either end.
func (h *History) Step(by int) bool {
	to := h.at + by
	if to < 0 || to >= len(h.paths) {
		return false
	}
	h.at = to
	return true
}
