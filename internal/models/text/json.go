package text

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// EscapeJSON writes what a terminal could act upon, or an eye would not see, as \u
// escapes: the same JSON document, with nothing hidden in it.
func EscapeJSON(document []byte) []byte { return spelled(document, hiddenInJSON) }

// SpellJSON writes every character that is not ASCII as a \u escape, so that two
// texts that look alike can be told apart.
func SpellJSON(document []byte) []byte {
	return spelled(document, func(r rune) bool { return r >= utf8.RuneSelf })
}

// IndentJSON writes a document to be read by people, with its numbers and names as
// they came. What is not JSON stays as it is.
func IndentJSON(document []byte) []byte {
	var indented bytes.Buffer
	if json.Indent(&indented, document, "", "  ") != nil {
		return document
	}
	return indented.Bytes()
}

func spelled(document []byte, escaped func(rune) bool) []byte {
	if bytes.IndexFunc(document, escaped) < 0 {
		return document
	}
	out := make([]byte, 0, len(document)+32)
	for _, r := range string(document) {
		switch {
		case !escaped(r):
			out = utf8.AppendRune(out, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

func hiddenInJSON(r rune) bool {
	if r == '\n' || r == '\r' || r == '\t' { // the document's own layout
		return false
	}
	return r == utf8.RuneError || !unicode.IsGraphic(r) || Invisible(r)
}
