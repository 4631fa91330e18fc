package nav

import (
	"bytes"
	"encoding/json"
	"slices"

	"btalk/internal/ui/screen"
)

// Place is one row of the table of places: all that there is to know about a
// destination. The palette, the routes and what is remembered on disk read it.
type Place struct {
	Key string // of its routes (screen.PlaceOf)
	// Names are what is typed to go there, the first one in lists; none for a
	// place that only another place leads to.
	Names  []string
	Title  string // what it is, in the palette
	Takes  string // what its arguments are: "ISO2 …"; empty for none
	Needs  Scope  // what must be open for it
	Keep   bool   // it can be returned to: history and the next start remember it
	Before bool   // it works before there is a service
	To     func(args []string, at Here) screen.Route
	Open   func(screen.Route) screen.Screen

	decode func([]byte) (screen.Route, error)
}

// Scope is what a place is about.
type Scope int

// The scopes.
const (
	Anywhere Scope = iota
	OneCustomer
)

// Here is what the place shown is about; an empty code is none.
type Here struct{ Customer, Name string }

// At fills in the row of a kind of route: how it is opened, read from disk, and
// reached without arguments where p does not say.
func At[R screen.Route](p Place, open func(R) screen.Screen) Place {
	var blank R
	p.Key = screen.PlaceOf(blank)
	p.Open = func(route screen.Route) screen.Screen {
		to, ok := route.(R)
		if !ok {
			return nil
		}
		return open(to)
	}
	p.decode = func(data []byte) (screen.Route, error) {
		var route R
		err := json.Unmarshal(data, &route)
		return route, err
	}
	if p.To == nil {
		p.To = func([]string, Here) screen.Route { return blank }
	}
	return p
}

// Table is the one table of places, in the order in which they are listed.
type Table []Place

// Find gives the row of a route.
func (t Table) Find(key string) (Place, bool) {
	i := slices.IndexFunc(t, func(p Place) bool { return p.Key == key })
	if i < 0 {
		return Place{}, false
	}
	return t[i], true
}

// Keeps reports whether route leads to a place that can be returned to.
func (t Table) Keeps(route screen.Route) bool {
	place, known := t.Find(screen.PlaceOf(route))
	return known && place.Keep
}

// decode reads a route from disk.
func (t Table) decode(key string, data []byte) (route screen.Route, ok bool) {
	place, known := t.Find(key)
	if !known || !place.Keep {
		return nil, false
	}
	route, err := place.decode(data)
	return route, err == nil
}

// Same reports whether two routes lead to the same place.
func Same(a, b screen.Route) bool {
	if a == nil || b == nil || screen.PlaceOf(a) != screen.PlaceOf(b) {
		return false
	}
	dataA, errA := json.Marshal(a)
	dataB, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(dataA, dataB)
}
