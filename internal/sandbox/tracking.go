package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"btalk/internal/sandbox/tracking"
)

// trackingPages are the pages of Order Tracking (INF api-contract §8.2: ten by default).
var trackingPages = pages{size: 10, most: 100}

// newTracking is Order Tracking: what there is below /order-tracking/b2b/v1. It
// changes nothing.
func newTracking(options Options, sites *siteTable) api {
	t := &trackedOrders{clock: sites.clock}
	start := options.Now()
	t.book = sync.OnceValue(func() *tracking.Book { return tracking.NewBook(start, sites.tracked()) })
	const get = http.MethodGet
	return api{path: trackingPath, pages: trackingPages, checkKey: checkB2BKey, routes: []route{
		newRoute(get, "/orders", t.list),
		newRoute(get, "/orders/{order}", t.show),
		newRoute(get, "/status", func(*call) answer { return ok(map[string]string{"status": "OK"}) }),
		newRoute(get, "/version", func(*call) answer { return ok(map[string]string{"version": "1.0"}) }),
	}}
}

// checkB2BKey checks X-Api-Key. The key of Business Talk goes into another header, and
// opens nothing here.
func checkB2BKey(c *call) (answer, bool) {
	switch key := c.http.Header.Get("X-Api-Key"); key {
	case DemoCredentials().B2BKey:
		return answer{}, true
	case "":
		return gatewayRefusal(http.StatusBadRequest, codeMissingHeader, "the header X-Api-Key is missing"), false
	default:
		return gatewayRefusal(http.StatusUnauthorized, 41, "the API key in X-Api-Key is unknown or has expired"), false
	}
}

type trackedOrders struct {
	clock
	book func() *tracking.Book
}

// list answers GET /orders. Which values status takes is not documented but for
// Current; another one is refused as a wrong parameter is.
func (t *trackedOrders) list(c *call) answer {
	status := c.query.Get("status")
	known := status == ""
	for _, value := range []string{tracking.StatusCurrent, tracking.StatusClosed, tracking.StatusCancelled} {
		if strings.EqualFold(value, status) {
			status, known = value, true
		}
	}
	if !known {
		return gatewayRefusal(http.StatusBadRequest, codeInvalidQuery, "status is %q; Current, Closed and Cancelled are possible", status)
	}
	orders := t.book().Orders(t.now(), status)
	lang := tracking.LanguageOf(c.http.Header.Get("Accept-Language"))
	return page(c, len(orders), func(i int) tracking.Item { return orders[i].Item(lang) })
}

// show answers GET /orders/{id}.
func (t *trackedOrders) show(c *call) answer {
	order, known := t.book().Find(c.params["order"], t.now())
	if !known {
		return gatewayRefusal(http.StatusNotFound, codeNotFound, "there is no order %q", c.params["order"])
	}
	return ok(order.Detail(tracking.LanguageOf(c.http.Header.Get("Accept-Language"))))
}

// trackedCustomers is how many customers have tracked orders.
const trackedCustomers = 6

// tracked are the sites of tracked orders: French ones, and some overseas, of the first
// customers that have any.
func (s *siteTable) tracked() []tracking.Site {
	const atHome, overseas = 118, 12
	var sites []tracking.Site
	customers := map[string]bool{}
	left := map[bool]int{false: atHome, true: overseas}
	for i, seed := range s.index().seeds {
		offset, french := offsets[allPlaces()[seed.place].iso2]
		owner := allCustomers()[allVPNs()[seed.vpn].customer]
		abroad := offset != 1
		if !french || left[abroad] == 0 || len(customers) == trackedCustomers && !customers[owner.CustomerCode] {
			continue
		}
		customers[owner.CustomerCode] = true
		left[abroad]--
		sites = append(sites, trackedSite(s.site(i), owner, seed, offset))
	}
	return sites
}

// offsets are the hours from UTC, in winter, where Order Tracking has orders.
var offsets = map[string]int{"FR": 1, "GP": -4, "MQ": -4, "BL": -4, "MF": -4, "GF": -3, "RE": 4, "YT": 3}

// trackedSite writes a site as an order does: mostly by its technical name, sometimes
// by the label that people use, and rarely by a name of its own.
func trackedSite(of site, owner customer, seed siteSeed, offset int) tracking.Site {
	at := allPlaces()[seed.place]
	name := of.TechnicalSiteName
	switch seed.serial % 5 {
	case 3:
		name = of.CustomerSiteLabel
	case 4:
		name = owner.short + " " + strconv.Itoa(int(seed.serial))
	}
	street := at.streets[0]
	return tracking.Site{
		CustomerID: owner.CustomerCode, Customer: owner.Name, Name: name,
		Street: strings.TrimSpace("1 " + street.kind + " " + street.name), PostCode: at.postalCode, Town: at.city,
		Offset: offset, Overseas: offset != 1,
	}
}
