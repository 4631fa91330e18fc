package address_test

import (
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

func TestSpread(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		iso2, line string
		want       string
		rest       []string
	}{
		"French":                     {"FR", "12 bis rue Victor Hugo, 75001 Paris", "pc=75001 a3=Paris hns=bis hno=12 sts=RUE a6=Victor Hugo", nil},
		"French without a comma":     {"FR", "12 avenue Foch 69002 Lyon", "pc=69002 a3=Lyon hno=12 sts=AV a6=Foch", nil},
		"on several lines":           {"FR", "Orange SA\n8 Rue du Bac\n75007  Paris\n", "pc=75007 a3=Paris hno=8 sts=RUE a6=du Bac", []string{"Orange SA"}},
		"Swiss, number last":         {"CH", "Bahnhofstrasse 12, CH-8001 Zürich", "pc=8001 a3=Zürich hno=12 a6=Bahnhofstrasse", nil},
		"American":                   {"US", "1600 Pennsylvania Avenue, New York NY 10001", "pc=10001 a1=NY a3=New York hno=1600 sts=Avenue a6=Pennsylvania", nil},
		"American, state with code":  {"US", "1 Main Street, Seattle, WA 98101-1234", "pc=98101-1234 a3=WA hno=1 sts=Street a6=Main", []string{"Seattle"}},
		"Dutch, code of two words":   {"NL", "Dam 1, 1012 JS Amsterdam", "pc=1012 JS a3=Amsterdam hno=1 a6=Dam", nil},
		"Portuguese":                 {"PT", "Rua Augusta 24, 1100-053 Lisboa", "pc=1100-053 a3=Lisboa hno=24 a6=Rua Augusta", nil},
		"no schema takes everything": {"QE", "221 B Baker Street, London, NW1 6XE", "pc=NW1 6XE a3=London hns=B hno=221 sts=Street a6=Baker", nil},
		"no postal code":             {"FR", "12 rue Victor Hugo, Paris", "a3=Paris hno=12 sts=RUE a6=Victor Hugo", nil},
		"a street alone":             {"FR", "rue Victor Hugo", "sts=RUE a6=Victor Hugo", nil},
		"nothing":                    {"FR", " ,;\n", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atlas := openAtlas(t, test.iso2)
			proposal := address.Spread(test.line, address.DecodeSchema(atlas.schema), address.DecodeRules(atlas.rules))
			var got []string
			for _, value := range proposal.Values {
				got = append(got, string(value.Element)+"="+value.Text.Raw())
			}
			if strings.Join(got, " ") != test.want || !slices.Equal(proposal.Rest, test.rest) {
				t.Errorf("spread as %q, rest %q; want %q, rest %q", strings.Join(got, " "), proposal.Rest, test.want, test.rest)
			}
		})
	}
}

// FuzzSpread: whatever is pasted, nothing panics, no element is filled twice, and
// only elements that the country takes.
func FuzzSpread(f *testing.F) {
	f.Add("12 bis rue Victor Hugo, 75001 Paris", true)
	f.Add("1, 1, 1 1 1111 1111\n,", false)
	f.Add("\xf6", false)
	f.Fuzz(func(t *testing.T, line string, withSchema bool) {
		var schema address.Schema
		if withSchema {
			schema = address.DecodeSchema(models.Value(`{"pc":{"minLength":4},"a3":{},"a6":{},"hno":{},"sts":{"possibleValues":["Rue"]}}`))
		}
		seen := map[address.Element]bool{}
		for _, value := range address.Spread(line, schema, address.Rules{}).Values {
			if _, ok := schema.Field(value.Element); seen[value.Element] || withSchema && !ok || value.Text.Empty() {
				t.Fatalf("%q gives %s = %q", line, value.Element, value.Text)
			}
			seen[value.Element] = true
		}
	})
}
