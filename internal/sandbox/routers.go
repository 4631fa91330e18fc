package sandbox

import (
	"fmt"
	"net/http"
	"strings"
)

// router is an item of B15 (DOC api-contract §2.3).
type router struct {
	Name                string `json:"name"`
	Country             string `json:"country"`
	CustomerDefinedCode string `json:"customerDefinedCode"`
	SiteReference       string `json:"siteReference"`
	City                string `json:"city"`
	Zipcode             string `json:"zipcode"`
	AccessSiteID        string `json:"accessSiteId"`
}

// listRouters answers B15: one router for each voicesite of the customer in
// the country, which must be named.
func (s *siteTable) listRouters(c *call) answer {
	owner, refused := c.customer()
	if refused != nil {
		return *refused
	}
	country := strings.ToUpper(c.query.Get("country"))
	if country == "" {
		return refusal(http.StatusBadRequest, codeMissingQuery, "country is missing")
	}
	routers := []router{}
	for i, seed := range s.index().seeds {
		at, network := allPlaces()[seed.place], allVPNs()[seed.vpn]
		access := fmt.Sprintf("AS%08d", 30_000_000+i*7)
		if network.customer != owner || at.iso2 != country || (c.query.Has("accessSiteId") && c.query.Get("accessSiteId") != access) {
			continue
		}
		routers = append(routers, router{
			Name: strings.ToLower(fmt.Sprintf("rt-%s-%s-%02d", at.code, at.district, seed.serial)), Country: at.iso2,
			CustomerDefinedCode: fmt.Sprintf("CPE%05d", i), SiteReference: siteID(i), City: at.city, Zipcode: at.postalCode, AccessSiteID: access,
		})
	}
	return pageOf(c, routers)
}
