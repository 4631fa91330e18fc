package api

import (
	"context"
	"errors"
	"slices"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Me is what the API key may do (DOC api-contract §2.3 B1).
func (c *Client) Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
	a := ask{op: "read the rights of the API key", service: c.btalk, path: models.Path("me"), policy: rightsPolicy}
	return fetch(ctx, c, a, mode, one(decodeMe))
}

func decodeMe(v models.Value) (models.Me, bool) {
	me := models.DecodeMe(v)
	return me, !me.Rights.Empty()
}

// Customers lists the customers that the key may manage (B2).
func (c *Client) Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	a := ask{
		op: "list customers", service: c.btalk, path: models.Path("customers"), policy: customerPolicy,
		list: &listing{wrappers: []string{"customers"}, ids: []string{"customerCode", "code", "id"}},
	}
	return fetch(ctx, c, a, mode, all(models.DecodeCustomer))
}

// VPNs lists the voice VPNs of a customer, by its raw code (B3).
func (c *Client) VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	a := ask{
		op: "list VPNs", service: c.btalk, path: models.Path("customers", customer, "vpns"), policy: customerPolicy,
		list: &listing{wrappers: []string{"vpns"}, ids: []string{"vpnId", "id"}},
	}
	code := models.NewText(customer)
	return fetch(ctx, c, a, mode, all(func(v models.Value) (models.VPN, bool) {
		vpn, ok := models.DecodeVPN(v)
		vpn.Customer = code
		return vpn, ok
	}))
}

// VoiceSites lists voicesites (B6). The whole list is read once and narrowed
// here: going from customer to customer costs no request. Where the API does
// not say what belongs to whom, more than asked for is given and the
// snapshot's Note says so.
func (c *Client) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	everything, err := c.allSites(ctx, mode)
	if err != nil || query == (models.SiteQuery{}) {
		return everything, err
	}
	narrowed, err := c.sitesOfCustomer(ctx, everything, query.Customer, mode)
	if err != nil || query.VPN == "" {
		return narrowed, err
	}
	return sitesOfVPN(narrowed, query.VPN), nil
}

func (c *Client) allSites(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return c.sites(ctx, mode, "voicesites")
}

func (c *Client) sites(ctx context.Context, mode models.Mode, segments ...string) (models.Snapshot[[]models.VoiceSite], error) {
	a := ask{
		op: "list voicesites", service: c.btalk, path: models.Path(segments...), policy: sitePolicy,
		list: &listing{wrappers: []string{"voicesites", "voiceSites"}, ids: []string{"voiceSiteId", "siteId", "id"}},
	}
	return fetch(ctx, c, a, mode, all(models.DecodeVoiceSite))
}

// sitesOfCustomer narrows the whole list to a customer. Where no site says
// whose it is, the list of that customer is asked for, which not every server
// has (INF api-contract §2.2).
func (c *Client) sitesOfCustomer(ctx context.Context, everything models.Snapshot[[]models.VoiceSite], customer string, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	sites := everything.Value
	if customer == "" || len(sites) == 0 {
		return everything, nil
	}
	if slices.ContainsFunc(sites, func(s models.VoiceSite) bool { return !s.Customer.Empty() }) {
		everything.Announced = 0 // that was of all
		everything.Value = sitesWhere(sites, func(s models.VoiceSite) bool { return s.Customer.Raw() == customer })
		return everything, nil
	}
	asMode := mode
	if mode == models.Refresh {
		asMode = models.Cached // the customers are not what was asked for
	}
	customers, err := c.Customers(ctx, asMode)
	if err == nil && len(customers.Value) == 1 {
		return everything, nil
	}
	own, err := c.sites(ctx, mode, "customers", customer, "voicesites")
	if err == nil {
		return own, nil
	}
	var failure *models.Error
	lacking := errors.As(err, &failure) && (failure.Kind == models.NotHeld || models.IsAbsent(failure.Status))
	if !lacking {
		return own, err
	}
	everything.Note = join(everything.Note, "the API does not say which customer a voicesite belongs to: all are shown")
	return everything, nil
}

// sitesOfVPN narrows a list to a VPN.
func sitesOfVPN(list models.Snapshot[[]models.VoiceSite], vpn string) models.Snapshot[[]models.VoiceSite] {
	if len(list.Value) > 0 && !slices.ContainsFunc(list.Value, func(s models.VoiceSite) bool { return !s.VPN.Empty() }) {
		list.Note = join(list.Note, "the API does not say which VPN a voicesite belongs to: those of all VPNs are shown")
		return list
	}
	list.Announced = 0 // that was of all
	list.Value = sitesWhere(list.Value, func(s models.VoiceSite) bool { return s.VPN.Raw() == vpn })
	return list
}

func sitesWhere(sites []models.VoiceSite, is func(models.VoiceSite) bool) []models.VoiceSite {
	chosen := []models.VoiceSite{}
	for i := range sites {
		if is(sites[i]) {
			chosen = append(chosen, sites[i])
		}
	}
	return chosen
}

// VoiceSite finds one voicesite in the list by its raw id; models.NotFound
// when it is not there.
func (c *Client) VoiceSite(ctx context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
	list, err := c.allSites(models.WithParts(ctx, false), mode)
	if err != nil {
		return models.Snapshot[models.VoiceSite]{}, err
	}
	for i := range list.Value {
		if list.Value[i].ID.Raw() == id {
			return models.Snapshot[models.VoiceSite]{Value: list.Value[i], Fetched: list.Fetched, Stale: list.Stale}, nil
		}
	}
	words := "no voicesite has the id " + id
	if list.Incomplete {
		words += ", but the list is not complete (" + list.Note + ")"
	}
	return models.Snapshot[models.VoiceSite]{}, &models.Error{Op: "find the voicesite", Kind: models.NotFound, Detail: models.NewText(words)}
}

// VoiceAddress reads the address of a voicesite (INF api-contract §6). A null
// Value means that the API knows none, which is no error.
func (c *Client) VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	a := ask{
		op: "read the address of the voicesite", service: c.btalk, policy: addressPolicy,
		path:   models.Path("customers", customer, "voicesites", site, "voiceaddress"),
		absent: models.IsAbsent,
	}
	return fetch(ctx, c, a, mode, readVoiceAddress)
}

// readVoiceAddress gives null where there is no address; an object without any
// element of one is no answer.
func readVoiceAddress(doc models.Value) (models.Value, int, error) {
	switch {
	case doc.Kind() == models.NullValue, doc.Kind() == models.ObjectValue && len(doc.Object().Fields) == 0:
		return nil, 0, nil
	case isAddress(doc):
		return doc, 0, nil
	}
	return nil, 0, errNothing
}

// isAddress reports whether a value holds an element of the standard, or a dial
// zone: an error sent with status 200 holds neither.
func isAddress(v models.Value) bool {
	return slices.ContainsFunc(address.Decode(v).Elements(), func(e address.Element) bool {
		return e.Known() || e == address.DialZone
	})
}

var (
	errNothing = errors.New("the answer is empty: nothing of what was asked for is in it")
	errNoItem  = errors.New("no item of the list could be read")
)

// one reads a single thing, alone or as the only item of a list. A thing that says
// nothing ({}, null, an error with status 200) is no answer: it is an error, and
// load does not store what read gives with one. With an empty list it is otherwise:
// that there is none is an answer.
func one[T any](decode func(models.Value) (value T, ok bool)) reader[T] {
	return func(doc models.Value) (value T, skipped int, err error) {
		if items := doc.List(); len(items) == 1 {
			doc = items[0]
		}
		if doc.Kind() != models.ObjectValue {
			return value, 0, errNothing
		}
		value, ok := decode(doc)
		if !ok {
			return value, 0, errNothing
		}
		return value, 0, nil
	}
}

// all reads a list. A bad item costs only itself, unless there is no good one.
func all[T any](decode func(models.Value) (T, bool)) reader[[]T] {
	return func(doc models.Value) ([]T, int, error) {
		items := doc.List()
		values := make([]T, 0, len(items))
		for _, item := range items {
			if value, ok := decode(item); ok {
				values = append(values, value)
			}
		}
		skipped := len(items) - len(values)
		if skipped > 0 && len(values) == 0 {
			return values, skipped, errNoItem
		}
		return values, skipped, nil
	}
}
