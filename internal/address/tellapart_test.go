package address_test

import (
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

func TestAddressesThatReadAlikeAreToldApart(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ list, want []string }{
		"one town name in two provinces": {
			[]string{`{"a3":"Bergen","a1":"Limburg","pc":"5854"}`, `{"a3":"Bergen","a1":"Noord-Holland","pc":"1861"}`, `{"a3":"Breda","a1":"Noord-Brabant"}`},
			[]string{"Limburg (a1)", "Noord-Holland (a1)", ""},
		},
		"the same line": {
			[]string{`{"a3":"Lyon","pc":"69002","addrExtInfo1":"69382"}`, `{"a3":"Lyon","pc":"69002","addrExtInfo1":"69383"}`},
			[]string{"69382 (addrExtInfo1)", "69383 (addrExtInfo1)"},
		},
		"what one has and the other has not": {
			[]string{`{"a3":"Lyon","x9":"1"}`, `{"a3":"Lyon"}`},
			[]string{"1 (x9)", "none (x9)"},
		},
		"what is not seen": {
			[]string{`{"a3":"Lyon","unit":"é"}`, `{"a3":"Lyon","unit":"e\u0301"}`},
			[]string{`é (unit)`, `"e\u0301" (unit)`},
		},
		"in the order of the standard": {
			[]string{`{"a3":"L","x9":"1","addrExtInfo2":"1","a1":"A"}`, `{"a3":"L","addrExtInfo2":"2","x9":"2","a1":"B"}`},
			[]string{"A (a1), 1 (addrExtInfo2), 1 (x9)", "B (a1), 2 (addrExtInfo2), 2 (x9)"},
		},
		"three of which two read alike": {
			[]string{`{"a3":"Lyon","x9":"1"}`, `{"a3":"Lyon","x9":"2"}`, `{"a3":"Lyons","x9":"3"}`},
			[]string{"1 (x9)", "2 (x9)", ""},
		},
		"a region that the line shows is not told again": {
			[]string{`{"a3":"Bergen Limburg","a1":"Limburg"}`, `{"a3":"bergen limburg","a1":"Drenthe"}`},
			[]string{"", "Drenthe (a1)"},
		},
		"a region that is only a part of a word is told": {
			[]string{`{"a3":"Limburgh","a1":"Limburg"}`, `{"a3":"Limburgh","a1":"Drenthe"}`},
			[]string{"Limburg (a1)", "Drenthe (a1)"},
		},
		"one alone":     {[]string{`{"a3":"Lyon"}`}, []string{""}},
		"none":          {nil, []string{}},
		"nothing alike": {[]string{`{"a3":"Lyon"}`, `{"a3":"Paris"}`}, []string{"", ""}},
	} {
		var all []address.Address
		for _, body := range tc.list {
			all = append(all, address.Decode(models.Value(body)))
		}
		got := address.TellApart(all, func(a address.Address) string { return a.Summary("FR") },
			func(e address.Element) string { return string(e) })
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
