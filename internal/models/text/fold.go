package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form of a text in which two spellings of one place compare
// equal: lower case, no accents, Ł as l, ß as ss, punctuation as a blank, single
// blanks, none at the ends. Folding twice changes nothing.
func Fold(text string) string {
	if isFolded(text) {
		return text
	}
	folded, _ := appendFolded(make([]byte, 0, len(text)), nil, text)
	return string(folded)
}

// isFolded is the fast path: plain lower-case words with single blanks.
func isFolded(text string) bool {
	blank := true
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			blank = false
		case c == ' ' && !blank:
			blank = true
		default:
			return false
		}
	}
	return !blank || text == ""
}

// appendFolded appends the folded text to dst. When from is not nil it notes,
// for every byte it appends, where in text the character began that it came from.
func appendFolded(dst []byte, from []int32, text string) (folded []byte, origin []int32) {
	start := len(dst)
	blank := false // a blank is due before the next letter
	for i := 0; i < len(text); {
		size := 1
		before := len(dst)
		if c := text[i]; c < utf8.RuneSelf {
			dst = appendASCII(dst, c)
		} else {
			dst, size = appendRune(dst, text[i:])
		}
		dst, blank = tidyBlanks(dst, start, before, blank)
		for from != nil && len(from) < len(dst) {
			from = append(from, int32(i))
		}
		i += size
	}
	return dst, from
}

// tidyBlanks looks at what one character added after before: blanks wait until a
// letter follows, so that none stands at an end and no two stand together.
func tidyBlanks(dst []byte, start, before int, due bool) (tidied []byte, stillDue bool) {
	if len(dst) == before {
		return dst, due
	}
	if len(dst) == before+1 && dst[before] != ' ' && (!due || before == start) {
		return dst, false
	}
	var added [64]byte // longest decomposition in Unicode: 18 characters, 33 bytes
	n := copy(added[:], dst[before:])
	dst = dst[:before]
	for _, c := range added[:n] {
		if c == ' ' {
			due = true
			continue
		}
		if due && len(dst) > start {
			dst = append(dst, ' ')
		}
		due = false
		dst = append(dst, c)
	}
	return dst, due
}

func appendASCII(dst []byte, c byte) []byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return append(dst, c)
	case 'A' <= c && c <= 'Z':
		return append(dst, c+'a'-'A')
	}
	return append(dst, ' ')
}

// appendRune folds the first character of text, which is not ASCII.
func appendRune(dst []byte, text string) (folded []byte, size int) {
	r, size := utf8.DecodeRuneInString(text)
	if plain, ok := plainLetters(r); ok {
		return append(dst, plain...), size
	}
	decomposed := norm.NFKD.PropertiesString(text[:size]).Decomposition()
	if decomposed == nil {
		return appendLetter(dst, r), size
	}
	for len(decomposed) > 0 {
		part, n := utf8.DecodeRune(decomposed)
		dst = appendLetter(dst, part)
		decomposed = decomposed[n:]
	}
	return dst, size
}

// appendLetter appends a letter or digit in lower case, nothing for an accent or
// an invisible mark, and a blank for everything else.
func appendLetter(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return appendASCII(dst, byte(r))
	}
	switch {
	case unicode.Is(unicode.M, r), unicode.Is(unicode.Cf, r), r == '·':
		return dst // the Catalan middle dot is not a word break: Paral·lel is parallel
	case '\u02b9' <= r && r <= '\u02ff': // typographic apostrophes are "letters"
		return append(dst, ' ')
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return append(dst, ' ')
	}
	r = unicode.ToLower(r)
	if plain, ok := plainLetters(r); ok {
		return append(dst, plain...)
	}
	return utf8.AppendRune(dst, r)
}

// plainLetters spells the letters that Unicode does not decompose but people type
// without their stroke or ligature.
func plainLetters(r rune) (plain string, ok bool) {
	switch r {
	case 'ł', 'Ł':
		return "l", true
	case 'ø', 'Ø':
		return "o", true
	case 'ß', 'ẞ':
		return "ss", true
	case 'œ', 'Œ':
		return "oe", true
	case 'æ', 'Æ':
		return "ae", true
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d", true
	case 'þ', 'Þ':
		return "th", true
	case 'ı':
		return "i", true
	case 'ħ', 'Ħ':
		return "h", true
	case 'ŧ', 'Ŧ':
		return "t", true
	case 'ŋ', 'Ŋ':
		return "n", true
	case 'ς':
		return "σ", true
	}
	return "", false
}
