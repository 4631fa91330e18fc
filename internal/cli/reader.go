package cli

import (
	"context"
	"strings"

	"btalk/internal/address"
	"btalk/internal/api"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// reader reads as a script expects it: from the API and from what is cached of
// it, with whatever a reader of the result must know on standard error.
type reader struct {
	*api.Client

	rt     *runtime
	anyAge bool // what is cached serves whatever its age: the dashboard refreshes behind
}

// fetch is a read of the client, its other arguments bound.
type fetch[T any] func(ctx context.Context, mode models.Mode) (models.Snapshot[T], error)

// read takes what is fresh from the disk and asks again for what is stale; when
// the API cannot answer, the stale value serves, with a line that tells its age.
func read[T any](ctx context.Context, r *reader, what string, get fetch[T]) (T, error) {
	done := r.rt.follow(what)
	defer done.clear()
	ctx = models.WithProgress(ctx, done.show)
	snapshot, err := get(ctx, r.mode())
	if err == nil && snapshot.Stale && r.mode() == models.Cached && !r.anyAge {
		fresh, failed := get(models.WithBehind(ctx), models.Refresh)
		switch {
		case failed == nil:
			snapshot = fresh
		case !api.CachedServes(failed):
			return snapshot.Value, failed
		default:
			r.rt.warn("%v", failed)
			r.rt.warn("%s: shown as of %s ago", what, rules.Age(r.rt.process.Now().Sub(snapshot.Fetched)))
		}
	}
	if err != nil {
		return snapshot.Value, err
	}
	if r.mode() == models.Held {
		r.rt.warn("%s: as of %s ago, cached on disk", what, rules.Age(r.rt.process.Now().Sub(snapshot.Fetched)))
	}
	r.remark(what, snapshot.Skipped, snapshot.Note)
	return snapshot.Value, nil
}

// remark says what a reader of the result must know about it.
func (r *reader) remark(what string, skipped int, note string) {
	if skipped > 0 {
		r.rt.warn("%s: %d could not be read and are left out", what, skipped)
	}
	if note != "" {
		r.rt.warn("%s: %s", what, note)
	}
}

// mode says how reads use what is cached.
func (r *reader) mode() models.Mode {
	if r.rt.flags.offline {
		return models.Held
	}
	return models.Cached // --refresh hides what is cached: see unseen
}

// customer finds the customer that the operator means.
func (r *reader) customer(ctx context.Context, wanted string) (models.Customer, error) {
	customers, err := read(ctx, r, "customers", r.Customers)
	if err != nil {
		return models.Customer{}, err
	}
	return customerNoun().find(customers, wanted)
}

// vpns lists the VPNs of a customer.
func (r *reader) vpns(ctx context.Context, customer models.Customer) ([]models.VPN, error) {
	return read(ctx, r, "VPNs of "+customer.Name.String(),
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
			return r.VPNs(ctx, customer.Code.Raw(), mode)
		})
}

// vpn finds the VPN of a customer that the operator means.
func (r *reader) vpn(ctx context.Context, customer models.Customer, wanted string) (models.VPN, error) {
	vpns, err := r.vpns(ctx, customer)
	if err != nil {
		return models.VPN{}, err
	}
	return vpnNoun(customer).find(vpns, wanted)
}

// voicesites lists the voicesites that the query names.
func (r *reader) voicesites(ctx context.Context, query models.SiteQuery) ([]models.VoiceSite, error) {
	return read(ctx, r, "voicesites",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
			return r.VoiceSites(ctx, query, mode)
		})
}

// voicesite finds one voicesite by its id, or by its whole name.
func (r *reader) voicesite(ctx context.Context, wanted string) (models.VoiceSite, error) {
	site, err := read(ctx, r, "voicesite", func(ctx context.Context, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
		return r.VoiceSite(ctx, wanted, mode)
	})
	if models.KindOf(err) != models.NotFound {
		return site, err
	}
	sites, err := r.voicesites(ctx, models.SiteQuery{})
	if err != nil {
		return site, err
	}
	named := siteNoun().having(sites, func(text models.Text) bool {
		return rules.Fold(text.Raw()) == rules.Fold(wanted)
	})
	if len(named) > 0 {
		return siteNoun().only(named, wanted)
	}
	return site, nothingFound("`btalk voicesites QUERY` searches them.", "no voicesite has the id or the name %q", wanted)
}

// siteOf finds a voicesite of a customer. One that belongs to another customer is
// said to: "no voicesite" would be wrong, and an order for it worse.
func (r *reader) siteOf(ctx context.Context, customer models.Customer, sites []models.VoiceSite, wanted string) (models.VoiceSite, error) {
	site, err := siteNoun().find(sites, wanted)
	if err == nil || codeOf(err) != exitNothing {
		return site, err
	}
	other, failed := r.voicesite(ctx, wanted)
	if failed != nil || other.Customer.Empty() || other.Customer.Raw() == customer.Code.Raw() {
		return site, err
	}
	owner := other.Customer.String()
	if found, err := r.customer(ctx, other.Customer.Raw()); err == nil {
		owner = customerNoun().line(found)
	}
	return site, nothingFound("`btalk voicesite "+other.ID.String()+"` shows it.", "the voicesite %q belongs to the customer %s, not to %s",
		wanted, owner, customerNoun().line(customer))
}

// customerOf is the code of the customer that a voicesite belongs to. Where
// the API does not say, and there are several, it cannot be told.
func (r *reader) customerOf(ctx context.Context, site models.VoiceSite) (string, error) {
	if !site.Customer.Empty() {
		return site.Customer.Raw(), nil
	}
	customers, err := read(ctx, r, "customers", r.Customers)
	if err != nil {
		return "", err
	}
	if len(customers) != 1 {
		return "", nothingFound("The dashboard knows it: open the voicesite from its customer.",
			"the API does not say which customer the voicesite %s belongs to", site.Name)
	}
	return customers[0].Code.Raw(), nil
}

// orders lists the orders of a customer.
func (r *reader) orders(ctx context.Context, customer models.Customer) ([]models.CustomerOrder, error) {
	orders, err := read(ctx, r, "orders of "+customer.Name.String(),
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Order], error) {
			return r.Orders(ctx, customer.Code.Raw(), mode)
		})
	var owned []models.CustomerOrder
	for _, order := range orders {
		owned = append(owned, models.CustomerOrder{Order: order, Customer: customer.Code})
	}
	return owned, err
}

// everyOrder is one reading, whatever it brought: it refreshes what is stale
// itself, as far as the spare budget goes.
func (r *reader) everyOrder(ctx context.Context) ([]models.CustomerOrder, error) {
	done := r.rt.follow("orders, by customer")
	snapshot, err := r.EveryOrder(models.WithProgress(ctx, done.show), r.mode())
	done.clear()
	if err != nil {
		return nil, err
	}
	if r.mode() == models.Held && !snapshot.Fetched.IsZero() {
		r.rt.warn("orders: the oldest as of %s ago", rules.Age(r.rt.process.Now().Sub(snapshot.Fetched)))
	}
	r.remark("orders", snapshot.Skipped, snapshot.Note)
	return snapshot.Value, nil
}

// areas lists the geographic areas below a path.
func (r *reader) areas(ctx context.Context, iso2 string, path []string) (address.AreaList, error) {
	return read(ctx, r, "geographic areas",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.AreaList], error) {
			got, err := r.GeoAreas(ctx, iso2, path, mode)
			return models.Like(got, address.ListOf(got)), err
		})
}

// demands are the schema and the geographic rules of a country.
func (r *reader) demands(ctx context.Context, iso2 string) (checker address.Checker, err error) {
	checker.Country = address.CountryOf(iso2)
	iso2 = checker.Country.ISO2
	checker.Schema, err = read(ctx, r, "address schema",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Schema], error) {
			return r.AddressSchema(ctx, iso2, mode)
		})
	if models.KindOf(err) == models.NotFound {
		return checker, noCountry(iso2)
	}
	if err != nil {
		return checker, err
	}
	checker.Rules, err = read(ctx, r, "geographic rules",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Rules], error) {
			return r.GeoRules(ctx, iso2, mode)
		})
	return checker, err
}

func noCountry(iso2 string) error {
	return nothingFound("`btalk countries` lists them.", "no country has the code %q", models.Safe(strings.ToUpper(iso2)))
}
