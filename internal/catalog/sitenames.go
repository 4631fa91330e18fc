package catalog

import (
	"cmp"

	"btalk/internal/address"
	"btalk/internal/known"
	"btalk/internal/models"
)

// siteNames is what the cache knows of a voicesite beside the site itself.
type siteNames struct{ cached known.Reader }

// The words of the column of the address.
const (
	addressCached = "cached"
	addressNone   = "none"
)

func (n siteNames) vpnName(s models.VoiceSite) string {
	return cmp.Or(s.VPNName.String(), n.cached.Book().VPN(n.cached.Book().CustomerOf(s), s.VPN.Raw()))
}

func (n siteNames) vpn(s models.VoiceSite) string { return cmp.Or(n.vpnName(s), s.VPN.String()) }

func (n siteNames) customerName(s models.VoiceSite) string {
	return n.cached.Book().Customer(n.cached.Book().CustomerOf(s))
}

func (n siteNames) customer(s models.VoiceSite) string {
	return cmp.Or(n.customerName(s), s.Customer.String())
}

func (n siteNames) place(s models.VoiceSite) known.Place { return n.cached.Book().Place(s.ID.Raw()) }

func (n siteNames) city(s models.VoiceSite) string       { return n.place(s).City }
func (n siteNames) postalCode(s models.VoiceSite) string { return n.place(s).PostalCode }
func (n siteNames) dialZone(s models.VoiceSite) string   { return n.place(s).DialZone }

func (n siteNames) numbers(s models.VoiceSite) known.Count {
	return n.cached.Book().NumbersOfSite(n.cached.Book().CustomerOf(s), s.ID.Raw())
}

func (n siteNames) address(s models.VoiceSite) string {
	switch place := n.place(s); {
	case !place.Known:
		return known.Unknown
	case place.None:
		return addressNone
	}
	return addressCached
}

func (n siteNames) addressTone(s models.VoiceSite) Tone {
	if n.place(s).None {
		return Doubtful
	}
	return Plain
}

func (n siteNames) detail(s models.VoiceSite) []Detail {
	details := []Detail{
		{Label: "Name", Value: s.Name.String()},
		{Label: "Label", Value: s.Label.String()},
		{Label: "Id", Value: s.ID.String()},
		{Label: "Country", Value: SiteCountry(s)},
		{Label: "Status", Value: s.Status.String()},
		{Label: "VPN", Value: n.vpn(s), Note: besides(n.vpnName(s), s.VPN)},
		{Label: "Customer", Value: n.customer(s), Note: besides(n.customerName(s), s.Customer)},
		{Label: "Numbers", Value: n.numbers(s).String()},
	}
	given := address.Decode(s.Address())
	if given.Empty() {
		given = n.place(s).Address
	}
	switch place := n.place(s); {
	case !given.Empty():
		details = append(details, Detail{}, Detail{Label: "Address", Heading: true})
		for _, line := range given.Postal(s.Country.Raw()) {
			details = append(details, Detail{Value: line})
		}
		if zone := given.Get(address.DialZone); !zone.Empty() {
			details = append(details, Detail{Label: "Dial zone", Value: zone.String()})
		}
	case place.None:
		details = append(details, Detail{}, Detail{Label: "Address", Value: addressNone, Note: "the server knows none"})
	}
	return append(details, Further(s.Raw, siteFields()...)...)
}

// besides is an id to stand beside its name; "" where the id stands for itself.
func besides(name string, id models.Text) string {
	if name == "" {
		return ""
	}
	return id.String()
}
