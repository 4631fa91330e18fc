package spread

import (
	"strings"

	"btalk/internal/address"
)

// numberStep takes the number of the house, and what belongs to it.
type numberStep struct{ *spreading }

// takeNumberFirst takes a number off the front of a part and gives what is left.
func (s numberStep) takeNumberFirst(run span) (left span) {
	groups, v := s.numberAt(run)
	if groups == nil || s.protected(run.from) {
		return run
	}
	words := v.over(groups[0]+1, groups[1]-1)
	if words.to >= run.to || s.isRange(words, run) {
		return run
	}
	s.claimNumber(words, groups, v)
	return span{words.to, run.to}
}

// takeWholeNumber takes a part that is only a number.
func (s numberStep) takeWholeNumber(run span) {
	if groups, v := s.numberAt(run); groups != nil {
		s.claimNumber(run, groups, v)
	}
}

// claimNumber fills the number, its suffix, and the unit before its slash.
func (s numberStep) claimNumber(words span, groups []int, v view) {
	if why := s.twoReadings(words); why != "" {
		s.aside(words, why)
		return
	}
	re := s.compile(s.number)
	for i, name := range re.SubexpNames() {
		if name == "" || groups[2*i] < 0 {
			continue
		}
		element := address.Element(strings.TrimSuffix(name, "_"))
		text := strings.TrimSpace(v.text(groups[2*i], groups[2*i+1]))
		if s.fill(element, text) {
			s.claim(words)
			continue
		}
		s.leave(v.over(groups[2*i], groups[2*i+1]), words.from, text, "the country takes no "+elementName(element))
	}
	s.claim(words)
}

// twoReadings says why a number cannot be told from something else.
func (s numberStep) twoReadings(words span) string {
	low := s.low(words)
	switch {
	case s.has(address.Number):
		return "a second number"
	case s.longer != "":
		return s.longer
	case s.range2 && rising(low):
		return "a range of numbers, or a number with an addition"
	case s.Country.ISO2 == "BE" && strings.Contains(low, "/"):
		return "the number and its box, or a number with a slash"
	case s.Country.ISO2 == "FI" && s.whole(`\d+ [a-z]`).MatchString(low):
		return "the letter may be of the house or of the staircase"
	case s.numberFirst && s.takes(address.Suffix) && s.whole(`\d+e`).MatchString(low):
		return "a number, or an ordinal"
	}
	return ""
}

// rising reports whether 77-79 has a greater second number.
func rising(low string) bool {
	first, second, ok := strings.Cut(strings.ReplaceAll(low, "/", "-"), "-")
	allDigits := strings.IndexFunc(first+second, func(r rune) bool { return !isDigit(r) }) < 0
	return ok && allDigits && (len(second) > len(first) || len(second) == len(first) && second > first)
}
