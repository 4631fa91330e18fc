package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// OneLine is the rule for every line that is typed into, and what is pasted into
// it: what a terminal cannot show is never part of a value, and neither is what is
// shown in its place. Line ends (terminals send CR) become one blank, however many
// they are, and go at the ends of the text with the blanks before them; a tab becomes a blank; controls and
// invisible characters go. Blanks stay, at an end too: a field that minds says so.
func OneLine(pasted string) string { return Lines(pasted, " ") }

// Lines is OneLine with another separator where lines end.
func Lines(pasted, separator string) string {
	whole := ""
	for i, line := range strings.FieldsFunc(pasted, endsLine) {
		line = seen(line)
		if i > 0 {
			line = strings.TrimLeft(line, " ")
		}
		switch {
		case line == "":
		case whole == "":
			whole = line
		default:
			whole = strings.TrimRight(whole, " ") + separator + line
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(pasted); endsLine(last) {
		whole = strings.TrimRight(whole, " ")
	}
	return whole
}

func endsLine(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// seen is a line without what cannot be seen, in the form that models.Safe gives
// it, so that it is drawn as it is.
func seen(line string) string {
	runes := []rune(line)
	var out strings.Builder
	for i, r := range runes {
		switch {
		case r == '\t':
			out.WriteByte(' ')
		case text.IsJoiner(r):
			if i > 0 && i < len(runes)-1 && text.Joins(runes[i-1], runes[i+1]) {
				out.WriteRune(r)
			}
		case text.Invisible(r), !unicode.IsGraphic(r) && r != unicode.ReplacementChar:
		default:
			out.WriteRune(r)
		}
	}
	return models.Safe(out.String())
}
