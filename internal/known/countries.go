package known

import (
	"context"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// countries are what is offered where, and how addresses are set up there.
type countries struct {
	origin Origin
	list   map[string]models.Country
	rules  map[string]address.Rules // as the API gave them
}

func readCountries(ctx context.Context, source Source) countries {
	c := countries{list: map[string]models.Country{}, rules: map[string]address.Rules{}}
	got, err := source.Countries(ctx, models.Held)
	if err != nil {
		return c
	}
	c.origin.Of = 1
	c.origin.add(got.Fetched, got.Lacks())
	for _, country := range got.Value {
		iso2 := strings.ToUpper(country.ISO2.Raw())
		c.list[iso2] = country
		if rules, err := source.GeoRules(ctx, iso2, models.Held); err == nil {
			c.rules[iso2] = rules.Value
		}
	}
	return c
}

// Country is what is offered in a country; ok is false when that is not cached.
func (b *Book) Country(iso2 string) (country models.Country, ok bool) {
	country, ok = b.Book().countries.list[strings.ToUpper(iso2)]
	return country, ok
}

// Rules are the geographic rules of a country as the API gave them; ok is false
// when they are not cached.
func (b *Book) Rules(iso2 string) (rules address.Rules, ok bool) {
	rules, ok = b.Book().countries.rules[strings.ToUpper(iso2)]
	return rules, ok
}

// Countries are the countries that are cached, by code; not to be changed.
func (b *Book) Countries() map[string]models.Country { return b.Book().countries.list }

// CountriesOrigin says how far the countries are known.
func (b *Book) CountriesOrigin() Origin { return b.Book().countries.origin }
