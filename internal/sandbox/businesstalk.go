package sandbox

import "net/http"

// newBusinessTalk is the Business Talk API: its tables, and what there is below
// /btalk/v1.
func newBusinessTalk(options Options, sites *siteTable) api {
	orders := &orderTable{clock: sites.clock, sites: sites}
	numbers := newNumberTable(sites)
	const get, post, put = http.MethodGet, http.MethodPost, http.MethodPut
	routes := []route{
		newRoute(get, "/me", me(options.Profile)),
		newRoute(get, "/customers", listCustomers),
		newRoute(get, "/customers/{customer}/vpns", listVPNs),
		newRoute(get, "/customers/{customer}/routers", sites.listRouters),
		newRoute(get, "/voicesites", sites.list),
		newRoute(get, "/customers/{customer}/voicesites", sites.list),
		newRoute(get, "/customers/{customer}/voicesites/{site}", sites.show),
		newRoute(get, "/customers/{customer}/voicesites/{site}/voiceaddress", sites.showAddress),
		newRoute(get, "/countries", listCountries),
		newRoute(get, "/countries/{iso2}", showCountry),
		newRoute(get, "/countries/{iso2}/addressconstraints", showSchema),
		newRoute(get, "/countries/{iso2}/geographicalconstraints", showGeographicRules),
		newRoute(get, "/countries/{iso2}/geoareas/area1", listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2", listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2/{area2}/area3", listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2/{area2}/area3/{area3}/area4", listAreas),
		newRoute(get, "/countries/{iso2}/addresses", searchAddresses),
		newRoute(get, "/countries/{iso2}/postalcodes", listPostalCodes),
		newRoute(get, "/countries/{iso2}/parishes", listParishes),
		newRoute(get, "/customers/{customer}/orders", orders.list),
		newRoute(get, "/customers/{customer}/orders/{order}", orders.show),
		newRoute(get, "/customers/{customer}/opc/cloudvoicenumbers", numbers.list),
		newRoute(post, "/customers/{customer}/opc/cloudvoicenumbers", numbers.publish),
		newRoute(post, "/customers/{customer}/opc/cloudvoicenumbers/release", numbers.release),
	}
	if options.OrderPath != OrderPathPlain {
		routes = append(routes, newRoute(post, "/customers/{customer}/orders/voicesite", orders.place))
	}
	if options.OrderPath != OrderPathVoiceSite {
		routes = append(routes, newRoute(post, "/customers/{customer}/orders", orders.place))
	}
	writeAddress := put
	if options.PostAddress {
		writeAddress = post
	}
	routes = append(routes, newRoute(writeAddress, "/customers/{customer}/voicesites/{site}/voiceaddress", sites.pushAddress))
	return api{path: btalkPath, pages: pages{options.PageSize, options.MaxPage}, checkKey: checkAPIKey, mayWrite: options.Profile != ProfileReadOnly, routes: routes}
}

// me answers B1: the rights profile of the API key.
func me(profile string) func(*call) answer {
	return func(*call) answer { return ok(map[string]string{"rightsProfile": profile}) }
}

// checkAPIKey checks X-BT-API-KEY. Which codes the real back end uses for a
// wrong key is not documented: 400/25 for an absent one is (api-contract §1.4); 400/26
// and 403/50 follow from the labels.
func checkAPIKey(c *call) (answer, bool) {
	const header = "X-BT-API-KEY"
	switch key := c.http.Header.Get(header); {
	case key == "":
		return refusal(http.StatusBadRequest, codeMissingHeader, "the header %s is missing", header), false
	case len(key) != len(DemoCredentials().APIKey):
		return refusal(http.StatusBadRequest, codeInvalidHeader, "the header %s does not hold an API key of 40 characters", header), false
	case key != DemoCredentials().APIKey:
		return refusal(http.StatusForbidden, codeDenied, "the API key in %s is unknown or was revoked", header), false
	}
	return answer{}, true
}
