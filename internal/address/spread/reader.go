package spread

import (
	"regexp"
	"slices"
	"strings"
)

// reader says what words are by the convention of the country: a street, a
// building, a number, the end of a code. It claims none.
type reader struct {
	*line
	convention
	*patterns
}

// matches calls found for each place in the line where a pattern fits words that
// are free; found claims them or leaves them.
func (r reader) matches(re *regexp.Regexp, found func(v view, groups []int, words span)) {
	v := viewOf(r.words, span{0, len(r.words)})
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
		if r.free(words) {
			found(v, groups, words)
		}
		from = max(groups[1]-1, from+1)
	}
}

func (r reader) isStreet(run span) bool {
	return r.streets != "" && r.whole(r.streets).MatchString(r.low(r.withoutNumber(run)))
}

// withoutNumber gives a part without a number at either end, to look at its words.
func (r reader) withoutNumber(run span) span {
	for run.to-run.from > 1 && strings.IndexFunc(r.words[run.to-1].low, isDigit) == 0 {
		run.to--
	}
	if r.numberFirst && run.to-run.from > 1 && strings.IndexFunc(r.words[run.from].low, isDigit) == 0 && !r.protected(run.from) {
		run.from++
	}
	return run
}

// glued reports whether a word ends as only streets do: Bahnhofstrasse, Kirkkokatu.
func (r reader) glued(at int) bool {
	return !strings.ContainsAny(r.words[at].low, " .") && r.isStreet(span{at, at + 1})
}

// streetAfter reports whether a street begins there, so that what is before it is
// its number.
func (r reader) streetAfter(at int) bool {
	rest := r.runs(span{at, len(r.words)})
	return len(rest) > 0 && rest[0].from == at && r.isStreet(rest[0])
}

func (r reader) isBuilding(run span) bool {
	return r.building != "" && slices.ContainsFunc(r.words[run.from:run.to], func(w word) bool { return r.whole(r.building).MatchString(w.low) })
}

func (r reader) isCounty(run span) bool {
	return r.counties != "" && r.whole(r.counties).MatchString(r.low(run))
}

// protected reports whether the digits of a word are a part of a name: a day, a
// year after a month, an ordinal, the number of a road, a square named after a year.
func (r reader) protected(at int) bool {
	first, last := at, at+1
	for first > 0 && r.words[first-1].part == r.words[at].part {
		first--
	}
	for last < len(r.words) && r.words[last].part == r.words[at].part {
		last++
	}
	part := viewOf(r.words, span{first, last})
	switch {
	case r.dates && (r.covers(part, at, dayOfMonth) || r.covers(part, at, monthAndYear)),
		r.roads != "" && r.covers(part, at, r.roads),
		r.roadOnly != "" && at == first+1 && r.covers(part, at, r.roadOnly):
		return true
	}
	ordinal := r.whole(`\d+(?:e|de|ste|er|ere|eme|th|st|nd|rd|:e|:a|\.)`)
	return ordinal.MatchString(r.words[at].low) && at+1 < last
}

// covers reports whether a pattern fits a stretch that holds a word.
func (r reader) covers(part view, at int, pattern string) bool {
	re := r.in(pattern)
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

// inName reports whether a word belongs to the name of a street, whatever it means
// elsewhere: it follows a preposition or an article of its part, as in Via della
// Scala 5 and Am Aufgang 3.
func (r reader) inName(at int) bool {
	const joins = `da|das|do|dos|de|del|della|dello|dei|degli|delle|dell'|du|des|la|las|los|el|di|d'|am|im|an|auf|beim|zum|zur|der|dem|den`
	return at > 0 && r.words[at-1].part == r.words[at].part && r.whole(joins).MatchString(r.words[at-1].low)
}

// codeEnds reports whether a postal code ends before a word.
func (r reader) codeEnds(at int) bool {
	if r.code == "" || at == 0 {
		return false
	}
	form := r.whole(r.codeForm())
	return form.MatchString(r.words[at-1].low) || at > 1 && r.codeWords > 1 && form.MatchString(r.low(span{at - 2, at}))
}

// codeForm is the form of the postal code, with the country's prefix.
func (r reader) codeForm() string {
	if r.prefix == "" {
		return r.code
	}
	return `(?:(?:` + r.prefix + `)-? ?)?(?:` + r.code + `)`
}

// codeBefore reports whether the country's name may follow without a comma: after a
// code, and after the town where the town follows the code.
func (r reader) codeBefore(at int) bool {
	if r.codePlace == afterTown {
		return r.codeEnds(at)
	}
	for i := at - 1; i > 0; i-- {
		if r.codeEnds(i) {
			return true
		}
	}
	return false
}

// mayFollow reports whether the country's name may stand there without a comma.
func (r reader) mayFollow(name span) bool { return r.codeBefore(name.from) || r.followsTown(name) }

// followsTown reports whether a country's name stands behind a town in a part of its
// own, where a line has no code: "7 rue Hugo, Lyon France".
func (r reader) followsTown(name span) bool {
	first := name.from
	for first > 0 && r.words[first-1].part == r.words[name.from].part {
		first--
	}
	town := span{first, name.from}
	return r.codePlace == beforeTown && first > 0 && name.to == len(r.words) && !town.empty() &&
		!hasDigit(r.low(town)) && !r.inName(name.from) && !r.isStreet(town)
}
