package spread

import (
	"regexp"
	"slices"

	"btalk/internal/address"
)

// unitStep takes what is beside an address, and flats, floors, rooms and boxes.
type unitStep struct{ *spreading }

// takeAsides takes what gets no field, whatever the schema says, and post office
// boxes, before their digits can be taken for a code or a house number.
func (s unitStep) takeAsides() {
	if s.boxes != "" {
		s.matches(s.in(s.boxes), s.takeBox)
	}
	for _, a := range s.asides {
		s.matches(s.in(a.pattern), func(_ view, _ []int, words span) {
			if !s.inName(words.from) {
				s.aside(words, a.why)
			}
		})
	}
	if s.stairs != "" {
		s.matches(s.in(s.stairs), func(_ view, _ []int, words span) {
			s.longer = "the house number may hold the staircase and the door as well"
			s.aside(words, s.longer)
		})
	}
	s.matches(s.in(`cedex(?: \d{1,2})?`), func(_ view, _ []int, words span) {
		if s.codePlace == beforeTown && s.numberFirst {
			s.aside(words, "the code and the town of a CEDEX are those of a sorting office")
			s.doubt = "the town of a CEDEX may not be the commune"
		}
	})
}

// takeBox takes a post office box. Its last number stays when it is the only thing
// that can be the postal code: "Postfach 8021 Zürich".
func (s unitStep) takeBox(_ view, _ []int, words span) {
	last := span{words.to - 1, words.to}
	if s.code != "" && words.to-words.from > 1 && s.whole(s.code).MatchString(s.low(last)) && s.townFollows(words.to) {
		words.to--
	}
	if s.takes(address.PostBox) && hasDigit(s.low(words)) {
		number := words
		for number.from < number.to-1 && !hasDigit(s.words[number.from].low) {
			number.from++
		}
		s.place(address.PostBox, words, s.raw(number))
		return
	}
	s.aside(words, "a post office box, and the country has no field for it")
}

// takeUnits takes flats, floors, rooms and doors by the words that name them.
func (s unitStep) takeUnits() {
	for _, pattern := range s.units {
		s.matches(s.in(pattern), func(v view, groups []int, words span) { s.takeUnit(s.in(pattern), v, groups, words) })
	}
	for _, pattern := range s.after {
		re := s.in(pattern)
		s.matches(re, func(v view, groups []int, words span) {
			if words.from > 0 && s.endsNumber(words.from) {
				s.takeUnit(re, v, groups, words)
			}
		})
	}
}

func (s unitStep) takeUnit(re *regexp.Regexp, v view, groups []int, words span) {
	if last := words.to - 1; s.codePlace == beforeTown && s.whole(s.code).MatchString(s.words[last].low) && s.townFollows(words.to) {
		return
	}
	if s.inName(words.from) {
		return
	}
	if next := words.to; next < len(s.words) && slices.Contains([]string{"de", "d'", "des"}, s.words[next].low) {
		return // 1º de Mayo
	}
	for i, name := range re.SubexpNames() {
		if name != "" && groups[2*i] >= 0 {
			s.place(address.Element(name), words, v.text(groups[2*i], groups[2*i+1]))
		}
	}
}
