package address

import (
	"cmp"
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Service is the kind of full-address service a country has, as the country
// table says.
type Service int

// The kinds in the country table.
const (
	NoSearch        Service = iota
	FullSearch              // one line of free text gives candidates
	CheckOnly               // "Partial: validation only (no search)"
	PostalCodesOnly         // "Partial: postal codes and parishes"
	SearchPlanned           // "Planned"
)

// fullCheck says what only the API can check once an address is pushed.
func (k Service) fullCheck() string {
	switch k {
	case CheckOnly:
		return "the API checks the whole address when it is pushed"
	case FullSearch, PostalCodesOnly:
		return "whether the address exists: the API checks it when it is pushed"
	case NoSearch, SearchPlanned:
	}
	return ""
}

// Country is what the country table says. The table informs; what counts is what
// the API answers (DOC api-contract §2.5).
type Country struct {
	ISO2     string
	Name     models.Text
	Aliases  string // other names people type
	DialZone DialZoneMode
	Areas    string // what the geographic areas constrain, empty for none
	API      Service
	Listed   bool // the country is in the table
}

type countryRow struct {
	iso2, name, aliases string
	dialZone            DialZoneMode
	areas               string
	api                 Service
}

const (
	manual    = DialZoneManual
	automatic = DialZoneAutomatic
)

var countryTable = [...]countryRow{
	{"AT", "Austria", "Österreich Autriche", manual, "", NoSearch},
	{"AU", "Australia", "Australie", manual, "", FullSearch},
	{"BE", "Belgium", "Belgique België Belgien", manual, "postal code", NoSearch},
	{"BL", "Saint-Barthélemy", "St Barth", automatic, "", FullSearch},
	{"CH", "Switzerland", "Suisse Schweiz Svizzera", manual, "region/city", NoSearch},
	{"CZ", "Czech Republic", "Czechia Tchéquie Česko", manual, "", SearchPlanned},
	{"DE", "Germany", "Deutschland Allemagne", automatic, "", CheckOnly},
	{"DK", "Denmark", "Danmark Danemark", manual, "", FullSearch},
	{"ES", "Spain", "España Espagne", manual, "region/city", NoSearch},
	{"FI", "Finland", "Suomi Finlande", manual, "city", NoSearch},
	{"FR", "France", "France BTLVS", automatic, "", FullSearch},
	{"GB", "United Kingdom", "UK Great Britain England Royaume-Uni", manual, "", NoSearch},
	{"GF", "French Guiana", "Guyane", automatic, "", FullSearch},
	{"GP", "Guadeloupe", "", automatic, "", FullSearch},
	{"HK", "Hong Kong", "Hong-Kong 香港", automatic, "", NoSearch},
	{"IE", "Ireland", "Éire Irlande", manual, "", NoSearch},
	{"IT", "Italy", "Italia Italie", manual, "", NoSearch},
	{"LU", "Luxembourg", "Luxemburg Lëtzebuerg", manual, "", NoSearch},
	{"MF", "Saint-Martin", "", automatic, "", FullSearch},
	{"MQ", "Martinique", "", automatic, "", FullSearch},
	{"NL", "Netherlands", "Nederland Holland Pays-Bas", automatic, "city/region", FullSearch},
	{"NO", "Norway", "Norge Norvège", manual, "", FullSearch},
	{"NZ", "New Zealand", "Nouvelle-Zélande Aotearoa", manual, "", NoSearch},
	{"PL", "Poland", "Polska Pologne", manual, "", NoSearch},
	{"PT", "Portugal", "", automatic, "", PostalCodesOnly},
	{"RE", "Réunion", "La Réunion", automatic, "", FullSearch},
	{"SE", "Sweden", "Sverige Suède", manual, "city/quarter", NoSearch},
	{"SJ", "Svalbard and Jan Mayen Islands", "Spitsbergen", manual, "", NoSearch},
	{"US", "United States of America", "USA États-Unis", manual, "", CheckOnly},
	{"YT", "Mayotte", "", automatic, "", FullSearch},
}

// CountryOf gives what the table says of a code in any case; one that is not in
// the table works too and is named by its code.
func CountryOf(iso2 string) Country {
	iso2 = strings.ToUpper(strings.TrimSpace(iso2))
	for _, row := range countryTable {
		if row.iso2 == iso2 {
			return row.country()
		}
	}
	return Country{ISO2: iso2, Name: models.NewText(iso2)}
}

func (r countryRow) country() Country {
	return Country{
		ISO2: r.iso2, Name: models.NewText(r.name), Aliases: r.aliases, DialZone: r.dialZone,
		Areas: r.areas, API: r.api, Listed: true,
	}
}

// About says in short sentences what the table says of the country.
func (c Country) About() []string {
	if !c.Listed {
		return []string{"not in the published country table: the API decides"}
	}
	var about []string
	switch c.DialZone {
	case DialZoneManual:
		about = append(about, "dial zone given by hand")
	case DialZoneAutomatic:
		about = append(about, "dial zone computed")
	case DialZoneUnknown:
	}
	if c.Areas != "" {
		about = append(about, "geographic areas: "+c.Areas)
	}
	switch c.API {
	case FullSearch:
		about = append(about, "address search")
	case CheckOnly:
		about = append(about, "whole address checked by the API when pushed, no search")
	case PostalCodesOnly:
		about = append(about, "lists of postal codes and parishes")
	case SearchPlanned:
		about = append(about, "address search planned")
	case NoSearch:
	}
	return about
}

// Countries finds a country by code or name, accents and case aside.
type Countries struct {
	list  []Country
	index *text.Index
}

// NewCountries joins the table with the countries that the API lists, whose names
// count. They come in the order of their names.
func NewCountries(listed []models.Country) *Countries {
	c := &Countries{}
	for _, row := range countryTable {
		c.list = append(c.list, row.country())
	}
	for _, country := range listed {
		c.merge(country)
	}
	slices.SortStableFunc(c.list, func(a, b Country) int {
		return cmp.Or(strings.Compare(text.Fold(a.Name.String()), text.Fold(b.Name.String())), strings.Compare(a.ISO2, b.ISO2))
	})
	c.index = text.NewIndex(len(c.list), func(i int) string {
		country := c.list[i]
		return country.ISO2 + " " + country.Name.String() + " " + country.Aliases
	})
	return c
}

func (c *Countries) merge(country models.Country) {
	iso2 := strings.ToUpper(strings.TrimSpace(country.ISO2.Raw()))
	if !IsCode(iso2) {
		return
	}
	i := slices.IndexFunc(c.list, func(known Country) bool { return known.ISO2 == iso2 })
	if i < 0 {
		c.list = append(c.list, CountryOf(iso2))
		i = len(c.list) - 1
	}
	if !country.Name.Empty() {
		c.list[i].Aliases += " " + c.list[i].Name.String()
		c.list[i].Name = country.Name
	}
}

// Search gives the countries that fit, best first: one whose code was typed in full
// is the first. A code that nobody lists can be chosen all the same and comes last.
func (c *Countries) Search(query string) []Country {
	var found []Country
	code := strings.ToUpper(strings.TrimSpace(query))
	for _, country := range c.list {
		if country.ISO2 == code {
			found = append(found, country)
		}
	}
	listed := len(found) > 0
	for _, row := range c.index.Search(query, len(c.list)).Rows {
		if c.list[row].ISO2 != code {
			found = append(found, c.list[row])
		}
	}
	if IsCode(code) && !listed {
		found = append(found, CountryOf(code))
	}
	return found
}

// Of gives a country by its code.
func (c *Countries) Of(iso2 string) Country {
	iso2 = strings.ToUpper(strings.TrimSpace(iso2))
	for _, country := range c.list {
		if country.ISO2 == iso2 {
			return country
		}
	}
	return CountryOf(iso2)
}

// IsCode reports whether text is spelt like an ISO 3166-1 alpha-2 code.
func IsCode(text string) bool {
	return len(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z'
}
