package catalog

import (
	"slices"
	"strings"

	"btalk/internal/known"
	"btalk/internal/ladder"
	"btalk/internal/models"
)

// VoiceSites declares voicesites, with the names and addresses that are cached.
func VoiceSites(cached known.Reader) Noun[models.VoiceSite] {
	names := siteNames{cached}
	return Noun[models.VoiceSite]{
		Name: "voicesite", Plural: "voicesites",
		ID:    func(s models.VoiceSite) string { return s.ID.Raw() },
		Title: siteTitle,
		Names: func(s models.VoiceSite) []models.Text { return []models.Text{s.ID, s.Name, s.Label} },
		Raw:   func(s models.VoiceSite) models.Value { return s.Raw },
		Path:  func(models.VoiceSite) string { return models.Path("voicesites") },
		Columns: append([]Column[models.VoiceSite]{
			{Name: "name", Title: "Voicesite", Field: "technicalSiteName", Value: func(s models.VoiceSite) string { return s.Name.String() }, Text: siteTitle, Min: 14},
			{Name: "label", Title: "Label", Field: "customerSiteLabel", Value: func(s models.VoiceSite) string { return s.Label.String() }, Grade: ladder.Basic, Min: 18, Priority: 1},
			{Name: "country", Title: "Country", Short: "CC", Field: "country", Value: func(s models.VoiceSite) string { return s.Country.String() }, Grade: ladder.Basic, Fixed: true, Priority: 3},
			{Name: "status", Title: "Status", Field: "status", Value: func(s models.VoiceSite) string { return s.Status.String() }, Tone: siteTone, Grade: ladder.Basic, Fixed: true, Priority: 2},
			{Name: "id", Title: "Id", Field: "voiceSiteId", Value: func(s models.VoiceSite) string { return s.ID.String() }, Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "code", Title: "Customer code", Short: "Cust.", Field: "customerCode", Value: func(s models.VoiceSite) string { return s.Customer.String() }, Grade: ladder.Useful, Fixed: true, Priority: 2},
			{Name: "vpn", Title: "VPN", Field: "vpnName", Value: names.vpnName, Text: names.vpn, Grade: ladder.Useful, Min: 8, Priority: 1},
			{Name: "customer", Title: "Customer", Field: "customerName", Value: names.customerName, Text: names.customer, Grade: ladder.Extra, Min: 12, Priority: 9},
		}, names.further()...),
		Fields: []string{
			"voiceSiteId", "technicalSiteName", "customerSiteLabel", "country", "vpnId", "customerCode", "status",
			"vpnName", "customerName", "city", "postalCode", "dialZone", "numbers",
		},
		Known:  siteFields(),
		Detail: names.detail,
	}
}

// further are the columns that are for the filter as much as for the eye: they
// are searched where there is no room for them.
func (n siteNames) further() []Column[models.VoiceSite] {
	return []Column[models.VoiceSite]{
		{Name: "countryname", Title: "Country name", Field: "countryName", Text: siteCountryName, Grade: ladder.Extra, Min: 12, Priority: 8},
		{Name: "city", Title: "City", Field: "city", Text: n.city, Grade: ladder.Extra, Min: 10, Priority: 7},
		{Name: "postalcode", Title: "Postal code", Field: "postalCode", Text: n.postalCode, Grade: ladder.Extra, Fixed: true, Priority: 6},
		{Name: "zone", Title: "Dial zone", Field: "dialZone", Text: n.dialZone, Grade: ladder.Extra, Fixed: true, Priority: 5},
		counted("numbers", "Numbers", "numbers", 4, n.numbers),
		{Name: "vpnid", Title: "VPN id", Field: "vpnId", Value: func(s models.VoiceSite) string { return s.VPN.String() }, Grade: ladder.Extra, Fixed: true},
		// address:none finds the sites without an address.
		{Name: "address", Title: "Address", Field: "address", Text: n.address, Tone: n.addressTone, Hidden: true},
	}
}

// VoiceSitesOf declares the voicesites of a query; what is the same in every row hides.
func VoiceSitesOf(query models.SiteQuery, cached known.Reader) Noun[models.VoiceSite] {
	noun := VoiceSites(cached)
	if query.VPN != "" {
		noun = noun.Hiding("vpnId", "vpnName")
	}
	if query.Customer != "" {
		noun = noun.Hiding("customerCode", "customerName")
	}
	return noun
}

func siteTitle(s models.VoiceSite) string { return firstOf(s.Name, s.Label, s.ID) }

func siteCountryName(s models.VoiceSite) string { return CountryName(s.Country.Raw()) }

// siteTone keeps the words of the API, whatever they are; those that say plainly
// that a site works stand out less than the others.
func siteTone(s models.VoiceSite) Tone {
	if s.Works() {
		return Plain
	}
	return Doubtful
}

func siteFields() []string {
	return slices.Concat(models.SiteIDs, []string{
		"technicalSiteName", "siteName", "name", "customerSiteLabel", "siteLabel", "label",
		"country", "iso2", "countryCode", "vpnId", "vpn", "status", "siteStatus", "customerCode", "customer",
	}, models.SiteAddresses)
}

// SiteCountry is the country of a voicesite, code and name.
func SiteCountry(s models.VoiceSite) string {
	return strings.TrimSpace(s.Country.String() + " " + siteCountryName(s))
}
