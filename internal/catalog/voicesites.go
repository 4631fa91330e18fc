package catalog

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// VoiceSites declares voicesites.
func VoiceSites() Noun[models.VoiceSite] {
	return Noun[models.VoiceSite]{
		Name: "voicesite", Plural: "voicesites",
		ID:    func(s models.VoiceSite) string { return s.ID.Raw() },
		Title: siteTitle,
		Names: func(s models.VoiceSite) []models.Text { return []models.Text{s.ID, s.Name, s.Label} },
		Raw:   func(s models.VoiceSite) models.Value { return s.Raw },
		Path:  func(models.VoiceSite) string { return models.Path("voicesites") },
		Columns: []Column[models.VoiceSite]{
			{Name: "name", Title: "Voicesite", Field: "technicalSiteName", Value: func(s models.VoiceSite) string { return s.Name.String() }, Text: siteTitle, Min: 14},
			{Name: "label", Title: "Label", Field: "customerSiteLabel", Value: func(s models.VoiceSite) string { return s.Label.String() }, Grade: ladder.Basic, Min: 18, Priority: 1},
			{Name: "country", Title: "Country", Short: "CC", Field: "country", Value: func(s models.VoiceSite) string { return s.Country.String() }, Grade: ladder.Basic, Fixed: true, Priority: 3},
			{Name: "status", Title: "Status", Field: "status", Value: func(s models.VoiceSite) string { return s.Status.String() }, Tone: siteTone, Grade: ladder.Basic, Fixed: true, Priority: 2},
			{Name: "id", Title: "Id", Field: "voiceSiteId", Value: func(s models.VoiceSite) string { return s.ID.String() }, Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "customer", Title: "Customer", Short: "Cust.", Field: "customerCode", Value: func(s models.VoiceSite) string { return s.Customer.String() }, Grade: ladder.Useful, Fixed: true, Priority: 2},
			{Name: "vpn", Title: "VPN", Field: "vpnId", Value: func(s models.VoiceSite) string { return s.VPN.String() }, Text: siteVPN, Grade: ladder.Useful, Min: 8, Priority: 1},
			// For the filter as much as for the eye: it is searched where there is no room for it.
			{Name: "countryname", Title: "Country name", Field: "countryName", Text: siteCountryName, Grade: ladder.Extra, Min: 12},
		},
		Fields: []string{"voiceSiteId", "technicalSiteName", "customerSiteLabel", "country", "vpnId", "customerCode", "status"},
		Known:  siteFields(),
		Detail: siteDetail,
	}
}

// VoiceSitesOf declares the voicesites of a query; what is the same in every row hides.
func VoiceSitesOf(query models.SiteQuery) Noun[models.VoiceSite] {
	noun := VoiceSites()
	if query.VPN != "" {
		noun = noun.Hiding("vpnId")
	}
	if query.Customer != "" {
		noun = noun.Hiding("customerCode")
	}
	return noun
}

func siteTitle(s models.VoiceSite) string { return firstOf(s.Name, s.Label, s.ID) }

func siteVPN(s models.VoiceSite) string { return firstOf(s.VPNName, s.VPN) }

func siteCountryName(s models.VoiceSite) string { return CountryName(s.Country.Raw()) }

// siteTone keeps the words of the API, whatever they are; those that say plainly
// that a site works stand out less than the others.
func siteTone(s models.VoiceSite) Tone {
	switch text.Fold(s.Status.Raw()) {
	case "", "active", "delivered", "in service":
		return Plain
	default:
		return Doubtful
	}
}

func siteFields() []string {
	return slices.Concat(models.SiteIDs, []string{
		"technicalSiteName", "siteName", "name", "customerSiteLabel", "siteLabel", "label",
		"country", "iso2", "countryCode", "vpnId", "vpn", "status", "siteStatus", "customerCode", "customer",
	}, models.SiteAddresses)
}

func siteDetail(s models.VoiceSite) []Detail {
	details := []Detail{
		{Label: "Name", Value: s.Name.String()},
		{Label: "Label", Value: s.Label.String()},
		{Label: "Id", Value: s.ID.String()},
		{Label: "Country", Value: SiteCountry(s)},
		{Label: "Status", Value: s.Status.String()},
		{Label: "VPN", Value: siteVPN(s)},
		{Label: "Customer", Value: s.Customer.String()},
	}
	if given := address.Decode(s.Address()); !given.Empty() {
		details = append(details, Detail{}, Detail{Label: "Address", Heading: true})
		for _, line := range given.Postal(s.Country.Raw()) {
			details = append(details, Detail{Value: line})
		}
	}
	return append(details, Further(s.Raw, siteFields()...)...)
}

// SiteCountry is the country of a voicesite, code and name.
func SiteCountry(s models.VoiceSite) string {
	return strings.TrimSpace(s.Country.String() + " " + siteCountryName(s))
}
