package address_test

import (
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Setting what is there changes nothing, emptying takes the element away, and a copy
// is independent.
func TestSettingValues(t *testing.T) {
	t.Parallel()
	const sent = `{"a3":"Bern","pc":3011}`
	for name, test := range map[string]struct {
		set       []string // element, value
		want      string
		untouched bool
	}{
		"the same value":               {[]string{"a3", "Bern", "pc", "3011"}, sent, true},
		"another value":                {[]string{"a3", "Thun"}, `{"a3":"Thun","pc":3011}`, false},
		"a value in place of a number": {[]string{"pc", "3012"}, `{"a3":"Bern","pc":"3012"}`, false},
		"there and back":               {[]string{"a3", "Thun", "a3", "Bern"}, sent, false},
		"away":                         {[]string{"a3", ""}, `{"pc":3011}`, false},
		"away and back goes last":      {[]string{"a3", "", "a3", "Bern"}, `{"pc":3011,"a3":"Bern"}`, false},
		"nothing of what is not there": {[]string{"hno", ""}, sent, true},
		"a new one":                    {[]string{"hno", "1"}, `{"a3":"Bern","pc":3011,"hno":"1"}`, false},
	} {
		given := address.Decode(models.Value(sent))
		a := given
		for i := 0; i < len(test.set); i += 2 {
			a.Set(address.Element(test.set[i]), test.set[i+1])
		}
		if got := string(a.JSON()); got != test.want || a.Untouched() != test.untouched {
			t.Errorf("%s: %s, untouched %t; want %s, %t", name, got, a.Untouched(), test.want, test.untouched)
		}
		if string(given.JSON()) != sent || !given.Untouched() {
			t.Errorf("%s: the original became %s", name, given.JSON())
		}
	}
}

func TestRespellingValues(t *testing.T) {
	t.Parallel()
	given := address.Decode(models.Value(`{"a3":"BERN","pc":3011}`))
	typed := given1("BERN")
	for name, test := range map[string]struct {
		a         address.Address
		e         address.Element
		want      string
		untouched bool
	}{
		"what the API gave stays given": {given, "a3", `{"a3":"Bern","pc":3011}`, true},
		"a number becomes a text":       {given, "pc", `{"a3":"BERN","pc":"Bern"}`, true},
		"what is not there stays away":  {given, "hno", `{"a3":"BERN","pc":3011}`, true},
		"what was typed stays typed":    {typed, "a1", `{"a1":"Bern"}`, false},
	} {
		a := test.a
		a.Respell(test.e, "Bern")
		if got := string(a.JSON()); got != test.want || a.Untouched() != test.untouched {
			t.Errorf("%s: %s, untouched %t", name, got, a.Untouched())
		}
	}
	if given.Get("a3").Raw() != "BERN" || typed.Get("a1").Raw() != "BERN" {
		t.Error("a copy changed its original")
	}
}

func TestEqualityIsOfValuesInAnyOrder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		a, b string
		want bool
	}{
		"another order":            {`{"a3":"Bern","pc":"3011"}`, `{"pc":"3011","a3":"Bern"}`, true},
		"a number is its digits":   {`{"pc":3011}`, `{"pc":"3011"}`, true},
		"an empty value is none":   {`{"a3":"Bern","pc":""}`, `{"a3":"Bern"}`, true},
		"null is none":             {`{"a3":"Bern","pc":null}`, `{"a3":"Bern"}`, true},
		"another value":            {`{"a3":"Bern"}`, `{"a3":"bern"}`, false},
		"one more":                 {`{"a3":"Bern"}`, `{"a3":"Bern","pc":"1"}`, false},
		"one less":                 {`{"a3":"Bern","pc":"1"}`, `{"a3":"Bern"}`, false},
		"the same value elsewhere": {`{"a3":"Bern"}`, `{"a1":"Bern"}`, false},
		"the dial zone counts":     {`{"a3":"Bern","dialZone":"1"}`, `{"a3":"Bern","dialZone":"2"}`, false},
		"none and none":            {`{}`, `null`, true},
	} {
		if got := address.Decode(models.Value(test.a)).Equal(address.Decode(models.Value(test.b))); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// A wrapped address takes the dial zone beside it only where it has none.
func TestTheWrapperOfAnAddress(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		`{"voiceAddress":{"a3":"Bern"}}`:                            `{"a3":"Bern"}`,
		`{"voiceaddress":{"a3":"Bern"},"dialZone":"31"}`:            `{"a3":"Bern","dialZone":"31"}`,
		`{"address":{"a3":"Bern","dialZone":"32"},"dialZone":"31"}`: `{"a3":"Bern","dialZone":"32"}`,
		`{"address":{"a3":"Bern"},"dialZone":""}`:                   `{"a3":"Bern"}`,
		`{"a3":"Bern","dialZone":"31"}`:                             `{"a3":"Bern","dialZone":"31"}`,
	} {
		if got := string(address.Decode(models.Value(sent)).JSON()); got != want {
			t.Errorf("%s is read as %s, want %s", sent, got, want)
		}
	}
}

func TestCandidatesComeAsTheyWereFoundWithoutTheEmptyOnes(t *testing.T) {
	t.Parallel()
	found := []models.Value{
		models.Value(`{"a3":"Lyon"}`), models.Value(`{}`), models.Value(`{"address":{ "a3":"Paris" }}`), models.Value(`null`), models.Value(`{"a3":""}`),
	}
	var got []string
	for _, a := range address.DecodeCandidates(found) {
		got = append(got, string(a.JSON()))
	}
	if want := []string{`{"a3":"Lyon"}`, `{ "a3":"Paris" }`}; !slices.Equal(got, want) {
		t.Errorf("candidates %s, want %s", got, want)
	}
}

func TestAFlatObjectIsTouchedWhereTheCallerSaysSo(t *testing.T) {
	t.Parallel()
	for _, untouched := range []bool{true, false} {
		a := address.DecodeFlat(models.Value(`{ "a3":"Bern" }`), untouched)
		if a.Untouched() != untouched {
			t.Errorf("untouched %t, want %t", a.Untouched(), untouched)
		}
	}
	if address.DecodeFlat(models.Value(`{}`), true).Untouched() {
		t.Error("nothing counts as given")
	}
}

// Countries of the table and of the API are one list, by name.
func TestCountriesOfTheTableAndOfTheAPI(t *testing.T) {
	t.Parallel()
	countries := address.NewCountries([]models.Country{
		{ISO2: models.NewText(" jp "), Name: models.NewText("Japan")},
		{ISO2: models.NewText("KR")},
		{ISO2: models.NewText("ch"), Name: models.NewText("Confédération suisse")},
		{ISO2: models.NewText("J1"), Name: models.NewText("No code")},
		{ISO2: models.NewText("JPN"), Name: models.NewText("No code")},
	})
	all := countries.Search("")
	if len(all) != 32 || !slices.IsSortedFunc(all, func(a, b address.Country) int {
		return strings.Compare(strings.ToLower(a.Name.String()), strings.ToLower(b.Name.String()))
	}) {
		t.Errorf("%d countries: %v", len(all), all)
	}
	for iso2, want := range map[string]string{"jp": "Japan", "kr": "KR", "CH": "Confédération suisse", "zz": "ZZ", "DE": "Germany"} {
		if got := countries.Of(iso2).Name.String(); got != want {
			t.Errorf("%s is called %q, want %q", iso2, got, want)
		}
	}
	for query, want := range map[string]string{"schweiz": "CH", "switzerland": "CH", "confederation": "CH"} {
		if found := countries.Search(query); len(found) == 0 || found[0].ISO2 != want {
			t.Errorf("%s finds %v", query, found)
		}
	}
	if swiss := countries.Of("CH"); !swiss.Listed || swiss.DialZone != address.DialZoneManual {
		t.Errorf("the table's rules were lost: %+v", swiss)
	}
}

// A code that was typed in full comes once and first; one that nobody lists, last.
func TestCodesTypedInFull(t *testing.T) {
	t.Parallel()
	countries := address.NewCountries(nil)
	for query, want := range map[string]struct{ first, last string }{"de": {"DE", ""}, "Fr": {"FR", ""}, "ne": {"NL", "NE"}, "zz": {"ZZ", "ZZ"}} {
		found := countries.Search(query)
		seen := map[string]int{}
		for _, country := range found {
			seen[country.ISO2]++
		}
		switch last := found[len(found)-1].ISO2; {
		case seen[strings.ToUpper(strings.TrimSpace(query))] != 1:
			t.Errorf("%q comes %v", query, seen)
		case want.last == "" && found[0].ISO2 != want.first, want.last != "" && last != want.last:
			t.Errorf("%q: first %s, last %s; want %+v", query, found[0].ISO2, last, want)
		}
	}
	for code, want := range map[string]bool{"CH": true, "ch": false, "C": false, "CHE": false, "C1": false, "[A": false, "A@": false, "AZ": true, "ZA": true, "": false} {
		if got := address.IsCode(code); got != want {
			t.Errorf("%q is a code: %t", code, got)
		}
	}
}
