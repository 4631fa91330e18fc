package contract

import (
	"context"
	"net/url"
	"strconv"

	"btalk/internal/models"
)

// What is asked of each API, in order. A later request takes what an earlier one brought.

// query makes one of names and values in turn.
func query(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return values
}

// first is the first text of that name in the items of an answer; "" when there is none.
func first(a *asked, names ...string) string {
	for _, item := range a.items() {
		if found := item.Object().Text(names...).Raw(); found != "" {
			return found
		}
	}
	return ""
}

// customer is the code of a customer: the one that most can be read of.
func (s *surveyor) customer() map[string]string {
	code := first(s.ok("voicesites"), "customerCode")
	if code == "" {
		code = first(s.ok("customers"), "customerCode")
	}
	return map[string]string{"customerCode": code}
}

func (s *surveyor) askBusinessTalk(ctx context.Context) {
	s.try(ctx, want{name: "me", path: "/me"})
	s.try(ctx, want{name: "customers", path: "/customers"})
	s.try(ctx, want{name: "voicesites", path: "/voicesites"})
	s.try(ctx, want{name: "vpns", path: "/customers/{customerCode}/vpns", values: s.customer()})
}

// shortPage is the limit that paging is tried with.
const shortPage = 10

// askPages reads a list in pages: two short ones, both at once, and the largest.
func (s *surveyor) askPages(ctx context.Context) {
	const path = "/voicesites"
	page := func(name string, limit, offset int) {
		s.try(ctx, want{name: name, path: path, query: query("limit", strconv.Itoa(limit), "offset", strconv.Itoa(offset))})
	}
	page("page 1", shortPage, 0)
	page("page 2", shortPage, shortPage)
	page("pages 1 and 2", 2*shortPage, 0)
	for limit := largestPage; limit > 2*shortPage; limit /= 2 {
		page("largest page", limit, 0)
		if last := s.asked[len(s.asked)-1]; s.why != "" || last.exchange == nil || last.exchange.status != 400 {
			break
		}
	}
	whole := s.ok("largest page")
	if whole == nil {
		return
	}
	announced, _ := strconv.Atoi(whole.exchange.header.Get("X-Total-Count")) // none is nothing more
	if n := len(whole.items()); announced > n && n < largestPage {
		page("after the largest page", shortPage, n)
	}
}

// largestPage is the limit that was seen to be accepted (OBS api-contract §1.6 P4).
const largestPage = 1000

func (s *surveyor) askSites(ctx context.Context) {
	customer := s.customer()
	site := map[string]string{"customerCode": customer["customerCode"], "voiceSiteId": first(s.ok("voicesites"), "voiceSiteId")}
	s.try(ctx, want{name: "customer's voicesites", path: "/customers/{customerCode}/voicesites", values: customer, query: query("limit", "5")})
	s.try(ctx, want{name: "voiceaddress", path: "/customers/{customerCode}/voicesites/{voiceSiteId}/voiceaddress", values: site})
	s.try(ctx, want{name: "routers", path: "/customers/{customerCode}/routers", values: customer, query: query("country", "FR", "limit", "5")})
	numbers := s.try(ctx, want{name: "numbers", path: "/customers/{customerCode}/opc/cloudvoicenumbers", values: customer, query: query("limit", "20")})
	if number := first(numbers, "number"); number != "" {
		s.try(ctx, want{name: "one number", path: "/customers/{customerCode}/opc/cloudvoicenumbers", values: customer, query: query("number", digits(number)), hide: true})
	}
	orders := s.try(ctx, want{name: "orders", path: "/customers/{customerCode}/orders", values: customer, query: query("limit", "20")})
	order := map[string]string{"customerCode": customer["customerCode"], "orderId": first(orders, "orderId", "id")}
	s.try(ctx, want{name: "order", path: "/customers/{customerCode}/orders/{orderId}", values: order})
}

func digits(number string) string {
	var only []rune
	for _, r := range number {
		if r >= '0' && r <= '9' {
			only = append(only, r)
		}
	}
	return string(only)
}

// askCountries reads what is not of a customer: the countries whose facts the page names.
func (s *surveyor) askCountries(ctx context.Context) {
	s.try(ctx, want{name: "countries", path: "/countries", query: query("limit", "5")})
	s.try(ctx, want{name: "country", path: "/countries/FR"})
	s.try(ctx, want{name: "schema", path: "/countries/FR/addressconstraints"})
	s.try(ctx, want{name: "schema CH", path: "/countries/CH/addressconstraints"})
	s.try(ctx, want{name: "rules", path: "/countries/FR/geographicalconstraints"})
	s.try(ctx, want{name: "rules CH", path: "/countries/CH/geographicalconstraints"})
	path, values := "/countries/CH/geoareas", map[string]string{}
	for level := 1; level <= 4; level++ {
		area := "area" + strconv.Itoa(level)
		path += "/" + area
		found := s.try(ctx, want{name: area, path: path, values: values})
		values[area] = firstArea(found, area)
		path += "/{" + area + "}"
	}
	s.try(ctx, want{name: "addresses", path: "/countries/FR/addresses", query: query("q", "boulevard Haussmann Paris")})
	s.try(ctx, want{name: "postal codes", path: "/countries/PT/postalcodes", query: query("limit", "5")})
	s.try(ctx, want{name: "parishes", path: "/countries/PT/parishes", query: query("limit", "5")})
}

// firstArea is the first value of a level, a text or an object.
func firstArea(a *asked, level string) string {
	if a == nil {
		return ""
	}
	for _, item := range a.doc.Items("values") {
		text := item.Text().Raw()
		if item.Kind() == models.ObjectValue {
			text = item.Object().Text("value", "name", "code", "label", level).Raw()
		}
		if text != "" {
			return text
		}
	}
	return ""
}

func (s *surveyor) askTracking(ctx context.Context) {
	s.try(ctx, want{name: "tracked orders", of: Tracking, path: "/orders", query: query("status", "Current")})
	all := s.try(ctx, want{name: "all tracked orders", of: Tracking, path: "/orders", query: query("limit", "5", "offset", "0")})
	s.try(ctx, want{name: "tracked order", of: Tracking, path: "/orders/{id}", values: map[string]string{"id": first(all, "id")}})
	s.try(ctx, want{name: "tracking status", of: Tracking, path: "/status"})
}

func (s *surveyor) askBilling(ctx context.Context) {
	bills := s.try(ctx, want{name: "bills", of: Billing, path: "/bills"})
	bill := map[string]string{"billId": first(bills, "id")}
	s.try(ctx, want{name: "short page of bills", of: Billing, path: "/bills", query: query("limit", "5", "offset", "0")})
	s.try(ctx, want{name: "bill", of: Billing, path: "/bills/{billId}", values: bill})
	s.try(ctx, want{name: "items", of: Billing, path: "/bills/{billId}/items", values: bill, query: query("limit", "20")})
	s.try(ctx, want{name: "bills of days", of: Billing, path: "/bills", query: query("issuedAt", "last90days", "limit", "5")})
	s.try(ctx, want{name: "accounts", of: Billing, path: "/billingAccounts", query: query("limit", "20")})
	s.try(ctx, want{name: "reports", of: Billing, path: "/reports", query: query("limit", "20")})
	s.try(ctx, want{name: "offers", of: Billing, path: "/installedOfferIds", query: query("limit", "5")})
	s.try(ctx, want{name: "billing status", of: Billing, path: "/status"})
}

// askErrors asks for what cannot be, to see how it is refused. It is little and last: many
// errors may end an access (api-contract §1.5 L4).
func (s *surveyor) askErrors(ctx context.Context) {
	s.try(ctx, want{name: "no such country", path: "/countries/ZZ"})
	s.try(ctx, want{name: "no such limit", path: "/customers", query: query("limit", "none")})
	s.try(ctx, want{name: "no such path", path: "/nothing"})
}
