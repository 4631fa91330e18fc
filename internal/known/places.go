package known

import (
	"context"
	"slices"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Place is where a voicesite is, as far as it is cached.
type Place struct {
	Known                      bool // the API said where, or that it knows no address
	None                       bool // it knows none
	City, PostalCode, DialZone string
	Address                    address.Address
}

// places are where the voicesites are, by id.
type places struct {
	of    map[string]Place
	some  bool                // an address is cached
	none  []string            // ids of the voicesites that have none
	zones map[string][]string // dial zones, the most frequent first, by country and folded city
}

// readPlaces takes the addresses that came with the sites, and of the other sites
// those that were read one by one. A list that gives addresses with its sites
// gives them all: a site without one there has none.
func readPlaces(ctx context.Context, source Source, s sites, n names) places {
	p := places{of: map[string]Place{}, zones: map[string][]string{}}
	nested := slices.ContainsFunc(s.list, func(site models.VoiceSite) bool { return site.Address().Kind() == models.ObjectValue })
	counts := map[string]map[string]int{}
	for i := range s.list {
		site := &s.list[i]
		place := placeOf(site.Address(), nested)
		if !place.Known || place.None {
			if single, ok := readPlace(ctx, source, site, n); ok {
				place = single
			}
		}
		switch id := site.ID.Raw(); {
		case !place.Known:
			continue
		case place.None:
			p.none = append(p.none, id)
			p.of[id] = place
		default:
			p.some = true
			p.of[id] = place
			count(counts, site.Country.Raw(), place)
		}
	}
	for city, zones := range counts {
		p.zones[city] = frequent(zones)
	}
	return p
}

func placeOf(given models.Value, nested bool) Place {
	parts := address.Decode(given)
	if parts.Empty() {
		return Place{Known: nested, None: nested}
	}
	city := parts.Get(address.City)
	if city.Empty() {
		city = parts.Get(address.PostalTown)
	}
	return Place{
		Known: true, City: city.String(), PostalCode: parts.Get(address.PostalCode).String(),
		DialZone: parts.Get(address.DialZone).String(), Address: parts,
	}
}

func readPlace(ctx context.Context, source Source, site *models.VoiceSite, n names) (Place, bool) {
	customer := site.Customer.Raw()
	if customer == "" {
		customer = n.only
	}
	if customer == "" {
		return Place{}, false
	}
	got, err := source.VoiceAddress(ctx, customer, site.ID.Raw(), models.Held)
	if err != nil {
		return Place{}, false
	}
	return placeOf(got.Value, true), true
}

func count(counts map[string]map[string]int, iso2 string, place Place) {
	if place.City == "" || place.DialZone == "" {
		return
	}
	city := cityKey(iso2, place.City)
	if counts[city] == nil {
		counts[city] = map[string]int{}
	}
	counts[city][place.Address.Get(address.DialZone).Raw()]++
}

func cityKey(iso2, city string) string { return text.Fold(iso2) + "\x00" + text.Fold(city) }

func frequent(counts map[string]int) []string {
	tallies := make([]Tally, 0, len(counts))
	for zone, n := range counts {
		tallies = append(tallies, Tally{zone, n})
	}
	slices.SortFunc(tallies, most)
	zones := make([]string, len(tallies))
	for i, tally := range tallies {
		zones[i] = tally.Name
	}
	return zones
}

// Place is where a voicesite is, by its id.
func (b *Book) Place(site string) Place { return b.Book().places.of[site] }

// NoAddress are the ids of the voicesites that are known to have no address.
func (b *Book) NoAddress() []string { return b.Book().places.none }

// DialZones are the dial zones of the addresses cached in a city, raw, the most
// frequent first. The city counts by its folded name.
func (b *Book) DialZones(iso2, city string) []string {
	return b.Book().places.zones[cityKey(iso2, city)]
}
