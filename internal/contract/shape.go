package contract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// longestShape is how much of a shape is shown, in characters.
const longestShape = 40

// shape is what a text looks like, and nothing of what it says: "Zug 12" is "AAA 99".
func shape(text string) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		switch {
		case i == longestShape:
			return b.String() + "…"
		case unicode.IsLetter(r):
			b.WriteByte('A')
		case unicode.IsDigit(r), unicode.IsNumber(r):
			b.WriteByte('9')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case strings.ContainsRune("-_./:+,@#()&;=%'", r):
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteByte('?')
		}
	}
	return b.String()
}

// stateFields are those whose values are words of the API, not of a customer.
func stateFields() []string {
	return []string{
		"status", "state", "step", "type", "category", "usage", "valueType", "rightsProfile", "dialZoneSelection", "voiceOffer",
		"kind", "product", "productReference", "segment", "sendingFormat", "priority", "slot", "currency", "unit", "token_type",
	}
}

// word is how a word of the API looks: letters, a few of them joined.
var word = regexp.MustCompile(`^[A-Za-z]{1,24}([ ._-][A-Za-z]{1,24}){0,2}$`)

// isState reports whether the value of a field may be shown as it is: the field holds
// words of the API, and this looks like one.
func isState(path, value string) bool {
	name := path[strings.LastIndexByte(path, '.')+1:]
	name = strings.TrimSuffix(name, "[]")
	isFlag := strings.Contains(path, "coverage.") && (value == "Yes" || value == "No")
	isRule := strings.HasSuffix(name, "_pidflo") && (value == "notUsed" || slices.Contains(elements(), value))
	return isFlag || isRule || slices.Contains(stateFields(), name) && word.MatchString(value)
}

// name is how a field may be called. Where the keys of an object are data, they are not
// shown.
var name = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$-]{0,39}$`)

// hasControls reports whether a text holds what is not to be seen but acts: control
// characters, marks that reorder or hide.
func hasControls(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Cf, r)
	})
}

// elements are those of an address (api-contract §2.4).
func elements() []string {
	all := strings.Fields("a1 a2 a3 a4 a5 a6 hno hns sts prd pod bld flr unit room pc pcn pobox dialZone")
	for n := range strings.FieldsSeq("1 2 3 4 5 6 7 8 9 10") {
		all = append(all, "addrExtInfo"+n)
	}
	return all
}
