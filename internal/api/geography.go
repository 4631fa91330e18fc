package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// geography is what is known of countries: what is offered there, and what their
// addresses and areas are.
type geography struct{ source *source }

// Countries lists the countries and what is offered there. Where the API has
// no such list (INF api-contract §6), it gives the countries of the documented
// table, with the coverage of those that have been read one by one.
func (g geography) Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
	list, err := fetch(ctx, g.source, g.askCountries(), mode, readCountries)
	if err != nil || list.Value != nil {
		return list, err
	}
	list.Note = "the API has no list of countries: these are the documented ones"
	for _, documented := range address.NewCountries(nil).Search("") {
		country := models.Country{ISO2: models.NewText(documented.ISO2), Name: documented.Name}
		if known, err := fetch(ctx, g.source, g.askCountry(documented.ISO2), models.Held, readCountry(documented.ISO2)); err == nil {
			country = known.Value
		}
		list.Value = append(list.Value, country)
	}
	return list, nil
}

func (g geography) askCountries() ask {
	return ask{
		op: "list countries", path: models.Path("countries"), policy: areasPolicy,
		list:   &listing{wrappers: []string{"countries"}, ids: models.CountryIDs},
		absent: models.IsAbsent,
	}
}

// readCountries gives nil where the API has no list, which is not an empty one.
func readCountries(doc models.Value) ([]models.Country, int, error) {
	if doc.Kind() == models.NullValue {
		return nil, 0, nil
	}
	return all(models.DecodeCountry)(doc)
}

// Country is the coverage of one country (DOC api-contract §2.3 B4), taken
// from the country list where that is fresh and complete.
func (g geography) Country(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error) {
	iso2 = strings.ToUpper(strings.TrimSpace(iso2))
	listed, found := g.listedCountry(ctx, iso2)
	if found && mode == models.Cached && g.source.age(listed.Fetched) <= countryPolicy.fresh {
		return listed, nil
	}
	single, err := fetch(ctx, g.source, g.askCountry(iso2), mode, readCountry(iso2))
	if err != nil && found && mode != models.Refresh && CachedServes(err) {
		listed.Stale = g.source.age(listed.Fetched) > countryPolicy.fresh
		return listed, nil
	}
	return single, err
}

// readCountry reads the answer about one country. It may leave out the code
// that was asked for, not what is offered there.
func readCountry(iso2 string) decoder[models.Country] {
	return one(func(v models.Value) (models.Country, bool) {
		country, ok := models.DecodeCountry(v)
		if !ok {
			country.ISO2 = models.NewText(iso2)
		}
		said := slices.ContainsFunc(country.Coverage, func(c models.Capability) bool { return !c.Value.Empty() })
		return country, said
	})
}

func (g geography) askCountry(iso2 string) ask {
	return ask{op: "read the coverage of " + models.Safe(iso2), path: models.Path("countries", iso2), policy: countryPolicy}
}

// listedCountry finds a country with its coverage in the list, if that is cached.
func (g geography) listedCountry(ctx context.Context, iso2 string) (found models.Snapshot[models.Country], ok bool) {
	list, err := fetch(ctx, g.source, g.askCountries(), models.Held, readCountries)
	if err != nil {
		return found, false
	}
	for _, country := range list.Value {
		if strings.EqualFold(country.ISO2.Raw(), iso2) && len(country.Coverage) > 0 {
			return models.Snapshot[models.Country]{Value: country, Fetched: list.Fetched}, true
		}
	}
	return found, false
}

// AddressSchema is what a country demands of an address (DOC api-contract §2.3
// B8).
func (g geography) AddressSchema(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Schema], error) {
	a := ask{op: "read the address schema of " + models.Safe(iso2), policy: schemaPolicy, path: models.Path("countries", iso2, "addressconstraints")}
	return fetch(ctx, g.source, a, mode, document(address.DecodeSchema))
}

// GeoRules is what a country demands of areas and dial zone (DOC api-contract
// §2.3 B9). Every country has rules: where none come they are not known.
func (g geography) GeoRules(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error) {
	a := ask{
		op: "read the geographic rules of " + models.Safe(iso2), policy: schemaPolicy,
		path: models.Path("countries", iso2, "geographicalconstraints"),
	}
	return fetch(ctx, g.source, a, mode, document(address.DecodeRules))
}

// GeoAreas lists the areas below path, raw values from area1 on; an empty path
// asks for the first level (DOC api-contract §2.3 B10–B13). No area there (404)
// is an empty list.
func (g geography) GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error) {
	segments := []string{"countries", iso2, "geoareas"}
	for i, area := range path {
		segments = append(segments, "area"+strconv.Itoa(i+1), area)
	}
	level := len(path) + 1
	name := "area" + strconv.Itoa(level)
	a := ask{
		op: "list the areas of " + models.Safe(iso2), policy: areasPolicy, path: models.Path(append(segments, name)...),
		list:   &listing{wrappers: []string{"values", name, "areas", "geoareas"}, said: true},
		absent: func(status int) bool { return status == http.StatusNotFound },
	}
	return fetch(ctx, g.source, a, mode, func(doc models.Value) ([]models.Text, int, error) {
		areas := address.DecodeAreas(doc, level)
		if len(areas) == 0 && len(doc.List()) > 0 {
			return nil, len(doc.List()), errNothing // that there are no areas would leave the address unchecked
		}
		return areas, 0, nil
	})
}

// AddressSearch asks the full-address service of a country for candidates
// (B14), each in the exact form to push. The keys of query are address
// elements (pc, a3, a6, …), or "q" for free text. A country without the
// service fails with models.NotFound.
func (g geography) AddressSearch(ctx context.Context, iso2 string, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	a := ask{
		op: "search addresses in " + models.Safe(iso2), path: models.Path("countries", iso2, "addresses"),
		query: values(query), policy: searchPolicy,
	}
	return fetch(ctx, g.source, a, mode, func(doc models.Value) ([]models.Value, int, error) {
		items := doc.Items("addresses", "candidates", "values")
		found := slices.DeleteFunc(slices.Clone(items), func(item models.Value) bool { return !isAddress(item) })
		if len(found) == 0 && (len(items) > 0 || doc.Kind() == models.StringValue) {
			return nil, 0, errNothing
		}
		return found, len(items) - len(found), nil
	})
}

// PostalCodes lists the postal codes of Portugal (INF api-contract §6), raw as
// the API gives them; models.NotFound where the API has none.
func (g geography) PostalCodes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return g.portugal(ctx, "list postal codes of PT", "postalcodes", query, mode)
}

// Parishes lists the parishes of Portugal (INF api-contract §6), raw as the
// API gives them; models.NotFound where the API has none.
func (g geography) Parishes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return g.portugal(ctx, "list parishes of PT", "parishes", query, mode)
}

func (g geography) portugal(ctx context.Context, op, name string, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	a := ask{
		op: op, path: models.Path("countries", "PT", name), query: values(query), policy: areasPolicy,
		list: &listing{wrappers: []string{name, "values"}},
	}
	return fetch(ctx, g.source, a, mode, func(doc models.Value) ([]models.Value, int, error) { return doc.List(), 0, nil })
}

func values(query map[string]string) url.Values {
	all := url.Values{}
	for name, value := range query {
		all.Set(name, value)
	}
	return all
}
