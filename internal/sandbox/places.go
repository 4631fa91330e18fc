package sandbox

import (
	"strings"
	"sync"
)

// place is a district of a city, with one postal code.
type place struct {
	iso2, city, code, subdivision string
	numbers                       string // area code, perhaps a blank and first digits, then an x for each digit that follows
	commune                       string // its official code, in France
	postalCode, district, quarter string
	streets                       []street
}

// street is a name with what some countries keep apart from it.
type street struct {
	direction, kind, name string
}

// allPlaces are the districts of data/places.tsv.
var allPlaces = sync.OnceValue(func() []place {
	var places []place
	var city place
	for _, cells := range rows("places.tsv", 6) {
		if cells[0] != "" {
			city = place{iso2: cells[0], city: cells[1], code: cells[2], subdivision: cells[3], numbers: cells[4], commune: cells[5]}
			continue
		}
		district := city
		district.postalCode, district.district, district.quarter = cells[1], cells[2], cells[3]
		for text := range strings.SplitSeq(cells[4], ";") {
			district.streets = append(district.streets, readStreet(text))
		}
		places = append(places, district)
	}
	return places
})

// readStreet reads "name", "type|name" or "direction|name|type".
func readStreet(text string) street {
	switch parts := strings.Split(text, "|"); len(parts) {
	case 1:
		return street{name: parts[0]}
	case 2:
		return street{kind: parts[0], name: parts[1]}
	default:
		return street{direction: parts[0], name: parts[1], kind: parts[2]}
	}
}

// placesOf are the districts of a country, the biggest cities first.
func placesOf(iso2 string) []place {
	var places []place
	for _, candidate := range allPlaces() {
		if candidate.iso2 == iso2 {
			places = append(places, candidate)
		}
	}
	return places
}

// address is a postal address as the API takes it: element (a1 … addrExtInfo10,
// dialZone) to value.
type address map[string]string

// address puts a house into the elements that the country's schema has.
func (p place) address(at street, house string) address {
	available := map[string]string{
		"a1": p.subdivision, "a3": p.city, "a4": p.quarter, "a6": at.name, "sts": at.kind, "prd": at.direction,
		"pc": p.postalCode, "pcn": p.city, "hno": house,
	}
	built := address{}
	for element := range schemaOf(p.iso2) {
		if value := available[element]; value != "" {
			built[element] = value
		}
	}
	return built
}

// dialZone is the zone that is computed where dialZoneSelection is automatic:
// the area code of the numbers there.
func (p place) dialZone() string { return firstWord(strings.TrimRight(p.numbers, "x")) }
