// Package voicesites is the screen that lists voicesites: of a VPN, of a
// customer, or all that the API key sees. Opening one leads to the voicesite in
// full. Only internal/ui imports it.
package voicesites

import (
	"context"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
}

// Screen lists voicesites.
type Screen struct {
	*listing.List[models.VoiceSite]
	route screen.VoiceSites
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.VoiceSites) *Screen {
	s := &Screen{route: route}
	query := models.SiteQuery{Customer: route.Customer, VPN: route.VPN}
	s.List = listing.New(env, listing.Config[models.VoiceSite]{
		Title:   s.title,
		Route:   func() screen.Route { return route },
		Nouns:   "voicesites",
		Filter:  route.Query,
		Columns: columns(query),
		ID:      func(v models.VoiceSite) string { return v.ID.Raw() },
		Name:    name,
		Raw:     func(v models.VoiceSite) []byte { return v.Raw },
		Path:    func(models.VoiceSite) string { return "/voicesites" },
		Fetch: func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
			return source.VoiceSites(ctx, query, mode)
		},
		Children: func(ctx context.Context, v models.VoiceSite) error {
			customer := s.customerOf(v)
			if customer == "" {
				return nil
			}
			_, err := source.VoiceAddress(ctx, customer, v.ID.Raw(), models.Refresh)
			return err
		},
		Open: func(v models.VoiceSite) screen.Do {
			return screen.To(screen.VoiceSite{ID: v.ID.Raw(), Name: name(v)})
		},
		Opens:   "the voicesite",
		Actions: s.actions(),
		Detail:  detail,
		Empty:   s.empty(),
	})
	return s
}

func columns(query models.SiteQuery) []table.Column[models.VoiceSite] {
	return []table.Column[models.VoiceSite]{
		{Name: "name", Title: "Voicesite", Text: name, Min: 22, Max: 40},
		{Name: "label", Title: "Label", Text: func(v models.VoiceSite) string { return v.Label.String() }, Min: 16, Max: 40, Priority: 6},
		{Name: "country", Title: "Country", Text: func(v models.VoiceSite) string { return v.Country.String() }, Priority: 8},
		{Name: "status", Title: "Status", Text: func(v models.VoiceSite) string { return v.Status.String() }, Style: statusStyle, Min: 9, Max: 16, Priority: 9},
		{Name: "id", Title: "Id", Text: func(v models.VoiceSite) string { return v.ID.String() }, Priority: 5},
		{Name: "vpn", Title: "VPN", Text: vpn, Max: 24, Priority: 4, Hidden: query.VPN != ""},
		{Name: "customer", Title: "Customer", Text: func(v models.VoiceSite) string { return v.Customer.String() }, Priority: 3, Hidden: query.Customer != ""},
		{Name: "countryname", Title: "Country name", Text: countryName, Max: 24, Priority: 2},
	}
}

func name(v models.VoiceSite) string {
	for _, text := range []models.Text{v.Name, v.Label} {
		if !text.Empty() {
			return text.String()
		}
	}
	return v.ID.String()
}

// countryName is there for the filter as much as for the eye: it is searched
// even where there is no room for it.
func countryName(v models.VoiceSite) string {
	if country := address.CountryOf(v.Country.Raw()); country.Listed {
		return country.Name.String()
	}
	return ""
}

func vpn(v models.VoiceSite) string {
	if v.VPNName.Empty() {
		return v.VPN.String()
	}
	return v.VPNName.String()
}

// statusStyle keeps the words of the server, whatever they are; those that say
// plainly that a site works stand out less than the others.
func statusStyle(v models.VoiceSite, styles *theme.Styles) theme.Style {
	switch text.Fold(v.Status.Raw()) {
	case "", "active", "delivered", "in service":
		return styles.Text
	default:
		return styles.Warning
	}
}

func (s *Screen) title() string {
	switch {
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
				ISO2: site.Country.Raw(), Customer: s.customerOf(site), Site: site.ID.Raw(), SiteName: name(site),
			})
		}},
		{Name: "numbers", Key: keymap.Numbers, Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.Numbers{Customer: s.customerOf(rows[0]), Site: rows[0].ID.Raw(), Name: name(rows[0])})
		}},
		{Name: "coverage of the country", Many: true, Run: coverage},
		{Name: "order a voicesite like this", Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.OrderSite{Customer: s.customerOf(rows[0]), VPN: rows[0].VPN.Raw(), ISO2: rows[0].Country.Raw()})
		}},
		{Name: "publish or release a range of numbers", Run: func(rows []models.VoiceSite) screen.Do {
			site := rows[0]
			return screen.To(screen.Ranges{
				Customer: s.customerOf(site), Site: site.ID.Raw(), SiteName: name(site), Country: site.Country.Raw(),
			})
		}},
		{Name: "orders of the customer", Run: func(rows []models.VoiceSite) screen.Do {
			return screen.To(screen.Orders{Customer: s.customerOf(rows[0])})
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

func detail(v models.VoiceSite) []widget.Field {
	fields := []widget.Field{
		{Label: "Name", Value: v.Name.String()},
		{Label: "Label", Value: v.Label.String()},
		{Label: "Id", Value: v.ID.String()},
		{Label: "Country", Value: strings.TrimSpace(v.Country.String() + " " + countryName(v))},
		{Label: "Status", Value: v.Status.String()},
		{Label: "VPN", Value: vpn(v)},
		{Label: "Customer", Value: v.Customer.String()},
	}
	if given := address.Decode(v.Address()); !given.Empty() {
		fields = append(fields, widget.Field{}, widget.Heading("Address"))
		for _, line := range given.Postal(v.Country.Raw()) {
			fields = append(fields, widget.Field{Value: line})
		}
	}
	return append(fields, listing.Others(v.Raw, known()...)...)
}

// known are the fields of a voicesite that have a place of their own.
func known() []string {
	return []string{
		"voiceSiteId", "siteId", "id", "technicalSiteName", "siteName", "name", "customerSiteLabel", "siteLabel", "label",
		"country", "iso2", "countryCode", "vpnId", "vpn", "status", "siteStatus", "customerCode", "customer",
		"address", "voiceAddress", "voiceaddress", "siteAddress",
	}
}
