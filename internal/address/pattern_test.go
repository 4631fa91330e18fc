package address_test

import (
	"strings"
	"testing"

	"btalk/internal/address"
)

// A value is wrong only where every reading of the pattern says so.
func TestPatterns(t *testing.T) {
	t.Parallel()
	const (
		elsewhere = "its pattern cannot be run here"
		partly    = "its pattern fits only a part of the value, or only in some dialects"
		slow      = "its pattern took too long to run here"
	)
	for name, test := range map[string]struct {
		pattern, value string
		verdict        address.Verdict
		reason         string
	}{
		"none":                                     {"", "anything", address.Fits, ""},
		"the whole value":                          {"[0-9]{5}", "75001", address.Fits, ""},
		"a part at the front":                      {"[0-9]{5}", "75001x", address.Unclear, partly},
		"a part at the end":                        {"[0-9]{5}", "x75001", address.Unclear, partly},
		"no part":                                  {"[0-9]{5}", "7500", address.Misses, ""},
		"one of two, each the whole value":         {"a|ab", "ab", address.Fits, ""},
		"anchored and missing":                     {"^[0-9]{5}$", "75001x", address.Misses, ""},
		"a line end after the whole value":         {"^a$", "a\n", address.Unclear, partly},
		"a lookahead that fits":                    {"^(?=a)a+$", "aaa", address.Fits, ""},
		"a lookahead that fits a part":             {"(?=a)a+", "aaab", address.Unclear, partly},
		"a lookahead that fits behind":             {"(?=a)a+", "baaa", address.Unclear, partly},
		"a lookahead that misses":                  {"^(?=b)a+$", "aaa", address.Misses, ""},
		"lengths count characters":                 {"^(?=é)é+$", "éé", address.Fits, ""},
		"a class that the dialects read otherwise": {`^\d+$`, "٣", address.Unclear, partly},
		"a pattern that takes for ever":            {"^(?=a)(a+)+$", strings.Repeat("a", 40) + "b", address.Unclear, slow},
		"a class of two":                           {"^[a-z&&[^b]]+$", "a", address.Unclear, elsewhere},
		"a class in a class":                       {"^[a[bc]]$", "b", address.Unclear, elsewhere},
		"a bracket first in a class":               {"^[]a]$", "a", address.Unclear, elsewhere},
		"a bracket first in a class that is not":   {"^[^]a]$", "b", address.Unclear, elsewhere},
		"a brace that counts nothing":              {"^a{x}$", "a{x}", address.Unclear, elsewhere},
		"a brace that counts":                      {"^a{1,}$", "aa", address.Fits, ""},
		"a brace that counts up to":                {"^a{1,2}$", "aa", address.Fits, ""},
		"a brace with a blank":                     {"^a{1, 2}$", "aa", address.Unclear, elsewhere},
		"between slashes":                          {"/^a$/", "a", address.Unclear, elsewhere},
		"a slash alone":                            {"/", "/", address.Fits, ""},
		"a slash inside":                           {"a/b", "a/b", address.Fits, ""},
		"flags of another meaning":                 {"(?U)^a+$", "b", address.Unclear, elsewhere},
		"flags behind others of another meaning":   {"(?id)^a+$", "b", address.Unclear, elsewhere},
		"flags that all know":                      {"(?i)^a+$", "AA", address.Fits, ""},
		"a named group":                            {"^(?<n>a)$", "a", address.Fits, ""},
		"quoted brackets":                          {`^\Qa[[\E$`, "a[[", address.Fits, ""},
		"a class after what was quoted":            {`^\Qa\E[a[b]]$`, "aa", address.Unclear, elsewhere},
		"an escaped bracket":                       {`^\[\[$`, "[[", address.Fits, ""},
		"an escaped bracket in a class":            {`^[\[\]]+$`, "[]", address.Fits, ""},
		"a class of letters by property":           {`^\p{L}+$`, "Zürich", address.Fits, ""},
		"a class after a property":                 {`^\p{L}[a[b]]$`, "ab", address.Unclear, elsewhere},
		"a brace in a class":                       {`^[a{]+$`, "a{", address.Fits, ""},
		"an ampersand in a class":                  {`^[a&]+$`, "a&", address.Fits, ""},
		"two ampersands outside a class":           {`^a&&b$`, "a&&b", address.Fits, ""},
		"a backslash at the end":                   {`a\`, "a", address.Unclear, elsewhere},
		"no pattern at all":                        {`(`, "(", address.Unclear, elsewhere},
		"as long as is run":                        {strings.Repeat("a", 10_000), "b", address.Misses, ""},
		"longer than is run":                       {strings.Repeat("a", 10_001), "b", address.Unclear, elsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			verdict, reason := address.CompilePattern(test.pattern).Check(test.value)
			if verdict != test.verdict || reason != test.reason {
				t.Errorf("%s on %q: %d %q, want %d %q", test.pattern, test.value, verdict, reason, test.verdict, test.reason)
			}
		})
	}
}

func TestAPatternIsShownAsItCame(t *testing.T) {
	t.Parallel()
	if got := address.CompilePattern(`^\d{5}$`).String(); got != `^\d{5}$` {
		t.Errorf("got %s", got)
	}
}
