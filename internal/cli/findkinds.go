package cli

import (
	"cmp"
	"context"
	"regexp"
	"strings"
	"time"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
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
	cached   bool   // there was something to search in
	lacks    string // why not all that the server has was; "" when all was
}

// heldRows are the rows of a kind that are on disk.
type heldRows[T any] struct {
	rows  []T
	any   bool   // a list of them is
	lacks string // why rows may be missing; "" when none can be
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
		searchOf(catalog.Bills(rt.moneyStyle(), rt.today()), func(ctx context.Context, r *reader) heldRows[bills.Row] {
			list := held(r.Bills(ctx, bills.Issued{}, models.Held))
			return heldRows[bills.Row]{bills.Rows(list.rows, rt.moneyStyle()), list.any, list.lacks}
		}, about[bills.Row]{
			words: func(b bills.Row) string { return strings.TrimSpace(b.Issued.Exact() + " " + b.AccountName.String()) },
			show:  func(b bills.Row) []string { return []string{"bill", b.ID.Raw()} },
		}),
		searchOf(catalog.Accounts(rt.moneyStyle(), rt.today()), func(ctx context.Context, r *reader) heldRows[bills.Payer] {
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
func searchOf[T any](noun catalog.Noun[T], cachedOf func(context.Context, *reader) heldRows[T], about about[T]) search {
	return search{noun.Name, noun.Plural, func(ctx context.Context, r *reader, query string) searched {
		all := cachedOf(ctx, r)
		got := searched{searched: len(all.rows), cached: all.any, lacks: all.lacks}
		for _, row := range noun.Find(all.rows, query, about.words) {
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

// held is what a read of the cache gave.
func held[T any](snapshot models.Snapshot[[]T], err error) heldRows[T] {
	return heldRows[T]{snapshot.Value, err == nil, snapshot.Lacks()}
}

func heldCustomers(ctx context.Context, r *reader) heldRows[models.Customer] {
	return held(r.Customers(ctx, models.Held))
}

func heldSites(ctx context.Context, r *reader) heldRows[models.VoiceSite] {
	return held(r.VoiceSites(ctx, models.SiteQuery{}, models.Held))
}

// siteWords is where a voicesite is: its town, as far as the list says it.
func siteWords(s models.VoiceSite) string {
	o := s.Address().Object()
	return strings.Join(strings.Fields(strings.Join([]string{
		o.Text("pc").String(), o.Text("a3", "pcn").String(), s.Country.String(), s.Status.String(),
	}, " ")), " ")
}

func heldOrders(ctx context.Context, r *reader) heldRows[models.CustomerOrder] {
	list := held(r.EveryOrder(ctx, models.Held))
	list.any = list.any && len(list.rows) > 0
	return list
}

// heldTracked are the tracked orders: all where that list is cached, else the current ones.
func heldTracked(today when.Day) func(context.Context, *reader) heldRows[tracking.Row] {
	return func(ctx context.Context, r *reader) heldRows[tracking.Row] {
		list := held(r.TrackedOrders(ctx, "", models.Held))
		if !list.any {
			list = held(r.TrackedOrders(ctx, "Current", models.Held))
			list.lacks = cmp.Or(list.lacks, "only the current ones are cached")
		}
		return heldRows[tracking.Row]{tracking.Rows(list.rows, today), list.any, list.lacks}
	}
}

// owned is something of a customer.
type owned[T any] struct {
	customer models.Customer
	row      T
}

func customerWords[T any](o owned[T]) string { return o.customer.Name.String() }

func (r *reader) heldVPNs(ctx context.Context, customer string) heldRows[models.VPN] {
	return held(r.VPNs(ctx, customer, models.Held))
}

func (r *reader) heldNumbers(ctx context.Context, customer string) heldRows[models.Number] {
	return held(r.Numbers(ctx, customer, models.NumberQuery{}, models.Held))
}

// eachOf gathers what is cached of every customer.
func eachOf[T any](of func(*reader, context.Context, string) heldRows[T]) func(context.Context, *reader) heldRows[owned[T]] {
	return func(ctx context.Context, r *reader) (all heldRows[owned[T]]) {
		customers := heldCustomers(ctx, r)
		without := 0
		for _, customer := range customers.rows {
			own := of(r, ctx, customer.Code.Raw())
			for _, row := range own.rows {
				all.rows = append(all.rows, owned[T]{customer, row})
			}
			all.any = all.any || own.any
			if !own.any {
				without++
			} else if all.lacks == "" {
				all.lacks = own.lacks
			}
		}
		if without > 0 {
			all.lacks = sprintf("those of %d of %s are not cached", without, rules.Count(len(customers.rows), "customer", "customers"))
		}
		all.lacks = cmp.Or(all.lacks, customers.lacks)
		return all
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
