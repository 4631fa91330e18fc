package ui

import (
	"slices"
	"strings"

	"btalk/internal/ui/billing"
	"btalk/internal/ui/cacheview"
	"btalk/internal/ui/changes"
	"btalk/internal/ui/countries"
	"btalk/internal/ui/coverage"
	"btalk/internal/ui/customers"
	"btalk/internal/ui/draftlist"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/httplog"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/numbers"
	"btalk/internal/ui/orders"
	"btalk/internal/ui/ordersite"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/plan"
	"btalk/internal/ui/rawview"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/tracking"
	"btalk/internal/ui/voicesite"
	"btalk/internal/ui/voicesites"
	"btalk/internal/ui/vpns"
	"btalk/internal/ui/wizard"
)

// placesOf is the one table of places. A new screen is a row here.
func placesOf(a *App) nav.Table {
	return slices.Concat(browsingPlaces(a), billingPlaces(a), changingPlaces(a), programPlaces(a))
}

// browsingPlaces are those that show what there is.
func browsingPlaces(a *App) nav.Table {
	return nav.Table{
		nav.At(nav.Place{Names: []string{"customers"}, Keep: true},
			func(to screen.Customers) screen.Screen { return customers.New(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"vpns"}, Title: "vpns of this customer", Needs: nav.OneCustomer, Keep: true,
			To: func(_ []string, at nav.Here) screen.Route { return screen.VPNs{Customer: at.Customer, Name: at.Name} },
		}, func(to screen.VPNs) screen.Screen { return vpns.New(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"voicesites"}, Takes: "[words]", Keep: true,
			To: func(args []string, _ nav.Here) screen.Route { return screen.VoiceSites{Query: strings.Join(args, " ")} },
		}, func(to screen.VoiceSites) screen.Screen { return voicesites.New(a.env, a.service, to) }),
		nav.At(nav.Place{Keep: true},
			func(to screen.VoiceSite) screen.Screen { return voicesite.New(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"tracking"}, Title: "tracking: orders of Order Tracking, late ones first", Takes: "[late] [all] [next 7d] [words]", Keep: true,
			To: func(args []string, _ nav.Here) screen.Route { return tracking.To(args) },
		}, func(to screen.Tracking) screen.Screen { return tracking.New(a.env, a.service, to) }),
		nav.At(nav.Place{Keep: true},
			func(to screen.TrackedOrder) screen.Screen { return tracking.NewOne(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"countries"}, Keep: true},
			func(to screen.Countries) screen.Screen { return countries.New(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"country", "coverage"}, Takes: "ISO2 …", Keep: true, To: covered},
			func(to screen.Coverage) screen.Screen { return coverage.New(a.env, a.service, to) }),
	}
}

// billingPlaces are those of Billing M2M.
func billingPlaces(a *App) nav.Table {
	return nav.Table{
		nav.At(nav.Place{
			Names: []string{"bills"}, Takes: "[time or words]", Keep: true,
			To: func(args []string, _ nav.Here) screen.Route { return billing.To(args) },
		}, func(to screen.Bills) screen.Screen { return billing.New(a.env, a.service, to) }),
		nav.At(nav.Place{Keep: true},
			func(to screen.Bill) screen.Screen { return billing.NewOne(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"billgroups"}, Title: "bills by month, account, type or currency", Takes: "[month]", Keep: true,
			To: func(args []string, _ nav.Here) screen.Route { return screen.BillGroups{By: first(args)} },
		}, func(to screen.BillGroups) screen.Screen { return billing.NewGroups(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"accounts"}, Title: "billing accounts", Takes: "[words]", Keep: true,
			To: func(args []string, _ nav.Here) screen.Route {
				return screen.Accounts{Query: strings.Join(args, " ")}
			},
		}, func(to screen.Accounts) screen.Screen { return billing.NewAccounts(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"reports"}, Title: "reports of Billing", Keep: true},
			func(to screen.Reports) screen.Screen { return billing.NewReports(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"jobs"}, Title: "jobs of Billing", Keep: true},
			func(to screen.Jobs) screen.Screen { return billing.NewJobs(a.env, a.service, to) }),
	}
}

// changingPlaces are those that lead to a change, or show what became of one.
func changingPlaces(a *App) nav.Table {
	return nav.Table{
		nav.At(nav.Place{
			Names: []string{"address"}, Takes: "ISO2",
			To: func(args []string, _ nav.Here) screen.Route {
				return screen.Address{ISO2: strings.ToUpper(first(args))}
			},
		}, func(to screen.Address) screen.Screen {
			return wizard.New(a.env, a.service, wizard.Host{Drafts: a.o.Drafts, Write: func() bool { return a.rights.write }}, to)
		}),
		nav.At(nav.Place{
			Names: []string{"orders"}, Keep: true,
			To: func(_ []string, at nav.Here) screen.Route { return screen.Orders{Customer: at.Customer, Name: at.Name} },
		}, func(to screen.Orders) screen.Screen { return orders.New(a.env, a.service, to) }),
		nav.At(nav.Place{Keep: true},
			func(to screen.Order) screen.Screen { return orders.NewOne(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"order"}, Title: "order a voicesite",
			To: func(_ []string, at nav.Here) screen.Route { return screen.OrderSite{Customer: at.Customer} },
		}, func(to screen.OrderSite) screen.Screen { return ordersite.New(a.env, a.service, a.o.Drafts, to) }),
		nav.At(nav.Place{
			Names: []string{"numbers"}, Title: "numbers of this customer", Needs: nav.OneCustomer, Keep: true,
			To: func(_ []string, at nav.Here) screen.Route {
				return screen.Numbers{Customer: at.Customer, Name: at.Name}
			},
		}, func(to screen.Numbers) screen.Screen { return numbers.New(a.env, a.service, to) }),
		nav.At(nav.Place{
			Names: []string{"ranges"}, Title: "ranges of numbers: publish or release", Needs: nav.OneCustomer,
			To: func(_ []string, at nav.Here) screen.Route { return screen.Ranges{Customer: at.Customer} },
		}, func(to screen.Ranges) screen.Screen { return numbers.NewRanges(a.env, a.service, a.o.Drafts, to) }),
		nav.At(nav.Place{Names: []string{"changes"}, Title: "changes sent by you", Keep: true},
			func(to screen.Changes) screen.Screen { return changes.New(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"drafts"}, Title: "drafts: what was begun and not finished"},
			func(to screen.Drafts) screen.Screen { return draftlist.New(a.env, a.o.Drafts, to) }),
		nav.At(nav.Place{},
			func(to screen.Change) screen.Screen { return changes.NewOne(a.env, a.service, to) }),
		nav.At(nav.Place{},
			func(to screen.Plan) screen.Screen { return plan.New(a.env, a.service, to) }),
	}
}

// programPlaces are about the program itself, and what lies over other places.
func programPlaces(a *App) nav.Table {
	return nav.Table{
		nav.At(nav.Place{Names: []string{"http"}, Title: "http: the requests of this session", Keep: true},
			func(to screen.HTTP) screen.Screen { return httplog.New(a.env, a.service, to) }),
		nav.At(nav.Place{Names: []string{"cache"}, Title: "cache: the answers kept on disk", Keep: true},
			func(to screen.Cache) screen.Screen { return cacheview.New(a.env, a.service, to) }),
		nav.At(nav.Place{Before: true},
			func(to screen.Raw) screen.Screen { return rawview.New(a.env, to) }),
		nav.At(nav.Place{Before: true},
			func(screen.Help) screen.Screen { return helpview.New(a.env, a.helpGroups()) }),
		nav.At(nav.Place{Before: true},
			func(to screen.Palette) screen.Screen {
				return palette.New(a.env, a.entries(), findNames(a.env.Ctx, a.service), to)
			}),
		nav.At(nav.Place{Before: true},
			func(screen.FirstRun) screen.Screen { return firstrun.New(a.env, a.o.Setup) }),
	}
}

func covered(args []string, _ nav.Here) screen.Route {
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

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
