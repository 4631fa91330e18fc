package rawview

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// render lays a document out in lines that are safe to show. What is not JSON is
// shown as it is.
func render(document []byte, spelt bool) []string {
	shown := text.IndentJSON(document)
	if spelt {
		shown = spell(shown)
	}
	lines := strings.Split(strings.TrimRight(shown, "\n"), "\n")
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
