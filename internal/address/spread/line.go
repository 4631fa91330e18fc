package spread

import (
	"slices"
	"strings"
	"unicode/utf8"

	"btalk/internal/address"
	"btalk/internal/models"
)

// line is the words of a line, which are claimed one after the other. A word is
// claimed once; a value is made of nothing but the words that are claimed for it.
type line struct {
	words   []word
	claimed []bool
	why     []string           // for a word that gets no field
	pieces  []address.Unplaced // what was cut off a word and got no field
}

func newLine(text string) *line {
	l := &line{words: wordsOf(text)}
	l.claimed, l.why = make([]bool, len(l.words)), make([]string, len(l.words))
	for i, w := range l.words {
		if !utf8.ValidString(w.raw) {
			l.aside(span{i, i + 1}, "it is not UTF-8")
		}
	}
	return l
}

// claim takes words away for a value; those that are only a part of the spelling,
// such as the word "bus" before a box number, are claimed with it.
func (l *line) claim(words span) {
	for i := words.from; i < words.to; i++ {
		l.claimed[i] = true
	}
}

// aside takes words away and says why they get no field.
func (l *line) aside(words span, why string) {
	for i := words.from; i < words.to; i++ {
		if !l.claimed[i] {
			l.claimed[i], l.why[i] = true, why
		}
	}
}

// asideRest sets aside every word of a stretch that is still free.
func (l *line) asideRest(words span, why string) {
	for _, run := range l.runs(words) {
		l.aside(run, why)
	}
}

func (l *line) free(words span) bool {
	return !words.empty() && !slices.Contains(l.claimed[words.from:words.to], true)
}

// runs gives the stretches of words within a span that are free and in one part.
func (l *line) runs(within span) []span {
	var all []span
	for i := within.from; i < within.to; i++ {
		if l.claimed[i] {
			continue
		}
		last := len(all) - 1
		if last >= 0 && all[last].to == i && l.words[i].part == l.words[i-1].part {
			all[last].to = i + 1
		} else {
			all = append(all, span{i, i + 1})
		}
	}
	return all
}

// low gives words as one folded text.
func (l *line) low(words span) string { return strings.TrimSpace(viewOf(l.words, words).low) }

// raw gives words as they stand in the line.
func (l *line) raw(words span) string {
	pieces := make([]string, 0, words.to-words.from)
	for _, w := range l.words[words.from:words.to] {
		pieces = append(pieces, w.raw)
	}
	return strings.Join(pieces, " ")
}

// wordsAfter gives the text from a word to the end of its part.
func (l *line) wordsAfter(at int) string {
	end := at
	for end < len(l.words) && l.words[end].part == l.words[at].part && !l.claimed[end] {
		end++
	}
	return l.raw(span{at, end})
}

func (l *line) claimedAtEnd() int {
	n := 0
	for n < len(l.words) && l.claimed[len(l.words)-1-n] {
		n++
	}
	return n
}

// townFollows reports whether a word stands there, in the part before it, that has
// no digit: what is before it may be the postal code.
func (l *line) townFollows(at int) bool {
	return at < len(l.words) && l.words[at].part == l.words[at-1].part && !hasDigit(l.words[at].low)
}

// leave shows a suffix that the country does not take: its own word, or the piece
// that is cut off the number.
func (l *line) leave(suffix span, number int, text, why string) {
	if suffix.from > number {
		l.aside(suffix, why)
		return
	}
	l.pieces = append(l.pieces, address.Unplaced{Word: models.NewText(text), Why: why})
}

// notPlaced gives the words that got no field, in the order of the line.
func (l *line) notPlaced() []address.Unplaced {
	var left []address.Unplaced
	for i, w := range l.words {
		switch {
		case l.why[i] != "":
			left = append(left, address.Unplaced{Word: models.NewText(w.raw), Why: l.why[i]})
		case !l.claimed[i]:
			left = append(left, address.Unplaced{Word: models.NewText(w.raw), Why: "it is not clear where it belongs"})
		}
	}
	return append(left, l.pieces...)
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
