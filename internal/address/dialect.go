package address

import (
	"regexp"
	"strings"
)

// ownDialect reports whether the pattern uses what Java reads differently from the
// engines here although they accept it: a class inside a class ([a-z&&[^b]],
// [a[bc]]), a brace that is not a quantifier, a flag of another meaning, or a pattern
// between slashes.
func ownDialect(source string) bool {
	if len(source) > 1 && source[0] == '/' && strings.Contains(source[1:], "/") {
		return true
	}
	scan := dialectScan{source: source}
	for scan.at < len(source) {
		if scan.strange() {
			return true
		}
		scan.at++
	}
	return false
}

// dialectScan walks over a pattern and knows whether it is inside a class or a
// quotation (\Q…\E).
type dialectScan struct {
	source          string
	at              int
	inClass, quoted bool
}

var (
	quantifier  = regexp.MustCompile(`^\{\d+(,\d*)?\}`)
	strangeFlag = regexp.MustCompile(`^\(\?[a-zA-Z]*[Uud]`)
)

// strange looks at one character and passes over what belongs to it.
func (s *dialectScan) strange() bool {
	rest := s.source[s.at:]
	switch {
	case rest[0] == '\\' && len(rest) > 1:
		s.escape(rest)
	case s.quoted:
	case s.inClass:
		s.inClass = rest[0] != ']'
		return rest[0] == '[' || strings.HasPrefix(rest, "&&")
	case rest[0] == '[':
		s.inClass = true
		// Where the first thing in a class is its closing bracket, engines disagree.
		return strings.HasPrefix(strings.TrimPrefix(rest[1:], "^"), "]")
	case rest[0] == '{':
		return !quantifier.MatchString(rest)
	case rest[0] == '(':
		return strangeFlag.MatchString(rest)
	}
	return false
}

// escape passes over a backslash and what it escapes, the braces of \p{L} included.
func (s *dialectScan) escape(rest string) {
	s.at++
	switch c := rest[1]; {
	case c == 'Q':
		s.quoted = true
	case c == 'E':
		s.quoted = false
	case !s.quoted && strings.HasPrefix(rest[2:], "{"):
		if end := strings.IndexByte(rest, '}'); end > 0 {
			s.at += end - 1
		}
	}
}
