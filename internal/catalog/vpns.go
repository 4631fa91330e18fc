package catalog

import (
	"slices"

	"btalk/internal/known"
	"btalk/internal/ladder"
	"btalk/internal/models"
)

// VPNs declares the voice VPNs of a customer, with the counts of their voicesites.
func VPNs(customer string, cached known.Reader) Noun[models.VPN] {
	sites := func(v models.VPN) known.Count {
		if v.ID.Empty() {
			return cached.Book().SitesOfCustomer(customer)
		}
		return cached.Book().SitesOfVPN(customer, v.ID.Raw())
	}
	return Noun[models.VPN]{
		Name: "VPN", Plural: "vpns",
		ID:    func(v models.VPN) string { return v.ID.Raw() },
		Title: vpnTitle,
		Names: func(v models.VPN) []models.Text { return []models.Text{v.ID, v.Name, v.Code} },
		Raw:   func(v models.VPN) models.Value { return v.Raw },
		Path:  func(models.VPN) string { return models.Path("customers", customer, "vpns") },
		Columns: []Column[models.VPN]{
			{Name: "name", Title: "VPN", Field: "name", Value: func(v models.VPN) string { return v.Name.String() }, Text: vpnTitle, Tone: vpnTone, Min: 18},
			{Name: "code", Title: "Code", Field: "vpnCode", Value: func(v models.VPN) string { return v.Code.String() }, Grade: ladder.Basic, Fixed: true},
			{Name: "id", Title: "VPN id", Field: "vpnId", Value: func(v models.VPN) string { return v.ID.String() }, Grade: ladder.Basic, Fixed: true},
			counted("sites", "Sites", "sites", 6, sites),
		},
		Fields: []string{"vpnId", "name", "vpnCode", "sites"},
		Known:  vpnFields(),
		Detail: func(v models.VPN) []Detail { return vpnDetail(v, sites(v).String()) },
	}
}

func vpnTitle(v models.VPN) string { return firstOf(v.Name, v.ID) }

// vpnTone sets a line apart that is no VPN and has no id.
func vpnTone(v models.VPN) Tone {
	if v.ID.Empty() {
		return Special
	}
	return Plain
}

func vpnFields() []string {
	return slices.Concat(models.VPNIDs, []string{"name", "vpnName", "vpnCode", "code"})
}

func vpnDetail(v models.VPN, sites string) []Detail {
	return append([]Detail{
		{Label: "Name", Value: v.Name.String()},
		{Label: "Code", Value: v.Code.String()},
		{Label: "VPN id", Value: v.ID.String()},
		{Label: "Voicesites", Value: sites},
	}, Further(v.Raw, vpnFields()...)...)
}
