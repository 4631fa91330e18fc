package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
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
			Run: func([]string) tea.Cmd { return func() tea.Msg { return helpview.PressMsg{Key: pressed} } },
		})
	}
	return append(entries, a.switches()...)
}

// places are the places of interfaces.md "Keys" that this version has.
func (a *App) places() []palette.Entry {
	customer, name := a.customer()
	needs := ""
	if customer == "" {
		needs = "open a customer first"
	}
	return a.known([]placed{
		{palette.Entry{Name: "customers", Title: "customers"}, to(screen.Customers{})},
		{palette.Entry{Name: "vpns", Title: "vpns of this customer", Why: needs}, to(screen.VPNs{Customer: customer, Name: name})},
		{palette.Entry{Name: "voicesites", Title: "voicesites", Takes: "[words]"}, func(args []string) screen.Route {
			return screen.VoiceSites{Query: strings.Join(args, " ")}
		}},
		{palette.Entry{Name: "countries", Title: "countries"}, to(screen.Countries{})},
		{palette.Entry{Name: "country", Title: "country", Takes: "ISO2 …"}, covered},
		{palette.Entry{Name: "coverage", Title: "coverage", Takes: "ISO2 …"}, covered},
		{palette.Entry{Name: "address", Title: "address", Takes: "ISO2"}, func(args []string) screen.Route {
			return screen.Address{ISO2: strings.ToUpper(first(args))}
		}},
		{palette.Entry{Name: "orders", Title: "orders"}, to(screen.Orders{Customer: customer, Name: name})},
		{palette.Entry{Name: "order", Title: "order a voicesite"}, to(screen.OrderSite{Customer: customer})},
		{palette.Entry{Name: "numbers", Title: "numbers of this customer", Why: needs}, to(screen.Numbers{Customer: customer, Name: name})},
		{palette.Entry{Name: "ranges", Title: "ranges of numbers: publish or release", Why: needs}, to(screen.Ranges{Customer: customer})},
		{palette.Entry{Name: "changes", Title: "changes sent by you"}, to(screen.Changes{})},
		{palette.Entry{Name: "http", Title: "http: the requests of this session"}, to(screen.HTTP{})},
		{palette.Entry{Name: "cache", Title: "cache: what is held on disk"}, to(screen.Cache{})},
	})
}

// placed is a place and the route that its arguments make.
type placed struct {
	entry palette.Entry
	route func(args []string) screen.Route
}

func to(route screen.Route) func([]string) screen.Route {
	return func([]string) screen.Route { return route }
}

func covered(args []string) screen.Route {
	if len(args) == 0 {
		return screen.Countries{}
	}
	codes := make([]string, 0, len(args))
	for _, arg := range args {
		for code := range strings.SplitSeq(arg, ",") {
			if code != "" {
				codes = append(codes, strings.ToUpper(code))
			}
		}
	}
	return screen.Coverage{ISO2: codes}
}

// known keeps the places that this version can open.
func (a *App) known(all []placed) []palette.Entry {
	var entries []palette.Entry
	for _, place := range all {
		if !a.opens(place.route(nil)) {
			continue
		}
		place.entry.Kind = "place"
		place.entry.Run = func(args []string) tea.Cmd { return screen.To(place.route(args)) }
		entries = append(entries, place.entry)
	}
	return entries
}

// opens reports whether this version has a screen for a route.
func (a *App) opens(route screen.Route) bool {
	opened := a.open(route)
	if opened == nil {
		return false
	}
	if closer, ok := opened.(screen.Closer); ok {
		closer.Close()
	}
	return true
}

// switches are the things that are changed by name only.
func (a *App) switches() []palette.Entry {
	entries := []palette.Entry{}
	for _, name := range a.catalog.Names() {
		entries = append(entries, palette.Entry{
			Name: "theme " + name, Title: "theme " + name, Kind: "looks",
			Run: func([]string) tea.Cmd { return func() tea.Msg { return themeMsg{name} } },
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
		switch route := at.Route().(type) {
		case screen.VPNs:
			code, name = route.Customer, route.Name
		case screen.VoiceSites:
			if route.Customer != code {
				code, name = route.Customer, ""
			}
		case screen.Numbers:
			code, name = route.Customer, route.Name
		case screen.Orders:
			code, name = route.Customer, route.Name
		}
	}
	return code, name
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
