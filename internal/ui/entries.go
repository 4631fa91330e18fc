package ui

import (
	"charm.land/bubbles/v2/key"

	"btalk/internal/ui/frame"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
)

// entries are what the palette offers besides names: the places, then what can
// be done here.
func (a *App) entries() []palette.Entry {
	entries := placeEntries(a.table, a.stack.About(), a.service != nil)
	for _, binding := range a.actions() {
		pressed, ok := keymap.Press(binding)
		if !ok {
			continue
		}
		entries = append(entries, palette.Entry{
			Name: binding.Help().Desc, Title: binding.Help().Desc, Kind: "action", Key: frame.HintKey(binding),
			Run: func([]string) screen.Do { return screen.Ask(helpview.PressMsg{Key: pressed}) },
		})
	}
	for _, name := range a.themes.Names() {
		entries = append(entries, palette.Entry{
			Name: "theme " + name, Title: "theme " + name, Kind: "looks",
			Run: func([]string) screen.Do { return screen.Ask(themeMsg{name}) },
		})
	}
	return append(entries, a.rights.entry())
}

// themeMsg asks for a theme by name.
type themeMsg struct{ name string }

// placeEntries are the places that can be gone to by name; ready says that
// there is a service.
func placeEntries(table nav.Table, at nav.Here, ready bool) []palette.Entry {
	var entries []palette.Entry
	for _, place := range table {
		if !ready && !place.Before {
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

// helpGroups are the live bindings: those of the screen below, then those that
// work everywhere. What works is what is shown, because they are the same.
func (a *App) helpGroups() []helpview.Group {
	var groups []helpview.Group
	page := a.stack.Page()
	for i, bindings := range page.FullHelp() {
		title := ""
		if i == 0 {
			title = page.Title()
		}
		groups = append(groups, helpview.Group{Title: title, Bindings: bindings})
	}
	everywhere := helpview.Group{Title: "Everywhere"}
	for _, global := range a.globals() {
		everywhere.Bindings = append(everywhere.Bindings, global.binding)
	}
	return append(groups, everywhere)
}

// actions are the bindings that the palette offers by name.
func (a *App) actions() []key.Binding {
	var all []key.Binding
	for _, group := range a.helpGroups() {
		for _, binding := range group.Bindings {
			if binding.Enabled() {
				all = append(all, binding)
			}
		}
	}
	return all
}
