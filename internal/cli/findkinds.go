package cli

import (
	"context"
	"regexp"
	"strings"
	"time"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
)

// search is one kind of things that can be found.
type search struct {
	name, plural string
	in           func(ctx context.Context, r *reader, query string) searched
}

// searched is what a search gave.
type searched struct {
	hits     []hit
	searched int
	cached   bool // there was something to search in
}

// searches are the kinds in the order of the result. Another kind is a row here, made of
// its noun.
func searches(rt *runtime) []search {
	return []search{
		searchOf(catalog.Customers(), heldCustomers, about[models.Customer]{
			words: func(c models.Customer) string { return c.Type.String() },
			show:  func(c models.Customer) []string { return []string{"vpns", c.Code.Raw()} },
		}),
		searchOf(ofCustomers(catalog.VPNs("")), eachOf((*reader).heldVPNs), about[owned[models.VPN]]{
			words: customerWords[models.VPN],
			show: func(v owned[models.VPN]) []string {
				return []string{"voicesites", "--customer", v.customer.Code.Raw(), "--vpn", v.row.ID.Raw()}
			},
		}),
		searchOf(catalog.VoiceSites(), heldSites, about[models.VoiceSite]{
			words: siteWords,
			show:  func(s models.VoiceSite) []string { return []string{"voicesite", s.ID.Raw()} },
		}),
		searchOf(ofCustomers(catalog.Numbers("")), eachOf((*reader).heldNumbers), about[owned[models.Number]]{
			words: func(n owned[models.Number]) string {
				return strings.TrimSpace(catalog.NumberSite(n.row) + " " + n.row.Status.String())
			},
			show: func(n owned[models.Number]) []string {
				return []string{"numbers", n.customer.Code.Raw(), n.row.Number.Raw()}
			},
		}),
		searchOf(catalog.Orders(time.UTC), heldOrders, about[models.CustomerOrder]{
			words: func(o models.CustomerOrder) string { return o.Status.String() },
			show:  func(o models.CustomerOrder) []string { return []string{"orders", "--customer", o.Customer.Raw()} },
		}),
		searchOf(catalog.Tracked(rt.process.Now(), false), heldTracked(rt.today()), about[tracking.Row]{
			words: func(o tracking.Row) string {
				return strings.TrimSpace(o.Site.Town.String() + " " + o.Status.String())
			},
			show: func(o tracking.Row) []string { return []string{"tracking", "show", o.ID.Raw()} },
		}),
		searchOf(catalog.Bills(rt.moneyStyle(), rt.today()), func(ctx context.Context, r *reader) ([]bills.Row, bool) {
			list, cached := held(r.Bills(ctx, bills.Issued{}, models.Held))
			return bills.Rows(list, rt.moneyStyle()), cached
		}, about[bills.Row]{
			words: func(b bills.Row) string { return strings.TrimSpace(b.Issued.Exact() + " " + b.AccountName.String()) },
			show:  func(b bills.Row) []string { return []string{"bill", b.ID.Raw()} },
		}),
		searchOf(catalog.Accounts(rt.moneyStyle(), rt.today()), func(ctx context.Context, r *reader) ([]bills.Payer, bool) {
			return held(r.BillingAccounts(ctx, models.Held))
		}, about[bills.Payer]{
			words: func(p bills.Payer) string { return p.Currency.String() },
			show:  func(p bills.Payer) []string { return []string{"bills", "--account", p.ID.Raw()} },
		}),
	}
}

// about is what a hit of a kind says beside its name, by which it is found too, and the
// command that shows it.
type about[T any] struct {
	words func(T) string
	show  func(T) []string
}

// searchOf searches a noun in what is cached of it.
func searchOf[T any](noun catalog.Noun[T], rows func(context.Context, *reader) ([]T, bool), about about[T]) search {
	return search{noun.Name, noun.Plural, func(ctx context.Context, r *reader, query string) searched {
		all, cached := rows(ctx, r)
		got := searched{searched: len(all), cached: cached}
		for _, row := range noun.Find(all, query, about.words) {
			got.hits = append(got.hits, hit{noun.Name, models.Safe(noun.ID(row)), noun.Title(row), about.words(row), commandLine(about.show(row))})
		}
		return got
	}}
}

// plainArgument needs no quotes in any shell.
var plainArgument = regexp.MustCompile(`^[A-Za-z0-9+@%_.:/][A-Za-z0-9+@%_.:/-]*$|^--[a-z]+$`)

// commandLine is a command to be typed; "" where an id would mean something to a shell.
func commandLine(args []string) string {
	for _, arg := range args {
		if !plainArgument.MatchString(arg) {
			return ""
		}
	}
	return "btalk " + strings.Join(args, " ")
}

// held is what a read of the cache gave; false when nothing is cached.
func held[T any](snapshot models.Snapshot[[]T], err error) ([]T, bool) {
	return snapshot.Value, err == nil
}

func heldCustomers(ctx context.Context, r *reader) ([]models.Customer, bool) {
	return held(r.Customers(ctx, models.Held))
}

func heldSites(ctx context.Context, r *reader) ([]models.VoiceSite, bool) {
	return held(r.VoiceSites(ctx, models.SiteQuery{}, models.Held))
}

// siteWords is where a voicesite is: its town, as far as the list says it.
func siteWords(s models.VoiceSite) string {
	o := s.Address().Object()
	return strings.Join(strings.Fields(strings.Join([]string{
		o.Text("pc").String(), o.Text("a3", "pcn").String(), s.Country.String(), s.Status.String(),
	}, " ")), " ")
}

func heldOrders(ctx context.Context, r *reader) ([]models.CustomerOrder, bool) {
	list, cached := held(r.EveryOrder(ctx, models.Held))
	return list, cached && len(list) > 0
}

// heldTracked are the tracked orders: all where that list is cached, else the current ones.
func heldTracked(today when.Day) func(context.Context, *reader) ([]tracking.Row, bool) {
	return func(ctx context.Context, r *reader) ([]tracking.Row, bool) {
		list, cached := held(r.TrackedOrders(ctx, "", models.Held))
		if !cached {
			list, cached = held(r.TrackedOrders(ctx, "Current", models.Held))
		}
		return tracking.Rows(list, today), cached
	}
}

// owned is something of a customer.
type owned[T any] struct {
	customer models.Customer
	row      T
}

func customerWords[T any](o owned[T]) string { return o.customer.Name.String() }

func (r *reader) heldVPNs(ctx context.Context, customer string) ([]models.VPN, bool) {
	return held(r.VPNs(ctx, customer, models.Held))
}

func (r *reader) heldNumbers(ctx context.Context, customer string) ([]models.Number, bool) {
	return held(r.Numbers(ctx, customer, models.NumberQuery{}, models.Held))
}

// eachOf gathers what is cached of every customer.
func eachOf[T any](of func(*reader, context.Context, string) ([]T, bool)) func(context.Context, *reader) ([]owned[T], bool) {
	return func(ctx context.Context, r *reader) (all []owned[T], some bool) {
		customers, _ := heldCustomers(ctx, r)
		for _, customer := range customers {
			rows, cached := of(r, ctx, customer.Code.Raw())
			for _, row := range rows {
				all = append(all, owned[T]{customer, row})
			}
			some = some || cached
		}
		return all, some
	}
}

// ofCustomers is a noun of a customer for rows that say whose they are.
func ofCustomers[T any](noun catalog.Noun[T]) catalog.Noun[owned[T]] {
	wrapped := catalog.Noun[owned[T]]{
		Name: noun.Name, Plural: noun.Plural,
		ID:    func(o owned[T]) string { return noun.ID(o.row) },
		Title: func(o owned[T]) string { return noun.Title(o.row) },
	}
	if noun.Names != nil {
		wrapped.Names = func(o owned[T]) []models.Text { return noun.Names(o.row) }
	}
	for _, column := range noun.Columns {
		own := catalog.Column[owned[T]]{Name: column.Name, Title: column.Title, Field: column.Field, Text: func(o owned[T]) string { return column.Shown(o.row) }}
		if column.Phone != nil {
			own.Phone = func(o owned[T]) models.Phone { return column.Phone(o.row) }
		}
		wrapped.Columns = append(wrapped.Columns, own)
	}
	return wrapped
}
