package ui

import (
	"btalk/internal/ui/countries"
	"btalk/internal/ui/coverage"
	"btalk/internal/ui/customers"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/httplog"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/rawview"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/voicesite"
	"btalk/internal/ui/voicesites"
	"btalk/internal/ui/vpns"
	"btalk/internal/ui/wizard"
)

// screenFor is the one switch from routes to screens; nil for a route that this
// version does not know.
func (a *App) screenFor(route screen.Route) screen.Screen {
	switch route := route.(type) {
	case screen.Raw:
		return rawview.New(a.env, route)
	case screen.Help:
		return helpview.New(a.env, a.helpGroups())
	case screen.Palette:
		return palette.New(a.env, a.entries(), a.finder(), route)
	case screen.FirstRun:
		return firstrun.New(a.env, a.o.Setup)
	}
	if a.service == nil {
		return nil
	}
	switch route := route.(type) {
	case screen.Customers:
		return customers.New(a.env, a.service, route)
	case screen.VPNs:
		return vpns.New(a.env, a.service, route)
	case screen.VoiceSites:
		return voicesites.New(a.env, a.service, route)
	case screen.VoiceSite:
		return voicesite.New(a.env, a.service, route)
	case screen.Countries:
		return countries.New(a.env, a.service, route)
	case screen.Coverage:
		return coverage.New(a.env, a.service, route)
	case screen.Address:
		return wizard.New(a.env, a.service, a.wizardHost(), route)
	case screen.HTTP:
		return httplog.New(a.env, a.service, route)
	}
	return nil
}
