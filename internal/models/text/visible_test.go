package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"btalk/internal/models/text"
)

func TestAValueIsVisibleOnlyWithSomethingToSee(t *testing.T) {
	for _, s := range []string{"a", " 1 ", "-", "é", "e\u0301", "東", "\u200bx", "☎", "№", "\u0600"} {
		if !text.Visible(s) {
			t.Errorf("%+q is not visible", s)
		}
	}
	blank := []string{
		"", " ", "\t", "\r\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u00ad", "\u2800", "\x00", "\x1b", "\x7f", "\u0085",
		"\u115f", "\u3164", "\uffa0", "\u034f", "\u17b4", "\u180e", "\u2065", "\u2060", "\u202e", "\ufe0f", "\U000e0100",
		"\U000e0001", "\u0301", "\U0001d159", "\U00013441", "\U0001bca0", "\u200b \ufeff\t", "\u2028",
	}
	for _, s := range blank {
		if text.Visible(s) {
			t.Errorf("%+q is visible", s)
		}
	}
}

func TestNothingThatUnicodeIgnoresIsVisible(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		ignored := unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.White_Space, unicode.Cc) ||
			unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		if ignored && text.Visible(string(r)) {
			t.Errorf("%U is visible", r)
		}
		if ignored && text.Tidy(string(r)) != "" {
			t.Errorf("%U survives tidying", r)
		}
		if unicode.IsLetter(r) && !ignored && text.IsBlank(r) == text.Visible(string(r)) {
			t.Errorf("%U is a letter that is not visible", r)
		}
	}
}

func TestFlawsAreSaidAndTidiedAway(t *testing.T) {
	cases := []struct {
		in    string
		flaws string
		tidy  string
	}{
		{"Rue de la Paix", "", "Rue de la Paix"},
		{"Zürich", "", "Zürich"},
		{"Zu\u0308rich", "", "Zu\u0308rich"},
		{"a  b", "", "a  b"},
		{"12\u00a0bis", "", "12\u00a0bis"},
		{"می\u200cخواهم", "", "می\u200cخواهم"},
		{"Paris ", "ends with a blank", "Paris"},
		{" Paris", "begins with a blank", "Paris"},
		{"\u00a0Paris\u3000", "begins with a blank, ends with a blank", "Paris"},
		{"Pa\u200bris", "contains a zero-width space (U+200B)", "Paris"},
		{"Pa\u200cris", "contains a zero-width non-joiner (U+200C)", "Paris"},
		{"Paris \u200b", "ends with a blank, contains a zero-width space (U+200B)", "Paris"},
		{"\ufeffParis", "contains a byte order mark (U+FEFF)", "Paris"},
		{"FR_T1\r", "contains a line end (U+000D)", "FR_T1"},
		{"one\r\ntwo", "contains a line end (U+000D), contains a line end (U+000A)", "one two"},
		{"one \t two", "contains a tab (U+0009)", "one two"},
		{"a\x00b", "contains a null character (U+0000)", "ab"},
		{"a\x01b\x01", "contains a control character (U+0001)", "ab"},
		{"a\u2800b", "contains a Braille blank (U+2800)", "a b"},
		{"a\ufe0f", "contains a variation selector (U+FE0F)", "a"},
		{"a\u202eb", "contains a direction override (U+202E)", "ab"},
		{"Soci\xe9t\xe9", "contains a byte that is not UTF-8", "Soci\xe9t\xe9"},
		{"\xff ", "ends with a blank, contains a byte that is not UTF-8", "\xff "},
		{"Soci\ufffdt", "contains the sign for a lost character (U+FFFD)", "Soci\ufffdt"},
		{"\u200b", "contains a zero-width space (U+200B)", ""},
	}
	for _, c := range cases {
		if got := strings.Join(text.Flaws(c.in), ", "); got != c.flaws {
			t.Errorf("%+q: flaws %q, want %q", c.in, got, c.flaws)
		}
		if got := text.Tidy(c.in); got != c.tidy {
			t.Errorf("%+q: tidied to %+q, want %+q", c.in, got, c.tidy)
		}
	}
}

func FuzzTidySettlesAndLosesNothingThatIsSeen(f *testing.F) {
	for _, s := range []string{"a\u200b \r\n b", " \u2800x\t", "\xff\u200d", "می\u200c\u200cخ", "\u00a0\u200b\u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tidy := text.Tidy(s)
		if again := text.Tidy(tidy); again != tidy {
			t.Fatalf("%+q: tidied to %+q, then to %+q", s, tidy, again)
		}
		if seen(s) != seen(tidy) {
			t.Fatalf("%+q lost what can be seen: %+q", s, tidy)
		}
		for _, flaw := range text.Flaws(tidy) {
			if utf8.ValidString(s) && !strings.Contains(flaw, "lost") {
				t.Fatalf("%+q still %s", tidy, flaw)
			}
		}
		if slices.Contains(text.Flaws(s), "") {
			t.Fatalf("%+q has a flaw without words", s)
		}
	})
}

// seen is what of s can be seen.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if text.Invisible(r) || text.IsBlank(r) {
			return -1
		}
		return r
	}, s)
}
