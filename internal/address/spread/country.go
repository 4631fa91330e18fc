package spread

import (
	"slices"

	"btalk/internal/address"
)

// countryStep takes the name of the country.
type countryStep struct{ *spreading }

// takeCountry sets the name of the country aside where it ends the line, more than
// once where a territory and France follow each other; not where it is the town.
func (s countryStep) takeCountry() {
	const aCountry = "the country"
	for {
		end := len(s.words)
		for end > 0 && s.claimed[end-1] {
			end--
		}
		name := s.nameBefore(end)
		if name.empty() || name.from == 0 {
			return
		}
		s.aside(name, aCountry)
	}
}

// nameBefore gives the longest name of the country that ends there.
func (s countryStep) nameBefore(end int) span {
	for n := min(5, end); n > 0; n-- {
		name := span{end - n, end}
		if !s.free(name) {
			continue
		}
		low := s.low(name)
		alone := name.from > 0 && s.words[name.from-1].part != s.words[name.from].part
		switch {
		case !slices.Contains(s.names, low):
		case slices.Contains(s.townToo, low) && s.isTheTown(name):
		case len(low) <= 3 && !alone && !s.codeEnds(name.from):
		case alone || s.mayFollow(name):
			return name
		}
	}
	return span{}
}

// isTheTown reports whether a name that a country shares with a town is the town
// here: nothing else before it can be.
func (s countryStep) isTheTown(name span) bool {
	if s.codePlace == noCode {
		return !s.areaBefore(name.from)
	}
	for i := name.from - 1; i >= 0; i-- {
		if s.codeEnds(i + 1) {
			return i+1 == name.from
		}
	}
	return true
}

// areaBefore reports whether a part before a word is an area other than the
// country's own name: "Kowloon, Hong Kong".
func (s countryStep) areaBefore(at int) bool {
	field, _ := s.Schema.Field(address.City)
	for _, run := range s.runs(span{0, at}) {
		if _, ok := s.choiceOf(field, s.raw(run)); ok {
			return true
		}
	}
	return false
}
