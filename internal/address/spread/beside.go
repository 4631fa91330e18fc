package spread

import (
	"slices"
	"strings"

	"btalk/internal/address"
)

// placeNumbers takes the house number of the street part, or of a part that is only
// a number beside it, and then fills the street.
func (s *spreader) placeNumbers(main span, numbers []span) {
	name := main
	before, after := nextTo(main, numbers, s.claimed)
	beside, other := after, before
	if s.numberFirst {
		beside, other = before, after
	}
	own := s.hasNumber(main)
	switch {
	case own && !beside.empty() && s.numberFirst:
		const why = "two numbers before the street"
		s.aside(beside, why)
		groups, v := s.numberAt(main)
		number := v.over(groups[0]+1, groups[1]-1)
		s.aside(number, why)
		name.from = number.to
	case own && s.numberFirst:
		name = s.takeNumberFirst(main)
	case own:
		at := s.lastNumber(main)
		name.to = at
		groups, v := s.numberAt(span{at, main.to})
		number := v.over(groups[0]+1, groups[1]-1)
		s.claimNumber(number, groups, v)
		s.aside(span{number.to, main.to}, "a second number")
	case !beside.empty():
		s.takeWholeNumber(beside)
	case !other.empty() && s.isStreet(main):
		s.takeWholeNumber(other)
	default:
		name = s.numberOtherSide(main)
	}
	for _, number := range numbers {
		s.aside(number, "a number that is not next to the street, or a second one")
	}
	s.placeName(name)
}

// nextTo gives the parts that are only a number directly before and after the street.
func nextTo(main span, numbers []span, claimed []bool) (before, after span) {
	for _, number := range numbers {
		if number.to <= main.from && !slices.Contains(claimed[number.to:main.from], false) {
			before = number
		}
		if number.from >= main.to && after.empty() {
			after = number
		}
	}
	return before, after
}

// numberOtherSide takes a number at the side where the country does not write it,
// only beside a word that says that this is the street.
func (s *spreader) numberOtherSide(main span) span {
	if s.numberFirst {
		at := s.lastNumber(main)
		if at < 0 || s.typeLast || s.codePlace != beforeTown || !s.whole(frenchStreets).MatchString(s.low(span{main.from, at})) || !s.numberAlone(main, at) {
			return main
		}
		s.takeWholeNumber(span{at, main.to})
		return span{main.from, at}
	}
	if main.to-main.from < 2 || !s.isNumber(main.from) || !s.isStreet(span{main.from + 1, main.to}) {
		return s.cutAtNumber(main)
	}
	return s.takeNumberFirst(main)
}

// numberAlone reports whether nothing but a number, of a street and of no estate,
// ends a part: rue Victor Hugo 12.
func (s *spreader) numberAlone(main span, at int) bool {
	form := s.whole(plain(s.number))
	return form.MatchString(s.low(span{at, main.to})) && !s.whole(`(?:zi|za|zac|parc|route|rte\.?|lot) .*`).MatchString(s.low(main))
}

// cutAtNumber leaves a number out that stands in the middle of a part, and what
// follows it: it may be the house number before a town, or belong to the name.
func (s *spreader) cutAtNumber(main span) span {
	for i := main.from + 1; i < main.to-1; i++ {
		if !s.isNumber(i) {
			continue
		}
		rest := span{i, main.to}
		if s.glued(i - 1) {
			groups, v := s.numberAt(rest)
			if groups != nil {
				number := v.over(groups[0]+1, groups[1]-1)
				s.claimNumber(number, groups, v)
				rest.from = number.to
			}
			s.aside(rest, "it may be the town")
			return span{main.from, i}
		}
		s.aside(rest, "it may be the house number and the town, or a part of the name")
		return span{main.from, i}
	}
	return main
}

// glued reports whether a word ends as only streets do: Bahnhofstrasse, Kirkkokatu.
func (s *spreader) glued(at int) bool {
	return !strings.ContainsAny(s.words[at].low, " .") && s.isStreet(span{at, at + 1})
}

// placeName takes directions and the type off the street, and fills it.
func (s *spreader) placeName(name span) {
	if name.empty() {
		return
	}
	if why := s.openEnd(name); why != "" {
		s.placeType(name)
		s.asideRest(name, why)
		return
	}
	name = s.placeType(s.placeDirections(name))
	if !name.empty() {
		s.place(address.Street, name, s.raw(name))
	}
}

// openEnd says why the street may hold the town too: the line is one part, has no
// code, and no number closes it.
func (s *spreader) openEnd(name span) string {
	if s.has(address.City) || s.has(address.PostalTown) || s.has(address.PostalCode) || len(s.runs(span{name.to, len(s.words)})) > 0 {
		return ""
	}
	for i := range name.from {
		if s.words[i].part != s.words[name.from].part && s.isStreet(name) && s.codePlace == beforeTown && !hasDigit(s.words[i].low) {
			return ""
		}
	}
	if s.codePlace == noCode || s.glued(name.to-1) {
		return ""
	}
	return "without a comma or a postal code, street and town cannot be told apart"
}

// placeDirections takes North, SE and the like off the ends where the country has
// elements for them, and never the last word that is left.
func (s *spreader) placeDirections(name span) span {
	leading, first := s.Schema.Field(address.LeadingDir)
	trailing, last := s.Schema.Field(address.TrailingDir)
	types, _ := s.Schema.Field(address.StreetType)
	isType := func(at int) bool { _, ok := s.choiceOf(types, s.words[at].raw); return ok }
	if _, ok := s.choiceOf(trailing, s.words[name.to-1].raw); last && ok && name.to-name.from > 2 && isType(name.to-2) {
		s.place(address.TrailingDir, span{name.to - 1, name.to}, s.words[name.to-1].raw)
		name.to--
	}
	rest := name.to - name.from
	if rest > 1 && isType(name.to-1) {
		rest--
	}
	if _, ok := s.choiceOf(leading, s.words[name.from].raw); first && ok && rest > 1 {
		s.place(address.LeadingDir, span{name.from, name.from + 1}, s.words[name.from].raw)
		name.from++
	}
	return name
}

// placeType takes the type of the street off the country's end of its name, where
// the country has a list of types and something is left for the name.
func (s *spreader) placeType(name span) span {
	field, ok := s.Schema.Field(address.StreetType)
	if !ok || len(field.Choices) == 0 {
		return name
	}
	for n := min(3, name.to-name.from-1); n > 0; n-- {
		words, left := span{name.from, name.from + n}, span{name.from + n, name.to}
		if s.typeLast {
			words, left = span{name.to - n, name.to}, span{name.from, name.to - n}
		}
		if _, ok := s.choiceOf(field, s.raw(words)); !ok || s.typeLast && slices.Contains([]string{"the", "the old"}, s.low(left)) {
			continue
		}
		s.place(address.StreetType, words, s.raw(words))
		return left
	}
	return name
}

// placeBeside places the parts around the street: a building before it, a locality
// after it, where they are what they look like and alone.
func (s *spreader) placeBeside(main span, parts []span) {
	var behind []span
	for _, part := range parts {
		switch {
		case !s.free(part):
		case part.from >= main.to:
			behind = append(behind, part)
		case s.isBuilding(part) && s.takes(address.Building) && !s.has(address.Building):
			s.place(address.Building, part, s.raw(part))
		default:
			s.aside(part, "a name before the street: of a firm, of a building, or another street")
		}
	}
	if len(behind) == 1 && s.isLocality(behind[0]) {
		s.place(address.District, behind[0], s.raw(behind[0]))
	}
	for _, part := range behind {
		s.aside(part, "a place between street and town, and the country has no field for it")
	}
}

// isLocality reports whether a part between the street and the town is a locality,
// and the country has a field for one that no list of areas constrains.
func (s *spreader) isLocality(part span) bool {
	listed := s.Rules.LevelOf(address.District) >= 0
	return s.locality && !listed && s.takes(address.District) && !hasDigit(s.low(part)) && !s.isBuilding(part) &&
		(s.has(address.City) || s.has(address.PostalCode))
}
