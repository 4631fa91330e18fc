package spread

import (
	"regexp"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

func (s *spreader) isStreet(run span) bool {
	return s.streets != "" && s.whole(s.streets).MatchString(s.low(s.withoutNumber(run)))
}

// withoutNumber gives a part without a number at either end, to look at its words.
func (s *spreader) withoutNumber(run span) span {
	for run.to-run.from > 1 && strings.IndexFunc(s.words[run.to-1].low, isDigit) == 0 {
		run.to--
	}
	if s.numberFirst && run.to-run.from > 1 && strings.IndexFunc(s.words[run.from].low, isDigit) == 0 && !s.protected(run.from) {
		run.from++
	}
	return run
}

func (s *spreader) isBuilding(run span) bool {
	return s.building != "" && slices.ContainsFunc(s.words[run.from:run.to], func(w word) bool { return s.whole(s.building).MatchString(w.low) })
}

// protected reports whether the digits of a word are a part of a name: a day, a
// year after a month, an ordinal, the number of a road, a square named after a year.
func (s *spreader) protected(at int) bool {
	first, last := at, at+1
	for first > 0 && s.words[first-1].part == s.words[at].part {
		first--
	}
	for last < len(s.words) && s.words[last].part == s.words[at].part {
		last++
	}
	part := viewOf(s.words, span{first, last})
	switch {
	case s.dates && (s.covers(part, at, dayOfMonth) || s.covers(part, at, monthAndYear)),
		s.roads != "" && s.covers(part, at, s.roads),
		s.roadOnly != "" && at == first+1 && s.covers(part, at, s.roadOnly):
		return true
	}
	ordinal := s.whole(`\d+(?:e|de|ste|er|ere|eme|th|st|nd|rd|:e|:a|\.)`)
	return ordinal.MatchString(s.words[at].low) && at+1 < last
}

// covers reports whether a pattern fits a stretch that holds a word.
func (s *spreader) covers(part view, at int, pattern string) bool {
	re := s.in(pattern)
	for from := 0; from < len(part.low); {
		place := re.FindStringIndex(part.low[from:])
		if place == nil {
			return false
		}
		words := part.over(from+place[0]+1, from+place[1]-1)
		if words.from <= at && at < words.to {
			return true
		}
		from += max(place[1]-1, 1)
	}
	return false
}

// takeStreet finds the part with the street, takes the number and the type off it,
// and places the parts beside it.
func (s *spreader) takeStreet() {
	runs := s.runs(s.street)
	if len(runs) == 0 {
		return
	}
	numbers, parts := s.sortRuns(runs)
	main, found := s.mainRun(parts)
	if !found {
		if len(parts) == 0 && len(numbers) == 1 {
			s.takeWholeNumber(numbers[0])
		}
		return
	}
	s.placeNumbers(main, numbers)
	s.placeBeside(main, parts)
}

// sortRuns tells the parts that are only a number from the others.
func (s *spreader) sortRuns(runs []span) (numbers, parts []span) {
	for _, run := range runs {
		if s.sortsAsNumber(run) {
			numbers = append(numbers, run)
		} else {
			parts = append(parts, run)
		}
	}
	return numbers, parts
}

func (s *spreader) sortsAsNumber(run span) bool {
	return s.whole(plain(s.number)).MatchString(s.low(run)) && !s.protected(run.from)
}

// plain makes the groups of a pattern nameless, for patterns that are joined.
func plain(pattern string) string {
	return regexp.MustCompile(`\(\?P<\w+>`).ReplaceAllString(pattern, `(?:`)
}

// mainRun gives the part that is the street: the one with a number and a street
// word, else with a street word, else with a number. It is not clear where two have
// the same right and neither has any sign of a street.
func (s *spreader) mainRun(parts []span) (main span, found bool) {
	best, count := -1, 0
	for _, run := range parts {
		score := 0
		if s.isStreet(run) {
			score += 2
		}
		if s.hasNumber(run) {
			score += 3
		}
		switch {
		case score > best:
			best, count, main = score, 1, run
		case score == best:
			count++
		}
	}
	return main, count == 1 || count > 1 && best > 0
}

// hasNumber reports whether a number stands at the country's end of a part.
func (s *spreader) hasNumber(run span) bool {
	if s.numberFirst {
		groups, _ := s.numberAt(span{run.from, run.to})
		return groups != nil && run.to-run.from > 1 && !s.protected(run.from)
	}
	return s.lastNumber(run) >= 0
}

// numberAt matches the form of a number at the beginning of a stretch.
func (s *spreader) numberAt(run span) (groups []int, v view) {
	v = viewOf(s.words, run)
	return s.compile(`^ (?:` + s.number + `) `).FindStringSubmatchIndex(v.low), v
}

// lastNumber gives the first of the numbers that end a part, -1 when none does or
// nothing would be left for the name.
func (s *spreader) lastNumber(run span) int {
	at := -1
	numberish := s.whole(`-?\d[\w/.-]*|[a-z]|bis|ter|quater|s/n|sn|s\.n\.?|snc|s\.n\.c\.|n\.|no|no\.|nr\.?|num\.?|c\.p\.|/`)
	for i := run.to - 1; i > run.from && numberish.MatchString(s.words[i].low); i-- {
		if s.protected(i) {
			break
		}
		if groups, _ := s.numberAt(span{i, run.to}); groups != nil {
			at = i
		}
	}
	return at
}

// takeNumberFirst takes a number off the front of a part and gives what is left.
func (s *spreader) takeNumberFirst(run span) (left span) {
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

// isRange reports whether another number follows: 12 à 14 rue X.
func (s *spreader) isRange(words, run span) bool {
	next := words.to
	if next < run.to && slices.Contains([]string{"a", "et", "-", "&", "und", "y", "e", "and", "to"}, s.words[next].low) {
		next++
	}
	return next < run.to && s.words[next-1].low != s.words[words.from].low && strings.IndexFunc(s.words[next].low, isDigit) == 0 && s.isNumber(next)
}

func (s *spreader) isNumber(at int) bool {
	return s.whole(`\d{1,5}[a-z]?`).MatchString(s.words[at].low) && !s.protected(at)
}

// takeWholeNumber takes a part that is only a number.
func (s *spreader) takeWholeNumber(run span) {
	if groups, v := s.numberAt(run); groups != nil {
		s.claimNumber(run, groups, v)
	}
}

// claimNumber fills the number, its suffix, and the unit before its slash.
func (s *spreader) claimNumber(words span, groups []int, v view) {
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
		s.leave(v.over(groups[2*i], groups[2*i+1]), words.from, text, "it is no "+elementName(element)+" that the country takes")
	}
	s.claim(words)
}

// leave shows a suffix that the country does not take: its own word, or the piece
// that is cut off the number.
func (s *spreader) leave(suffix span, number int, text, why string) {
	if suffix.from > number {
		s.aside(suffix, why)
		return
	}
	s.pieces = append(s.pieces, address.Unplaced{Word: models.NewText(text), Why: why})
}

// twoReadings says why a number cannot be told from something else.
func (s *spreader) twoReadings(words span) string {
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
