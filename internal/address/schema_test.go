package address_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"btalk/internal/address"
	"btalk/internal/address/addresstest"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

func fieldOf(tb testing.TB, document string) address.Field {
	tb.Helper()
	schema := address.DecodeSchema(models.Value(`{"a1":` + document + `}`))
	field, ok := schema.Field("a1")
	if !ok {
		tb.Fatalf("%s gave no field", document)
	}
	return field
}

func TestFieldRules(t *testing.T) {
	t.Parallel()
	const (
		long   = `{"usage":"mandatory","valueType":"freestring","minLength":2,"maxLength":4}`
		digits = `{"usage":"optional","valueType":"FreeNumerical","minLength":3,"maxLength":3}`
		sample = `{"usage":"mandatory","valueType":"freestring","minLength":5,"maxLength":5,"valueRegexp":"^[a-z0-9]{5}$"}`
		list   = `{"usage":"optional","valueType":"enumeration","minLength":1,"possibleValues":["New York","Washington",12]}`
		shown  = `{"usage":"mandatory","valueType":"enumerationAssociative","possibleValues":[{"value":"AVE","display":"Avenue"},{"value":"RD","display":"Road"}]}`
		ahead  = `{"usage":"optional","valueRegexp":"^(?!SA)[A-Z]{2}$"}`
		back   = `{"usage":"optional","valueRegexp":"^(\\d)\\1$"}`
		never  = `{"usage":"optional","valueRegexp":"^[a-z&&[^b]]++$"}`
		slow   = `{"usage":"optional","valueRegexp":"^(?=a)(a+)+$"}`
		loose  = `{"usage":"optional","valueRegexp":"[0-9]{5}"}`
		word   = `{"usage":"optional","valueRegexp":"^\\w+$"}`
		unused = `{"usage":"notUsed","valueType":"freenumerical"}`
	)
	for name, test := range map[string]struct {
		field, value string
		broken       []address.Rule
		unclear      bool
	}{
		"mandatory and empty":                   {long, "", []address.Rule{"mandatory"}, false},
		"mandatory and blank":                   {long, "   ", []address.Rule{"mandatory"}, false},
		"too short":                             {long, "a", []address.Rule{"minLength"}, false},
		"too long":                              {long, "abcde", []address.Rule{"maxLength"}, false},
		"lengths count characters":              {long, "éèêë", nil, false},
		"optional and empty breaks nothing":     {digits, "", nil, false},
		"a letter among digits":                 {digits, "1a3", []address.Rule{"valueType"}, false},
		"foreign digits are not digits":         {digits, "١٢٣", []address.Rule{"valueType"}, false},
		"every rule at once":                    {digits, "abcd", []address.Rule{"valueType", "maxLength"}, false},
		"a leading zero is a digit":             {digits, "012", nil, false},
		"the sample pattern fits":               {sample, "ab123", nil, false},
		"the sample pattern misses":             {sample, "AB123", []address.Rule{"valueRegexp"}, false},
		"a possible value":                      {list, "Washington", nil, false},
		"a possible value sent as a number":     {list, "12", nil, false},
		"no possible value":                     {list, "washington", []address.Rule{"possibleValues"}, false},
		"an optional list accepts empty":        {list, "", nil, false},
		"a map accepts the stored value":        {shown, "AVE", nil, false},
		"a map does not accept what it shows":   {shown, "Avenue", []address.Rule{"possibleValues"}, false},
		"a lookahead is run and fits":           {ahead, "NL", nil, false},
		"a lookahead is run and misses":         {ahead, "SA", []address.Rule{"valueRegexp"}, false},
		"a backreference is run and fits":       {back, "11", nil, false},
		"a backreference is run and misses":     {back, "12", []address.Rule{"valueRegexp"}, false},
		"a pattern that nobody here can read":   {never, "b", nil, true},
		"a pattern that takes for ever":         {slow, strings.Repeat("a", 40) + "b", nil, true},
		"a pattern that fits a part":            {loose, "750011", nil, true},
		"a pattern that fits no part":           {loose, "75", []address.Rule{"valueRegexp"}, false},
		"a pattern whose dialects differ":       {word, "Zürich", nil, true},
		"an element the country does not use":   {unused, "x", nil, true},
		"an unused element that is empty":       {unused, "", nil, false},
		"an unknown usage refuses nothing":      {`{"usage":"maybe"}`, "x", nil, false},
		"an unknown type refuses nothing":       {`{"valueType":"hologram"}`, "x", nil, false},
		"no greatest length":                    {`{"minLength":0,"maxLength":0}`, strings.Repeat("x", 500), nil, false},
		"an incomplete list refuses nothing":    {`{"valueType":"enumeration","possibleValues":["a",{}]}`, "x", nil, true},
		"lengths that contradict refuse nothin": {`{"minLength":5,"maxLength":2}`, "abc", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := fieldOf(t, test.field).Check(test.value)
			var broken []address.Rule
			for _, v := range report.Violations {
				broken = append(broken, v.Rule)
				if v.What == "" || v.Fix == "" || v.Field != "a1" || v.Value.Raw() != test.value {
					t.Errorf("violation without its words: %+v", v)
				}
			}
			if !slices.Equal(broken, test.broken) || (len(report.NotChecked) > 0) != test.unclear {
				t.Errorf("Check(%q) = %v, not checked %v; want %v, unclear %v", test.value, broken, report.NotChecked, test.broken, test.unclear)
			}
		})
	}
}

func TestViolationLine(t *testing.T) {
	t.Parallel()
	field := fieldOf(t, `{"usage":"mandatory","defaultLabel":"State","valueType":"enumeration","possibleValues":["New York","Washington"]}`)
	for value, want := range map[string]string{
		"":         "a1: State is mandatory; give one of 2 values (mandatory)",
		"new york": "a1: “new york” is none of the 2 possible values; perhaps “New York” (possibleValues)",
		"Q\x1b[m":  "a1: “Q␛[m” is none of the 2 possible values; choose from the list: “New York”, “Washington” (possibleValues)",
	} {
		if got := field.Check(value).Violations[0].String(); got != want {
			t.Errorf("line for %q = %s, want %s", value, got, want)
		}
	}
}

func TestSchemaOrder(t *testing.T) {
	t.Parallel()
	schema := address.DecodeSchema(models.Value(`{"pc":{"position":10},"zz":{"usage":"optional","position":10},"a3":{},"a1":{"position":10},"hno":{"position":-1}}`))
	var got []string
	for _, field := range schema.Fields {
		got = append(got, string(field.Element))
	}
	if want := []string{"hno", "a1", "pc", "zz", "a3"}; !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
}

func TestSchemaIsFoundInside(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"flat":           `{"a1":{"usage":"mandatory"}}`,
		"in an object":   `{"iso2":"FR","addressConstraints":{"a1":{"usage":"mandatory"}}}`,
		"as a list":      `[{"element":"a1","usage":"mandatory"}]`,
		"a list inside":  `{"fields":[{"name":"A1","usage":"mandatory"}]}`,
		"with a comment": `{"comment":"x","a1":{"usage":"mandatory"}}`,
	} {
		field, ok := address.DecodeSchema(models.Value(document)).Field("a1")
		if !ok || field.Usage != address.Mandatory {
			t.Errorf("%s: no a1 in %s", name, document)
		}
	}
}

func TestMalformedDocumentsCostOnlyTheirField(t *testing.T) {
	t.Parallel()
	schema := address.DecodeSchema(addresstest.Open(t, "QM").Schema)
	broken := map[address.Element]bool{}
	for _, problem := range schema.Problems {
		broken[problem.Field] = true
	}
	for _, e := range []address.Element{"a1", "a2", "a3", "a4", "hno", "hns", "sts", "pc", "addrExtInfo3"} {
		if _, ok := schema.Field(e); !ok || !broken[e] {
			t.Errorf("%s: field there %v, reported %v", e, ok, broken[e])
		}
	}
	street, _ := schema.Field("a6")
	if street.MinLength != 2 || street.MaxLength != 30 || street.Usage != address.Mandatory || broken["a6"] {
		t.Errorf("a6 = %+v", street)
	}
	if _, ok := schema.Field("landmark"); !ok {
		t.Error("an unknown element was lost")
	}
	if _, ok := schema.Field("iso2"); ok {
		t.Error("the country code became an element")
	}
	report := addresstest.Open(t, "QM").Checker().Check(address.Decode(models.Value(`{"a6":"x","pc":"1234x","hns":"quater","a3":"Here"}`)))
	var lines []string
	for _, v := range report.Violations {
		lines = append(lines, string(v.Field)+" "+string(v.Rule))
	}
	if want := []string{"a6 minLength", "pc valueType"}; !slices.Equal(lines, want) {
		t.Errorf("violations %v, want %v", lines, want)
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		document string
		levels   []address.Level
		zone     address.DialZoneMode
	}{
		"the documented sample": {
			`{"emergencyAreaRules":{"area1_pidflo":"a2","area2_pidflo":"a3","area3_pidflo":"notUsed","area4_pidflo":"notUsed"},"dialZoneSelection":"manual"}`,
			[]address.Level{{1, "a2"}, {2, "a3"}},
			address.DialZoneManual,
		},
		"city above region":        {`{"emergencyAreaRules":{"area2_pidflo":"a1","area1_pidflo":"a3"}}`, []address.Level{{1, "a3"}, {2, "a1"}}, 0},
		"a postal code as area":    {`{"emergencyAreaRules":{"area1_pidflo":"pc"},"dialZoneSelection":"AutomaticSelection"}`, []address.Level{{1, "pc"}}, address.DialZoneAutomatic},
		"a level that only leads":  {`{"emergencyAreaRules":{"area1_pidflo":"notUsed","area2_pidflo":"a3"}}`, []address.Level{{1, ""}, {2, "a3"}}, 0},
		"other cases of the names": {`{"EmergencyAreaRules":{"AREA1":"A3","area2":null}}`, []address.Level{{1, "a3"}}, 0},
		"none used":                {`{"emergencyAreaRules":{"area1_pidflo":"NotUsed"}}`, nil, 0},
		"none":                     {`{}`, nil, 0},
		"no object":                {`{"emergencyAreaRules":[1],"dialZoneSelection":3}`, nil, 0},
		"one element twice":        {`{"emergencyAreaRules":{"area1_pidflo":"a3","area2_pidflo":"a3"}}`, []address.Level{{1, "a3"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules := address.DecodeRules(models.Value(test.document))
			if !slices.Equal(rules.Levels, test.levels) || rules.DialZone != test.zone {
				t.Errorf("levels %v, dial zone %v; want %v, %v", rules.Levels, rules.DialZone, test.levels, test.zone)
			}
		})
	}
	odd := address.DecodeRules(addresstest.Open(t, "QM").Rules)
	if len(odd.DialZones) != 2 || odd.DialZones[1].Display.Raw() != "South" || len(odd.Problems) != 2 {
		t.Errorf("odd rules = %+v", odd)
	}
}

func TestAreasInEveryShape(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`["Bern","Vaud"]`, `[{"area2":"Bern","area1":"x"},{"area2":"Vaud","area1":"x"}]`, `[{"name":"Bern"},{"name":"Vaud"}]`,
		`[{"value":"Bern","display":"b"},{"value":"Vaud"}]`, `{"values":["Bern","Vaud"]}`, `{"area2":["Bern","Vaud"]}`,
		`{"items":[{"name":"Bern"},null,{},{"name":"Bern"},"Vaud",""]}`, `[{"code":"BE","name":"Bern"},{"code":"VD","name":"Vaud"}]`,
	} {
		var got []string
		for _, area := range address.DecodeAreas(models.Value(document), 2) {
			got = append(got, area.Raw())
		}
		if !slices.Equal(got, []string{"Bern", "Vaud"}) {
			t.Errorf("%s = %q", document, got)
		}
	}
	for _, document := range []string{``, `null`, `[]`, `{"values":[]}`, `{"message":"no"}`, `"Bern"`} {
		if got := address.DecodeAreas(models.Value(document), 1); len(got) != 0 {
			t.Errorf("%s = %v, want none", document, got)
		}
	}
}

// FuzzFieldRules: whatever the schema, nothing panics, and a value is called wrong
// only where a plain reading of the rule agrees.
func FuzzFieldRules(f *testing.F) {
	f.Add(`"usage":"mandatory","valueType":"freenumerical","minLength":1,"maxLength":5`, `^[0-9]+$`, "123")
	f.Add(`"valueType":"enumeration","possibleValues":["a","b"]`, `(?=x)y`, "")
	f.Add(`"minLength":"9","maxLength":{}`, `[a-z&&[^b]]`, "é")
	f.Add(`"usage":7`, `(a{1000}){1000}`, "aaaa")
	f.Add(``, `(?<n>a)\k<n>`, "aa")
	f.Add(`"valueType":"freenumerical"`, `^\d+$`, "1\x80")
	f.Fuzz(func(t *testing.T, rules, pattern, value string) {
		checkDecoded(t, rules, value)
		checkPattern(t, pattern, value)
	})
}

func checkDecoded(t *testing.T, rules, value string) {
	t.Helper()
	v, err := models.ParseValue([]byte(`{"a1":{` + rules + `}}`))
	if err != nil {
		return
	}
	field, ok := address.DecodeSchema(v).Field("a1")
	if !ok {
		return
	}
	n := utf8.RuneCountInString(value)
	for _, broken := range field.Check(value).Violations {
		_ = broken.String()
		wrong := map[address.Rule]bool{
			address.RuleMandatory: field.Usage == address.Mandatory && !text.Visible(value),
			address.RuleText:      len(text.Flaws(value)) > 0 || value != "" && !text.Visible(value),
			address.RuleType:      strings.Trim(value, "0123456789") != "",
			address.RuleMinLength: n < field.MinLength,
			address.RuleMaxLength: n > field.MaxLength,
			address.RulePattern:   field.Pattern != nil,
			address.RuleValues:    !slices.ContainsFunc(field.Choices, func(c address.Choice) bool { return c.Value.Raw() == value }),
		}
		if !wrong[broken.Rule] {
			t.Fatalf("%q was called wrong: %s", value, broken)
		}
	}
}

func checkPattern(t *testing.T, pattern, value string) {
	t.Helper()
	verdict, reason := address.CompilePattern(pattern).Check(value)
	if (verdict == address.Unclear) != (reason != "") {
		t.Fatalf("verdict %v with reason %q", verdict, reason)
	}
	re, err := regexp.Compile(pattern)
	if err == nil && verdict == address.Misses && re.MatchString(value) {
		t.Fatalf("%q misses %q although it matches", value, pattern)
	}
}
