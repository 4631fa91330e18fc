// Package vpns is the screen that lists the voice VPNs of a customer. Opening
// one leads to its voicesites; the first line leads to those of all VPNs. Only
// internal/ui imports it.
package vpns

import (
	"context"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
}

// Screen lists the VPNs of a customer.
type Screen struct {
	*listing.List[models.VPN]
	route screen.VPNs
	name  func(models.VPN) string
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.VPNs) *Screen {
	noun := catalog.VPNs(route.Customer)
	s := &Screen{route: route, name: noun.Title}
	config := listing.From(noun)
	config.Title = s.customer
	config.Route = func() screen.Route { return route }
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
		return source.VPNs(ctx, route.Customer, mode)
	}
	config.Children = func(ctx context.Context, v models.VPN) error {
		_, err := source.VoiceSites(ctx, models.SiteQuery{Customer: route.Customer, VPN: v.ID.Raw()}, models.Refresh)
		return err
	}
	config.Pinned = []models.VPN{{Name: models.NewText(allSites)}}
	config.Open, config.Opens = s.open, "voicesites"
	config.Actions = s.actions()
	config.Detail = detail(config.Detail)
	config.Empty = widget.Empty("This customer has no voice VPN",
		"The customer's voicesites, if any, are one key away: v")
	s.List = listing.New(env, config)
	return s
}

// allSites is the line at the head; it is no VPN and has no id.
const allSites = "All voicesites of the customer"

// customer is the name of the customer, or the code.
func (s *Screen) customer() string {
	if s.route.Name == "" {
		return models.Safe(s.route.Customer)
	}
	return models.Safe(s.route.Name)
}

func (s *Screen) open(v models.VPN) screen.Do {
	if v.ID.Empty() {
		return s.openAll()
	}
	return screen.To(screen.VoiceSites{Customer: s.route.Customer, VPN: v.ID.Raw(), Name: s.name(v)})
}

func (s *Screen) openAll() screen.Do {
	return screen.To(screen.VoiceSites{Customer: s.route.Customer, Name: "all of " + s.customer()})
}

func (s *Screen) actions() []listing.Action[models.VPN] {
	return []listing.Action[models.VPN]{
		{Name: "all voicesites", Key: keymap.AllSites, Run: func([]models.VPN) screen.Do { return s.openAll() }},
		{Name: "numbers", Key: keymap.Numbers, Run: func([]models.VPN) screen.Do {
			return screen.To(screen.Numbers{Customer: s.route.Customer, Name: s.customer()})
		}},
		{Name: "orders", Run: func([]models.VPN) screen.Do {
			return screen.To(screen.Orders{Customer: s.route.Customer, Name: s.customer()})
		}},
		{Name: "order a voicesite here", Run: func(rows []models.VPN) screen.Do {
			return screen.To(screen.OrderSite{Customer: s.route.Customer, VPN: rows[0].ID.Raw()})
		}},
	}
}

// detail is that of a VPN; the line at the head says where it leads.
func detail(of func(models.VPN) []widget.Field) func(models.VPN) []widget.Field {
	return func(v models.VPN) []widget.Field {
		if v.ID.Empty() {
			return []widget.Field{{Label: "Enter", Value: "the voicesites of all VPNs of this customer"}}
		}
		return of(v)
	}
}
