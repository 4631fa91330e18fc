package cli

import (
	"strings"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// noun is a thing that an operator names on the command line.
type noun[T any] struct {
	catalog.Noun[T]

	list string // the command that lists them all
}

func customerNoun() noun[models.Customer] {
	return noun[models.Customer]{catalog.Customers(), "btalk customers"}
}

func vpnNoun(customer models.Customer) noun[models.VPN] {
	return noun[models.VPN]{catalog.VPNs(customer.Code.Raw()), "btalk vpns " + customer.Code.String()}
}

func siteNoun() noun[models.VoiceSite] {
	return noun[models.VoiceSite]{catalog.VoiceSites(), "btalk voicesites"}
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
	return none, nothingFound(hint, "no %s has the id or the name %q; searched: %s", n.Name, wanted, rules.Count(len(items), n.Name, n.Plural))
}

func (n noun[T]) having(items []T, same func(models.Text) bool) []T {
	var hits []T
	for _, item := range items {
		for _, text := range n.Names(item) {
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
	return none, usageFailure("Candidates: "+n.candidates(hits)+".", "%q could be %d %ss", wanted, len(hits), n.Name)
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
	for _, text := range n.Names(item) {
		if !text.Empty() {
			words = append(words, text.String())
		}
	}
	return strings.Join(words, " ")
}
