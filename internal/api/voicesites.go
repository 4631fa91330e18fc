package api

import (
	"context"
	"errors"
	"slices"

	"btalk/internal/address"
	"btalk/internal/models"
)

// voiceSites are the voicesites of the API key, and their addresses.
type voiceSites struct {
	source    *source
	customers customers
}

// VoiceSites lists voicesites (B6). The whole list is read once and narrowed
// here: going from customer to customer costs no request. Where the API does
// not say what belongs to whom, more than asked for is given and the
// snapshot's Note says so.
func (v voiceSites) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	everything, err := v.allSites(ctx, mode)
	if err != nil || query == (models.SiteQuery{}) {
		return everything, err
	}
	narrowed, err := v.sitesOfCustomer(ctx, everything, query.Customer, mode)
	if err != nil || query.VPN == "" {
		return narrowed, err
	}
	return sitesOfVPN(narrowed, query.VPN), nil
}

func (v voiceSites) allSites(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return v.sites(ctx, mode, "voicesites")
}

func (v voiceSites) sites(ctx context.Context, mode models.Mode, segments ...string) (models.Snapshot[[]models.VoiceSite], error) {
	a := ask{
		op: "list voicesites", path: models.Path(segments...), policy: sitePolicy,
		list: &listing{wrappers: []string{"voicesites", "voiceSites"}, ids: models.SiteIDs},
	}
	return fetch(ctx, v.source, a, mode, all(models.DecodeVoiceSite))
}

// sitesOfCustomer narrows the whole list to a customer. Where no site says
// whose it is, the list of that customer is asked for, which not every server
// has (INF api-contract §2.2).
func (v voiceSites) sitesOfCustomer(ctx context.Context, everything models.Snapshot[[]models.VoiceSite], customer string, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
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
	customers, err := v.customers.Customers(ctx, asMode)
	if err == nil && len(customers.Value) == 1 && customers.Lacks() == "" {
		return everything, nil
	}
	own, err := v.sites(ctx, mode, "customers", customer, "voicesites")
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
func (v voiceSites) VoiceSite(ctx context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
	list, err := v.allSites(models.WithParts(ctx, false), mode)
	if err != nil {
		return models.Snapshot[models.VoiceSite]{}, err
	}
	for i := range list.Value {
		if list.Value[i].ID.Raw() == id {
			return models.Snapshot[models.VoiceSite]{Value: list.Value[i], Fetched: list.Fetched, Stale: list.Stale}, nil
		}
	}
	words := "no voicesite has the id " + id
	if lacks := list.Lacks(); lacks != "" {
		words += ", but the list is not complete (" + lacks + ")"
	}
	return models.Snapshot[models.VoiceSite]{}, &models.Error{Op: "find the voicesite", Kind: models.NotFound, Detail: models.NewText(words)}
}

// VoiceAddress reads the address of a voicesite (INF api-contract §6). A null
// Value means that the API knows none, which is not an error.
func (v voiceSites) VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	a := ask{
		op: "read the address of the voicesite", policy: addressPolicy,
		path:   models.Path("customers", customer, "voicesites", site, "voiceaddress"),
		absent: models.IsAbsent,
	}
	return fetch(ctx, v.source, a, mode, readVoiceAddress)
}

// readVoiceAddress gives null where there is no address; an object without any
// element of one is not an answer.
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
