package spread

import (
	"slices"
)

// streetStep takes the street and what stands beside it.
type streetStep struct{ *spreading }

// takeStreet finds the part with the street, takes the number and the type off it,
// and places the parts beside it.
func (s streetStep) takeStreet() {
	runs := s.runs(s.street)
	if len(runs) == 0 {
		return
	}
	numbers, parts := s.sortRuns(runs)
	main, found := s.mainRun(parts)
	if !found {
		if len(parts) == 0 && len(numbers) == 1 {
			numberStep(s).takeWholeNumber(numbers[0])
		}
		return
	}
	s.placeNumbers(main, numbers)
	s.placeBeside(main, parts)
}

// sortRuns tells the parts that are only a number from the others.
func (s streetStep) sortRuns(runs []span) (numbers, parts []span) {
	for _, run := range runs {
		if s.sortsAsNumber(run) {
			numbers = append(numbers, run)
		} else {
			parts = append(parts, run)
		}
	}
	return numbers, parts
}

// mainRun gives the part that is the street: the one with a number and a street
// word, else with a street word, else with a number. It is not clear where two have
// the same right and neither has any sign of a street.
func (s streetStep) mainRun(parts []span) (main span, found bool) {
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

// placeNumbers takes the house number of the street part, or of a part that is only
// a number beside it, and then fills the street.
func (s streetStep) placeNumbers(main span, numbers []span) {
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
		name = numberStep(s).takeNumberFirst(main)
	case own:
		at := s.lastNumber(main)
		name.to = at
		groups, v := s.numberAt(span{at, main.to})
		number := v.over(groups[0]+1, groups[1]-1)
		numberStep(s).claimNumber(number, groups, v)
		s.aside(span{number.to, main.to}, "a second number")
	case !beside.empty():
		numberStep(s).takeWholeNumber(beside)
	case !other.empty() && s.isStreet(main):
		numberStep(s).takeWholeNumber(other)
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
func (s streetStep) numberOtherSide(main span) span {
	if s.numberFirst {
		at := s.lastNumber(main)
		if at < 0 || s.typeLast || s.codePlace != beforeTown || !s.whole(frenchStreets).MatchString(s.low(span{main.from, at})) || !s.numberAlone(main, at) {
			return main
		}
		numberStep(s).takeWholeNumber(span{at, main.to})
		return span{main.from, at}
	}
	if main.to-main.from < 2 || !s.isNumber(main.from) || !s.isStreet(span{main.from + 1, main.to}) {
		return s.cutAtNumber(main)
	}
	return numberStep(s).takeNumberFirst(main)
}

// cutAtNumber leaves a number out that stands in the middle of a part, and what
// follows it: it may be the house number before a town, or belong to the name.
func (s streetStep) cutAtNumber(main span) span {
	for i := main.from + 1; i < main.to-1; i++ {
		if !s.isNumber(i) {
			continue
		}
		rest := span{i, main.to}
		if s.glued(i - 1) {
			groups, v := s.numberAt(rest)
			if groups != nil {
				number := v.over(groups[0]+1, groups[1]-1)
				numberStep(s).claimNumber(number, groups, v)
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
