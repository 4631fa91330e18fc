package change

import (
	"strings"
	"unicode"

	"btalk/internal/address"
	"btalk/internal/models"
)

// fieldWords puts the words of a refusal beside the fields they name, by the
// names that the request uses. Words that name none stay in the error only.
func fieldWords(answer, body models.Value, hide func(string) string) map[string]string {
	known := fieldNames(body, map[string]bool{})
	for _, element := range append(address.Elements(), address.DialZone) {
		known[string(element)] = true
	}
	words := map[string]string{}
	for _, item := range answer.Items("errors") {
		o := item.Object()
		told := o.Text("description", "error_description", "message", "error").Raw()
		field := o.Text("field", "element", "parameter").Raw()
		if !known[field] {
			field = namedIn(told, known)
		}
		if field == "" || told == "" {
			continue
		}
		said := models.Safe(hide(told))
		if before := words[field]; before != "" && before != said {
			said = before + "; " + said
		}
		words[field] = said
	}
	return words
}

// fieldNames collects the names of all fields of a body, the inner ones too.
func fieldNames(v models.Value, names map[string]bool) map[string]bool {
	for _, field := range v.Object().Fields {
		names[field.Key] = true
		fieldNames(field.Value, names)
	}
	for _, item := range v.List() {
		fieldNames(item, names)
	}
	return names
}

// namedIn finds the field that words begin with ("parameters.country: …"), or
// else the first one that they name anywhere.
func namedIn(words string, known map[string]bool) string {
	parts := strings.FieldsFunc(words, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_'
	})
	if start, _, named := strings.Cut(words, ":"); named {
		segments := strings.FieldsFunc(start, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
		if len(segments) > 0 && known[segments[len(segments)-1]] {
			return segments[len(segments)-1]
		}
	}
	for _, part := range parts {
		if known[part] {
			return part
		}
	}
	return ""
}
