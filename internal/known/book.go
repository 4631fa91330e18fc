package known

import (
	"strings"
	"time"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Book is what is known at one time. It does not change. The nil Book knows
// nothing.
type Book struct {
	names     names
	sites     sites
	places    places
	numbers   numbers
	orders    orders
	countries countries
}

// Reader gives the book that counts now.
type Reader interface{ Book() *Book }

// Book is the book itself: a Reader that never changes.
func (b *Book) Book() *Book {
	if b == nil {
		return &Book{}
	}
	return b
}

// Nothing is a Reader for where nothing is cached.
func Nothing() Reader { return (*Book)(nil) }

// Origin says how far a part of the book can be trusted.
type Origin struct {
	Fetched time.Time // of its oldest answer; zero when none was read
	Read    int       // lists that are cached …
	Of      int       // … of so many
	Lacks   string    // why items may be missing; "" when none can be
}

// add counts a list that is cached.
func (o *Origin) add(fetched time.Time, lacks string) {
	o.Read++
	if o.Fetched.IsZero() || fetched.Before(o.Fetched) {
		o.Fetched = fetched
	}
	if o.Lacks == "" {
		o.Lacks = lacks
	}
}

// Whole says why the part may lack items: lists that were never read among the
// reasons; "" when it cannot.
func (o Origin) Whole() string {
	if o.Read < o.Of {
		return text.Grouped(o.Read) + " of " + text.Count(o.Of, "customer", "customers") + " read"
	}
	return o.Lacks
}

// Count is how many there are, as far as the cache goes.
type Count struct {
	N     int
	Known bool
	Lacks string // why there may be more; "" when there cannot
}

// Unknown is how a count is written that nothing cached tells.
const Unknown = "–"

// String is the count for a cell: "12", "12+" where there may be more, "–" where
// nothing is known.
func (c Count) String() string {
	switch {
	case !c.Known:
		return Unknown
	case c.Lacks != "":
		return text.Grouped(c.N) + "+"
	}
	return text.Grouped(c.N)
}

// Of is the count with its noun: "at least 12 voicesites".
func (c Count) Of(one, many string) string {
	switch {
	case !c.Known:
		return many + " not read yet"
	case c.Lacks != "":
		return "at least " + text.Count(c.N, one, many) + " (" + c.Lacks + ")"
	}
	return text.Count(c.N, one, many)
}

// pair is an id within a customer.
type pair struct{ customer, id string }

// Customer is the name of a customer, by its code; "" when it is not known.
func (b *Book) Customer(code string) string { return b.Book().names.customers[code] }

// VPN is the name of a VPN, by its id; "" when it is not known. Where the customer
// is not known, an id that two customers have names neither.
func (b *Book) VPN(customer, id string) string { return b.Book().names.vpn(customer, id) }

// VPNs counts the VPNs of a customer.
func (b *Book) VPNs(customer string) Count { return b.Book().names.counts[customer] }

// CustomersOrigin says how far the customers and their VPNs are known.
func (b *Book) CustomersOrigin() Origin { return b.Book().names.origin }

// CustomerOf is the code of the customer that a voicesite belongs to: as the API
// says, else the only one that the key manages; "" when nothing tells.
func (b *Book) CustomerOf(site models.VoiceSite) string {
	if !site.Customer.Empty() {
		return site.Customer.Raw()
	}
	return b.Book().names.only
}

// NumbersOfCustomer counts the numbers of a customer.
func (b *Book) NumbersOfCustomer(code string) Count { return b.Book().numbers.customers[code] }

// NumbersOfSite counts the numbers of a voicesite of a customer.
func (b *Book) NumbersOfSite(customer, site string) Count {
	n := b.Book().numbers
	count := n.customers[customer]
	count.N = n.sites[site]
	return count
}

// NumbersOrigin says how far the numbers are known.
func (b *Book) NumbersOrigin() Origin { return b.Book().numbers.origin }

// Late reports whether an order was open for more than 90 days when it was read.
func (b *Book) Late(o models.CustomerOrder) bool { return b.Book().orders.late[orderKey(o)] }

// OpenOrdersOf counts the orders of a customer that are under way.
func (b *Book) OpenOrdersOf(code string) Count { return b.Book().orders.customers[code] }

// OpenOrders are the orders that are under way; not to be changed.
func (b *Book) OpenOrders() []models.CustomerOrder { return b.Book().orders.open }

// OrdersOrigin says how far the orders are known.
func (b *Book) OrdersOrigin() Origin { return b.Book().orders.origin }

// Country is what is offered in a country; ok is false when that is not cached.
func (b *Book) Country(iso2 string) (country models.Country, ok bool) {
	country, ok = b.Book().countries.list[strings.ToUpper(iso2)]
	return country, ok
}

// Rules are the geographic rules of a country as the API gave them; ok is false
// when they are not cached.
func (b *Book) Rules(iso2 string) (rules address.Rules, ok bool) {
	rules, ok = b.Book().countries.rules[strings.ToUpper(iso2)]
	return rules, ok
}

// Countries are the countries that are cached, by code; not to be changed.
func (b *Book) Countries() map[string]models.Country { return b.Book().countries.list }

// CountriesOrigin says how far the countries are known.
func (b *Book) CountriesOrigin() Origin { return b.Book().countries.origin }
