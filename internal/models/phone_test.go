package models

import (
	"fmt"
	"strings"
	"testing"
)

// phones makes rows of numbers as the API sends them, each with the trunk prefix
// of its country.
func phones() []Phone {
	var rows []Phone
	for _, row := range []struct{ number, shown, trunk string }{
		{"+33465055222", "+33 4 65 05 52 22", "0"},
		{"33165055204", "+33 1 65 05 52 04", "0"},
		{"+41445550100", "+41 44 555 01 00", "0"},
		{"390612345678", "+39 06 1234 5678", ""},
		{"12125550100", "+1 212-555-0100", "1"},
		{"33140000000-33140000009", "+33 1 40 00 00 00 – +33 1 40 00 00 09", "0"},
		{"493012345", "+49 30 12345", "0"},
		{"4930123456", "+49 30 123456", "0"},
		{"4930465055222", "+49 30 465055222", "0"},
	} {
		rows = append(rows, Number{Number: NewText(row.number), Shown: row.shown, Trunk: row.trunk}.Phone())
	}
	return rows
}

func foundBy(q PhoneQuery) string {
	rows := phones()
	return strings.Trim(fmt.Sprint(q.Find(len(rows), func(i int) Phone { return rows[i] })), "[]")
}

func TestANumberIsFoundByItsOwnDigitsOnly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+33 4 65 05 52 22":              "0",
		"04 65 05 52 22":                 "0",
		"0033465055222":                  "0",
		"00 33 4 65 05 52 22":            "0",
		"0465055222":                     "0",
		"33465055222":                    "0",
		"465055222":                      "0",
		"+33 (0)4 65 05 52 22":           "0",
		"+33 (0) 4 65 05 52 22":          "0",
		"0033 (0)4 65 05 52 22":          "0",
		"(0)4 65 05 52 22":               "0",
		"+33 04 65 05 52 22":             "0",
		"04.65.05.52.22":                 "0",
		"04-65-05-52-22":                 "0",
		"04/65/05/52/22":                 "0",
		"04‑65–05—52−22":                 "0",
		"04\u00a065\u00a005\u202f52 22":  "0",
		"\u202a+33 4 65 05 52 22\u202c":  "0",
		"０４６５０５５２２２":                     "0",
		"tel:+33-4-65-05-52-22":          "0",
		"04 65 05 52 23":                 "",
		"+33 4 65 05 52 2":               "0", // its beginning
		"+4 65 05 52 22":                 "",
		"+465055222":                     "",
		"0465055222 ":                    "0",
		"00465055222":                    "",
		"04650552221":                    "",
		"06 1234 5678":                   "3", // the zero is part of it
		"6 1234 5678":                    "",
		"(212) 555-0100":                 "4",
		"1-212-555-0100":                 "4",
		"044 555 01 00":                  "2",
		"+41 (0)44 555 01 00":            "2",
		"01 40 00 00 05":                 "5", // within a range
		"+33140000009":                   "5",
		"+33140000010":                   "",
		"+331400":                        "5",
		"33140000003-33140000004":        "5",
		"33140000010-33140000019":        "",
		"+33140000000 - +33140000009":    "5",
		"030 12345":                      "6", // the longer one is another number
		"030 1234":                       "6 7",
		"55222":                          "0 8", // a piece
		"5055222":                        "0 8", // an end
		"40000007":                       "5",
		"0000007":                        "5",
		"2026":                           "",
		"+33":                            "0 1 5",
		"1":                              "1 2 3 4 5 6 7", // anywhere in a number
		"123456789012345678901234567890": "",
		"0123456789":                     "",
		"55204":                          "1",
	} {
		q, ok := ParsePhone(text)
		if !ok {
			t.Errorf("%q is not a number", text)
			continue
		}
		if got := foundBy(q); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

func TestWordsAreNoNumber(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "+", "lyon", "04 65 lyon", "12a", "1e5", "04+65", "++33", "published", "4:5"} {
		if _, ok := ParsePhone(text); ok {
			t.Errorf("%q is a number", text)
		}
	}
}

func TestNumbersAreTakenOutOfWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		words string
		found []string
	}{
		"04 65 05 52 22":                 {"", []string{"0"}},
		"published 04 65 05 52 22":       {"published", []string{"0"}},
		"04 65 05 52 22 published":       {"published", []string{"0"}},
		"paris 2":                        {"paris 2", nil},
		"+33 4 lyon":                     {"lyon", []string{"0"}},
		"+33465055222 +41445550100":      {"", []string{"0", "2"}},
		"2026-01-08":                     {"", []string{""}},
		"":                               {"", nil},
		"33165055204 released 465055222": {"released", []string{"1", "0"}},
	} {
		phones, words := PhonesIn(text)
		var found []string
		for _, q := range phones {
			found = append(found, foundBy(q))
		}
		if words != want.words || fmt.Sprint(found) != fmt.Sprint(want.found) {
			t.Errorf("%q: words %q and numbers %q, want %q and %q", text, words, found, want.words, want.found)
		}
	}
}

func TestARowThatIsARangeStaysARange(t *testing.T) {
	t.Parallel()
	rows := []Number{{Number: NewText("33140000000-33140000009"), Site: NewText("a")}, {Number: NewText("+33140000010;ext=12"), Site: NewText("a")}}
	if got := fmt.Sprint(RangesOf(rows)); got != "[33140000000-33140000010]" {
		t.Errorf("got %s", got)
	}
}
