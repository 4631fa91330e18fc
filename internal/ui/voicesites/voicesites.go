// Package voicesites is the screen that lists voicesites: of a VPN, of a
// customer, or all that the API key sees. Opening one leads to the voicesite in
// full. Only internal/ui imports it.
package voicesites

import (
	"context"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/tracking"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	TrackedOrder(ctx context.Context, id string, mode models.Mode) (models.Snapshot[tracking.Order], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
}

// Screen lists voicesites.
type Screen struct {
	*listing.List[models.VoiceSite]
	route screen.VoiceSites
	name  func(models.VoiceSite) string
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.VoiceSites) *Screen {
	query := models.SiteQuery{Customer: route.Customer, VPN: route.VPN}
	noun := catalog.VoiceSitesOf(query)
	s := &Screen{route: route, name: noun.Title}
	config := listing.From(noun)
	config.Title = s.title
	config.Route = func() screen.Route { return route }
	config.Filter = route.Query
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
		got, err := source.VoiceSites(ctx, query, mode)
		if err != nil || route.Order == "" {
			return got, err
		}
		return ofOrder(ctx, source, got, route.Order)
	}
	config.Children = func(ctx context.Context, v models.VoiceSite) error {
		customer := s.customerOf(v)
		if customer == "" {
			return nil
		}
		_, err := source.VoiceAddress(ctx, customer, v.ID.Raw(), models.Refresh)
		return err
	}
	config.Open = func(v models.VoiceSite) screen.Do {
		return screen.To(screen.VoiceSite{ID: v.ID.Raw(), Name: s.name(v)})
	}
	config.Opens = "the voicesite"
	config.Actions = s.actions()
	config.Empty = s.empty()
	s.List = listing.New(env, config)
	return s
}

// ofOrder takes the voicesites that a tracked order may be for, and notes why.
func ofOrder(ctx context.Context, source Source, got models.Snapshot[[]models.VoiceSite], id string) (models.Snapshot[[]models.VoiceSite], error) {
	order, err := source.TrackedOrder(ctx, id, models.Cached)
	places := make([]tracking.Place, len(got.Value))
	for i, site := range got.Value {
		places[i] = catalog.PlaceOf(site, site.Address())
	}
	how, rows := order.Value.Places(places)
	sites := make([]models.VoiceSite, len(rows))
	for i, row := range rows {
		sites[i] = got.Value[row]
	}
	result := models.Like(got, sites)
	result.Announced = 0 // that counts all
	if how != tracking.NoMatch && result.Note == "" {
		result.Note = "Found for the tracked order by the " + how.String() + "."
	}
	return result, err
}

func (s *Screen) title() string {
	switch {
	case s.route.Order != "":
		return "Voicesites of tracked order " + models.Safe(s.route.Order)
	case s.route.Name != "":
		return models.Safe(s.route.Name)
	case s.route.VPN != "":
		return models.Safe(s.route.VPN)
	case s.route.Customer != "":
		return "all of " + models.Safe(s.route.Customer)
	}
	return "Voicesites"
}

func (s *Screen) empty() widget.State {
	title := "This API key sees no voicesite"
	switch {
	case s.route.Order != "":
		return widget.Empty("No voicesite has the name, post code or town of this order", ":voicesites lists them all")
	case s.route.VPN != "":
		title = "This VPN has no voicesite"
	case s.route.Customer != "":
		title = "This customer has no voicesite"
	}
	return widget.Empty(title, "r asks the server again; an order makes one: :orders")
}

// customerOf is the customer of a site: as the server says, else the one whose
// list this is.
func (s *Screen) customerOf(v models.VoiceSite) string {
	if v.Customer.Empty() {
		return s.route.Customer
	}
	return v.Customer.Raw()
}

func (s *Screen) actions() []listing.Action[models.VoiceSite] {
	return []listing.Action[models.VoiceSite]{
		{Name: "fill in the address", Key: keymap.Address, Run: func(rows []models.VoiceSite) screen.Do {
			site := rows[0]
			return screen.To(screen.Address{
				ISO2: site.Country.Raw(), Customer: s.customerOf(site), Site: site.ID.Raw(), SiteName: s.name(site),
			})
		}},
		{Name: "numbers", Key: keymap.Numbers, Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.Numbers{Customer: s.customerOf(rows[0]), Site: rows[0].ID.Raw(), Name: s.name(rows[0])})
		}},
		{Name: "coverage of the country", Many: true, Run: coverage},
		{Name: "order a voicesite like this", Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.OrderSite{Customer: s.customerOf(rows[0]), VPN: rows[0].VPN.Raw(), ISO2: rows[0].Country.Raw()})
		}},
		{Name: "publish or release a range of numbers", Run: func(rows []models.VoiceSite) screen.Do {
			site := rows[0]
			return screen.To(screen.Ranges{
				Customer: s.customerOf(site), Site: site.ID.Raw(), SiteName: s.name(site), Country: site.Country.Raw(),
			})
		}},
		{Name: "orders of the customer", Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.Orders{Customer: s.customerOf(rows[0])})
		}},
		{Name: "tracked orders of the voicesite", Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.Tracking{Status: "all", Site: rows[0].ID.Raw(), SiteName: s.name(rows[0])})
		}},
	}
}

// coverage opens the coverage of the countries of the rows.
func coverage(rows []models.VoiceSite) screen.Do {
	var codes []string
	seen := map[string]bool{"": true}
	for _, row := range rows {
		if code := row.Country.Raw(); !seen[code] {
			seen[code] = true
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return screen.Say(screen.Info, "the server does not say in which country this is")
	}
	return screen.To(screen.Coverage{ISO2: codes})
}
