package contract

import (
	"fmt"
	"slices"
	"strconv"
)

// pagesOf is a list that was read in two short pages, both at once, and as a whole.
type pages struct {
	first, second, both []string // what tells the items apart; "": cannot be told
	whole               *asked   // nil when it did not come
	after               []string // what follows the whole, where more was announced; nil: not asked
	total               [3]int   // X-Total-Count of the three; -1: none
	missing             Finding
}

func pagesOf(s *Survey) pages {
	p := pages{whole: s.ok("largest page"), missing: s.missing("page 1")}
	for i, name := range []string{"page 1", "page 2", "pages 1 and 2"} {
		a := s.ok(name)
		if a == nil {
			return pages{missing: s.missing(name)}
		}
		p.total[i] = -1
		if n, err := strconv.Atoi(a.exchange.header.Get("X-Total-Count")); err == nil {
			p.total[i] = n
		}
		*[]*[]string{&p.first, &p.second, &p.both}[i] = identities(a)
	}
	if a := s.ok("after the largest page"); a != nil {
		p.after = identities(a)
	}
	return p
}

func identities(a *asked) []string {
	ids := make([]string, 0, shortPage)
	for _, item := range a.items() {
		ids = append(ids, item.Object().Text("voiceSiteId").Raw())
	}
	return ids
}

// length is how many items there are, as far as can be told.
func (p pages) length() int {
	n := max(len(p.first)+len(p.second), len(p.both), p.total[0])
	if p.whole != nil {
		n = max(n, len(p.whole.items()))
	}
	return n
}

// lengths judges whether a page is full while more follow.
func (p pages) lengths() Finding {
	n := len(p.first)
	switch {
	case n == 0 && len(p.both) == 0 && p.missing.How != "" && p.whole == nil:
		return p.missing
	case n > shortPage:
		return different("`limit=%d` gave %d items", shortPage, n)
	case n == shortPage && len(p.both) == 2*shortPage:
		return confirmed("pages with more behind them come full")
	case p.length() <= 2*shortPage && p.length() <= max(n, len(p.both)):
		return notSeen("the list is too short to tell")
	case n < shortPage && len(p.both) == n:
		return different("a page has %d items at most, whatever `limit` says", n)
	case n < shortPage:
		return different("a page of `limit=%d` had %d items, one of %d had %d, while more follow", shortPage, n, 2*shortPage, len(p.both))
	case len(p.both) < 2*shortPage && p.length() > len(p.both):
		return different("a page of `limit=%d` had %d items while more follow", 2*shortPage, len(p.both))
	}
	return notSeen("the list is too short to tell")
}

// order judges whether two pages are the parts of one list.
func (p pages) order() Finding {
	a, b, c := p.first, p.second, p.both
	switch {
	case p.both == nil:
		return p.missing
	case len(a) > shortPage:
		return different("`limit` and `offset` mean nothing: `limit=%d` gave %d items", shortPage, len(a))
	case len(a) < shortPage && len(c) <= len(a) || len(b) == 0:
		return confirmed("") // nothing speaks against it: lengths tells
	case same(a, b):
		return different("the second page is the first one again")
	case len(a) == shortPage && len(c) == 2*shortPage && !same(b, c[shortPage:]):
		return different("%s", p.moved())
	}
	return confirmed("")
}

// moved says what became of the list between two pages.
func (p pages) moved() string {
	b, tail := p.second, p.both[shortPage:]
	switch {
	case len(b) > 1 && same(b[1:], tail[:len(b)-1]) && same(b[:1], p.first[len(p.first)-1:]):
		return "the second page begins with the last item of the first: one was inserted in front"
	case len(b) > 1 && same(b[:len(b)-1], tail[1:]):
		return "the second page begins one item too late: one was deleted in front"
	}
	return "the order of the list differs from page to page"
}

// same compares items; those that cannot be told are like any.
func same(a, b []string) bool {
	return len(a) == len(b) && slices.EqualFunc(a, b, func(x, y string) bool { return x == y || x == "" || y == "" })
}

// isCapped reports whether the largest page was shorter than its limit while more follow,
// and short pages came full.
func (p pages) isCapped() bool {
	return p.whole != nil && len(p.both) == 2*shortPage && len(p.after) > 0
}

// totals are the ways in which X-Total-Count contradicts itself.
func (p pages) totals() []string {
	if p.both == nil {
		return nil
	}
	var wrong []string
	switch n := len(p.first); {
	case p.total[0] == n && p.total[2] == len(p.both) && len(p.both) > n:
		wrong = append(wrong, "X-Total-Count is the number of items of the page")
	case slices.Max(p.total[:]) != slices.Min(p.total[:]) && slices.Min(p.total[:]) >= 0:
		wrong = append(wrong, fmt.Sprintf("X-Total-Count changed from page to page (by %d)", p.total[1]-p.total[0]))
	}
	if p.whole == nil || p.after == nil || len(p.after) > 0 {
		return wrong
	}
	return append(wrong, "X-Total-Count is more than the items that came with `limit=1000`, and none follow")
}
