package calls

import (
	"bytes"
	"strings"

	"btalk/internal/models/phone"
	"btalk/internal/models/text"
)

// The places of numbers that belong to no country.
const (
	Withheld      = "withheld"      // anonymous, masked, empty
	Special       = "special"       // six digits at most
	Emergency     = "emergency"     // 15, 17, 18, 112
	International = "international" // +800 and the other codes of services
	Unknown       = "unknown"       // no number that could be placed
)

// home is the calling code of numbers in national form: ten digits, the first
// one 0, as in France.
const home = "33"

// numbers tells where numbers belong. It remembers what it was asked.
type numbers struct {
	countries map[string]string // by calling code, and six digits after it where countries share the code
	key       []byte

	national int64 // numbers read as those of home
}

// maxRemembered is how many answers are kept.
const maxRemembered = 1 << 16

// place gives the country of a number as ISO 3166-1 alpha-2, or one of the
// places above; and the number in the one form in which it is counted, which is
// good until the next call.
func (n *numbers) place(raw []byte) (place string, number []byte) {
	digits, place := n.normal(raw)
	if place != "" {
		return place, digits
	}
	code, shared := phone.Code(string(visible(digits[1:])))
	switch code {
	case "":
		return Unknown, digits
	case "800", "808", "870", "881", "882", "883", "888", "979":
		return International, digits
	}
	key := code
	if shared {
		key = string(visible(digits[1:min(len(digits), 1+len(code)+6)]))
	}
	if known, ok := n.countries[key]; ok {
		return known, digits
	}
	country, exact := phone.Country(string(visible(digits[1:])))
	if country == "" {
		return Unknown, digits
	}
	if exact || !shared { // a number in no range must not speak for those beside it
		if len(n.countries) >= maxRemembered || n.countries == nil {
			n.countries = map[string]string{}
		}
		n.countries[key] = country
	}
	return country, digits
}

// visible puts a digit for every hidden one: the last ones do not change the
// country, and 5 is a digit of numbers everywhere.
func visible(digits []byte) []byte {
	if bytes.IndexByte(digits, hidden) < 0 {
		return digits
	}
	return bytes.ReplaceAll(digits, []byte{hidden}, []byte("5"))
}

// hidden stands for a digit that the carrier hides.
const hidden = 'X'

// The lengths of numbers, in digits (ITU-T E.164).
const (
	shortest    = 7
	longestE164 = 15
	specialMost = 6
)

// normal writes a number as + and digits. place is not empty for what is none.
func (n *numbers) normal(raw []byte) (number []byte, place string) {
	digits, ok := n.digitsOf(raw)
	if !ok {
		return digits, wordPlace(raw)
	}
	plus := digits[0] == '+'
	switch {
	case len(bytes.Trim(digits, "+X*#")) == 0:
		return digits, Withheld
	case plus:
	case bytes.HasPrefix(digits, []byte("000")):
		return digits, Unknown // no country begins with 0
	case bytes.HasPrefix(digits, []byte("00")):
		digits = append(digits[:0], digits[1:]...)
		digits[0] = '+'
	case len(digits) <= specialMost:
		return digits, special(digits)
	case len(digits) == 10 && digits[0] == '0':
		n.national++
		digits = append(digits, "  "...)
		copy(digits[len(home)+1:], digits[1:10])
		copy(digits, "+"+home)
	case len(digits) >= 11 && digits[0] != '0':
		digits = append(digits, ' ')
		copy(digits[1:], digits)
		digits[0] = '+'
	default:
		return digits, Unknown
	}
	if size := len(digits) - 1; size < shortest || size > longestE164 || digits[1] == '0' {
		return digits, Unknown
	}
	return digits, ""
}

// digitsOf leaves digits, a plus before them, and X for hidden ones. ok is false
// when there are letters or nothing.
func (n *numbers) digitsOf(raw []byte) (digits []byte, ok bool) {
	n.key = n.key[:0]
	raw = bytes.TrimPrefix(bytes.TrimPrefix(raw, []byte("tel:")), []byte("sip:"))
	if at := bytes.IndexAny(raw, "@;"); at >= 0 {
		raw = raw[:at]
	}
	for i, c := range raw {
		switch {
		case isDigit(c), c == '+' && len(n.key) == 0, c == '#':
			n.key = append(n.key, c)
		case c == 'X', c == 'x', c == '*' && i > 0:
			n.key = append(n.key, hidden)
		case c == '*':
			n.key = append(n.key, c)
		case bytes.IndexByte([]byte(" .-()/'\t\xa0\xc2\xe2\x80\xaf"), c) >= 0: // no-break spaces too
		default:
			return raw, false
		}
	}
	return n.key, len(n.key) > 0
}

func special(digits []byte) string {
	switch string(digits) {
	case "15", "17", "18", "112":
		return Emergency
	}
	return Special
}

// wordPlace tells words for a hidden number from those of something else.
func wordPlace(raw []byte) string {
	folded := text.Fold(cellText(raw))
	if folded == "" {
		return Withheld
	}
	for _, word := range []string{
		"anonym", "withheld", "private", "restricted", "unavailable", "masque", "secret", "inconnu", "unknown",
		"unterdruckt", "unbekannt", "oculto", "anonim", "hidden", "blocked", "null",
	} {
		if strings.Contains(folded, word) {
			return Withheld
		}
	}
	return Unknown
}

// isNumber reports whether a cell is a number or a word for a hidden one, and
// not the name of a place.
func isNumber(cell []byte) bool {
	var n numbers
	if _, ok := n.digitsOf(cell); ok {
		return true
	}
	return wordPlace(cell) == Withheld
}
