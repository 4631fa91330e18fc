package ui

import (
	"btalk/internal/ui/cacheview"
	"btalk/internal/ui/changes"
	"btalk/internal/ui/countries"
	"btalk/internal/ui/coverage"
	"btalk/internal/ui/customers"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/httplog"
	"btalk/internal/ui/numbers"
	"btalk/internal/ui/orders"
	"btalk/internal/ui/ordersite"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/plan"
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
	case screen.Cache:
		return cacheview.New(a.env, a.service, route)
	}
	return a.changeScreenFor(route)
}

// changeScreenFor is the part of the switch that is about changes.
func (a *App) changeScreenFor(route screen.Route) screen.Screen {
	switch route := route.(type) {
	case screen.Numbers:
		return numbers.New(a.env, a.service, route)
	case screen.Ranges:
		return numbers.NewRanges(a.env, a.service, route)
	case screen.Orders:
		return orders.New(a.env, a.service, route)
	case screen.Order:
		return orders.NewOne(a.env, a.service, route)
	case screen.OrderSite:
		return ordersite.New(a.env, a.service, route)
	case screen.Plan:
		return plan.New(a.env, a.service, route)
	case screen.Changes:
		return changes.New(a.env, a.service, route)
	case screen.Change:
		return changes.NewOne(a.env, a.service, route)
	}
	return nil
}
