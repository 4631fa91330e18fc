package spread

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/models/text"
)

// word is what stands between two blanks, or between a blank and a comma.
type word struct {
	raw    string // as it stands, NFC, without what cannot be seen
	low    string // raw for matching: lower case, no accents, punctuation kept
	origin []int  // for each byte of low, and for its end, the place in raw
	part   int    // how many commas, line ends and free-standing dashes are before it
	dash   bool   // a free-standing dash is before it
	start  int    // its place in the line
}

// span is the words from one up to, not with, another.
type span struct{ from, to int }

func (s span) empty() bool { return s.from >= s.to }

// wordsOf cuts a text into words. A comma, a semicolon, the end of a line and a dash
// that stands alone begin a new part.
func wordsOf(line string) []word {
	var words []word
	part, dash, start := 0, false, -1
	end := func(at int) {
		if start < 0 {
			return
		}
		w := newWord(line[start:at], start)
		start = -1
		switch {
		case w.low == "-":
			dash = true
			part++
		case w.raw != "":
			w.part, w.dash = part, dash
			words = append(words, w)
			dash = false
		}
	}
	for at, r := range line {
		switch {
		case strings.ContainsRune(",;\n\r\v\f\u0085\u2028\u2029", r):
			end(at)
			part++
		case unicode.IsSpace(r) || unicode.IsControl(r):
			end(at)
		case start < 0:
			start = at
		}
	}
	end(len(line))
	tidyParts(words)
	return words
}

// tidyParts numbers the parts without gaps, and takes the full stop off the end of
// the text, where it closes a sentence and not an abbreviation.
func tidyParts(words []word) {
	part, last := -1, -1
	for i := range words {
		if words[i].part != last {
			part, last = part+1, words[i].part
		}
		words[i].part = part
	}
	if len(words) == 0 {
		return
	}
	final := &words[len(words)-1]
	const shortest = 5 // what is shorter may be an abbreviation
	if body, ok := strings.CutSuffix(final.raw, "."); ok && len([]rune(body)) >= shortest && !strings.Contains(body, ".") {
		*final = word{raw: body, part: final.part, dash: final.dash, start: final.start}
		final.fold()
	}
}

func newWord(written string, start int) word {
	w := word{raw: norm.NFC.String(strings.Map(visible, written)), start: start}
	w.fold()
	return w
}

// visible drops what takes no place on a screen.
func visible(r rune) rune {
	if text.Invisible(r) {
		return -1
	}
	return r
}

func (w *word) fold() {
	low := make([]byte, 0, len(w.raw))
	for at, r := range w.raw {
		folded := foldRune(r)
		low = append(low, folded...)
		for range folded {
			w.origin = append(w.origin, at)
		}
	}
	w.origin = append(w.origin, len(w.raw))
	w.low = string(low)
}

// foldRune gives a letter as text.Fold does, and keeps the rest, typographic
// signs as the plain ones.
func foldRune(r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		return []byte{byte(unicode.ToLower(r))}
	case strings.ContainsRune("‐‑‒–—−", r):
		return []byte("-")
	case strings.ContainsRune("‘’ʼ´`", r):
		return []byte("'")
	case r == '°':
		return []byte("o")
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return []byte(strings.ReplaceAll(text.Fold(string(r)), " ", "/"))
	}
	return utf8.AppendRune(nil, r)
}

// view is a stretch of words as one folded text, " 12 , rue x ", in which patterns
// are looked for, and the way back from it to the words.
type view struct {
	low   string
	words []word
	first int   // the index of words[0] in the line
	at    []int // where each word begins in low, and the end
}

func viewOf(all []word, s span) view {
	v := view{words: all[s.from:s.to], first: s.from}
	var low strings.Builder
	low.WriteByte(' ')
	for i, w := range v.words {
		if i > 0 && w.part != v.words[i-1].part {
			low.WriteString(", ")
		}
		v.at = append(v.at, low.Len())
		low.WriteString(w.low)
		low.WriteByte(' ')
	}
	v.at = append(v.at, low.Len())
	v.low = low.String()
	return v
}

// over gives the words that a stretch of the folded text touches.
func (v view) over(from, to int) span {
	s := span{v.first, v.first}
	for i, w := range v.words {
		if v.at[i]+len(w.low) <= from {
			s.from = v.first + i + 1
		}
		if v.at[i] < to {
			s.to = v.first + i + 1
		}
	}
	return s
}

// text gives what stands in the line where the folded text has this stretch.
func (v view) text(from, to int) string {
	var pieces []string
	for i, w := range v.words {
		a, b := max(from-v.at[i], 0), min(to-v.at[i], len(w.low))
		if a < b {
			pieces = append(pieces, w.raw[w.origin[a]:w.origin[b]])
		}
	}
	return strings.Join(pieces, " ")
}
