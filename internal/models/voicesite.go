package models

// VoiceSite is one site of a voice VPN. Only its id and its technical name are
// confirmed by observed traffic; the other fields are the shape to assume (INF
// api-contract §6).
type VoiceSite struct {
	ID       Text // voiceSiteId
	Name     Text // technicalSiteName
	Label    Text // customerSiteLabel
	Country  Text // ISO 3166-1 alpha-2
	VPN      Text // vpnId
	VPNName  Text // only where the server nests the VPN
	Status   Text
	Customer Text // customerCode, where the server gives it
	Raw      Value
}

// DecodeVoiceSite reads one item of the voicesite list; ok is false when it
// has no id.
func DecodeVoiceSite(v Value) (site VoiceSite, ok bool) {
	var room [32]Field // on the stack: there may be 50,000 sites
	o := Object{Fields: appendFields(room[:0], v)}
	site = VoiceSite{
		ID:       o.Text(SiteIDs...),
		Name:     o.Text("technicalSiteName", "siteName", "name"),
		Label:    o.Text("customerSiteLabel", "siteLabel", "label"),
		Country:  o.Text("country", "iso2", "countryCode"),
		VPN:      o.Text("vpnId"),
		Status:   o.Text("status", "siteStatus"),
		Customer: o.Text("customerCode"),
		Raw:      v,
	}
	if vpn := o.Get("vpn"); vpn.Kind() == ObjectValue {
		nested := vpn.Object()
		site.VPNName = nested.Text("name")
		if site.VPN.Empty() {
			site.VPN = nested.Text(VPNIDs...)
		}
	} else if site.VPN.Empty() {
		site.VPN = vpn.Text()
	}
	if site.Customer.Empty() {
		customer := o.Get("customer")
		site.Customer = customer.Text()
		if customer.Kind() == ObjectValue {
			site.Customer = customer.Object().Text(CustomerIDs...)
		}
	}
	return site, !site.ID.Empty()
}

// Address returns the address that came with the site, null when none did.
func (s VoiceSite) Address() Value {
	return s.Raw.Object().Get(SiteAddresses...)
}
