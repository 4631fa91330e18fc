package spread

import (
	"slices"

	"btalk/internal/address"
)

// placeName takes directions and the type off the street, and fills it.
func (s streetStep) placeName(name span) {
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
func (s streetStep) openEnd(name span) string {
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
func (s streetStep) placeDirections(name span) span {
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
func (s streetStep) placeType(name span) span {
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
func (s streetStep) placeBeside(main span, parts []span) {
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
func (s streetStep) isLocality(part span) bool {
	listed := s.Rules.LevelOf(address.District) >= 0
	return s.locality && !listed && s.takes(address.District) && !hasDigit(s.low(part)) && !s.isBuilding(part) &&
		(s.has(address.City) || s.has(address.PostalCode))
}
