package catalog

import (
	"slices"

	"btalk/internal/ladder"
	"btalk/internal/models"
)

// VPNs declares the voice VPNs of a customer.
func VPNs(customer string) Noun[models.VPN] {
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
		},
		Fields: []string{"vpnId", "name", "vpnCode"},
		Known:  vpnFields(),
		Detail: vpnDetail,
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

func vpnDetail(v models.VPN) []Detail {
	return append([]Detail{
		{Label: "Name", Value: v.Name.String()},
		{Label: "Code", Value: v.Code.String()},
		{Label: "VPN id", Value: v.ID.String()},
	}, Further(v.Raw, vpnFields()...)...)
}
