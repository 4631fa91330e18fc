package address_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Every violation says what is wrong and what to do; its neighbour on the right side
// of the rule is none.
func TestEveryViolationAndItsNeighbour(t *testing.T) {
	t.Parallel()
	many := `["Aa","Bb","Cc","Dd","Ee"]`
	for name, test := range map[string]struct{ field, value, line, neighbour string }{
		"mandatory": {
			`{"usage":"mandatory","defaultLabel":"Canton"}`, "",
			"a1: Canton is mandatory; give any characters (mandatory)", "x",
		},
		"mandatory, blanks": {
			`{"usage":"required","maxLength":3}`, "  ",
			"a1: National subdivision: state, province, region is mandatory and holds only blanks; give at most 3 characters (mandatory)", "x",
		},
		"mandatory, not seen": {
			`{"usage":"mandatory","defaultLabel":"Canton"}`, " \u200b",
			"a1: Canton is mandatory and holds nothing that can be seen: a zero-width space (U+200B); give any characters (mandatory)", "x",
		},
		"optional, not seen": {
			`{"usage":"optional","valueType":"freenumerical"}`, "\u200b",
			"a1: it holds nothing that can be seen: a zero-width space (U+200B); leave it empty, or give any digits (text)", "",
		},
		"optional, blanks": {
			`{"usage":"optional"}`, " ", "a1: it holds only blanks; leave it empty, or give any characters (text)", "",
		},
		"one too few": {
			`{"minLength":2}`, "a", "a1: 1 character, at least 2 are needed; add 1 (minLength)", "ab",
		},
		"three too few": {
			`{"minLength":5}`, "ab", "a1: 2 characters, at least 5 are needed; add 3 (minLength)", "abcde",
		},
		"two too many": {
			`{"maxLength":2}`, "abcd", "a1: 4 characters, at most 2 are allowed; take away 2 (maxLength)", "ab",
		},
		"a sign among digits": {
			`{"valueType":"freenumerical"}`, "-12", "a1: “-” is not a digit; use the digits 0 to 9 only (valueType)", "0912",
		},
		"a letter after the digits": {
			`{"valueType":"freenumerical"}`, "9:", "a1: “:” is not a digit; use the digits 0 to 9 only (valueType)", "9",
		},
		"a letter before the digits": {
			`{"valueType":"freenumerical"}`, "/0", "a1: “/” is not a digit; use the digits 0 to 9 only (valueType)", "0",
		},
		"a pattern": {
			`{"valueRegexp":"^[A-Z]$"}`, "b", "a1: “b” does not fit the pattern ^[A-Z]$; write it as the pattern says (valueRegexp)", "B",
		},
		"a list, nothing like it": {
			`{"valueType":"enumeration","possibleValues":` + many + `}`, "zz",
			"a1: “zz” is none of the 5 possible values; choose from the list: “Aa”, “Bb”, “Cc”, … (possibleValues)", "Cc",
		},
		"a list, something like it": {
			`{"valueType":"enumeration","possibleValues":` + many + `}`, "cc",
			"a1: “cc” is none of the 5 possible values; perhaps “Cc” (possibleValues)", "Cc",
		},
		"a short list is given whole": {
			`{"valueType":"enumeration","possibleValues":["Aa","Bb","Cc"]}`, "zz",
			"a1: “zz” is none of the 3 possible values; choose from the list: “Aa”, “Bb”, “Cc” (possibleValues)", "Aa",
		},
		"a value by what it shows": {
			`{"valueType":"enumerationAssociative","possibleValues":[{"value":"AVE","display":"Avenue"},{"value":"RD","display":"Road"}]}`, "road",
			"a1: “road” is none of the 2 possible values; perhaps “RD” (possibleValues)", "RD",
		},
		"a blank at the end": {
			`{"usage":"optional"}`, "Bern ", "a1: ends with a blank; write “Bern” (text)", "Bern",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			field := fieldOf(t, test.field)
			if got := fmt.Sprint(field.Check(test.value).Violations); got != "["+test.line+"]" {
				t.Errorf("%q: %s\nwant  [%s]", test.value, got, test.line)
			}
			if report := field.Check(test.neighbour); !report.OK() {
				t.Errorf("the neighbour %q: %s", test.neighbour, report.Violations)
			}
		})
	}
}

func TestWhatAFieldExpects(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{}`:                            "any characters",
		`{"valueType":"freenumerical"}`: "any digits",
		`{"minLength":1}`:               "any characters",
		`{"minLength":2}`:               "at least 2 characters",
		`{"maxLength":9}`:               "at most 9 characters",
		`{"minLength":1,"maxLength":9}`: "at most 9 characters",
		`{"minLength":2,"maxLength":9}`: "2 to 9 characters",
		`{"minLength":1,"maxLength":1}`: "exactly 1 characters",
		`{"minLength":4,"maxLength":4,"valueType":"freenumerical"}`: "exactly 4 digits",
		`{"valueRegexp":"^a$","maxLength":3}`:                       "at most 3 characters fitting ^a$",
		`{"valueType":"enumeration","possibleValues":["a","b"]}`:    "one of 2 values",
		`{"valueType":"enumerationAssociative"}`:                    "one of the possible values",
	} {
		if got := fieldOf(t, document).Expects(); got != want {
			t.Errorf("%s expects %q, want %q", document, got, want)
		}
	}
}

func TestAFieldIsNamedByItsLabelOrItsMeaning(t *testing.T) {
	t.Parallel()
	for want, field := range map[string]address.Field{
		"Canton":                         {Element: "a1", Label: models.NewText(" Canton ")},
		"City":                           {Element: "a3", Label: models.NewText("  ")},
		"Dial zone local to the address": {Element: address.DialZone},
		"landmark":                       {Element: "landmark"},
		"land␛mark":                      {Element: "land\x1bmark"},
	} {
		if got := field.Name(); got != want {
			t.Errorf("%+v is named %q, want %q", field, got, want)
		}
	}
}

func TestWhatIsShownForAStoredValue(t *testing.T) {
	t.Parallel()
	field := fieldOf(t, `{"valueType":"enumerationAssociative","possibleValues":[{"value":"AVE","display":"Avenue"},{"value":"RD"},7]}`)
	for stored, want := range map[string]string{"AVE": "Avenue", "RD": "RD", "7": "7", "ave": "ave", "": ""} {
		if got := field.Display(models.NewText(stored)); got != want {
			t.Errorf("%q shows %q, want %q", stored, got, want)
		}
	}
	var a address.Address
	a.Set("a1", "AVE")
	a.Set("a3", "AVE")
	shown := address.Schema{Fields: []address.Field{field}}.Shown(a)
	if got := string(shown.JSON()); got != `{"a1":"Avenue","a3":"AVE"}` || a.Get("a1").Raw() != "AVE" {
		t.Errorf("shown as %s, from %s", got, a.JSON())
	}
}

func TestAPossibleValueIsMeantByItsValueOrItsDisplay(t *testing.T) {
	t.Parallel()
	choice := func(value, display string) address.Choice {
		return address.Choice{Value: models.NewText(value), Display: models.NewText(display)}
	}
	field := address.Field{Choices: []address.Choice{
		choice("AVE", "Avenue"), choice("ALL", "Allée"), choice("ALL", "Allée"), choice("ST", "Street"), choice("SNT", "St"), choice("-", "none"),
		choice("RTE", "Route"), choice("RT", "Route"),
	}}
	for given, want := range map[string]string{
		"AVE": "AVE", "ave": "AVE", "AVENUE": "AVE", "allee": "ALL", "ST": "ST", "street": "ST", "snt": "SNT",
		"st":    "", // the value of one and the display of another
		"Route": "", "Rue": "", "": "", "-": "",
	} {
		if got, ok := field.Meant(given); got.Raw() != want || ok != (want != "") {
			t.Errorf("%q means %q, %t; want %q", given, got.Raw(), ok, want)
		}
	}
}

func TestOnlyWhatNobodySeesIsTidied(t *testing.T) {
	t.Parallel()
	free := fieldOf(t, `{"usage":"optional"}`)
	list := fieldOf(t, `{"valueType":"enumeration","possibleValues":["Aa ","Bb"]}`)
	for name, test := range map[string]struct {
		field       address.Field
		value, tidy string
	}{
		"a blank at the end":                {free, "Bern ", "Bern"},
		"two blanks inside":                 {free, "Bern  West", ""},
		"a clean value":                     {free, "Bern", ""},
		"nothing would be left":             {free, "\u200b", ""},
		"a value of the list, as it is":     {list, "Aa ", ""},
		"the list judges what is not of it": {list, "Bb ", ""},
		"what cannot be seen inside":        {free, "Be\u00adrn", "Bern"},
		"a line end":                        {free, "Bern\nWest", "Bern West"},
	} {
		tidy, ok := test.field.Tidied(test.value)
		if ok != (test.tidy != "") || ok && tidy != test.tidy {
			t.Errorf("%s: %+q becomes %+q, %t; want %+q", name, test.value, tidy, ok, test.tidy)
		}
	}
}

func TestQuotedIsShortAndSafe(t *testing.T) {
	t.Parallel()
	forty := strings.Repeat("é", 40)
	for raw, want := range map[string]string{
		"":           "“”",
		"Bern":       "“Bern”",
		forty:        "“" + forty + "”",
		forty + "x":  "“" + forty + "…”",
		"a\x1b[31mb": "“a␛[31mb”",
	} {
		if got := address.Quoted(raw); got != want {
			t.Errorf("%+q is shown as %s, want %s", raw, got, want)
		}
	}
}

func TestWhatIsNotCheckedIsALine(t *testing.T) {
	t.Parallel()
	for want, one := range map[string]address.Unchecked{
		"not checked here: no schema":    {Why: "no schema"},
		"a1: not checked here: no list":  {Field: "a1", Why: "no list"},
		"a␛1: not checked here: no list": {Field: "a\x1b1", Why: "no list"},
	} {
		if got := one.String(); got != want {
			t.Errorf("%+v: %q, want %q", one, got, want)
		}
	}
}

func TestWordsLeftForOneReasonAreJoined(t *testing.T) {
	t.Parallel()
	left := func(pairs ...string) (all []address.Unplaced) {
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, address.Unplaced{Word: models.NewText(pairs[i]), Why: pairs[i+1]})
		}
		return all
	}
	for name, test := range map[string]struct{ given, want []address.Unplaced }{
		"none":                       {nil, nil},
		"one":                        {left("Postfach", "box"), left("Postfach", "box")},
		"neighbours for one reason":  {left("PO", "box", "Box", "box", "12", "box"), left("PO Box 12", "box")},
		"a neighbour for another":    {left("PO", "box", "Sussex", "county"), left("PO", "box", "Sussex", "county")},
		"the same reason, but apart": {left("PO", "box", "Sussex", "county", "12", "box"), left("PO", "box", "Sussex", "county", "12", "box")},
	} {
		if got := address.JoinUnplaced(test.given); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
