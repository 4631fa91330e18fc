package listing

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"btalk/internal/models"
)

// indented is a JSON document to be read by people, safe to show.
func indented(document any) string {
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return "null\n"
	}
	return escapeUnsafe(string(text)) + "\n"
}

// escapeUnsafe writes every character of a JSON text that is not safe to show
// as \uXXXX, which means the same to JSON.
func escapeUnsafe(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf || models.Safe("a"+string(r)) == "a"+string(r) {
			out.WriteRune(r)
			continue
		}
		out.WriteString(escapeRune(r))
	}
	return out.String()
}

// escapeRune is the JSON escape of r: two surrogates above the basic plane.
func escapeRune(r rune) string {
	if r <= 0xffff {
		return fmt.Sprintf(`\u%04x`, r)
	}
	r -= 0x10000
	return fmt.Sprintf(`\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
}
