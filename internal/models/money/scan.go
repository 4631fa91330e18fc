package money

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/govalues/decimal"
)

// longest is the length of the longest text that is taken for an amount, in
// bytes.
const longest = 48

// number is an amount without its sign and currency: "1 234,50".
type number struct {
	body     []byte // digits, marks, and ' for every other sign that groups digits
	negative bool
	exponent int
}

// scan takes a text apart. It is Read when a number is left.
func scan(text []byte) (number, Currency, Reading) {
	var n number
	rest := bytes.TrimSpace(text)
	if len(rest) > longest {
		return n, Currency{}, Unreadable
	}
	if plainNumber(rest) { // most are
		n.body = rest
		return n, Currency{}, Read
	}
	if isNothing(rest) {
		return n, Currency{}, Empty
	}
	plain, ok := simplify(rest)
	if !ok {
		return n, Currency{}, Unreadable
	}
	if inner, found := bytes.CutPrefix(plain, []byte("(")); found {
		if plain, found = bytes.CutSuffix(inner, []byte(")")); !found {
			return n, Currency{}, Unreadable
		}
		n.negative = true
	}
	currency, ok := n.strip(plain)
	if !ok || !n.cutExponent() || !digitsAndMarks(n.body) {
		return n, Currency{}, Unreadable
	}
	return n, currency, Read
}

// plainNumber reports whether a text is digits with marks, the first one a digit.
func plainNumber(text []byte) bool {
	for i, c := range text {
		if !isDigit(c) && (i == 0 || c != '.' && c != ',') {
			return false
		}
	}
	return len(text) > 0
}

func isNothing(text []byte) bool {
	switch strings.ToLower(string(text)) {
	case "", "-", "--", "—", "–", "null", "none", "nil", "n/a", "na", "\\n":
		return true
	}
	return false
}

// simplify writes every blank as one, every apostrophe as ', every minus as -.
func simplify(text []byte) (plain []byte, ok bool) {
	plain = make([]byte, 0, longest)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch r {
		case '\u00a0', '\u2009', '\u202f', '\u2007', '\t':
			r = ' '
		case '’', '´', '`':
			r = '\''
		case '−', '–':
			r = '-'
		case utf8.RuneError:
			return nil, false
		}
		plain = utf8.AppendRune(plain, r)
		text = text[size:]
	}
	return plain, true
}

// strip takes sign and currency off both ends and leaves the body.
func (n *number) strip(text []byte) (Currency, bool) {
	var currency Currency
	signs := 0
	for {
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return currency, false
		}
		first, last := text[0], text[len(text)-1]
		switch {
		case first == '-' || first == '+':
			n.negative = n.negative || first == '-'
			signs++
			text = text[1:]
		case last == '-':
			n.negative = true
			signs++
			text = text[:len(text)-1]
		case isDigit(first) || first == '.' || first == ',':
			end := bytes.LastIndexAny(text, "0123456789.,") + 1
			if end == len(text) {
				n.body = text
				return currency, signs <= 1
			}
			if !currency.take(text[end:]) {
				return currency, false
			}
			text = text[:end]
		default:
			start := bytes.IndexAny(text, "-+0123456789.,")
			if start < 0 || !currency.take(text[:start]) {
				return currency, false
			}
			text = text[start:]
		}
	}
}

// cutExponent takes "e3" off the end of the body. Beyond ±20 nobody means it.
func (n *number) cutExponent() bool {
	at := bytes.IndexAny(n.body, "eE")
	if at < 0 {
		return true
	}
	digits := n.body[at+1:]
	minus := bytes.HasPrefix(digits, []byte("-"))
	if minus || bytes.HasPrefix(digits, []byte("+")) {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 2 {
		return false
	}
	for _, c := range digits {
		if !isDigit(c) {
			return false
		}
		n.exponent = n.exponent*10 + int(c-'0')
	}
	if minus {
		n.exponent = -n.exponent
	}
	n.body = n.body[:at]
	return n.exponent >= -20 && n.exponent <= 20
}

func digitsAndMarks(body []byte) bool {
	digits := 0
	for i, c := range body {
		switch {
		case isDigit(c):
			digits++
		case c == ' ', c == '\'':
			body[i] = '\''
		case c != '.' && c != ',':
			return false
		}
	}
	return digits > 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (n *number) count(mark Mark) int { return bytes.Count(n.body, []byte{byte(mark)}) }

// decimals finds the mark before the decimals: its place in the body, -1 when
// there are none.
func (n *number) decimals(known Mark) (at int, reading Reading) {
	dots, commas, other := n.count(Dot), n.count(Comma), n.count('\'')
	last := bytes.LastIndexAny(n.body, ".,")
	switch {
	case dots+commas == 0:
		return -1, grouped(n.body, '\'')
	case dots > 0 && commas > 0:
		mark := Mark(n.body[last])
		if n.count(mark) > 1 || other > 0 {
			return 0, Unreadable
		}
		return last, grouped(n.body[:last], byte(mark.other()))
	case dots+commas > 1:
		if other > 0 {
			return 0, Unreadable
		}
		return -1, grouped(n.body, n.body[last])
	case other > 0:
		return last, grouped(n.body[:last], '\'')
	}
	before, after := n.body[:last], n.body[last+1:]
	if len(after) != 3 || len(before) == 0 || len(before) > 3 || before[0] == '0' || Mark(n.body[last]) == known {
		return last, Read
	}
	if known == NoMark {
		return 0, Ambiguous
	}
	return -1, Read
}

// grouped reports that the digits stand in groups of three, the first one
// shorter perhaps. (The Indian groups of two are accepted before the last.)
func grouped(whole []byte, sign byte) Reading {
	groups := bytes.Split(whole, []byte{sign})
	for i, group := range groups {
		size := len(group)
		switch {
		case len(groups) == 1 || i == 0 && size >= 1 && size <= 3:
		case size == 3, size == 2 && i < len(groups)-1:
		default:
			return Unreadable
		}
	}
	return Read
}

// value is the number, its decimals after the mark at that place.
func (n *number) value(at int) (decimal.Decimal, bool) {
	const most = 18 // digits that an int64 holds whatever they are
	var coefficient int64
	digits, scale := 0, -n.exponent
	for i, c := range n.body {
		if !isDigit(c) {
			continue
		}
		if at >= 0 && i > at {
			scale++
		}
		if digits > 0 || c != '0' {
			digits++
		}
		if digits > most {
			return decimal.Decimal{}, false
		}
		coefficient = coefficient*10 + int64(c-'0')
	}
	for ; scale < 0; scale++ {
		if digits++; digits > most && coefficient != 0 {
			return decimal.Decimal{}, false
		}
		coefficient *= 10
	}
	if n.negative {
		coefficient = -coefficient
	}
	value, err := decimal.New(coefficient, scale)
	return value, err == nil
}
