package catalog

import (
	"strings"

	"btalk/internal/address"
	"btalk/internal/known"
	"btalk/internal/models"
)

// setup is how addresses of a country are set up: by the country table, and as the
// API said where its rules are cached.
type setup struct {
	table address.Country
	rules address.Rules
	said  bool // the rules are the API's
}

func setupOf(c models.Country, cached *known.Book) setup {
	s := setup{table: address.CountryOf(c.ISO2.Raw())}
	s.rules, s.said = cached.Rules(c.ISO2.Raw())
	return s
}

// dialZone is who gives the dial zone; the API counts more than the table.
func (s setup) dialZone() (mode address.DialZoneMode, said bool) {
	if s.said && s.rules.DialZone != address.DialZoneUnknown {
		return s.rules.DialZone, true
	}
	return s.table.DialZone, false
}

func dialZoneWord(mode address.DialZoneMode) string {
	switch mode {
	case address.DialZoneManual:
		return "manual"
	case address.DialZoneAutomatic:
		return "automatic"
	case address.DialZoneUnknown:
	}
	return known.Unknown
}

func dialZoneOf(c models.Country, cached *known.Book) string {
	mode, _ := setupOf(c, cached).dialZone()
	return dialZoneWord(mode)
}

// areas are what the geographic areas constrain: the elements that the API names,
// or the words of the table.
func (s setup) areas() (words string, said bool) {
	if s.said && s.rules.Known() {
		var names []string
		for _, level := range s.rules.Levels {
			if level.Element != "" {
				names = append(names, strings.ToLower(level.Element.Meaning()))
			}
		}
		return strings.Join(names, ", "), true
	}
	return s.table.Areas, false
}

func areasOf(c models.Country, cached *known.Book) string {
	s := setupOf(c, cached)
	words, said := s.areas()
	switch {
	case words != "":
		return words
	case said, s.table.Listed:
		return "none"
	}
	return known.Unknown
}

// searchOf is the address search of a country, by the table.
func searchOf(c models.Country) string {
	table := address.CountryOf(c.ISO2.Raw())
	switch {
	case !table.Listed:
		return known.Unknown
	case table.API == address.FullSearch:
		return "yes"
	case table.API == address.CheckOnly:
		return "check only"
	case table.API == address.PostalCodesOnly:
		return "postal codes"
	case table.API == address.SearchPlanned:
		return "planned"
	}
	return "no"
}

// CountrySetup says how addresses of a country are set up, and who says so.
func CountrySetup(c models.Country, cached *known.Book) []Detail {
	s := setupOf(c, cached)
	mode, said := s.dialZone()
	zone := Detail{Label: "Dial zone", Value: dialZoneWord(mode), Note: saidBy(said)}
	if said && s.table.Listed && s.table.DialZone != mode {
		zone.Note += ", the country table says " + dialZoneWord(s.table.DialZone)
	}
	_, said = s.areas()
	return []Detail{
		{},
		{Label: "Addresses", Heading: true},
		zone,
		{Label: "Areas", Value: areasOf(c, cached), Note: saidBy(said)},
		{Label: "Address search", Value: searchOf(c), Note: saidBy(false)},
	}
}

func saidBy(api bool) string {
	if api {
		return "as the API said"
	}
	return "by the country table"
}
