package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSVCell gives a cell of a CSV file that no spreadsheet runs as a formula: what
// would be run gets an apostrophe in front. A number stays as it is, with its sign
// and its blanks ("+33 1 40 00 00 00", "-12.5"), so that it can be read back.
func CSVCell(cell string) string {
	body := strings.TrimLeftFunc(cell, func(r rune) bool { return IsBlank(r) || Invisible(r) })
	first, size := utf8.DecodeRuneInString(body)
	switch {
	case cell == "":
		return cell
	case cell[0] == '\t' || cell[0] == '\r':
		return "'" + cell
	case !strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", first):
		return cell
	case strings.ContainsRune("+-", first) && isNumber(body[size:]):
		return cell
	}
	return "'" + cell
}

// isNumber reports whether s is what may follow a sign in a number: digits in
// groups, a decimal mark, an exponent, brackets as in "(0)".
func isNumber(s string) bool {
	s = strings.TrimRightFunc(s, IsBlank)
	if mantissa, exponent, ok := strings.Cut(strings.ToLower(s), "e"); ok {
		exponent = strings.TrimLeft(exponent, "+-")
		if exponent == "" || strings.Trim(exponent, "0123456789") != "" {
			return false
		}
		s = mantissa
	}
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(".,'()-", r) && !unicode.Is(unicode.Zs, r):
			return false
		}
	}
	return digits > 0
}
