package models

import (
	"fmt"
	"slices"
	"testing"
)

func TestParseRangeReadsWhatOperatorsWrite(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text, want string
		count      int64
		ok         bool
	}{
		{"33140000000", "33140000000", 1, true},
		{"33140000000-33140000009", "33140000000-33140000009", 10, true},
		{"+33 1 40 00 00 00 - +33 1 40 00 00 09", "33140000000-33140000009", 10, true},
		{"33140000000–33140000009", "33140000000-33140000009", 10, true},
		{"33 140000000", "33140000000", 1, true},
		{"33140000000 12", "", 0, false}, // a number and something else, not one of 13 digits
		{"33140000000 33140000001", "", 0, false},
		{"", "", 0, false},
		{"331-", "", 0, false},
		{"-331", "", 0, false},
		{"33x", "", 0, false},
		{"33-34-35", "", 0, false},
		{"+", "", 0, false},
	}
	for _, c := range cases {
		r, err := ParseRange(c.text)
		if (err == nil) != c.ok {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if count, _ := r.Count(); c.ok && (r.String() != c.want || count != c.count) {
			t.Errorf("%q: %s with %d numbers, want %s with %d", c.text, r, count, c.want, c.count)
		}
	}
}

func TestRangesArePastedAsTheyStandInAList(t *testing.T) {
	t.Parallel()
	const two = "[33140000000 33140000005-33140000009]"
	for text, want := range map[string]string{
		"33140000000 33140000005-33140000009":                                 two,
		"33140000000\r33140000005-33140000009\r":                              two,
		"33140000000\r\n33140000005-33140000009\r\n":                          two,
		"33140000000\n\n33140000005 - 33140000009":                            two,
		"+33140000000, +33140000005-+33140000009,":                            two,
		"33140000000;33140000005-33140000009":                                 two,
		"33140000000\t33140000005–33140000009":                                two,
		"+33 1 40 00 00 00\r+33 1 40 00 00 05 - +33 1 40 00 00 09":            two,
		"+33 1 40 00 00 00 +33 1 40 00 00 05-33 1 40 00 00 09":                two,
		"+33\u00a01\u00a040\u00a000\u00a000\u00a000, 33140000005-33140000009": two,
		"": "[]",
	} {
		if got, err := ParseRanges(text); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"33140000000␍", "33140000000↵33140000001", "33140000000 12", "33140000000 x", "lyon", "33140000000-"} {
		if got, err := ParseRanges(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestCountRefusesWhatIsNoRange(t *testing.T) {
	t.Parallel()
	for _, r := range []NumberRange{
		{}, {Start: "2", Stop: "1"}, {Start: "1", Stop: "10"}, {Start: "1a", Stop: "2a"}, {Start: "1234567890123456", Stop: "1234567890123456"},
	} {
		if n, ok := r.Count(); ok {
			t.Errorf("%+v counts %d", r, n)
		}
	}
}

func TestMergeRanges(t *testing.T) {
	t.Parallel()
	one := func(start, stop, site string) NumberRange { return NumberRange{Start: start, Stop: stop, Site: site} }
	cases := []struct {
		name        string
		given, want []NumberRange
	}{
		{"neighbours in any order", []NumberRange{one("13", "14", "a"), one("10", "10", "a"), one("11", "12", "a")}, []NumberRange{one("10", "14", "a")}},
		{"repetitions", []NumberRange{one("10", "10", "a"), one("11", "11", "a"), one("10", "10", "a"), one("11", "11", "a")}, []NumberRange{one("10", "11", "a")}},
		{"another voicesite", []NumberRange{one("10", "10", "a"), one("11", "11", "b")}, []NumberRange{one("10", "10", "a"), one("11", "11", "b")}},
		{"a gap", []NumberRange{one("10", "10", "a"), one("12", "12", "a")}, []NumberRange{one("10", "10", "a"), one("12", "12", "a")}},
		{"an overlap stays to be told", []NumberRange{one("10", "13", "a"), one("12", "15", "a")}, []NumberRange{one("10", "13", "a"), one("12", "15", "a")}},
		{"another length", []NumberRange{one("99", "99", "a"), one("100", "100", "a")}, []NumberRange{one("99", "99", "a"), one("100", "100", "a")}},
		{"leading zeros", []NumberRange{one("009", "009", "a"), one("010", "010", "a")}, []NumberRange{one("009", "010", "a")}},
		{"no numbers at all", []NumberRange{one("x", "y", "a"), one("", "", "a")}, []NumberRange{one("", "", "a"), one("x", "y", "a")}},
	}
	for _, c := range cases {
		if got := MergeRanges(c.given); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestRangesOfReadsNumbersWithAndWithoutPlus(t *testing.T) {
	t.Parallel()
	number := func(text, site string) Number { return Number{Number: NewText(text), Site: NewText(site)} }
	got := RangesOf([]Number{number("+33140000001", "a"), number("33140000000", "a"), number("33140000002;ext=7", "a")})
	if len(got) != 1 || got[0].String() != "33140000000-33140000002" {
		t.Errorf("got %v", got)
	}
}
