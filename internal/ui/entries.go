package ui

import (
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
)

// entries are what the palette offers besides names: the places, then what can
// be done here.
func (a *App) entries() []palette.Entry {
	entries := a.places()
	for _, binding := range a.actions() {
		pressed, ok := keymap.Press(binding)
		if !ok {
			continue
		}
		entries = append(entries, palette.Entry{
			Name: binding.Help().Desc, Title: binding.Help().Desc, Kind: "action", Key: hintKey(binding),
			Run: func([]string) screen.Do { return screen.Ask(helpview.PressMsg{Key: pressed}) },
		})
	}
	return append(entries, a.switches()...)
}

// places are the places that can be gone to by name.
func (a *App) places() []palette.Entry {
	code, name := a.customer()
	at := nav.Here{Customer: code, Name: name}
	var entries []palette.Entry
	for _, place := range a.table {
		if a.service == nil && !place.Before {
			continue
		}
		for _, name := range place.Names {
			entry := palette.Entry{
				Name: name, Title: place.Title, Kind: "place", Takes: place.Takes,
				Run: func(args []string) screen.Do { return screen.To(place.To(args, at)) },
			}
			if entry.Title == "" {
				entry.Title = name
			}
			if place.Needs == nav.OneCustomer && at.Customer == "" {
				entry.Why = "open a customer first"
			}
			entries = append(entries, entry)
		}
	}
	return entries
}

// switches are the things that are changed by name only.
func (a *App) switches() []palette.Entry {
	entries := []palette.Entry{}
	for _, name := range a.catalog.Names() {
		entries = append(entries, palette.Entry{
			Name: "theme " + name, Title: "theme " + name, Kind: "looks",
			Run: func([]string) screen.Do { return screen.Ask(themeMsg{name}) },
		})
	}
	return append(entries, a.writeSwitch())
}

// The wishes of the palette that only the root can grant.
type (
	themeMsg struct{ name string }
	writeMsg struct{}
)

// customer is the one that the place shown is about; empty for none.
func (a *App) customer() (code, name string) {
	for _, page := range a.pages() {
		at, ok := page.(screen.Addressed)
		if !ok {
			continue
		}
		of, ok := at.Route().(screen.OfCustomer)
		if !ok {
			continue
		}
		known := nav.Here{Customer: code, Name: name}
		if code, name = of.OfCustomer(); code == known.Customer && name == "" {
			name = known.Name
		}
	}
	return code, name
}
