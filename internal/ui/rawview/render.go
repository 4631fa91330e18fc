package rawview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"btalk/internal/models"
)

// render lays a document out in lines that are safe to show. What is no JSON is
// shown as it is.
func render(document []byte, spelt bool) []string {
	var indented bytes.Buffer
	text := string(document)
	if json.Indent(&indented, document, "", "  ") == nil {
		text = indented.String()
	}
	if spelt {
		text = spell(text)
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = models.Safe(line)
	}
	return lines
}

// spell writes every character that is not ASCII as JSON would escape it, so
// that two texts that look alike can be told apart.
func spell(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}
