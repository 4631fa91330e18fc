package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
)

// findNames brings the names that are held, so that the palette jumps to any of
// them. It sends no request: what was never read is not offered.
func findNames(ctx context.Context, service Service) screen.Do {
	if service == nil {
		return nil
	}
	return screen.Run(func() tea.Msg { return palette.Found{Names: heldNames(ctx, service)} })
}

// heldNames finds the customers, their VPNs and the voicesites that are held.
// Entries of voicesites are made when they are offered: there may be tens of
// thousands.
func heldNames(ctx context.Context, service Service) *palette.Names {
	entries := heldPlaces(ctx, service)
	var sites []models.VoiceSite
	if held, err := service.VoiceSites(ctx, models.SiteQuery{}, models.Held); err == nil {
		sites = held.Value
	}
	entry := func(i int) palette.Entry {
		if i < len(entries) {
			return entries[i]
		}
		return siteEntry(sites[i-len(entries)])
	}
	text := func(i int) string {
		if i < len(entries) {
			return entries[i].Title + " " + entries[i].Name
		}
		site := sites[i-len(entries)]
		return site.Label.String() + " " + site.Name.String() + " " + site.ID.String()
	}
	return palette.NewNames(len(entries)+len(sites), text, entry)
}

// heldPlaces are the customers and VPNs that are held.
func heldPlaces(ctx context.Context, service Service) []palette.Entry {
	customers, err := service.Customers(ctx, models.Held)
	if err != nil {
		return nil
	}
	var entries []palette.Entry
	for _, customer := range customers.Value {
		name := named(customer.Name, customer.Code)
		vpns := screen.VPNs{Customer: customer.Code.Raw(), Name: name}
		entries = append(entries, jump("customer", name, customer.Code, screen.Customers{}, vpns))
		held, err := service.VPNs(ctx, customer.Code.Raw(), models.Held)
		if err != nil {
			continue
		}
		for _, vpn := range held.Value {
			title := named(vpn.Name, vpn.ID)
			entries = append(entries, jump("VPN of "+name, title, vpn.ID, screen.Customers{}, vpns,
				screen.VoiceSites{Customer: customer.Code.Raw(), VPN: vpn.ID.Raw(), Name: title}))
		}
	}
	return entries
}

func siteEntry(site models.VoiceSite) palette.Entry {
	title := named(site.Label, site.Name)
	kind := "voicesite"
	if !site.Country.Empty() {
		kind += " " + site.Country.String()
	}
	return jump(kind, title, site.ID,
		screen.Customers{}, screen.VoiceSites{}, screen.VoiceSite{ID: site.ID.Raw(), Name: title})
}

// jump goes to the last of routes, by the others.
func jump(kind, title string, id models.Text, routes ...screen.Route) palette.Entry {
	return palette.Entry{
		Name: id.String(), Title: title, Kind: kind,
		Run: func([]string) screen.Do { return screen.Ask(goMsg{nav.To(routes...)}) },
	}
}

// goMsg asks for a place with the whole way to it.
type goMsg struct{ path nav.Path }

// named is what something is called: its name, or else its id.
func named(name, id models.Text) string {
	if name.Empty() {
		return id.String()
	}
	return name.String()
}
