package address_test

import (
	"fmt"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

func TestOnlyACountryWithListsHasHelpers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ iso2, schema, want string }{
		"the standard calls a2 the parish":     {"PT", `{"a2":{},"a3":{}}`, "[{postal codes postalcodes pc} {parishes parishes a2}]"},
		"the schema calls another a parish":    {"PT", `{"a2":{},"a4":{"defaultLabel":"Freguesia"}}`, "[{postal codes postalcodes pc} {parishes parishes a4}]"},
		"the schema says so in the help":       {"PT", `{"a4":{"defaultDescription":"The civil PARISH"}}`, "[{postal codes postalcodes pc} {parishes parishes a4}]"},
		"a country with a search has none":     {"FR", `{"a2":{}}`, "[]"},
		"a country that nobody knows has none": {"QX", `{"a2":{}}`, "[]"},
	} {
		if got := fmt.Sprint(checkerOf(test.iso2, test.schema, `{}`).Helpers()); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// A line of a helping list is a value, or an object of elements or of words for them.
func TestSuggestionsInEveryShape(t *testing.T) {
	t.Parallel()
	codes := address.Helper{Path: "postalcodes", Element: address.PostalCode}
	parishes := address.Helper{Path: "parishes", Element: address.District}
	for name, test := range map[string]struct {
		helper     address.Helper
		item, want string
	}{
		"a plain code":                       {codes, `"1100-048"`, "1100-048 [pc=1100-048]"},
		"a number":                           {codes, `1100`, "1100 [pc=1100]"},
		"a plain parish":                     {parishes, `"Baixa"`, "Baixa [a4=Baixa]"},
		"by its element":                     {codes, `{"pc":"1100-048","a3":"Lisboa"}`, "1100-048, Lisboa [pc=1100-048 a3=Lisboa]"},
		"elements in any case":               {codes, `{"PC":"1100-048"}`, "1100-048 [pc=1100-048]"},
		"by the words for them":              {codes, `{"postalCode":"1100-048","locality":"Lisboa","parish":"Baixa"}`, "1100-048, Lisboa, Baixa [pc=1100-048 a3=Lisboa a2=Baixa]"},
		"by other words":                     {codes, `{"zip":"1100-048","city":"Lisboa","freguesia":"Baixa"}`, "1100-048, Lisboa, Baixa [pc=1100-048 a3=Lisboa a2=Baixa]"},
		"a parish where the list is of them": {parishes, `{"parish":"Baixa","zipcode":"1100-048"}`, "Baixa, 1100-048 [a4=Baixa pc=1100-048]"},
		"a value beside elements":            {codes, `{"value":"1100-048","a3":"Lisboa"}`, "1100-048, Lisboa [pc=1100-048 a3=Lisboa]"},
		"a value and the element itself":     {codes, `{"value":"9","pc":"1100-048"}`, "1100-048 [pc=1100-048]"},
		"other members fill nothing":         {codes, `{"pc":"1100-048","note":"old"}`, "1100-048 [pc=1100-048]"},
		"an empty value":                     {codes, `""`, ""},
		"an object without anything":         {codes, `{}`, ""},
		"empty members":                      {codes, `{"pc":"","a3":null}`, ""},
	} {
		var got []string
		for _, suggestion := range address.DecodeSuggestions(test.helper, models.Value("["+test.item+"]")) {
			var values []string
			for _, value := range suggestion.Values {
				values = append(values, string(value.Element)+"="+value.Text.Raw())
			}
			got = append(got, fmt.Sprint(suggestion.Text, " ", values))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	for _, list := range []string{`["a","b"]`, `{"values":["a","b"]}`, `{"postalcodes":["a","b"]}`, `{"postalCodes":["a","b"]}`} {
		if n := len(address.DecodeSuggestions(codes, models.Value(list))); n != 2 {
			t.Errorf("%s has %d suggestions", list, n)
		}
	}
}
