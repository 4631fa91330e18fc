package text

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Mask takes secrets out of text, in whatever way they are written there: as they
// are, escaped for JSON, Go, a URL, HTML, XML or mail, also twice or in part, and
// as base64, base32, hex or a list of bytes. It is built once for a set of secrets
// and safe for concurrent use. The nil Mask changes nothing.
//
// Text is walked once. A table of the pairs of bytes with which a secret can begin
// lets nearly every place go by with one look.
type Mask struct {
	begins [1 << 16]bool    // pairs of bytes
	first  [1 << 8][]string // what begins with that byte
}

const (
	// Masked stands where a secret was.
	Masked = "[redacted]"

	// escapes are the bytes with which an escape begins.
	escapes = "\\%&=+"
)

// NewMask makes the mask of those secrets that have at least shortest bytes; less
// would black out ordinary words.
func NewMask(shortest int, secrets ...string) *Mask {
	m := &Mask{}
	known := map[string]bool{}
	for _, secret := range secrets {
		if len(secret) < shortest {
			continue
		}
		for _, form := range encodings(secret) {
			if len(form) >= shortest && !known[form] {
				known[form] = true
				m.add(form)
			}
		}
	}
	for b := range m.first { // the longest first: it covers most
		slices.SortFunc(m.first[b], func(x, y string) int { return len(y) - len(x) })
	}
	return m
}

func (m *Mask) add(form string) {
	m.first[form[0]] = append(m.first[form[0]], form)
	for _, second := range append([]byte(escapes), form[1]) {
		m.begins[int(form[0])<<8|int(second)] = true
	}
	for i := range len(escapes) { // it may be escaped from its first character on
		for second := range 1 << 8 {
			m.begins[int(escapes[i])<<8|second] = true
		}
	}
}

// Hide gives s with every secret replaced by Masked.
func (m *Mask) Hide(s string) string {
	if m == nil {
		return s
	}
	var out strings.Builder
	kept := 0
	for i := 0; i+1 < len(s); i++ {
		if !m.begins[int(s[i])<<8|int(s[i+1])] {
			continue
		}
		if n := m.at(s[i:]); n > 0 {
			out.WriteString(s[kept:i])
			out.WriteString(Masked)
			kept = i + n
			i = kept - 1
		}
	}
	if kept == 0 {
		return s
	}
	out.WriteString(s[kept:])
	return out.String()
}

// at is how many bytes at the beginning of s write a secret, 0 for none.
func (m *Mask) at(s string) int {
	longest := m.beginning(s, s[0])
	if !isEscape(s[0]) {
		return longest
	}
	units(s, deepest, func(u unit) bool {
		if u.text != "" {
			longest = max(longest, m.beginning(s, u.text[0]))
		}
		return true
	})
	return longest
}

// beginning tries the forms that begin with the byte b.
func (m *Mask) beginning(s string, b byte) int {
	longest := 0
	for _, form := range m.first[b] {
		if n, ok := spells(s, form); ok {
			longest = max(longest, n)
		}
	}
	return longest
}

func isEscape(b byte) bool { return b == '"' || strings.IndexByte(escapes, b) >= 0 }

// spells reports whether s begins with form, escaped or not, and in how many bytes.
func spells(s, form string) (n int, ok bool) {
	same := 0
	for same < len(form) && same < len(s) && s[same] == form[same] && !isEscape(s[same]) {
		same++ // the common case, without a search
	}
	s, form = s[same:], form[same:]
	if form == "" {
		return same, true
	}
	if s == "" || !isEscape(s[0]) {
		return 0, false
	}
	units(s, deepest, func(u unit) bool {
		rest, begins := strings.CutPrefix(form, u.text)
		if !begins {
			return true
		}
		if n, ok = spells(s[u.size:], rest); ok {
			n += u.size + same
		}
		return !ok
	})
	return n, ok
}

// unit is one character as it is written: what it means, and in how many bytes.
type unit struct {
	text string
	size int
}

const (
	deepest = 3  // an escape of an escape of an escape
	ahead   = 48 // what an escape takes at most
)

// units gives the ways to read the beginning of s until yield has enough: as it
// is, as an escape, and what comes out of that as an escape again.
func units(s string, depth int, yield func(unit) bool) bool {
	if s == "" {
		return true
	}
	if !yield(unit{s[:1], 1}) {
		return false
	}
	if strings.HasPrefix(s, `\\`) {
		return escapedBackslash(s, yield)
	}
	u := escape(s)
	if u.size == 0 {
		return true
	}
	if !yield(u) {
		return false
	}
	if depth == 0 || u.size == 1 || len(u.text) != 1 || !isEscape(u.text[0]) {
		return true
	}
	again := u.text + s[u.size:min(len(s), u.size+ahead)]
	return units(again, depth-1, func(inner unit) bool {
		return inner.size == 1 && inner.text == u.text || yield(unit{inner.text, u.size - 1 + inner.size})
	})
}

// escapedBackslash reads backslashes that were escaped once or several times, alone
// and as the beginning of another escape that was.
func escapedBackslash(s string, yield func(unit) bool) bool {
	bare := strings.TrimLeft(s, `\`)
	run := len(s) - len(bare)
	for n := 2; n <= min(run, 1<<deepest); n *= 2 {
		if !yield(unit{`\`, n}) {
			return false
		}
	}
	if run > 1<<deepest {
		return true
	}
	u := backslash(s[run-1:])
	return u.size == 0 || yield(unit{u.text, u.size + run - 1})
}

// escape reads one escape at the beginning of s; its size is 0 when there is none.
func escape(s string) unit {
	switch s[0] {
	case '\\':
		return backslash(s)
	case '%', '=':
		return hexByte(s)
	case '&':
		return entity(s)
	case '+':
		return unit{" ", 1}
	case '"':
		if strings.HasPrefix(s, `""`) {
			return unit{`"`, 2}
		}
	}
	return unit{}
}

// backslash reads an escape of JSON, JavaScript or Go.
func backslash(s string) unit {
	if len(s) < 2 {
		return unit{}
	}
	c := s[1]
	digits := 0
	switch c {
	case 'u':
		digits = 4
	case 'x':
		digits = 2
	case 'U':
		digits = 8
	}
	if digits > 0 {
		return codePoint(s, digits)
	}
	if len(s) >= 4 && c >= '0' && c <= '3' {
		if b, err := strconv.ParseUint(s[1:4], 8, 8); err == nil {
			return unit{string([]byte{byte(b)}), 4}
		}
	}
	if at := strings.IndexByte("abfnrtv", c); at >= 0 {
		return unit{"\a\b\f\n\r\t\v"[at : at+1], 2}
	}
	return unit{s[1:2], 2}
}

// codePoint reads \x2f, \u002f or \U0000002f.
func codePoint(s string, digits int) unit {
	if len(s) < 2+digits {
		return unit{}
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	switch {
	case err != nil:
		return unit{}
	case digits == 2:
		return unit{string([]byte{byte(n)}), 4}
	}
	return unit{string(rune(n)), 2 + digits}
}

// hexByte reads %2F and =2F; an end of line of mail that is none (=, line end)
// means nothing.
func hexByte(s string) unit {
	if len(s) >= 3 {
		if n, err := strconv.ParseUint(s[1:3], 16, 8); err == nil {
			return unit{string([]byte{byte(n)}), 3}
		}
	}
	switch {
	case strings.HasPrefix(s, "=\r\n"):
		return unit{"", 3}
	case strings.HasPrefix(s, "=\n"):
		return unit{"", 2}
	}
	return unit{}
}

// longestEntity is the length of the longest entity that is looked at: &#x0010FFFF;.
const longestEntity = 12

// entity reads an escape of HTML or XML.
func entity(s string) unit {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 0 {
		return unit{}
	}
	meant := html.UnescapeString(s[:end+1])
	if meant == s[:end+1] {
		return unit{}
	}
	return unit{meant, end + 1}
}

// encodings are the ways to write a secret in another alphabet; escapes are not
// among them, they are read as the text goes by.
func encodings(secret string) []string {
	raw := []byte(secret)
	decimals := strings.Trim(fmt.Sprintf("%v", raw), "[]")
	forms := []string{
		secret, hex.EncodeToString(raw), strings.ToUpper(hex.EncodeToString(raw)),
		fmt.Sprintf("% x", secret), fmt.Sprintf("% X", secret),
		decimals, strings.ReplaceAll(decimals, " ", ","),
	}
	if !utf8.ValidString(secret) {
		forms = append(forms, strings.ToValidUTF8(secret, "\ufffd"))
	}
	for _, encode := range []func([]byte) string{base64.RawStdEncoding.EncodeToString, base64.RawURLEncoding.EncodeToString} {
		forms = append(forms, aligned(raw, 3, 6, encode)...)
	}
	for _, alphabet := range []*base32.Encoding{base32.StdEncoding, base32.HexEncoding} {
		encode := alphabet.WithPadding(base32.NoPadding).EncodeToString
		forms = append(forms, aligned(raw, 5, 5, encode)...)
	}
	return forms
}

// aligned encodes a secret that stands behind 0, 1, … bytes of something else, and
// keeps the digits of bits bits that depend on nothing but the secret.
func aligned(secret []byte, group, bits int, encode func([]byte) string) []string {
	var forms []string
	for before := range group {
		digits := encode(append(make([]byte, before), secret...))
		from := (before*8 + bits - 1) / bits
		to := (before + len(secret)) * 8 / bits
		forms = append(forms, digits[from:to])
	}
	return forms
}
