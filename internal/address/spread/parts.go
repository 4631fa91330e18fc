package spread

import (
	"regexp"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models/text"
)

// matches calls found for each place in the line where a pattern fits words that
// are free; found claims them or leaves them.
func (s *spreader) matches(re *regexp.Regexp, found func(v view, groups []int, words span)) {
	v := viewOf(s.words, span{0, len(s.words)})
	for from := 0; from < len(v.low); {
		groups := re.FindStringSubmatchIndex(v.low[from:])
		if groups == nil {
			return
		}
		for i := range groups {
			if groups[i] >= 0 {
				groups[i] += from
			}
		}
		words := v.over(groups[0]+1, groups[1]-1)
		if s.free(words) {
			found(v, groups, words)
		}
		from = max(groups[1]-1, from+1)
	}
}

// takeAsides takes what gets no field, whatever the schema says, and post office
// boxes, before their digits can be taken for a code or a house number.
func (s *spreader) takeAsides() {
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
func (s *spreader) takeBox(_ view, _ []int, words span) {
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

// takeCountry sets the name of the country aside where it ends the line, more than
// once where a territory and France follow each other; not where it is the town.
func (s *spreader) takeCountry() {
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
func (s *spreader) nameBefore(end int) span {
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

// mayFollow reports whether the country's name may stand there without a comma.
func (s *spreader) mayFollow(name span) bool { return s.codeBefore(name.from) || s.followsTown(name) }

// followsTown reports whether a country's name stands behind a town in a part of its
// own, where a line has no code: "7 rue Hugo, Lyon France".
func (s *spreader) followsTown(name span) bool {
	first := name.from
	for first > 0 && s.words[first-1].part == s.words[name.from].part {
		first--
	}
	town := span{first, name.from}
	return s.codePlace == beforeTown && first > 0 && name.to == len(s.words) && !town.empty() &&
		!hasDigit(s.low(town)) && !s.inName(name.from) && !s.isStreet(town)
}

// isTheTown reports whether a name that a country shares with a town is the town
// here: nothing else before it can be.
func (s *spreader) isTheTown(name span) bool {
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

// codeEnds reports whether a postal code ends before a word.
func (s *spreader) codeEnds(at int) bool {
	if s.code == "" || at == 0 {
		return false
	}
	form := s.whole(s.codeForm())
	return form.MatchString(s.words[at-1].low) || at > 1 && s.codeWords > 1 && form.MatchString(s.low(span{at - 2, at}))
}

// codeBefore reports whether the country's name may follow without a comma: after a
// code, and after the town where the town follows the code.
func (s *spreader) codeBefore(at int) bool {
	if s.codePlace == afterTown {
		return s.codeEnds(at)
	}
	for i := at - 1; i > 0; i-- {
		if s.codeEnds(i) {
			return true
		}
	}
	return false
}

// codeForm is the form of the postal code, with the country's prefix.
func (s *spreader) codeForm() string {
	if s.prefix == "" {
		return s.code
	}
	return `(?:(?:` + s.prefix + `)-? ?)?(?:` + s.code + `)`
}

// takeUnits takes flats, floors, rooms and doors by the words that name them.
func (s *spreader) takeUnits() {
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

// endsNumber reports whether a house number may end before a word: digits, and a
// letter of its own.
func (s *spreader) endsNumber(at int) bool {
	number := s.whole(`\d{1,4}(?:[-/]\d{1,4})?[a-z]?`)
	before := s.words[at-1].low
	return at > 1 && (number.MatchString(before) || len(before) == 1 && number.MatchString(s.words[at-2].low))
}

// townFollows reports whether a word stands there, in the part before it, that has
// no digit: what is before it may be the postal code.
func (s *spreader) townFollows(at int) bool {
	return at < len(s.words) && s.words[at].part == s.words[at-1].part && !hasDigit(s.words[at].low)
}

// inName reports whether a word belongs to the name of a street, whatever it means
// elsewhere: it follows a preposition or an article of its part, as in Via della
// Scala 5 and Am Aufgang 3.
func (s *spreader) inName(at int) bool {
	const joins = `da|das|do|dos|de|del|della|dello|dei|degli|delle|dell'|du|des|la|las|los|el|di|d'|am|im|an|auf|beim|zum|zur|der|dem|den`
	return at > 0 && s.words[at-1].part == s.words[at].part && s.whole(joins).MatchString(s.words[at-1].low)
}

func (s *spreader) takeUnit(re *regexp.Regexp, v view, groups []int, words span) {
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

// choiceOf finds the possible value that a text stands for: by its code, by what is
// shown for it, or by another spelling that the country has.
func (s *spreader) choiceOf(field address.Field, written string) (code string, ok bool) {
	plain := text.Fold(written)
	if plain == "" {
		return "", false
	}
	for _, choice := range field.Choices {
		if text.Fold(choice.Value.Raw()) == plain || text.Fold(choice.Display.Raw()) == plain {
			return choice.Value.Raw(), true
		}
	}
	low := newWord(written, 0).low
	for _, row := range s.types {
		code, spellings, _ := strings.Cut(row, "=")
		if field.Element == address.StreetType && slices.Contains(strings.Fields(spellings), low) {
			return s.listed(field, code)
		}
	}
	for _, row := range s.states {
		code, spelling, _ := strings.Cut(row, "=")
		if spelling == low {
			return s.listed(field, code)
		}
	}
	return "", false
}

func (s *spreader) listed(field address.Field, code string) (string, bool) {
	return code, slices.ContainsFunc(field.Choices, func(c address.Choice) bool { return c.Value.Raw() == code })
}
