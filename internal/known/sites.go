package known

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// sites are the voicesites, counted by what they belong to.
type sites struct {
	origin    Origin
	list      []models.VoiceSite // shared with the cache: not to be changed
	customers map[string]int
	vpns      map[pair]int
	countries map[string]int
	status    map[string]Tally // by what the API calls it, folded
	inactive  map[string]int   // by country: those that do not plainly work
	lacks     struct{ customer, vpn, country string }
}

// Tally is how many have a property, under the words of the API.
type Tally struct {
	Name string // safe
	N    int
}

func readSites(ctx context.Context, source Source, only string) sites {
	s := sites{
		customers: map[string]int{}, vpns: map[pair]int{}, countries: map[string]int{}, status: map[string]Tally{}, inactive: map[string]int{},
	}
	got, err := source.VoiceSites(ctx, models.SiteQuery{}, models.Held)
	if err != nil {
		return s
	}
	s.origin.Of = 1
	s.origin.add(got.Fetched, got.Lacks())
	s.list = got.Value
	var customer, vpn, country int // sites of which the API does not say it
	for i := range s.list {
		site := &s.list[i]
		code := cmp.Or(site.Customer.Raw(), only)
		iso2 := strings.ToUpper(site.Country.Raw())
		s.customers[code]++
		s.vpns[pair{code, site.VPN.Raw()}]++
		s.countries[iso2]++
		key := text.Fold(site.Status.Raw())
		tally := s.status[key]
		s.status[key] = Tally{Name: cmp.Or(tally.Name, site.Status.String()), N: tally.N + 1}
		if !site.Works() {
			s.inactive[iso2]++
		}
		customer += is(code == "")
		vpn += is(site.VPN.Empty())
		country += is(iso2 == "")
	}
	s.lacks.customer = cmp.Or(got.Lacks(), unsaid(customer, "to which customer they belong"))
	s.lacks.vpn = cmp.Or(s.lacks.customer, unsaid(vpn, "to which VPN they belong"))
	s.lacks.country = cmp.Or(got.Lacks(), unsaid(country, "in which country they are"))
	return s
}

func is(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func unsaid(n int, what string) string {
	if n == 0 {
		return ""
	}
	return "the API does not say of " + text.Count(n, "voicesite", "voicesites") + " " + what
}

// count is n of the sites; where the API says of no site what it belongs to, none
// is known.
func (s sites) count(n int, lacks string, said bool) Count {
	return Count{N: n, Known: s.origin.Read > 0 && (said || len(s.list) == 0), Lacks: lacks}
}

// Sites counts all voicesites.
func (b *Book) Sites() Count {
	s := b.Book().sites
	return s.count(len(s.list), s.origin.Lacks, true)
}

// SitesOfCustomer counts the voicesites of a customer.
func (b *Book) SitesOfCustomer(code string) Count {
	s := b.Book().sites
	return s.count(s.customers[code], s.lacks.customer, s.customers[""] < len(s.list))
}

// SitesOfVPN counts the voicesites of a VPN of a customer.
func (b *Book) SitesOfVPN(customer, id string) Count {
	s := b.Book().sites
	unsaid := 0
	for at, n := range s.vpns {
		if at.customer == "" || at.id == "" {
			unsaid += n
		}
	}
	return s.count(s.vpns[pair{customer, id}], s.lacks.vpn, unsaid < len(s.list))
}

// SitesIn counts the voicesites in a country.
func (b *Book) SitesIn(iso2 string) Count {
	s := b.Book().sites
	return s.count(s.countries[strings.ToUpper(iso2)], s.lacks.country, s.countries[""] < len(s.list))
}

// NotActiveIn counts the voicesites of a country that do not plainly work.
func (b *Book) NotActiveIn(iso2 string) int { return b.Book().sites.inactive[strings.ToUpper(iso2)] }

// ByStatus counts the voicesites by status, the most first.
func (b *Book) ByStatus() []Tally {
	return slices.SortedFunc(maps.Values(b.Book().sites.status), most)
}

// ByCountry counts the voicesites by country, the most first; Name is the code.
func (b *Book) ByCountry() []Tally {
	countries := b.Book().sites.countries
	tallies := make([]Tally, 0, len(countries))
	for iso2, n := range countries {
		tallies = append(tallies, Tally{Name: models.Safe(iso2), N: n})
	}
	slices.SortFunc(tallies, most)
	return tallies
}

// ByCustomer counts the voicesites by customer, the most first; Name is the code.
func (b *Book) ByCustomer() []Tally {
	customers := b.Book().sites.customers
	tallies := make([]Tally, 0, len(customers))
	for code, n := range customers {
		tallies = append(tallies, Tally{Name: models.Safe(code), N: n})
	}
	slices.SortFunc(tallies, most)
	return tallies
}

// Most are the largest of counts by name, at most n of them.
func Most(counts map[string]int, n int) []Tally {
	tallies := make([]Tally, 0, len(counts))
	for name, count := range counts {
		tallies = append(tallies, Tally{Name: name, N: count})
	}
	slices.SortFunc(tallies, most)
	return tallies[:min(n, len(tallies))]
}

func most(a, b Tally) int { return cmp.Or(b.N-a.N, strings.Compare(a.Name, b.Name)) }

// SiteList are the voicesites themselves; not to be changed.
func (b *Book) SiteList() []models.VoiceSite { return b.Book().sites.list }

// SitesOrigin says how far the voicesites are known.
func (b *Book) SitesOrigin() Origin { return b.Book().sites.origin }
