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
func EscapeJSON(document []byte) []byte {
	if bytes.IndexFunc(document, hiddenInJSON) < 0 {
		return document
	}
	out := make([]byte, 0, len(document)+32)
	for _, r := range string(document) {
		switch {
		case !hiddenInJSON(r):
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

// IndentJSON lays a document out in lines for people; what is not JSON is given
// back as it is. Nothing is escaped: hidden characters are still in it.
func IndentJSON(document []byte) string {
	var indented bytes.Buffer
	if json.Indent(&indented, document, "", "  ") != nil {
		return string(document)
	}
	return indented.String()
}
