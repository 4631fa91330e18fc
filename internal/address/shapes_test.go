package address_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

// What of a schema cannot be read is named, and costs only the rule it stands for.
func TestProblemsOfASchema(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{"a1":{"minLength":1,"maxLength":1}}`:                                "",
		`{"a1":{"minLength":2,"maxLength":1}}`:                                "a1: minLength 2 is greater than maxLength 1",
		`{"a1":{"minLength":-1}}`:                                             "a1: minLength is negative",
		`{"a1":{"maxLength":"x"}}`:                                            "a1: maxLength is not a number",
		`{"a1":{"maxLength":"7"}}`:                                            "",
		`{"a1":{"maxLength":""}}`:                                             "",
		`{"a1":{"maxLength":null}}`:                                           "",
		`{"a1":{"position":[]}}`:                                              "",
		`{"a1":{"position":"first"}}`:                                         "a1: position is not a number",
		`{"a1":{"valueRegexp":7}}`:                                            "a1: valueRegexp is not a text",
		`{"a1":{"valueRegexp":null}}`:                                         "",
		`{"a1":{"valueType":"hologram"}}`:                                     `a1: its value type "hologram" is not known`,
		`{"a1":{"valueType":"enumeration"}}`:                                  "a1: its possible values are missing",
		`{"a1":{"valueType":"freestring"}}`:                                   "",
		`{"a1":{"valueType":"enumeration","possibleValues":""}}`:              "a1: its possible values are missing",
		`{"a1":{"valueType":"freestring","possibleValues":""}}`:               "",
		`{"a1":{"valueType":"enumeration","possibleValues":{}}}`:              "a1: its possible values are not a list",
		`{"a1":{"valueType":"enumeration","possibleValues":[]}}`:              "a1: some of its possible values cannot be read",
		`{"a1":{"valueType":"enumeration","possibleValues":["a",{}]}}`:        "a1: some of its possible values cannot be read",
		`{"a1":{"valueType":"freestring","possibleValues":["a",{}]}}`:         "",
		`{"a1":{"valueType":"enumerationAssociative","possibleValues":[""]}}`: "a1: some of its possible values cannot be read",
		`{"a1":7}`:              "a1: its rules are not an object",
		`{"a1":{},"A1":{}}`:     "a1: it is described twice; the first description counts",
		`{"a1":{},"comment":7}`: "",
		`{"comment":7}`:         ": the address schema holds no element",
		`{}`:                    "",
		`[]`:                    "",
		`null`:                  "",
	} {
		if got := named(address.DecodeSchema(models.Value(document)).Problems); got != want {
			t.Errorf("%s: %q, want %q", document, got, want)
		}
	}
}

// named gives problems on one line.
func named(problems []address.Problem) string {
	lines := make([]string, len(problems))
	for i, problem := range problems {
		lines[i] = string(problem.Field) + ": " + problem.What
	}
	return strings.Join(lines, "; ")
}

func TestASchemaIsKnownByAnyRule(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]bool{
		`{"a1":{"usage":"optional"}}`: true, `{"a1":{"valueType":"freestring"}}`: true, `{"a1":{"maxLength":1}}`: true,
		`{"a1":{"minLength":1}}`: true, `{"a1":{"valueRegexp":"a"}}`: true, `{"a1":{"possibleValues":["a"]}}`: true,
		`{"a1":{"defaultLabel":"Canton"}}`: true, `{"a1":{},"a3":{"usage":"notUsed"}}`: true,
		`{"a1":{}}`: false, `{"a1":{"usage":"maybe","position":3}}`: false, `{"a1":{"defaultLabel":" "}}`: false, `{}`: false,
	} {
		if got := address.DecodeSchema(models.Value(document)).Known(); got != want {
			t.Errorf("%s is known: %t", document, got)
		}
	}
}

func TestUsageIsReadInEverySpelling(t *testing.T) {
	t.Parallel()
	for spelt, want := range map[string]address.Usage{
		"mandatory": address.Mandatory, " Required ": address.Mandatory, "OPTIONAL": address.Optional, "notUsed": address.NotUsed,
		"not_used": address.NotUsed, "not used": address.NotUsed, "unused": address.NotUsed, "maybe": address.UsageUnknown, "": address.UsageUnknown,
	} {
		if got := fieldOf(t, fmt.Sprintf(`{"usage":%q}`, spelt)).Usage; got != want {
			t.Errorf("%q is usage %d, want %d", spelt, got, want)
		}
	}
}

// A possible value is a text, a number, or an object under any of the names seen.
func TestPossibleValuesInEveryShape(t *testing.T) {
	t.Parallel()
	for item, want := range map[string]string{
		`"AVE"`:                              "AVE=AVE",
		`12`:                                 "12=12",
		`{"value":"AVE","display":"Avenue"}`: "AVE=Avenue",
		`{"value":"AVE"}`:                    "AVE=AVE",
		`{"code":"AVE","label":"Avenue"}`:    "AVE=Avenue",
		`{"code":"AVE","name":"Avenue"}`:     "AVE=Avenue",
		`{"id":7,"name":"Avenue"}`:           "Avenue=Avenue",
		`{"id":7}`:                           "7=7",
		`{"display":"Avenue"}`:               "",
		`""`:                                 "",
		`null`:                               "",
	} {
		var got []string
		for _, choice := range fieldOf(t, `{"possibleValues":[`+item+`]}`).Choices {
			got = append(got, choice.Value.Raw()+"="+choice.Display.Raw())
		}
		if got := strings.Join(got, ";"); got != want {
			t.Errorf("%s is %q, want %q", item, got, want)
		}
	}
}

// What of the rules cannot be read is named.
func TestProblemsOfTheRules(t *testing.T) {
	t.Parallel()
	const silent = ": the API does not say which elements must hold a geographic area"
	for document, want := range map[string]string{
		`{"emergencyAreaRules":{"area1_pidflo":"a3"}}`:                                           "",
		`{"emergencyAreaRules":{"area1_pidflo":"notUsed"}}`:                                      "",
		`{"emergencyAreaRules":{"area1_pidflo":""}}`:                                             silent,
		`{"emergencyAreaRules":{"area1_pidflo":null}}`:                                           silent,
		`{"emergencyAreaRules":{"area1_pidflo":7}}`:                                              ": area1 names no element",
		`{"emergencyAreaRules":{"area1":"a3","area2":"A3"}}`:                                     "a3: area2 constrains it a second time",
		`{"emergencyAreaRules":"a3"}`:                                                            ": emergencyAreaRules is not an object; " + silent,
		`{"emergencyAreaRules":{"area5":"a3","area10":"a3","are":"x","area":"a3","zone1":"a3"}}`: silent,
		`{}`: silent,
		`{"emergencyAreaRules":{"area1":"a3"},"dialZoneSelection":"sometimes"}`: `dialZone: dialZoneSelection "sometimes" is not known`,
	} {
		if got := named(address.DecodeRules(models.Value(document)).Problems); got != want {
			t.Errorf("%s: %q, want %q", document, got, want)
		}
	}
}

func TestRulesAreKnownByTheirLevelsOrTheDialZone(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]bool{
		`{"emergencyAreaRules":{"area1":"a3"}}`: true, `{"emergencyAreaRules":{"area1":"notUsed"}}`: true, `{"emergencyAreaRules":{"area1":7}}`: true,
		`{"dialZoneSelection":"odd"}`: true, `{"emergencyAreaRules":{}}`: false, `{}`: false,
	} {
		if got := address.DecodeRules(models.Value(document)).Known(); got != want {
			t.Errorf("%s is known: %t", document, got)
		}
	}
}

func TestTheLevelOfAnElement(t *testing.T) {
	t.Parallel()
	rules := address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1":"a1","area2":"notUsed","area3":"a3","area4":"notUsed"}}`))
	for e, want := range map[address.Element]int{"a1": 0, "a3": 2, "pc": -1, "": -1} {
		if got := rules.LevelOf(e); got != want {
			t.Errorf("%q is level %d, want %d", e, got, want)
		}
	}
	if want := []address.Level{{1, "a1"}, {2, ""}, {3, "a3"}}; !slices.Equal(rules.Levels, want) {
		t.Errorf("levels %v, want %v", rules.Levels, want)
	}
}

func TestDialZonesToChooseFromInEveryShape(t *testing.T) {
	t.Parallel()
	rules := address.DecodeRules(models.Value(`{"DIALZONES":["32",{"dialZone":"31","name":"Bern"},{"zone":"44"},{},""]}`))
	var got []string
	for _, zone := range rules.DialZones {
		got = append(got, zone.Value.Raw()+"="+zone.Display.Raw())
	}
	if want := []string{"32=32", "31=Bern", "44=44"}; !slices.Equal(got, want) {
		t.Errorf("dial zones %q, want %q", got, want)
	}
}
