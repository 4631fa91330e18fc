package tracking

import (
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Place is a voicesite as far as it matters for finding its orders.
type Place struct {
	Names    []models.Text // technical name, label
	PostCode models.Text
	Town     models.Text
	Country  models.Text // ISO 3166-1 alpha-2; empty when it is not known
}

// How says why an order and a voicesite belong together. The first ones are the
// better reasons.
type How int

// The reasons.
const (
	NoMatch    How = iota
	SameName       // one name is the other, accents, case and punctuation aside
	SameWords      // all words of the one name are in the other
	SameCode       // the post code
	SameTown       // the town
	lastReason     // for loops
)

// String says the reason in a sentence that begins "3 voicesites of the …".
func (h How) String() string {
	return [...]string{"", "same name", "same words in the name", "same post code", "same town", ""}[h]
}

// Places finds the voicesites of an order: those for the best reason that holds
// for any. Rows are places in sites, in their order.
func (o Order) Places(sites []Place) (how How, rows []int) {
	key := keyOf(o)
	return best(len(sites), func(i int) How { return match(key, sites[i]) })
}

// OrdersOf finds the orders of a voicesite, in the same way.
func OrdersOf(site Place, orders []Order) (how How, rows []int) {
	return best(len(orders), func(i int) How { return match(keyOf(orders[i]), site) })
}

func best(n int, reason func(int) How) (how How, rows []int) {
	found := [lastReason][]int{}
	for i := range n {
		at := reason(i)
		found[at] = append(found[at], i)
	}
	for how := SameName; how < lastReason; how++ {
		if len(found[how]) > 0 {
			return how, found[how]
		}
	}
	return NoMatch, nil
}

// key is what of an order is compared.
type key struct{ name, code, town string }

func keyOf(o Order) key {
	return key{text.Fold(o.Site.Name.Raw()), postCode(o.Site.PostCode), text.Fold(o.Site.Town.Raw())}
}

func match(order key, site Place) How {
	if order.name != "" {
		for _, name := range site.Names {
			if text.Fold(name.Raw()) == order.name {
				return SameName
			}
		}
		for _, name := range site.Names {
			if folded := text.Fold(name.Raw()); folded != "" && (containsWords(folded, order.name) || containsWords(order.name, folded)) {
				return SameWords
			}
		}
	}
	switch {
	case !tracked(site.Country):
		return NoMatch
	case order.code != "" && order.code == postCode(site.PostCode):
		return SameCode
	case order.town != "" && order.town == text.Fold(site.Town.Raw()):
		return SameTown
	}
	return NoMatch
}

// containsWords reports whether every word of words is a word of text.
func containsWords(text, words string) bool {
	have := strings.Fields(text)
	for word := range strings.FieldsSeq(words) {
		if !slices.Contains(have, word) {
			return false
		}
	}
	return true
}

func postCode(code models.Text) string {
	return strings.ReplaceAll(text.Fold(code.Raw()), " ", "")
}

// tracked reports whether Order Tracking has orders of the country: post codes and
// towns mean something in France, its departments and communities only
// (api-contract §3).
func tracked(country models.Text) bool {
	switch strings.ToUpper(strings.TrimSpace(country.Raw())) {
	case "", "FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC":
		return true
	}
	return false
}
