package voicesite

import (
	"btalk/internal/address"
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// fields is everything known about a site, group by group.
func fields(site models.VoiceSite, where *screen.Task[place]) []widget.Field {
	all := []widget.Field{
		widget.Heading("Voicesite"),
		{Label: "Technical name", Value: site.Name.String()},
		{Label: "Label", Value: site.Label.String()},
		{Label: "Id", Value: site.ID.String()},
		{Label: "Status", Value: site.Status.String()},
		{Label: "Country", Value: catalog.SiteCountry(site)},
	}
	if !site.VPNName.Empty() { // most servers name the VPN by its id alone
		all = append(all, widget.Field{Label: "VPN", Value: site.VPNName.String()})
	}
	all = append(all,
		widget.Field{Label: "VPN id", Value: site.VPN.String()}, widget.Field{Label: "Customer", Value: customerOf(site, where)})
	all = append(all, addressFields(site, where)...)
	return append(all, listing.Fields(catalog.Further(site.Raw, catalog.VoiceSites().Known...))...)
}

func customerOf(site models.VoiceSite, where *screen.Task[place]) string {
	if site.Customer.Empty() && where.Loaded {
		return models.Safe(where.Snapshot.Value.customer)
	}
	return site.Customer.String()
}

// addressFields is the address in the form of a letter, then element by element
// with what each means; or why there is none.
func addressFields(site models.VoiceSite, where *screen.Task[place]) []widget.Field {
	out := []widget.Field{{}, widget.Heading("Address")}
	given := site.Address()
	if where.Loaded && where.Snapshot.Value.address.Kind() == models.ObjectValue {
		given = where.Snapshot.Value.address
	}
	parts := address.Decode(given)
	switch {
	case parts.Empty() && where.Err != nil:
		advice := models.AdviceFor(where.Err)
		return append(out, widget.Field{Label: "Not read", Value: advice.Title, Note: advice.Hint})
	case parts.Empty() && !where.Loaded:
		return append(out, widget.Field{Label: "Under way", Value: "…"})
	case parts.Empty() && where.Snapshot.Value.customer == "":
		return append(out, widget.Field{
			Label: "Not read", Value: "the server does not say which customer the site belongs to",
			Note: "open it from the list of its customer",
		})
	case parts.Empty():
		return append(out, widget.Field{Label: "None", Value: "the server knows no address of this site", Note: "w fills it in"})
	}
	for i, line := range parts.Postal(site.Country.Raw()) {
		label := ""
		if i == 0 {
			label = "As on a letter"
		}
		out = append(out, widget.Field{Label: label, Value: line})
	}
	out = append(out, widget.Field{}, widget.Heading("Element by element"))
	for _, element := range parts.Elements() {
		out = append(out, widget.Field{
			Label: models.Safe(string(element)), Value: parts.Get(element).String(), Note: element.Meaning(),
		})
	}
	return out
}
