package models

// The fields in which the API may give the id of a thing; the first that is there
// counts. Decoding, the lists of the client and the declarations of the catalog
// read them here.
var (
	CustomerIDs = []string{"customerCode", "code", "id"}
	VPNIDs      = []string{"vpnId", "id"}
	SiteIDs     = []string{"voiceSiteId", "siteId", "id"}
	CountryIDs  = []string{"iso2", "isoCode"}
	NumberIDs   = []string{"number", "phoneNumber"}
	OrderIDs    = []string{"orderId", "id", "customerOrderReference"} // its reference names an order that got no id
)

// SiteAddresses are the fields in which a voicesite may hold its address.
var SiteAddresses = []string{"address", "voiceAddress", "voiceaddress", "siteAddress"}
