package models

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/models/text"
)

// Text is a string that came from outside the program: a server, a file, the
// environment, the operator. String is safe to show on a terminal, in a log or
// in a file; Raw is the value as it came, and the only form that goes back to
// the server.
//
// The rule works on Unicode properties, in one pass whose output is never
// parsed again: what has a shape of its own stays, what could move the cursor,
// reorder or hide text becomes a visible mark.
type Text struct {
	raw, safe string
}

// NewText takes a string from outside.
func NewText(raw string) Text {
	return Text{raw: raw, safe: Safe(raw)}
}

// String returns the text in a form that is safe to show: one line, valid
// UTF-8, NFC, without controls, reordering or invisible characters.
func (t Text) String() string { return t.safe }

// Raw returns the value exactly as it came. It is for writing back and for
// comparing, never for showing.
func (t Text) Raw() string { return t.raw }

// Empty reports whether nothing came.
func (t Text) Empty() bool { return t.raw == "" }

// MarshalJSON writes the raw value.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.raw) }

// UnmarshalJSON accepts a string, a number or a flag; null and anything else
// give the empty text.
func (t *Text) UnmarshalJSON(data []byte) error {
	*t = Value(data).Text()
	return nil
}

const (
	markOther   = '\uFFFD' // what cannot be shown
	markNewline = '↵'
	maxMarks    = 4 // combining marks on one base character

	settleRounds = 4
)

// Safe returns s in the form that Text.String promises. It settles at once for
// what is safe already; composing letters may leave something more to do.
func Safe(s string) string {
	if plainASCII(s) {
		return s
	}
	for range settleRounds {
		safer := norm.NFC.String(safeRunes(s))
		if safer == s {
			return s
		}
		s = safer
	}
	return s
}

func safeRunes(s string) string {
	var out strings.Builder
	out.Grow(len(s) + 8)
	marks := 0
	var before rune
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		next, _ := utf8.DecodeRuneInString(s[at:])
		shown, keep := safeRune(r, before, next)
		if !keep {
			continue
		}
		switch {
		case text.IsJoiner(shown):
		case unicode.Is(unicode.M, shown):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		out.WriteRune(shown)
		before = shown
	}
	return out.String()
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// safeRune decides what stands for r between its neighbours, and whether
// anything does.
func safeRune(r, before, next rune) (shown rune, keep bool) {
	switch {
	case r >= ' ' && r <= '~', r >= 'À' && r <= 'ɏ': // most of what comes: Latin letters
		return r, true
	case r == '\t':
		return ' ', true
	case r == '\n', r == '\u0085', r == '\u2028', r == '\u2029':
		return markNewline, true
	case r < ' ':
		return '\u2400' + r, true
	case r == '\u007f':
		return '\u2421', true
	case text.IsJoiner(r):
		return r, text.Joins(before, next)
	case unicode.Is(unicode.Variation_Selector, r):
		return 0, false
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), !unicode.IsGraphic(r):
		return markOther, true
	}
	return r, true
}
