package spread

import (
	"slices"

	"btalk/internal/address"
)

// areaStep takes the town where there are no codes, and where it is not known how
// the country writes an address.
type areaStep struct{ *spreading }

// takeArea takes the area that closes a line in Hong Kong, and the district before it.
func (s areaStep) takeArea() {
	field, _ := s.Schema.Field(address.City)
	runs := s.runs(s.street)
	for i := len(runs) - 1; i > 0; i-- {
		if _, ok := s.choiceOf(field, s.raw(runs[i])); ok && !s.has(address.City) {
			s.place(address.City, runs[i], s.raw(runs[i]))
			s.street.to = runs[i].from
		}
	}
	runs = s.runs(s.street)
	if len(runs) > 1 && s.has(address.City) && !hasDigit(s.low(runs[len(runs)-1])) && !s.onlyStreet(runs) {
		last := runs[len(runs)-1]
		s.place(address.District, last, s.raw(last))
		s.street.to = last.from
	}
}

// onlyStreet reports whether the last part is the street, because nothing but numbers
// stands before it: "No. 3, Canton Road".
func (s areaStep) onlyStreet(runs []span) bool {
	last := len(runs) - 1
	return s.isStreet(runs[last]) && !slices.ContainsFunc(runs[:last], func(run span) bool { return !s.sortsAsNumber(run) })
}

// looseTown is for a country whose convention is not known: the last part that is
// no number is the town, and what may be the code is shown, not taken, unless the
// schema's rule asks for its digits and no other number has them.
func (s areaStep) looseTown() {
	runs := s.runs(s.street)
	if len(runs) < 2 {
		return
	}
	last := runs[len(runs)-1]
	form := s.whole(`(?:[a-z]{1,3}-)?\d[\d-]{3,}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{3} \d{2,3}`)
	for from := last.from; from < last.to; from++ {
		for n := min(2, last.to-from); n > 0; n-- {
			if code := (span{from, from + n}); s.free(code) && form.MatchString(s.low(code)) {
				s.placeLooseCode(code)
			}
		}
	}
	s.street.to = last.from
	runs = s.runs(span{0, last.to})
	town := runs[len(runs)-1]
	if len(runs) > 1 && !hasDigit(s.low(town)) && s.words[town.from-1].part != s.words[town.from].part {
		s.street.to = town.from
		s.placeTown(town)
	}
}

func (s areaStep) placeLooseCode(code span) {
	field, ok := s.Schema.Field(address.PostalCode)
	count := 0
	for i := range s.words {
		if field.Check(s.words[i].low).OK() {
			count++
		}
	}
	if exact := field.Pattern != nil || field.MinLength > 3; ok && exact && count == 1 && field.Check(s.raw(code)).OK() {
		s.place(address.PostalCode, code, s.raw(code))
		return
	}
	s.aside(code, "it may be the postal code")
}
