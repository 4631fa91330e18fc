package address_test

import (
	"bytes"
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

func TestCountryTableInforms(t *testing.T) {
	t.Parallel()
	for iso2, want := range map[string][]string{
		"ch": {"dial zone given by hand", "geographic areas: region/city"},
		"BE": {"dial zone given by hand", "geographic areas: postal code"},
		"FR": {"dial zone computed", "address search"},
		"DE": {"dial zone computed", "whole address checked by the API when pushed, no search"},
		"PT": {"dial zone computed", "lists of postal codes and parishes"},
		"CZ": {"dial zone given by hand", "address search planned"},
		"JP": {"not in the published country table: the API decides"},
	} {
		if got := address.CountryOf(iso2).About(); !slices.Equal(got, want) {
			t.Errorf("About %s = %q, want %q", iso2, got, want)
		}
	}
}

func TestCountriesAreFoundByCodeAndName(t *testing.T) {
	t.Parallel()
	listed := []models.Country{
		{ISO2: models.NewText("jp"), Name: models.NewText("Japan")},
		{ISO2: models.NewText("FR"), Name: models.NewText("France (BTLVS)")},
		{ISO2: models.NewText("nonsense")},
	}
	for name, test := range map[string]struct{ query, first string }{
		"by code":                         {"ch", "CH"},
		"by the start of its name":        {"sw", "SE"},
		"by its own name":                 {"schweiz", "CH"},
		"by its French name":              {"allemagne", "DE"},
		"accents aside":                   {"reunion", "RE"},
		"one that only the API lists":     {"japan", "JP"},
		"the name the API gives":          {"france btlvs", "FR"},
		"a code that nobody lists":        {"zw", "ZW"},
		"a code before names that fit it": {"se", "SE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := address.NewCountries(nil).Search(test.query)
			if test.first == "JP" || test.query == "france btlvs" {
				found = address.NewCountries(listed).Search(test.query)
			}
			if len(found) == 0 || found[0].ISO2 != test.first {
				t.Errorf("Search(%q) = %v, want %s first", test.query, found, test.first)
			}
		})
	}
	if n := len(address.NewCountries(nil).Search("")); n != 30 {
		t.Errorf("without a query %d countries, want the 30 of the table", n)
	}
}

func TestElementsOfTheStandard(t *testing.T) {
	t.Parallel()
	all := address.Elements()
	if len(all) != 28 || all[0] != "a1" || all[6] != "hno" || all[27] != "addrExtInfo10" {
		t.Errorf("elements are %v", all)
	}
	for _, e := range all {
		if e.Meaning() == "" || !e.Known() {
			t.Errorf("%s has no meaning", e)
		}
	}
	for spelt, want := range map[string]address.Element{
		"A1": "a1", "ADDREXTINFO10": "addrExtInfo10", "PoBox": "pobox", "dialzone": "dialZone", "Landmark": "Landmark",
	} {
		if got := address.ParseElement(spelt); got != want {
			t.Errorf("ParseElement(%q) = %q, want %q", spelt, got, want)
		}
	}
}

func TestAddressKeepsWhatTheAPIGave(t *testing.T) {
	t.Parallel()
	const sent = `{ "a3":"Z\u00fcrich","pc":8001,"x-new":{"k":[1,2.50]},"dialZone":"0<1&2" , "flag":true,"none":null}`
	a := address.Decode(models.Value(sent))
	if !a.Untouched() || string(a.JSON()) != sent {
		t.Errorf("untouched JSON = %s", a.JSON())
	}
	if a.Get("a3").Raw() != "Zürich" || a.Get("pc").Raw() != "8001" || a.Get("x-new").Raw() != `{"k":[1,2.50]}` {
		t.Errorf("values are %v", a.Elements())
	}
	b := a
	b.Set("hno", `1"<é`)
	const want = `{"a3":"Z\u00fcrich","pc":8001,"x-new":{"k":[1,2.50]},"dialZone":"0<1&2","flag":true,"none":null,"hno":"1\"<é"}`
	if b.Untouched() || string(b.JSON()) != want {
		t.Errorf("after a change JSON = %s, want %s", b.JSON(), want)
	}
	b.Set("hno", "")
	if !b.Equal(a) || !a.Untouched() || b.Untouched() {
		t.Error("a copy changed its original, or a value did not go away")
	}
}

func TestAddressReadsTheWrapper(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		`{"address":{"a3":"Bern"}}`:                 `{"a3":"Bern"}`,
		`{"address":{"a3":"Bern"},"dialZone":"31"}`: `{"a3":"Bern","dialZone":"31"}`,
		`{"address":"Bern"}`:                        `{"address":"Bern"}`,
		`null`:                                      `{}`,
	} {
		var a address.Address
		if err := a.UnmarshalJSON([]byte(sent)); err != nil || !bytes.Equal(a.JSON(), []byte(want)) {
			t.Errorf("%s read as %s, %v; want %s", sent, a.JSON(), err, want)
		}
	}
	for _, sent := range []string{`[]`, `"a3"`, `{"a3":`, `12`} {
		var a address.Address
		if a.UnmarshalJSON([]byte(sent)) == nil {
			t.Errorf("%s was read as an address", sent)
		}
	}
}

func TestPostalForm(t *testing.T) {
	t.Parallel()
	values := `{"a1":"NY","a3":"Town","a6":"Hugo","hno":"12","hns":"bis","sts":"Rue","pc":"75001","bld":"B","flr":"3"}`
	a := address.Decode(models.Value(values))
	for iso2, want := range map[string][]string{
		"FR": {"Building B, Floor 3", "12 bis Rue Hugo", "75001 Town"},
		"CH": {"Building B, Floor 3", "Hugo Rue 12 bis", "75001 Town"},
		"ES": {"Building B, Floor 3", "Rue Hugo 12 bis", "75001 Town"},
		"US": {"Building B, Floor 3", "12 bis Hugo Rue", "Town, NY 75001"},
		"GB": {"Building B, Floor 3", "12 bis Hugo Rue", "Town", "75001"},
		"QX": {"Building B, Floor 3", "Hugo Rue 12 bis", "75001 Town", "NY"},
	} {
		if got := a.Postal(iso2); !slices.Equal(got, want) {
			t.Errorf("in %s = %q, want %q", iso2, got, want)
		}
	}
	if got := (address.Address{}).Postal("FR"); len(got) != 0 {
		t.Errorf("an empty address gives %q", got)
	}
}
