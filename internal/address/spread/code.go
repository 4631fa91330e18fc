package spread

import (
	"regexp"
	"strings"

	"btalk/internal/address"
)

// codeStep takes the postal code.
type codeStep struct{ *spreading }

// takeCode finds the postal code by its form and its place. It gives the words, and
// whether there is one; a code that the schema refuses is a code all the same, for
// what stands beside it.
func (s codeStep) takeCode() (words span, ok bool) {
	if s.code == "" {
		return span{}, false
	}
	form := s.compile(`^(?:(?:` + s.prefix + `)-? ?)?(` + s.code + `)$`)
	best, trailing := span{}, span{}
	for from := range s.words {
		for n := s.codeWords + 1; n > 0; n-- {
			words := span{from, from + n}
			if words.to > len(s.words) || s.words[words.to-1].part != s.words[from].part || !s.free(words) || !form.MatchString(s.low(words)) {
				continue
			}
			switch {
			case words.from < best.to: // the code without its prefix
			case s.codeStands(words):
				best = words
			case s.codeTrails(words):
				trailing = words
			}
			break
		}
	}
	if best.empty() {
		best = trailing
	}
	if best.empty() {
		return span{}, false
	}
	s.placeCode(best, form)
	return best, true
}

// codeStands reports whether a code stands at the country's own place.
func (s codeStep) codeStands(words span) bool {
	if s.codePlace == afterTown {
		unlike := strings.Contains(s.code, "]{2}") || s.Country.ISO2 == "IE" // letters and digits, which no house number has
		return words.from > 0 && (unlike || s.onlyStatesAfter(words.to))
	}
	if words.to == len(s.words) || s.protected(words.from) {
		return false
	}
	next := s.words[words.to]
	switch {
	case s.claimed[words.to] || hasDigit(next.low):
		return false
	case next.part == s.words[words.from].part:
		return words.from > 0 || !s.streetAfter(words.to)
	}
	alone := words.from == 0 || s.words[words.from-1].part != s.words[words.from].part
	return alone && words.from > 0 && !s.streetAfter(words.to)
}

// codeTrails reports whether a code stands after its town, in a part of their own.
func (s codeStep) codeTrails(words span) bool {
	first := words.from
	for first > 0 && s.words[first-1].part == s.words[words.from].part && !s.claimed[first-1] {
		first--
	}
	town := span{first, words.from}
	return s.trailing && words.to == len(s.words)-s.claimedAtEnd() && !town.empty() && first > 0 &&
		!hasDigit(s.low(town)) && !s.isStreet(town)
}

// onlyStatesAfter reports whether nothing but the state follows: in Australia and
// America the code is last, and a number elsewhere is that of a house.
func (s codeStep) onlyStatesAfter(at int) bool {
	rest := s.runs(span{at, len(s.words)})
	if len(rest) == 0 {
		return true
	}
	field, ok := s.Schema.Field(address.State)
	if !ok || len(rest) > 1 {
		return false
	}
	_, ok = s.choiceOf(field, s.raw(rest[0]))
	return ok
}

// placeCode fills the postal code as written where the schema takes it, else without
// the country's prefix, else with the blank and the capitals that its rule wants.
func (s codeStep) placeCode(words span, form *regexp.Regexp) {
	if why := s.codeOrNumber(words); why != "" {
		s.aside(words, why)
		return
	}
	v := viewOf(s.words, words)
	groups := form.FindStringSubmatchIndex(strings.TrimSpace(v.low))
	written, bare := s.raw(words), v.text(groups[2]+1, groups[3]+1)
	field, described := s.Schema.Field(address.PostalCode)
	for _, spelling := range []string{written, bare, withBlank(bare, 3), withBlank(bare, 4), withBlank(bare, 2)} {
		for _, spelling := range []string{spelling, strings.ToUpper(spelling)} {
			if report := field.Check(spelling); described && report.OK() || !described && spelling == bare {
				s.placeSpelt(words, groups[2], spelling)
				return
			}
		}
	}
	s.aside(words, "the country does not take it as a postal code")
}

// placeSpelt fills the code; a word that is only the country's prefix is not a part of it.
func (s codeStep) placeSpelt(words span, prefix int, spelling string) {
	if first := s.words[words.from].low; prefix > len(first) {
		s.aside(span{words.from, words.from + 1}, "the country")
		words.from++
	}
	s.place(address.PostalCode, words, spelling)
}

// withBlank puts a blank before the last n characters of a code of one word.
func withBlank(code string, n int) string {
	if at := len(code) - n; at > 0 && !strings.Contains(code, " ") {
		return code[:at] + " " + code[at:]
	}
	return code
}

// codeOrNumber says why four digits between a street and a town may as well be the
// house number; empty when they are the code.
func (s codeStep) codeOrNumber(words span) string {
	code, _ := s.Schema.Field(address.PostalCode)
	number, ok := s.Schema.Field(address.Number)
	low := s.low(words)
	switch {
	case s.codePlace != beforeTown || s.numberFirst || len(low) != 4 || len(code.Choices) > 0 || !ok:
		return ""
	case words.from == 0 || s.words[words.from-1].part != s.words[words.from].part || !number.Check(low).OK() || s.claimed[words.from-1]:
		return ""
	}
	for i := words.from - 1; i > 0; i-- {
		if !s.claimed[i] && !s.protected(i) && strings.IndexFunc(s.words[i].low, isDigit) == 0 {
			return ""
		}
	}
	if s.knows(low, s.wordsAfter(words.to)) {
		return ""
	}
	return "it may be the postal code or the house number"
}

// knows reports whether the geographic areas list the town under the code.
func (s codeStep) knows(code, town string) bool {
	if s.Areas == nil || s.Rules.LevelOf(address.PostalCode) != 0 || s.Rules.LevelOf(address.City) != 1 {
		return false
	}
	towns, err := s.Areas([]string{code})
	return err == nil && containsName(towns, town)
}
