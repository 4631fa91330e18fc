package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// route is one line of the endpoint table (api-contract §2.2).
type route struct {
	method  string
	pattern []string // segments below the base; {name} takes any one segment
	handle  func(*call) answer
}

// routeTable lists what there is below /btalk/v1.
func (s *Server) routeTable() []route {
	const get, post, put = http.MethodGet, http.MethodPost, http.MethodPut
	routes := []route{
		newRoute(get, "/me", s.me),
		newRoute(get, "/customers", s.listCustomers),
		newRoute(get, "/customers/{customer}/vpns", s.listVPNs),
		newRoute(get, "/customers/{customer}/routers", s.listRouters),
		newRoute(get, "/voicesites", s.listVoiceSites),
		newRoute(get, "/customers/{customer}/voicesites", s.listVoiceSites),
		newRoute(get, "/customers/{customer}/voicesites/{site}", s.showVoiceSite),
		newRoute(get, "/customers/{customer}/voicesites/{site}/voiceaddress", s.showVoiceAddress),
		newRoute(get, "/countries", s.listCountries),
		newRoute(get, "/countries/{iso2}", s.showCountry),
		newRoute(get, "/countries/{iso2}/addressconstraints", s.showSchema),
		newRoute(get, "/countries/{iso2}/geographicalconstraints", s.showGeographicRules),
		newRoute(get, "/countries/{iso2}/geoareas/area1", s.listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2", s.listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2/{area2}/area3", s.listAreas),
		newRoute(get, "/countries/{iso2}/geoareas/area1/{area1}/area2/{area2}/area3/{area3}/area4", s.listAreas),
		newRoute(get, "/countries/{iso2}/addresses", s.searchAddresses),
		newRoute(get, "/countries/{iso2}/postalcodes", s.listPostalCodes),
		newRoute(get, "/countries/{iso2}/parishes", s.listParishes),
		newRoute(get, "/customers/{customer}/orders", s.listOrders),
		newRoute(get, "/customers/{customer}/orders/{order}", s.showOrder),
		newRoute(get, "/customers/{customer}/opc/cloudvoicenumbers", s.listNumbers),
		newRoute(post, "/customers/{customer}/opc/cloudvoicenumbers", s.publishNumbers),
		newRoute(post, "/customers/{customer}/opc/cloudvoicenumbers/release", s.releaseNumbers),
	}
	if s.options.OrderPath != OrderPathPlain {
		routes = append(routes, newRoute(post, "/customers/{customer}/orders/voicesite", s.placeOrder))
	}
	if s.options.OrderPath != OrderPathVoiceSite {
		routes = append(routes, newRoute(post, "/customers/{customer}/orders", s.placeOrder))
	}
	writeAddress := put
	if s.options.PostAddress {
		writeAddress = post
	}
	return append(routes, newRoute(writeAddress, "/customers/{customer}/voicesites/{site}/voiceaddress", s.pushVoiceAddress))
}

func newRoute(method, pattern string, handle func(*call) answer) route {
	return route{method, strings.Split(strings.Trim(pattern, "/"), "/"), handle}
}

// find returns the handler of a call and sets its parameters. Without one it
// answers as the gateway does: 405/61 where another method exists, else 404/60.
func (s *Server) find(c *call) (func(*call) answer, answer) {
	segments := strings.Split(strings.TrimPrefix(strings.TrimPrefix(c.path, btalkPath), "/"), "/")
	elsewhere := false
	for _, candidate := range s.routes {
		params, matches := candidate.match(segments)
		if !matches {
			continue
		}
		if candidate.method == c.http.Method {
			c.params = params
			return candidate.handle, answer{}
		}
		elsewhere = true
	}
	if elsewhere {
		return nil, gatewayRefusal(http.StatusMethodNotAllowed, codeMethod, "%s is not possible on %s", c.http.Method, c.path)
	}
	return nil, gatewayRefusal(http.StatusNotFound, codeNotFound, "there is nothing at %s", c.path)
}

// match compares segment by segment, each unescaped on its own, so that a
// value may hold a slash (Biel%2FBienne).
func (r route) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(r.pattern) {
		return nil, false
	}
	params := map[string]string{}
	for i, expected := range r.pattern {
		value, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		if name, isParam := strings.CutPrefix(expected, "{"); isParam {
			params[strings.TrimSuffix(name, "}")] = value
		} else if value != expected {
			return nil, false
		}
	}
	return params, true
}
