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
