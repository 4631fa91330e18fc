package address_test

import (
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

// The lines of a letter: what is inside the building, the street, what is between
// street and town, the box, the town.
func TestLinesOfALetter(t *testing.T) {
	t.Parallel()
	const (
		whole = `{"bld":"B","flr":"3","room":"7","unit":"Apt 2","hno":"12","hns":"bis","prd":"N","a6":"Main","sts":"St","pod":"W",` +
			`"a5":"Block 4","a4":"Old Town","pobox":"99","pc":"123","pcn":"Post","a3":"City","a2":"County","a1":"State"}`
		inside  = "Building B, Floor 3, Room 7, Apt 2"
		between = "Block 4, Old Town"
		box     = "PO Box 99"
	)
	for name, test := range map[string]struct {
		iso2, sent string
		want       []string
	}{
		"number and type first":     {"FR", whole, []string{inside, "12 bis N St Main W", between, box, "123 Post"}},
		"type first, number last":   {"IT", whole, []string{inside, "N St Main W 12 bis", between, box, "123 Post"}},
		"number last":               {"DE", whole, []string{inside, "N Main St W 12 bis", between, box, "123 Post"}},
		"state last":                {"us", whole, []string{inside, "12 bis N Main St W", between, box, "Post, State 123"}},
		"code last":                 {"IE", whole, []string{inside, "12 bis N Main St W", between, box, "Post", "County", "123"}},
		"a country nobody lists":    {"JP", whole, []string{inside, "N Main St W 12 bis", between, box, "123 Post", "County, State"}},
		"the town without its post": {"DE", `{"a3":"City","pc":"123"}`, []string{"123 City"}},
		"a town alone":              {"US", `{"a3":"City"}`, []string{"City"}},
		"a state alone":             {"US", `{"a1":"State"}`, []string{"State"}},
		"blanks are nothing":        {"DE", `{"a3":" City ","flr":" ","a6":"  "}`, []string{"City"}},
		"a floor alone":             {"DE", `{"flr":"3"}`, []string{"Floor 3"}},
		"nothing that a letter has": {"DE", `{"dialZone":"32"}`, nil},
	} {
		if got := address.Decode(models.Value(test.sent)).Postal(test.iso2); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestASummaryIsTheLetterOrElseTheValues(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		`{"a6":"Main","hno":"12","a3":"City"}`:     "Main 12, City",
		`{"dialZone":"32","addrExtInfo1":"75101"}`: "32, 75101",
		`{}`: "",
	} {
		if got := address.Decode(models.Value(sent)).Summary("DE"); got != want {
			t.Errorf("%s: %q, want %q", sent, got, want)
		}
	}
}

func TestEveryListedCountryHasALetterForm(t *testing.T) {
	t.Parallel()
	a := address.Decode(models.Value(`{"a6":"S","sts":"T","hno":"1","a3":"C","pc":"9"}`))
	forms := map[string][]string{
		"1 T S, 9 C": {"FR", "BL", "GF", "GP", "MF", "MQ", "RE", "YT", "LU"}, "T S 1, 9 C": {"ES", "IT", "PT"},
		"1 S T, C, 9": {"US", "AU", "NZ", "GB", "IE", "HK"}, "S T 1, 9 C": {"AT", "BE", "CH", "CZ", "DE", "DK", "FI", "NL", "NO", "PL", "SE", "SJ"},
	}
	n := 0
	for want, countries := range forms {
		for _, iso2 := range countries {
			n++
			if got := a.Summary(iso2); got != want {
				t.Errorf("%s: %q, want %q", iso2, got, want)
			}
		}
	}
	if n != len(address.NewCountries(nil).Search("")) {
		t.Errorf("%d countries have a form here", n)
	}
}
