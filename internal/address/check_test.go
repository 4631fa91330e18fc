package address_test

import (
	"errors"
	"slices"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/addresstest"
	"btalk/internal/models"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		iso2, sent string
		want       []string // violations
		unchecked  []string // lines that must be among what was not checked
	}{
		"schema only, clean": {
			"AT", `{"a1":"Wien","a3":"Wien","pc":"1010","a6":"Ring","hno":"1","dialZone":"1"}`, nil,
			[]string{"dialZone: not checked here: nobody verifies a dial zone given by hand"},
		},
		"every violation at once": {
			"AT", `{"pc":"010","hno":"1a"}`,
			[]string{"a1 mandatory", "pc minLength", "pc valueRegexp", "a3 mandatory", "a6 mandatory", "hno valueType", "dialZone dial zone"},
			nil,
		},
		"two levels, clean": {
			"CH", `{"a1":"Bern / Berne","a3":"Biel/Bienne","pc":"2502","a6":"Rue","hno":"1","dialZone":"32"}`, nil, nil,
		},
		"a city of another canton": {
			"CH", `{"a1":"Vaud","a3":"Biel/Bienne","pc":"2502","a6":"Rue","hno":"1","dialZone":"32"}`, []string{"a3 geographic area"}, nil,
		},
		"one name in two cantons": {
			"CH", `{"a1":"Vaud","a3":"Thun","pc":"2502","a6":"Rue","hno":"1","dialZone":"32"}`, nil, nil,
		},
		"below a wrong area nothing is checked": {
			"CH", `{"a1":"Waadt","a3":"Lausanne","pc":"1000","a6":"Rue","hno":"1","dialZone":"32"}`,
			[]string{"a1 geographic area"},
			[]string{"a3: not checked here: it stands under an area that is not in the list of a1"},
		},
		"a decomposed accent is the same name": {
			"FI", "{\"a3\":\"Hyvinka\u0308a\u0308\",\"pc\":\"05800\",\"a6\":\"Katu\",\"hno\":\"1\",\"dialZone\":\"19\"}", nil, nil,
		},
		"a postal code as area": {
			"BE", `{"pc":"1001","a3":"Brussel","a6":"Wetstraat","hno":"16","dialZone":"2"}`, []string{"pc geographic area"}, nil,
		},
		"city above region": {
			"NL", `{"a3":"Bergen","a1":"Noord-Holland","pc":"1861 AB","a6":"Laan","hno":"1"}`, nil,
			[]string{"dialZone: not checked here: it is computed from the address"},
		},
		"checked by the API when pushed": {
			"DE", `{"a3":"Berlin","pc":"10115","a6":"Allee","hno":"1"}`, nil,
			[]string{"not checked here: the API checks the whole address when it is pushed"},
		},
		"an element outside the schema": {
			"DE", `{"a3":"Berlin","pc":"10115","a6":"Allee","hno":"1","room":"7"}`, nil,
			[]string{"room: not checked here: the country's schema does not describe it"},
		},
		"no schema": {"QE", `{"a3":"x"}`, nil, []string{"not checked here: there is no address schema for this country"}},
		"four levels": {
			"QX", `{"a1":"North","a2":"A/B 100%","a3":"..","a4":"what? #1","a6":"x","hno":"1","dialZone":"9"}`, nil, nil,
		},
		"an area without areas below": {
			"QX", `{"a1":"South","a2":"Void","a3":"any","a4":"any","a6":"x","hno":"1","dialZone":"9"}`, nil,
			[]string{"a3: not checked here: the API lists no areas there", "a4: not checked here: the API lists no areas there"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := addresstest.Open(t, test.iso2).Checker().Check(address.Decode(models.Value(test.sent)))
			var got, unchecked []string
			for _, v := range report.Violations {
				got = append(got, string(v.Field)+" "+string(v.Rule))
			}
			for _, u := range report.NotChecked {
				unchecked = append(unchecked, u.String())
			}
			if !slices.Equal(got, test.want) || report.OK() != (len(test.want) == 0) {
				t.Errorf("violations %q, want %q", got, test.want)
			}
			for _, line := range test.unchecked {
				if !slices.Contains(unchecked, line) {
					t.Errorf("%q is missing in %q", line, unchecked)
				}
			}
		})
	}
}

func TestAreaViolationsNameTheFix(t *testing.T) {
	t.Parallel()
	checker := addresstest.Open(t, "CH").Checker()
	for sent, want := range map[string]string{
		`{"a1":"ZURICH"}`:                     "a1: “ZURICH” is not a geographic area of the country; write “Zürich” (geographic area)",
		`{"a1":"Bern / Berne","a3":"Bienne"}`: "a3: “Bienne” is not a geographic area of “Bern / Berne”; perhaps “Biel/Bienne” (geographic area)",
	} {
		lines := []string{}
		for _, v := range checker.Check(address.Decode(models.Value(sent))).Violations {
			lines = append(lines, v.String())
		}
		if !slices.Contains(lines, want) {
			t.Errorf("%q is missing in %q", want, lines)
		}
	}
}

func TestAreasThatCannotBeHadRefuseNothing(t *testing.T) {
	t.Parallel()
	checker := addresstest.Open(t, "CH").Checker()
	sent := address.Decode(models.Value(`{"a1":"Nowhere","a3":"x","pc":"2502","a6":"Rue","hno":"1","dialZone":"32"}`))
	for name, areas := range map[string]address.Areas{
		"no areas": nil,
		"an error": func([]string) (address.AreaList, error) { return address.AreaList{}, errors.New("the network is gone") },
	} {
		checker.Areas = areas
		report := checker.Check(sent)
		skipped := 0
		for _, u := range report.NotChecked {
			if u.Field == "a1" || u.Field == "a3" {
				skipped++
			}
		}
		if !report.OK() || skipped != 2 {
			t.Errorf("%s: violations %v, not checked %v", name, report.Violations, report.NotChecked)
		}
	}
}
