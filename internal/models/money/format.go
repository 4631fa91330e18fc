package money

import "strings"

// Style says how amounts are written for people.
type Style struct {
	group, mark string
}

// StyleOf is the style of a language: 1,234.50 in English, 1 234,50 in French.
// ASCII takes a plain blank where French has a no-break one.
func StyleOf(language string, ascii bool) Style {
	switch {
	case !strings.HasPrefix(strings.ToLower(language), "fr"):
		return Style{",", "."}
	case ascii:
		return Style{" ", ","}
	}
	return Style{"\u00a0", ","}
}

// Number writes the amount without its currency.
func (s Style) Number(a Amount) string {
	plain := a.String()
	digits := strings.TrimPrefix(plain, "-")
	whole, decimals, has := strings.Cut(digits, ".")
	var out strings.Builder
	out.WriteString(plain[:len(plain)-len(digits)])
	for i, digit := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteString(s.group)
		}
		out.WriteByte(digit)
	}
	if has {
		out.WriteString(s.mark + decimals)
	}
	return out.String()
}

// Amount writes the amount with its currency, if it has one.
func (s Style) Amount(a Amount) string {
	return strings.TrimSpace(s.Number(a) + " " + a.Currency.String())
}
