package text

import (
	"bytes"
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a part of a text: bytes Start to End, both on the edge of a character
// as people see it (a letter with its accents).
type Span struct{ Start, End int }

// Highlight gives the parts of text that answer query: for every word of the
// query its first place at the beginning of a word, else its first place. Spans
// are in order, apart from each other, and nil when nothing fits.
func Highlight(text, query string) []Span {
	wanted, _ := appendFolded(nil, nil, query)
	if len(wanted) == 0 || text == "" {
		return nil
	}
	folded, from := appendFolded([]byte{' '}, []int32{0}, text)
	var spans []Span
	for word := range bytes.SplitSeq(wanted, []byte{' '}) {
		at := bytes.Index(folded, append([]byte{' '}, word...)) + 1
		if at == 0 {
			at = bytes.Index(folded, word)
		}
		if at < 0 {
			continue
		}
		spans = append(spans, Span{
			Start: wholeStart(text, int(from[at])),
			End:   wholeEnd(text, int(from[at+len(word)-1])),
		})
	}
	return mergeSpans(spans)
}

// wholeStart goes back to where the visible character at i begins.
func wholeStart(text string, i int) int {
	for i > 0 && continues(text[i:]) {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
	}
	return i
}

// wholeEnd goes forward to where the visible character at i ends.
func wholeEnd(text string, i int) int {
	for {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if i >= len(text) || !continues(text[i:]) {
			return i
		}
	}
}

// continues reports whether text begins with something that belongs to the
// character before it: an accent, a joiner, a later part of a Hangul syllable.
func continues(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if r < utf8.RuneSelf {
		return false
	}
	const thaiAm, laoAm = '\u0e33', '\u0eb3'
	return unicode.In(r, unicode.M, unicode.Cf) || r == thaiAm || r == laoAm ||
		!norm.NFC.PropertiesString(text).BoundaryBefore()
}

func mergeSpans(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	merged := spans[:0]
	for _, span := range spans {
		if last := len(merged) - 1; last >= 0 && span.Start <= merged[last].End {
			merged[last].End = max(merged[last].End, span.End)
			continue
		}
		merged = append(merged, span)
	}
	return merged
}
