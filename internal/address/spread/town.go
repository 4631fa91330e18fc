package spread

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// containsName reports whether a list of areas has a name, accents and case aside.
func containsName(list address.AreaList, name string) bool {
	folded := text.Fold(name)
	return slices.ContainsFunc(list.Values, func(area models.Text) bool { return text.Fold(area.Raw()) == folded })
}

// takeTown finds the postal code, what stands beside it, and the state. It leaves
// in s.street the words in which to look for the street.
func (s *spreader) takeTown() {
	code, coded := s.takeCode()
	switch s.codePlace {
	case beforeTown:
		s.townAfterCode(code, coded)
	case afterTown:
		s.townBeforeCode(code, coded)
	case noCode:
		s.takeArea()
	case looseCode:
		s.looseTown()
	}
}

// townAfterCode takes the town of "8001 Zürich", or the last part of a line that
// has no code.
func (s *spreader) townAfterCode(code span, coded bool) {
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

// asideRest sets aside every word of a stretch that is still free.
func (s *spreader) asideRest(words span, why string) {
	for _, run := range s.runs(words) {
		s.aside(run, why)
	}
}

// takeAfterTown takes the state, and what follows a free-standing dash, of the parts
// after the town: "Hannover - Mitte".
func (s *spreader) takeAfterTown(at int) {
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

// takeState takes a part that is a state, a province or a county by the list, alone,
// in brackets or after the word for it.
func (s *spreader) takeState(run span) bool {
	name := run
	marked := false
	for _, word := range s.states {
		if name.to-name.from > 1 && s.words[name.from].low == word {
			name.from++
			marked = true
		}
	}
	for _, e := range []address.Element{address.State, address.County} {
		field, ok := s.Schema.Field(e)
		if !ok || len(field.Choices) == 0 {
			continue
		}
		if _, ok := s.choiceOf(field, s.raw(name)); ok && !s.has(e) && (marked || e == address.State) {
			return s.place(e, run, s.raw(name))
		}
	}
	return false
}

// cutState takes a province off the end of the town: the code "TO", or anything in
// brackets. What is in brackets and no province gets no field, unless the country
// writes it as a part of the name.
func (s *spreader) cutState(town span) span {
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
func (s *spreader) twice(town span) bool {
	return town.to-town.from == 2 && s.words[town.from].low == s.words[town.from+1].low
}

// endsInProvince reports whether the last word of a town is the name of a province
// that may follow the town as well, Pozzuoli Napoli, and is not joined to the town's
// name, Villafranca di Verona.
func (s *spreader) endsInProvince(town span) bool {
	field, ok := s.Schema.Field(address.State)
	if last := town.to - 1; ok && last > town.from && !s.has(address.State) && !s.inName(last) {
		_, listed := s.choiceOf(field, s.words[last].raw)
		return listed
	}
	return false
}

func (s *spreader) isStateCode(field address.Field, words span) bool {
	code, ok := s.choiceOf(field, s.raw(words))
	return ok && field.Type == address.EnumerationMap && text.Fold(code) == s.low(words)
}

// namesState reports whether a state stands there by its whole name, where a list
// of plain names is all there is (AT, PL), and a town of that name would be a word.
func (s *spreader) namesState(field address.Field, words span) bool {
	_, ok := s.choiceOf(field, s.raw(words))
	return ok && field.Type == address.Enumeration
}

// placeTown fills the town, or says why it may be another one.
func (s *spreader) placeTown(town span) {
	if town.empty() || !s.free(town) {
		return
	}
	element := address.City
	if !s.takes(address.City) && s.takes(address.PostalTown) {
		element = address.PostalTown
	}
	name := s.raw(town)
	switch {
	case s.doubt != "":
		s.aside(town, s.doubt)
	case s.known(name):
		s.place(element, town, name)
	case hasDigit(name):
		s.aside(town, "the town, with or without the number of its district")
	case s.endsInProvince(town):
		s.aside(town, "the town, with or without the province")
	case s.endsInCanton(town):
		s.aside(town, "the town, with or without the canton")
	default:
		s.place(element, town, name)
	}
}

// known reports whether the geographic areas list a town, where they are at hand.
func (s *spreader) known(name string) bool {
	level := s.Rules.LevelOf(address.City)
	if s.Areas == nil || level < 0 || level > 1 {
		return false
	}
	top, err := s.Areas(nil)
	if err != nil {
		return false
	}
	if level == 0 {
		return containsName(top, name)
	}
	return slices.ContainsFunc(top.Values, func(above models.Text) bool {
		below, err := s.Areas([]string{above.Raw()})
		return err == nil && containsName(below, name)
	})
}

var cantons = [...]string{
	"ag", "ai", "ar", "be", "bl", "bs", "fr", "ge", "gl", "gr", "ju", "lu", "ne", "nw", "ow", "sg", "sh", "so", "sz", "tg", "ti", "ur", "vd", "vs", "zg", "zh",
}

func (s *spreader) endsInCanton(town span) bool {
	last := strings.Trim(s.words[town.to-1].low, "()")
	return s.Country.ISO2 == "CH" && town.to-town.from > 1 && slices.Contains(cantons[:], last)
}

// townWithoutCode takes the only part after the street for the town. With more than
// one, the last may be a region: then it takes none.
func (s *spreader) townWithoutCode() {
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
func (s *spreader) afterStreet() []span {
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
