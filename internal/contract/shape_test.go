package contract_test

import (
	"strings"
	"testing"

	"btalk/internal/contract"
)

func TestAShapeSaysHowAValueLooksAndNothingElse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Zug 12":              "AAA 99",
		"Zürich-Süd":          "AAAAAA-AAA",
		"+33 1 46":            "+99 9 99",
		"-12.30":              "-99.99",
		"a\x1b[31m|b`<script": "A?99A?A??AAAAAA",
		"日本 ٣":                "AA 9",
		"":                    "",
	} {
		if got := contract.Shape(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if got := contract.Shape(strings.Repeat("x", 100)); len([]rune(got)) != 41 {
		t.Errorf("a long text is %q", got)
	}
}

func TestADateStaysOneThatCanBeRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-11-25":                "2000-01-01",
		"2026-11-25T09:41:07+01:00": "2000-01-01T00:00:00+00:00",
		"2026-11-25T09:41:07.123Z":  "2000-01-01T00:00:00.000Z",
		"2026-11":                   "9999-99",
		"25/11/2026":                "99/99/9999",
	} {
		if got := contract.Stand(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestOnlyWordsOfTheAPIAreShownAsTheyAre(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		path, value string
		shown       bool
	}{
		{"[].status", "inDeployment", true},
		{"[].history[].status", "published", true},
		{"[].status", "Yet-To-Reach", true},
		{"[].status", "order 4711", false},
		{"[].status", "moved to the house of Mr Miller", false},
		{"[].status", "a\x1b[31m", false},
		{"[].name", "active", false},
		{"coverage.onnet", "Yes", true},
		{"coverage.comment", "Maybe", false},
		{"emergencyAreaRules.area1_pidflo", "a2", true},
		{"emergencyAreaRules.area1_pidflo", "Miller", false},
	} {
		if got := contract.IsState(test.path, test.value); got != test.shown {
			t.Errorf("%s %q: %v", test.path, test.value, got)
		}
	}
}
