package address_test

import (
	"fmt"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

// checkerOf makes a checker from documents; areas are written "Bern/Thun Vaud" as one
// line a path, the path before a colon.
func checkerOf(iso2, schema, rules string, areas ...string) address.Checker {
	c := address.Checker{
		Country: address.CountryOf(iso2), Schema: address.DecodeSchema(models.Value(schema)), Rules: address.DecodeRules(models.Value(rules)),
	}
	if len(areas) == 0 {
		return c
	}
	c.Areas = func(path []string) (address.AreaList, error) {
		for _, line := range areas {
			if under, names, _ := strings.Cut(line, ":"); under == strings.Join(path, "/") {
				return address.NewAreaList(texts(strings.Split(names, " ")...), ""), nil
			}
		}
		return address.AreaList{}, nil
	}
	return c
}

const (
	anySchema   = `{"a1":{},"a3":{"usage":"optional"},"a4":{"usage":"optional"}}`
	zoneSchema  = `{"a1":{},"dialZone":{"usage":"optional","valueType":"freenumerical","maxLength":3}}`
	manualZone  = `{"emergencyAreaRules":{"area1":"notUsed"},"dialZoneSelection":"manual"}`
	autoZone    = `{"emergencyAreaRules":{"area1":"notUsed"},"dialZoneSelection":"automatic"}`
	silentZone  = `{"emergencyAreaRules":{"area1":"notUsed"}}`
	missingZone = "dialZone: the dial zone is missing; give the dial zone local to the address: it is not computed in this country (dial zone)"
	byHand      = "dialZone: not checked here: nobody verifies a dial zone given by hand"
	computed    = "dialZone: not checked here: it is computed from the address"
)

func TestTheDialZone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ schema, rules, zone, want string }{
		"given by hand":                        {anySchema, manualZone, "32", byHand},
		"missing":                              {anySchema, manualZone, "", missingZone},
		"blank is missing":                     {anySchema, manualZone, " ", "dialZone: it holds only blanks; leave it empty, or give any characters (text) " + missingZone},
		"computed":                             {anySchema, autoZone, "", computed},
		"computed and given all the same":      {anySchema, autoZone, "32", computed},
		"nobody says, and none is given":       {anySchema, silentZone, "", "dialZone: not checked here: the API does not say whether it is given or computed"},
		"nobody says, and one is given":        {anySchema, silentZone, "32", byHand},
		"the schema judges it":                 {zoneSchema, manualZone, "1234", "dialZone: 4 characters, at most 3 are allowed; take away 1 (maxLength) " + byHand},
		"the schema takes it":                  {zoneSchema, manualZone, "123", byHand},
		"what nobody sees, without the schema": {anySchema, manualZone, "32 ", "dialZone: ends with a blank; write “32” (text) " + byHand},
	} {
		report := checkerOf("QX", test.schema, test.rules).CheckDialZone(test.zone)
		if got := said(report); got != test.want {
			t.Errorf("%s: %s\nwant %s", name, got, test.want)
		}
	}
}

// said gives all lines of a report on one.
func said(report address.Report) string {
	var lines []string
	for _, v := range report.Violations {
		lines = append(lines, v.String())
	}
	for _, u := range report.NotChecked {
		lines = append(lines, u.String())
	}
	return strings.Join(lines, " ")
}

func TestWhatOnlyTheAPICanCheck(t *testing.T) {
	t.Parallel()
	exists := "not checked here: whether the address exists: the API checks it when it is pushed"
	for iso2, want := range map[string]string{
		"DE": "not checked here: the API checks the whole address when it is pushed", "US": "not checked here: the API checks the whole address when it is pushed",
		"FR": exists, "PT": exists, "CH": "", "CZ": "", "QX": "",
	} {
		report := checkerOf(iso2, anySchema, autoZone).Check(address.Address{})
		if got := strings.TrimSpace(strings.TrimPrefix(said(report), computed)); got != want {
			t.Errorf("%s: %q, want %q", iso2, got, want)
		}
	}
}

// What cannot be compared with a list says why, at its own level and below it.
func TestAreasByTheirLevels(t *testing.T) {
	t.Parallel()
	const two, leads = `{"emergencyAreaRules":{"area1":"a1","area2":"a3"},"dialZoneSelection":"automatic"}`,
		`{"emergencyAreaRules":{"area1":"notUsed","area2":"a3"},"dialZoneSelection":"automatic"}`
	unknown := func(e, why string) string { return e + ": not checked here: " + why + " " }
	for name, test := range map[string]struct {
		rules, a1, a3 string
		areas         []string
		want          string
	}{
		"both of their lists":           {two, "Bern", "Thun", []string{":Bern Vaud", "Bern:Thun"}, ""},
		"no lists":                      {two, "Bern", "Thun", nil, unknown("a1", "the geographic areas are not available") + unknown("a3", "the geographic areas are not available")},
		"the first is not of the list":  {two, "Xx", "Thun", []string{":Bern Vaud"}, "a1: “Xx” is not a geographic area of the country; choose from the list: “Bern”, “Vaud” (geographic area) " + unknown("a3", "it stands under an area that is not in the list of a1")},
		"the second is not of the list": {two, "Bern", "Xx", []string{":Bern", "Bern:Thun"}, "a3: “Xx” is not a geographic area of “Bern”; choose from the list: “Thun” (geographic area) "},
		"another case":                  {two, "BERN", "", []string{":Bern"}, "a1: “BERN” is not a geographic area of the country; write “Bern” (geographic area) " + unknown("a3", "it stands under an area that is not in the list of a1")},
		"the first is empty":            {two, "", "Thun", []string{":Bern"}, unknown("a1", "there is no value for a1") + unknown("a3", "there is no value for a1")},
		"the second is empty":           {two, "Bern", "", []string{":Bern", "Bern:Thun"}, unknown("a3", "there is no value for a3")},
		"nothing below":                 {two, "Bern", "Thun", []string{":Bern"}, unknown("a3", "the API lists no areas there")},
		"a level that stands nowhere":   {leads, "Bern", "Thun", []string{":Bern"}, unknown("a3", "area1 stands in no element of the address")},
	} {
		var a address.Address
		a.Set("a1", test.a1)
		a.Set("a3", test.a3)
		report := checkerOf("QX", anySchema, test.rules, test.areas...).Check(a)
		if got := strings.TrimSuffix(said(report), computed); got != test.want {
			t.Errorf("%s: %s\nwant %s", name, got, test.want)
		}
	}
}

// An incomplete list below is unknown, and what was said above stays said.
func TestOnlyTheFirstListThatCannotTellIsNamed(t *testing.T) {
	t.Parallel()
	checker := checkerOf("QX", anySchema, cantonRules, ":Bern")
	checker.Areas = func(path []string) (address.AreaList, error) {
		if len(path) == 0 {
			return address.NewAreaList(texts("Bern"), ""), nil
		}
		return address.NewAreaList(texts("Thun"), "1 of 300"), nil
	}
	a := given1("Bern")
	a.Set("a3", "Biel")
	report := checker.Check(a)
	if got := fmt.Sprint(report.AreasUnknown); !report.OK() || got != "the list is incomplete (1 of 300)" {
		t.Errorf("violations %v, unknown %s", report.Violations, got)
	}
	a.Set("a3", "Thun")
	if report := checker.Check(a); report.AreasUnknown != nil || !report.OK() {
		t.Errorf("what the list has: %v, %v", report.AreasUnknown, report.Violations)
	}
}

// What the schema does not describe is kept, and only what nobody sees in it is wrong.
func TestWhatTheSchemaDoesNotDescribe(t *testing.T) {
	t.Parallel()
	const undescribed = "room: not checked here: the country's schema does not describe it"
	const blank = "7 "
	for value, want := range map[string]string{
		"7":   undescribed + " " + computed,
		blank: "room: ends with a blank; write “7” (text) " + undescribed + " " + computed,
	} {
		var a address.Address
		a.Set("room", value)
		if got := said(checkerOf("QX", anySchema, autoZone).Check(a)); got != want {
			t.Errorf("%q: %s\nwant %s", value, got, want)
		}
	}
	var a address.Address
	a.Set("room", "7 ")
	if got := said(checkerOf("QX", `{}`, autoZone).Check(a)); got != "not checked here: there is no address schema for this country "+computed {
		t.Errorf("without a schema: %s", got)
	}
}

// An area is respelt level by level, as far as each means one entry of its list.
func TestAreasAreRespeltFromTheTop(t *testing.T) {
	t.Parallel()
	checker := checkerOf("QX", anySchema, cantonRules, ":Bern Vaud", "Bern:Thun", "Vaud:Nyon")
	for name, test := range map[string]struct{ a1, a3, want, respelt string }{
		"both":                {"BERN", "thun", "Bern/Thun", "[a1: “BERN” is spelt “Bern” in the list of areas a3: “thun” is spelt “Thun” in the list of areas]"},
		"the first alone":     {"vaud", "Nyon", "Vaud/Nyon", "[a1: “vaud” is spelt “Vaud” in the list of areas]"},
		"none of its list":    {"Xx", "thun", "Xx/thun", "[]"},
		"below another":       {"vaud", "thun", "Vaud/thun", "[a1: “vaud” is spelt “Vaud” in the list of areas]"},
		"nothing to respell":  {"Bern", "Thun", "Bern/Thun", "[]"},
		"the first is empty":  {"", "thun", "/thun", "[]"},
		"characters not seen": {"Be\u00adrn", "", "Bern/", "[a1: “Be�rn” is spelt “Bern” in the list of areas]"},
	} {
		a := given1(test.a1)
		a.Set("a3", test.a3)
		spelt, respelt := checker.Respell(a)
		if got := spelt.Get("a1").Raw() + "/" + spelt.Get("a3").Raw(); got != test.want || fmt.Sprint(respelt) != test.respelt {
			t.Errorf("%s: %s, %q; want %s, %s", name, got, respelt, test.want, test.respelt)
		}
	}
}
