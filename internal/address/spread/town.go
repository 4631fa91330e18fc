package spread

import (
	"strings"

	"btalk/internal/address"
	"btalk/internal/models/text"
)

// townStep takes the town where it follows the code, or the street.
type townStep struct{ *spreading }

// townAfterCode takes the town of "8001 Zürich", or the last part of a line that
// has no code.
func (s townStep) townAfterCode(code span, coded bool) {
	if !coded {
		s.townWithoutCode()
		return
	}
	town := span{code.to, code.to}
	for town.to < len(s.words) && !s.claimed[town.to] && s.words[town.to].part == s.words[min(code.to, len(s.words)-1)].part {
		town.to++
	}
	if town.empty() { // Äänekoski 44100
		town = span{code.from, code.from}
		for town.from > 0 && !s.claimed[town.from-1] && s.words[town.from-1].part == s.words[code.from].part {
			town.from--
		}
		s.street = span{0, town.from}
	} else {
		s.street = span{0, code.from}
	}
	s.takeAfterTown(town.to)
	town = s.cutState(town)
	s.placeTown(town)
	if len(s.runs(s.street)) == 0 && code.from == 0 {
		s.street = span{town.to, len(s.words)}
	} else {
		s.asideRest(span{town.to, len(s.words)}, "it stands after the town, and the country has no field for it")
	}
}

// takeAfterTown takes the state, and what follows a free-standing dash, of the parts
// after the town: "Hannover - Mitte".
func (s townStep) takeAfterTown(at int) {
	for _, run := range s.runs(span{at, len(s.words)}) {
		switch {
		case s.isStreet(run) && len(s.runs(s.street)) == 0:
			return
		case s.takeState(run):
		case s.words[run.from].dash && s.locality && !s.numberFirst && !hasDigit(s.low(run)):
			s.place(address.District, run, s.raw(run))
		}
	}
}

// cutState takes a province off the end of the town: the code "TO", or anything in
// brackets. What is in brackets and no province gets no field, unless the country
// writes it as a part of the name.
func (s townStep) cutState(town span) span {
	last := span{town.to - 1, town.to}
	if town.to-town.from < 2 {
		return town
	}
	for last.from > town.from+1 && strings.HasSuffix(s.words[town.to-1].low, ")") && !strings.HasPrefix(s.words[last.from].low, "(") {
		last.from--
	}
	bracketed := strings.HasPrefix(s.words[last.from].low, "(")
	field, ok := s.Schema.Field(address.State)
	if ok && len(field.Choices) > 0 && (bracketed || s.isStateCode(field, last) || s.namesState(field, last) || s.twice(town)) && s.takeState(last) {
		return span{town.from, last.from}
	}
	if bracketed && !s.brackets {
		s.aside(last, "it stands in brackets after the town, and the country has no field for it")
		return span{town.from, last.from}
	}
	return town
}

// twice reports whether a town is followed by its own name, as that of the province:
// Mantova Mantova.
func (s townStep) twice(town span) bool {
	return town.to-town.from == 2 && s.words[town.from].low == s.words[town.from+1].low
}

func (s townStep) isStateCode(field address.Field, words span) bool {
	code, ok := s.choiceOf(field, s.raw(words))
	return ok && field.Type == address.EnumerationMap && text.Fold(code) == s.low(words)
}

// namesState reports whether a state stands there by its whole name, where a list
// of plain names is all there is (AT, PL), and a town of that name would be a word.
func (s townStep) namesState(field address.Field, words span) bool {
	_, ok := s.choiceOf(field, s.raw(words))
	return ok && field.Type == address.Enumeration
}

// townWithoutCode takes the only part after the street for the town. With more than
// one, the last may be a region: then it takes none.
func (s townStep) townWithoutCode() {
	after := s.afterStreet()
	for len(after) > 1 && s.takeState(after[len(after)-1]) {
		after = after[:len(after)-1]
	}
	if len(after) == 0 {
		return
	}
	town := after[0]
	apart := s.words[town.from].part != s.words[town.from-1].part
	if !apart || s.isStreet(town) || s.isBuilding(town) {
		return
	}
	s.street = span{0, town.from}
	if len(after) > 1 {
		s.asideRest(span{town.from, len(s.words)}, "without a postal code it is not clear which of them is the town")
		return
	}
	s.placeTown(s.cutState(town))
}

// afterStreet gives the parts behind the first one that reads like a street, those
// that begin with a number left out; of two parts without any sign the second.
func (s townStep) afterStreet() []span {
	var parts []span
	street := -1
	for _, run := range s.runs(s.street) {
		if s.sortsAsNumber(run) {
			continue
		}
		if street < 0 && (s.isStreet(run) || s.hasNumber(run)) {
			street = len(parts)
		}
		parts = append(parts, run)
	}
	switch {
	case street >= 0:
		return parts[street+1:]
	case len(parts) == 2:
		return parts[1:]
	}
	return nil
}
