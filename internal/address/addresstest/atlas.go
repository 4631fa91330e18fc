// Package addresstest holds what the API would answer for a few countries, real and
// made up, for the tests of package address and of the packages below it. Nothing
// else may import it.
package addresstest

import (
	"embed"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

//go:embed countries
var countries embed.FS

// Atlas is what the API would answer for one country.
type Atlas struct {
	ISO2          string
	Schema, Rules models.Value
	Areas         models.Value // names → areas below
	Candidates    []models.Value
}

// Open gives the atlas of a country.
func Open(tb testing.TB, iso2 string) *Atlas {
	tb.Helper()
	data, err := countries.ReadFile("countries/" + iso2 + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	v, err := models.ParseValue(data)
	if err != nil {
		tb.Fatal(err)
	}
	o := v.Object()
	return &Atlas{ISO2: iso2, Schema: o.Get("schema"), Rules: o.Get("rules"), Areas: o.Get("areas"), Candidates: o.Get("candidates").List()}
}

// Under gives the areas under a path.
func (a *Atlas) Under(path []string) address.AreaList {
	at := a.Areas
	for _, name := range path {
		at = at.Object().Get(name)
	}
	var names []models.Text
	for _, field := range at.Object().Fields {
		names = append(names, models.NewText(field.Key))
	}
	return address.NewAreaList(names, "")
}

// Checker gives what the country demands.
func (a *Atlas) Checker() address.Checker {
	return address.Checker{
		Country: address.CountryOf(a.ISO2), Schema: address.DecodeSchema(a.Schema), Rules: address.DecodeRules(a.Rules),
		Areas: func(path []string) (address.AreaList, error) { return a.Under(path), nil },
	}
}
