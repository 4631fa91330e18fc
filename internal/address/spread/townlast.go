package spread

import (
	"slices"
	"strings"

	"btalk/internal/address"
)

// lastTownStep takes the state and the town where they stand before the code.
type lastTownStep struct{ *spreading }

// inseparable is why the words between a number and a code stay out.
const inseparable = "without a comma, street and town cannot be told apart"

// townBeforeCode takes the state and the town of "Brooklyn, NY 11216" and of
// "Cardiff, CF99 1NA".
func (s lastTownStep) townBeforeCode(code span, coded bool) {
	end := len(s.words)
	if coded {
		end = code.from
		s.takeAfterCode(code.to)
	}
	s.street = span{0, end}
	end = s.takeLastState(end)
	runs := s.runs(span{0, end})
	for len(runs) > 1 && s.isCounty(runs[len(runs)-1]) {
		s.aside(runs[len(runs)-1], "a county, and the country has no field for it")
		runs = runs[:len(runs)-1]
	}
	if len(runs) == 0 {
		return
	}
	town := runs[len(runs)-1]
	s.street.to = town.from
	switch {
	case town.from > 0 && s.words[town.from-1].part != s.words[town.from].part && !s.readsAsStreet(town, len(runs)):
		s.placeLastTown(town)
	case town.from > 0 && s.claimed[town.from-1] && !s.readsAsStreet(town, len(runs)) && s.typeLast:
		s.placeLastTown(town) // 2120 E Hill Street #104 Signal Hill
	default:
		s.splitAtType(town, coded || end < len(s.words))
	}
}

// takeAfterCode takes a nation or a state that follows the code.
func (s lastTownStep) takeAfterCode(at int) {
	for _, run := range s.runs(span{at, len(s.words)}) {
		if !s.takeState(run) {
			s.aside(run, "it stands after the postal code")
		}
	}
}

// takeLastState takes the state that ends there, by its code or the longest name; a
// name not where it is all that can be the town. It gives where it begins.
func (s lastTownStep) takeLastState(end int) int {
	field, ok := s.Schema.Field(address.State)
	for end > 0 && s.claimed[end-1] {
		end--
	}
	if county := s.lastRun(end); !county.empty() && s.takeState(county) {
		return county.from
	}
	if !ok || len(field.Choices) == 0 || s.has(address.State) {
		return end
	}
	for n := min(4, end); n > 0; n-- {
		state := span{end - n, end}
		if !s.free(state) || s.words[state.from].part != s.words[end-1].part {
			continue
		}
		if code, ok := s.choiceOf(field, s.raw(state)); ok && (s.leavesTown(state) || n == 1 && strings.EqualFold(code, s.raw(state))) {
			s.place(address.State, state, s.raw(state))
			return state.from
		}
	}
	return end
}

func (s lastTownStep) lastRun(end int) span {
	runs := s.runs(span{0, end})
	if len(runs) == 0 || len(runs) < 2 || runs[len(runs)-1].to != end {
		return span{}
	}
	run := runs[len(runs)-1]
	if _, isState := s.Schema.Field(address.County); isState && len(runs) > 2 && s.namesCounty(run) {
		return run
	}
	if len(s.states) > 0 && slices.Contains(s.states, s.words[run.from].low) {
		return run
	}
	return span{}
}

// namesCounty reports whether a part is a county that no town is named after, so
// that it needs no word before it.
func (s lastTownStep) namesCounty(run span) bool {
	return slices.Contains([]string{"mayo", "meath", "westmeath", "offaly", "laois", "kerry", "leitrim", "clare"}, s.low(run))
}

// leavesTown reports whether something before a state can be the town.
func (s lastTownStep) leavesTown(state span) bool {
	runs := s.runs(span{0, state.from})
	if len(runs) == 0 {
		return state.from > 0
	}
	last := runs[len(runs)-1]
	if last.to == state.from && s.words[last.from].part == s.words[state.from].part {
		return true
	}
	return len(runs) > 1 || !hasDigit(s.low(last)) && !s.isStreet(last)
}

// readsAsStreet reports whether a part is rather the street than the town: it
// begins with a number, or ends like a street while no other part is one.
func (s lastTownStep) readsAsStreet(run span, runs int) bool {
	low := s.low(run)
	if strings.IndexFunc(low, isDigit) == 0 || strings.HasPrefix(low, "the ") && runs == 1 {
		return true
	}
	if !s.isStreet(run) {
		return false
	}
	for _, other := range s.runs(span{0, run.from}) {
		if s.isStreet(other) || strings.IndexFunc(s.low(other), isDigit) == 0 {
			return false
		}
	}
	return true
}

func (s lastTownStep) placeLastTown(town span) {
	name := s.raw(town)
	if hasDigit(name) {
		s.aside(town, "the town, with or without the number of its district")
		return
	}
	if field, _ := s.Schema.Field(address.State); s.typeLast && len(field.Choices) == 0 && len(name) <= len("NSW") {
		s.aside(town, "it may be a state, and no list tells")
		return
	}
	if s.ambiguousCounty(town) {
		s.aside(town, "it may be the town or the county")
		return
	}
	s.place(address.City, town, name)
}

// ambiguousCounty reports whether an Irish line ends in a name that a county and a
// small town share, with another place before it.
func (s lastTownStep) ambiguousCounty(town span) bool {
	field, ok := s.Schema.Field(address.County)
	if !ok || s.has(address.County) {
		return false
	}
	cities := []string{"dublin", "cork", "galway", "limerick", "waterford", "kilkenny", "sligo", "wexford"}
	_, listed := s.choiceOf(field, s.raw(town))
	return listed && !slices.Contains(cities, s.low(town)) && len(s.runs(span{0, town.from})) > 1
}

// splitAtType parts "50 Macquarie St Hobart" after its only street type, where the
// country has a list of them; else nothing but the number is certain.
func (s lastTownStep) splitAtType(run span, closed bool) {
	s.street = span{0, run.to}
	field, ok := s.Schema.Field(address.StreetType)
	if !closed {
		return
	}
	at := -1
	if ok && s.typeLast {
		at = s.onlyType(field, run)
	}
	if at < 0 {
		s.leaveTogether(run)
		return
	}
	town := span{at + 1, run.to}
	if direction, ok := s.Schema.Field(address.TrailingDir); ok && town.to-town.from > 1 {
		if _, ok := s.choiceOf(direction, s.words[town.from].raw); ok {
			if len(s.words[town.from].low) > 2 {
				s.leaveTogether(run)
				return
			}
			town.from++
		}
	}
	s.street = span{0, town.from}
	s.placeLastTown(town)
}

// onlyType gives the word that is the only street type with words on both sides; -1
// when there is none or more than one.
func (s lastTownStep) onlyType(field address.Field, run span) int {
	found := -1
	for i := run.from + 1; i < run.to-1; i++ {
		if _, ok := s.choiceOf(field, s.words[i].raw); !ok || strings.IndexFunc(s.words[i-1].low, isDigit) == 0 && i == run.from+1 {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// leaveTogether takes the number, and the direction, off the front of words of
// which it is not clear where the street ends; the rest stays out.
func (s lastTownStep) leaveTogether(run span) {
	s.street = span{0, run.from}
	for _, other := range s.runs(s.street) {
		if s.isStreet(other) || hasDigit(s.low(other)) {
			s.aside(run, inseparable)
			return
		}
	}
	left := numberStep(s).takeNumberFirst(run)
	if direction, ok := s.Schema.Field(address.LeadingDir); ok && left.to-left.from > 2 && left.from > run.from {
		if _, ok := s.choiceOf(direction, s.words[left.from].raw); ok && len(s.words[left.from].low) <= 2 {
			s.place(address.LeadingDir, span{left.from, left.from + 1}, s.words[left.from].raw)
			left.from++
		}
	}
	s.aside(left, inseparable)
}
