package spread

import (
	"slices"
	"strings"
)

// numberAt matches the form of a number at the beginning of a stretch.
func (r reader) numberAt(run span) (groups []int, v view) {
	v = viewOf(r.words, run)
	return r.compile(`^ (?:` + r.number + `) `).FindStringSubmatchIndex(v.low), v
}

// hasNumber reports whether a number stands at the country's end of a part.
func (r reader) hasNumber(run span) bool {
	if r.numberFirst {
		groups, _ := r.numberAt(span{run.from, run.to})
		return groups != nil && run.to-run.from > 1 && !r.protected(run.from)
	}
	return r.lastNumber(run) >= 0
}

// lastNumber gives the first of the numbers that end a part, -1 when none does or
// nothing would be left for the name.
func (r reader) lastNumber(run span) int {
	at := -1
	numberish := r.whole(`-?\d[\w/.-]*|[a-z]|bis|ter|quater|s/n|sn|s\.n\.?|snc|s\.n\.c\.|n\.|no|no\.|nr\.?|num\.?|c\.p\.|/`)
	for i := run.to - 1; i > run.from && numberish.MatchString(r.words[i].low); i-- {
		if r.protected(i) {
			break
		}
		if groups, _ := r.numberAt(span{i, run.to}); groups != nil {
			at = i
		}
	}
	return at
}

func (r reader) sortsAsNumber(run span) bool {
	return r.whole(nameless(r.number)).MatchString(r.low(run)) && !r.protected(run.from)
}

func (r reader) isNumber(at int) bool {
	return r.whole(`\d{1,5}[a-z]?`).MatchString(r.words[at].low) && !r.protected(at)
}

// isRange reports whether another number follows: 12 à 14 rue X.
func (r reader) isRange(words, run span) bool {
	next := words.to
	if next < run.to && slices.Contains([]string{"a", "et", "-", "&", "und", "y", "e", "and", "to"}, r.words[next].low) {
		next++
	}
	return next < run.to && r.words[next-1].low != r.words[words.from].low && strings.IndexFunc(r.words[next].low, isDigit) == 0 && r.isNumber(next)
}

// numberAlone reports whether nothing but a number, of a street and of no estate,
// ends a part: rue Victor Hugo 12.
func (r reader) numberAlone(main span, at int) bool {
	form := r.whole(nameless(r.number))
	return form.MatchString(r.low(span{at, main.to})) && !r.whole(`(?:zi|za|zac|parc|route|rte\.?|lot) .*`).MatchString(r.low(main))
}

// endsNumber reports whether a house number may end before a word: digits, and a
// letter of its own.
func (r reader) endsNumber(at int) bool {
	number := r.whole(`\d{1,4}(?:[-/]\d{1,4})?[a-z]?`)
	before := r.words[at-1].low
	return at > 1 && (number.MatchString(before) || len(before) == 1 && number.MatchString(r.words[at-2].low))
}

// nameless makes the groups of a pattern nameless, for patterns that are joined.
func nameless(pattern string) string {
	for {
		before, after, named := strings.Cut(pattern, "(?P<")
		if !named {
			return pattern
		}
		_, rest, _ := strings.Cut(after, ">")
		pattern = before + "(?:" + rest
	}
}
