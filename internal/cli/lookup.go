package cli

import (
	"context"
	"errors"
	"strings"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// noun is a thing that an operator names on the command line.
type noun[T any] struct {
	name  string                // "customer"
	list  string                // the command that lists them all
	texts func(T) []models.Text // its id first, then its names
}

func customerNoun() noun[models.Customer] {
	return noun[models.Customer]{"customer", "btalk customers", func(c models.Customer) []models.Text {
		return []models.Text{c.Code, c.Name}
	}}
}

func vpnNoun(customer models.Customer) noun[models.VPN] {
	return noun[models.VPN]{"VPN", "btalk vpns " + customer.Code.String(), func(v models.VPN) []models.Text {
		return []models.Text{v.ID, v.Name, v.Code}
	}}
}

func siteNoun() noun[models.VoiceSite] {
	return noun[models.VoiceSite]{"voicesite", "btalk voicesites", func(s models.VoiceSite) []models.Text {
		return []models.Text{s.ID, s.Name, s.Label}
	}}
}

// listed is how many candidates an error names.
const listed = 8

// find picks the one item that wanted means: by id, by a whole name, by words
// of it. More than one is an error that lists them, for a guess could be wrong.
func (n noun[T]) find(items []T, wanted string) (T, error) {
	for _, same := range []func(models.Text) bool{
		func(text models.Text) bool { return text.Raw() == wanted },
		func(text models.Text) bool { return rules.Fold(text.Raw()) == rules.Fold(wanted) },
	} {
		if hits := n.having(items, same); len(hits) > 0 {
			return n.only(hits, wanted)
		}
	}
	index := rules.NewIndex(len(items), func(i int) string { return n.line(items[i]) })
	matches := index.Search(wanted, len(items))
	hits := make([]T, 0, len(matches.Rows))
	for _, row := range matches.Rows {
		hits = append(hits, items[row])
	}
	certain := hits[:len(hits)-matches.Close]
	if len(certain) > 0 && strings.TrimSpace(wanted) != "" {
		return n.only(certain, wanted)
	}
	var none T
	hint := "`" + n.list + "` lists them."
	if len(hits) > 0 && strings.TrimSpace(wanted) != "" {
		hint = "Nearest: " + n.candidates(hits) + "."
	}
	return none, nothingFound(hint, "no %s is %q", n.name, wanted)
}

func (n noun[T]) having(items []T, same func(models.Text) bool) []T {
	var hits []T
	for _, item := range items {
		for _, text := range n.texts(item) {
			if !text.Empty() && same(text) {
				hits = append(hits, item)
				break
			}
		}
	}
	return hits
}

func (n noun[T]) only(hits []T, wanted string) (T, error) {
	if len(hits) == 1 {
		return hits[0], nil
	}
	var none T
	return none, usageFailure("Candidates: "+n.candidates(hits)+".", "%q could be %d %ss", wanted, len(hits), n.name)
}

func (n noun[T]) candidates(hits []T) string {
	names := make([]string, 0, listed)
	for _, hit := range hits[:min(len(hits), listed)] {
		names = append(names, n.line(hit))
	}
	if len(hits) > listed {
		names = append(names, sprintf("and %d more", len(hits)-listed))
	}
	return strings.Join(names, ", ")
}

// line is an item in words, its id first.
func (n noun[T]) line(item T) string {
	words := make([]string, 0, 3)
	for _, text := range n.texts(item) {
		if !text.Empty() {
			words = append(words, text.String())
		}
	}
	return strings.Join(words, " ")
}

// customer finds the customer that the operator means.
func (s *session) customer(ctx context.Context, wanted string) (models.Customer, error) {
	client, err := s.client(ctx)
	if err != nil {
		return models.Customer{}, err
	}
	customers, err := read(ctx, s, "customers", client.Customers)
	if err != nil {
		return models.Customer{}, err
	}
	return customerNoun().find(customers, wanted)
}

// vpns lists the VPNs of a customer.
func (s *session) vpns(ctx context.Context, customer models.Customer) ([]models.VPN, error) {
	client, err := s.client(ctx)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, "VPNs of "+customer.Name.String(),
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
			return client.VPNs(ctx, customer.Code.Raw(), mode)
		})
}

// voicesites lists the voicesites that the query names.
func (s *session) voicesites(ctx context.Context, query models.SiteQuery) ([]models.VoiceSite, error) {
	client, err := s.client(ctx)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, "voicesites",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
			return client.VoiceSites(ctx, query, mode)
		})
}

// siteOf finds a voicesite of a customer. One that belongs to another customer is
// said to: "no voicesite" would be wrong, and an order for it worse.
func (s *session) siteOf(ctx context.Context, customer models.Customer, sites []models.VoiceSite, wanted string) (models.VoiceSite, error) {
	site, err := siteNoun().find(sites, wanted)
	var known *failure
	if err == nil || !errors.As(err, &known) || known.code != exitNothing {
		return site, err
	}
	other, failed := s.voicesite(ctx, wanted)
	if failed != nil || other.Customer.Empty() || other.Customer.Raw() == customer.Code.Raw() {
		return site, err
	}
	return site, nothingFound("`btalk voicesite "+other.ID.String()+"` shows it.", "the voicesite %q belongs to the customer %s, not to %s",
		wanted, s.customerName(ctx, other.Customer), customerNoun().line(customer))
}

// customerName is a customer in words: code and name where that is known.
func (s *session) customerName(ctx context.Context, code models.Text) string {
	if owner, err := s.customer(ctx, code.Raw()); err == nil {
		return customerNoun().line(owner)
	}
	return code.String()
}
