package text

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible reports whether anything of s can be seen: a letter, digit, punctuation
// or symbol. Blanks, controls, combining marks alone and what Unicode calls
// ignorable leave nothing on the screen, so a value made of them is not a value.
func Visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Prepended_Concatenation_Mark) &&
			!Invisible(r) && !IsBlank(r)
	})
}

// Invisible reports whether r takes part in a text without leaving a mark of its
// own: a control, or one of Unicode's Default_Ignorable_Code_Point (derived as in
// DerivedCoreProperties.txt: format characters, variation selectors and the list
// of others, without the signs that stand before a number).
func Invisible(r rune) bool {
	switch {
	case r >= ' ' && r <= '~':
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// IsBlank reports whether r is shown as an empty cell: the spaces of Unicode, and
// the symbols and letters that are drawn without ink.
func IsBlank(r rune) bool { return unicode.Is(unicode.Zs, r) || emptySign(r) }

// emptySign reports whether r is a symbol or letter without ink: the Braille
// pattern blank, the musical null notehead, the blanks of the hieroglyphs.
func emptySign(r rune) bool {
	return r == '\u2800' || r == '\U0001d159' || r == '\U00013441' || r == '\U00013442'
}

// breaksWord reports whether r parts words like a blank although it is none: the
// ends of lines and the tab.
func breaksWord(r rune) bool { return unicode.Is(unicode.White_Space, r) && !unicode.Is(unicode.Zs, r) }

// Joins reports whether a zero-width joiner or non-joiner has a meaning between
// two characters: in the scripts where it changes the shape of a word.
func Joins(before, next rune) bool { return joinable(before) && joinable(next) }

func joinable(r rune) bool {
	return r > '\u0590' && (unicode.IsLetter(r) || unicode.Is(unicode.M, r)) &&
		unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
			unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
			unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// IsJoiner reports whether r is the zero-width joiner or non-joiner.
func IsJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// EndsWithBlank is what Flaws says of a value that ends with a blank: while it is
// typed, another word may follow.
const EndsWithBlank = "ends with a blank"

// Flaws says in words what in s an operator would not see, each once: "begins with
// a blank", "ends with a blank", "contains a zero-width space (U+200B)". It is nil
// for a clean value.
func Flaws(s string) []string {
	if clean(s) {
		return nil
	}
	var flaws []string
	say := func(what string) {
		if !slices.Contains(flaws, what) {
			flaws = append(flaws, what)
		}
	}
	seen := strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, s)
	if strings.TrimLeftFunc(seen, IsBlank) != seen {
		say("begins with a blank")
	}
	if strings.TrimRightFunc(seen, IsBlank) != seen {
		say(EndsWithBlank)
	}
	walk(s, func(at place) {
		switch {
		case at.r == utf8.RuneError && at.size == 1:
			say("contains a byte that is not UTF-8")
		case at.r == utf8.RuneError:
			say("contains the sign for a lost character (U+FFFD)")
		case at.hidden() || emptySign(at.r):
			say("contains " + Describe(at.r))
		}
	})
	return flaws
}

// Tidy gives s without what Flaws finds: invisible characters go, an end of line
// or a tab inside becomes a blank, and no blank stays at an end. What was lost on
// the way here cannot be brought back: text that is not UTF-8 stays as it is.
// Tidying twice changes nothing.
func Tidy(s string) string {
	if clean(s) || !utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	made := false // the last thing written is a blank that stands for something else
	walk(s, func(at place) {
		blank := at.r == ' '
		switch {
		case breaksWord(at.r) || emptySign(at.r):
			if !strings.HasSuffix(out.String(), " ") {
				out.WriteByte(' ')
			}
			made = true
			return
		case at.hidden() || blank && made:
			return
		}
		made = false
		out.WriteString(s[at.start : at.start+at.size])
	})
	tidy := strings.TrimFunc(out.String(), IsBlank)
	if tidy != s {
		return Tidy(tidy) // what is gone may have stood between two that now meet
	}
	return tidy
}

// clean is the fast path: ASCII that can be seen, without a blank at an end.
func clean(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}

// place is one character of a text between its neighbours.
type place struct {
	r, before, next rune
	start, size     int
}

// hidden reports whether the character is there without being seen or meant.
func (p place) hidden() bool {
	return Invisible(p.r) && (!IsJoiner(p.r) || !Joins(p.before, p.next))
}

func walk(s string, visit func(place)) {
	var before rune
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		visit(place{r, before, next, i, size})
		before = r
		i += size
	}
}

// Describe names a character that cannot be seen, with its article and its number
// in Unicode: "a zero-width space (U+200B)".
func Describe(r rune) string {
	name, known := names[r]
	switch {
	case known:
	case unicode.Is(unicode.Cc, r):
		name = "a control character"
	case unicode.Is(unicode.Zs, r):
		name = "a special blank"
	case unicode.Is(unicode.Variation_Selector, r):
		name = "a variation selector"
	default:
		name = "an invisible character"
	}
	return fmt.Sprintf("%s (U+%04X)", name, r)
}

// names are those that operators meet, from spreadsheets, web pages and terminals.
var names = map[rune]string{
	'\t': "a tab", '\n': "a line end", '\r': "a line end", '\v': "a line end", '\f': "a page end",
	'\u0085': "a line end", '\u2028': "a line end", '\u2029': "a paragraph end",
	'\x00': "a null character", '\x1b': "an escape character", '\x7f': "a delete character",
	'\u00a0': "a no-break space", '\u202f': "a narrow no-break space", '\u3000': "a wide blank",
	'\u00ad': "a soft hyphen", '\u034f': "a grapheme joiner", '\u061c': "a direction mark",
	'\u115f': "a Hangul filler", '\u1160': "a Hangul filler", '\u3164': "a Hangul filler", '\uffa0': "a Hangul filler",
	'\u200b': "a zero-width space", '\u200c': "a zero-width non-joiner", '\u200d': "a zero-width joiner",
	'\u200e': "a direction mark", '\u200f': "a direction mark", '\u2060': "a word joiner",
	'\u202a': "a direction override", '\u202b': "a direction override", '\u202c': "a direction override",
	'\u202d': "a direction override", '\u202e': "a direction override",
	'\u2066': "a direction isolate", '\u2067': "a direction isolate", '\u2068': "a direction isolate",
	'\u2069': "a direction isolate", '\u2800': "a Braille blank", '\ufeff': "a byte order mark",
}
