package spread_test

import (
	"errors"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/models"
)

// Where little is known of a country, little is filled: its convention, its schema.
func TestWhereLittleIsKnown(t *testing.T) {
	t.Parallel()
	const all = `{"a3":{},"a6":{},"hno":{},"pc":{}}`
	const fiveDigits = `{"a3":{},"a6":{},"hno":{},"pc":{"valueType":"freenumerical","minLength":5,"maxLength":5}}`
	for name, test := range map[string]struct{ iso2, schema, line, want string }{
		"the last part without a number is the town": {"JP", all, "12 Some Road, Osaka", "a3=Osaka | a6=12 Some Road"},
		"one part has no town":                       {"JP", all, "12 Some Road", "-12 Some Road (without a comma or a postal code, street and town cannot be told apart)"},
		"a code is shown, not taken":                 {"JP", all, "12 Some Road, Osaka 530-0001", "a3=Osaka | a6=12 Some Road | -530-0001 (it may be the postal code)"},
		"one that the schema's rule asks for":        {"JP", fiveDigits, "12 Some Road, Osaka 53000", "a3=Osaka | a6=12 Some Road | pc=53000"},
		"two that it could be":                       {"JP", fiveDigits, "12345 Some Road, Osaka 53000", "a3=Osaka | a6=12345 Some Road | -53000 (it may be the postal code)"},
		"a town with a number":                       {"JP", all, "12 Some Road, Osaka 4", "a6=12 Some Road | -Osaka 4 (it is not clear where it belongs)"},
		"a person":                                   {"JP", all, "c/o Meier, 12 Some Road, Osaka", "a3=Osaka | -c/o Meier 12 Some Road (it is not clear where it belongs)"},
		"no schema, a German line":                   {"DE", `{}`, "Hauptstraße 5, 10115 Berlin", "pc=10115 | a3=Berlin | hno=5 | a6=Hauptstraße"},
		"no schema, a French line":                   {"FR", `{}`, "12 bis rue Victor Hugo, 75001 Paris", "pc=75001 | a3=Paris | hno=12 | hns=bis | a6=rue Victor Hugo"},
		"no schema, an American line":                {"US", `{}`, "350 Fifth Avenue, New York, NY 10118", "pc=10118 | hno=350 | a6=Fifth Avenue | -New York (a place between street and town, and the country has no field for it) | -NY (it may be a state, and no list tells)"},
		"a schema without the number":                {"DE", `{"a3":{},"a6":{},"pc":{}}`, "Hauptstraße 5, 10115 Berlin", "a3=Berlin | a6=Hauptstraße | pc=10115 | -5 (the country takes no street number)"},
		"a schema without the code":                  {"DE", `{"a3":{},"a6":{},"hno":{}}`, "Hauptstraße 5, 10115 Berlin", "a3=Berlin | a6=Hauptstraße | hno=5 | -10115 (no field for it: postal code)"},
		"a schema without the town":                  {"DE", `{"pcn":{},"a6":{},"hno":{},"pc":{}}`, "Hauptstraße 5, 10115 Berlin", "a6=Hauptstraße | hno=5 | pc=10115 | pcn=Berlin"},
		"a schema with a box":                        {"DE", `{"pobox":{},"a3":{},"pc":{}}`, "Postfach 12 34, 10115 Berlin", "a3=Berlin | pc=10115 | pobox=12 34"},
		"a schema without the street":                {"DE", `{"a3":{},"hno":{},"pc":{}}`, "Hauptstraße 5, 10115 Berlin", "a3=Berlin | hno=5 | pc=10115 | -Hauptstraße (no field for it: street name without type or number)"},
		"a number that the schema refuses is marked": {"DE", `{"a3":{},"a6":{},"hno":{"valueType":"freenumerical","maxLength":2},"pc":{}}`, "Hauptstraße 512, 10115 Berlin", "a3=Berlin | a6=Hauptstraße | hno=512 (!) | pc=10115"},
		"all is taken before the code":               {"GB", all, "Flat 3, BN7 1AB", "pc=BN7 1AB | -Flat 3 (no field for it: unit)"},
		"a box alone":                                {"US", all, "PO Box 12", "-PO Box 12 (a post office box, and the country has no field for it)"},
	} {
		proposal, err := new(spread.Spreader).Line(test.line, address.Checker{
			Country: address.CountryOf(test.iso2), Schema: address.DecodeSchema(models.Value(test.schema)),
		})
		if got := inFull(proposal); err != nil || got != test.want {
			t.Errorf("%s\n gives %s, %v\n want  %s", name, got, err, test.want)
		}
	}
}

// Four digits between street and town are the code where the areas list the town
// under it; without the areas they may as well be the house number.
func TestTheAreasTellACodeFromANumber(t *testing.T) {
	t.Parallel()
	belgium := address.Checker{
		Country: address.CountryOf("BE"), Schema: address.DecodeSchema(models.Value(`{"a3":{},"a6":{},"hno":{},"pc":{}}`)),
		Rules: address.DecodeRules(models.Value(`{"emergencyAreaRules":{"area1":"pc","area2":"a3"}}`)),
	}
	listed := func(path []string) (address.AreaList, error) {
		town := map[string]string{"1000": "Brussel", "2000": "Antwerpen"}[strings.Join(path, "/")]
		return address.NewAreaList([]models.Text{models.NewText(town)}, ""), nil
	}
	for name, test := range map[string]struct {
		areas address.Areas
		line  string
		want  string
	}{
		"the town is under the code":  {listed, "Wetstraat 1000 Brussel", "a3=Brussel | a6=Wetstraat | pc=1000"},
		"it is under another one":     {listed, "Wetstraat 2000 Brussel", "a3=Brussel | a6=Wetstraat | -2000 (it may be the postal code or the house number)"},
		"no areas":                    {nil, "Wetstraat 1000 Brussel", "a3=Brussel | a6=Wetstraat | -1000 (it may be the postal code or the house number)"},
		"areas that cannot be had":    {func([]string) (address.AreaList, error) { return address.AreaList{}, errors.New("gone") }, "Wetstraat 1000 Brussel", "a3=Brussel | a6=Wetstraat | -1000 (it may be the postal code or the house number)"},
		"a number stands before them": {nil, "Wetstraat 16 1000 Brussel", "a3=Brussel | a6=Wetstraat | hno=16 | pc=1000"},
	} {
		checker := belgium
		checker.Areas = test.areas
		if got := inFull(spreadLine(t, test.line, given{checker, new(spread.Spreader)})); got != test.want {
			t.Errorf("%s\n gives %s\n want  %s", name, got, test.want)
		}
	}
}

// The length of a line is bounded in characters.
func TestALineIsNotABook(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("é", spread.Longest)
	if _, err := new(spread.Spreader).Line(longest, address.Checker{}); err != nil {
		t.Errorf("the longest line: %v", err)
	}
	_, err := new(spread.Spreader).Line(longest+"é", address.Checker{})
	var long *spread.TooLongError
	if !errors.As(err, &long) || long.Characters != spread.Longest+1 ||
		err.Error() != "the text has 2001 characters and an address at most 2000; give the address alone" {
		t.Errorf("one more: %v", err)
	}
}

func TestWhatIsAcceptedIsEveryValueAsItStands(t *testing.T) {
	t.Parallel()
	value := spread.Value{Value: address.Value{Element: "hno", Text: models.NewText("512")}, Refused: "3 characters"}
	if got := (spread.Proposal{Values: []spread.Value{value}}).Accepted(); len(got) != 1 || got[0] != value.Value {
		t.Errorf("accepted %v", got)
	}
}
