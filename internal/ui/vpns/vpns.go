// Package vpns is the screen that lists the voice VPNs of a customer. Opening
// one leads to its voicesites; the first line leads to those of all VPNs. Only
// internal/ui imports it.
package vpns

import (
	"context"
	"net/url"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
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
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.VPNs) *Screen {
	s := &Screen{route: route}
	s.List = listing.New(env, listing.Config[models.VPN]{
		Title:   s.customer,
		Route:   func() screen.Route { return route },
		Nouns:   "vpns",
		Columns: columns(),
		ID:      func(v models.VPN) string { return v.ID.Raw() },
		Name:    name,
		Raw:     func(v models.VPN) []byte { return v.Raw },
		Path:    func(models.VPN) string { return "/customers/" + url.PathEscape(route.Customer) + "/vpns" },
		Fetch: func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
			return source.VPNs(ctx, route.Customer, mode)
		},
		Children: func(ctx context.Context, v models.VPN) error {
			_, err := source.VoiceSites(ctx, models.SiteQuery{Customer: route.Customer, VPN: v.ID.Raw()}, models.Refresh)
			return err
		},
		Pinned:  []models.VPN{{Name: models.NewText(allSites)}},
		Open:    s.open,
		Opens:   "voicesites",
		Actions: s.actions(),
		Detail:  detail,
		Empty: widget.Empty("This customer has no voice VPN",
			"The customer's voicesites, if any, are one key away: v"),
	})
	return s
}

// allSites is the line at the head; it is no VPN and has no id.
const allSites = "All voicesites of the customer"

func columns() []table.Column[models.VPN] {
	return []table.Column[models.VPN]{
		{Name: "name", Title: "VPN", Text: name, Style: nameStyle, Min: 30, Max: 48},
		{Name: "code", Title: "Code", Text: func(v models.VPN) string { return v.Code.String() }, Priority: 5},
		{Name: "id", Title: "VPN id", Text: func(v models.VPN) string { return v.ID.String() }, Priority: 4},
	}
}

func name(v models.VPN) string {
	if v.Name.Empty() {
		return v.ID.String()
	}
	return v.Name.String()
}

func nameStyle(v models.VPN, styles *theme.Styles) theme.Style {
	if v.ID.Empty() {
		return styles.Accent
	}
	return styles.Text
}

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
	return screen.To(screen.VoiceSites{Customer: s.route.Customer, VPN: v.ID.Raw(), Name: name(v)})
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

func detail(v models.VPN) []widget.Field {
	if v.ID.Empty() {
		return []widget.Field{{Label: "Enter", Value: "the voicesites of all VPNs of this customer"}}
	}
	return append([]widget.Field{
		{Label: "Name", Value: v.Name.String()},
		{Label: "Code", Value: v.Code.String()},
		{Label: "VPN id", Value: v.ID.String()},
	}, listing.Others(v.Raw, "name", "vpnName", "vpnCode", "code", "vpnId", "id")...)
}
