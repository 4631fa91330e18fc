package address

import (
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Helper is a list that a country offers to fill a part of the address; Portugal
// has postal codes and parishes (DOC api-contract §2.5). It helps, it does not
// constrain: another value can be typed.
type Helper struct {
	Name    string  // in words
	Path    string  // the last segment of its address (INF api-contract §6)
	Element Element // what a plain value of the list fills
}

// Suggestion is one line of such a list and what it fills.
type Suggestion struct {
	Text   string
	Values []Value
}

// Helpers lists what the country table promises.
func (c Checker) Helpers() []Helper {
	if c.Country.API != PostalCodesOnly {
		return nil
	}
	return []Helper{
		{Name: "postal codes", Path: "postalcodes", Element: PostalCode},
		{Name: "parishes", Path: "parishes", Element: c.Schema.parishElement()},
	}
}

// parishElement finds the element that the schema calls a parish; the standard says a2.
func (s Schema) parishElement() Element {
	for _, field := range s.Fields {
		words := text.Fold(field.Label.String() + " " + field.Help.String())
		if strings.Contains(words, "parish") || strings.Contains(words, "freguesia") {
			return field.Element
		}
	}
	return County
}

// DecodeSuggestions reads the list of a helper: plain values, or objects that hold
// elements of an address beside the value.
func DecodeSuggestions(h Helper, v models.Value) []Suggestion {
	var all []Suggestion
	for _, item := range v.Items("values", h.Path, "postalCodes") {
		values := suggested(h, item)
		if len(values) == 0 {
			continue
		}
		texts := make([]string, len(values))
		for i, value := range values {
			texts[i] = value.Text.String()
		}
		all = append(all, Suggestion{Text: strings.Join(texts, ", "), Values: values})
	}
	return all
}

func suggested(h Helper, item models.Value) []Value {
	if item.Kind() != models.ObjectValue {
		if text := item.Text(); !text.Empty() {
			return []Value{{h.Element, text}}
		}
		return nil
	}
	var values []Value
	own := false
	for _, field := range item.Object().Fields {
		e := suggestedElement(h, field.Key)
		if text := field.Value.Text(); e != "" && !text.Empty() {
			values = append(values, Value{e, text})
			own = own || e == h.Element
		}
	}
	if choice, ok := decodeChoice(item); ok && !own {
		values = append([]Value{{h.Element, choice.Value}}, values...)
	}
	return values
}

// suggestedElement reads the name of a member as an element, or as the word for one.
func suggestedElement(h Helper, key string) Element {
	if e := ParseElement(key); e.Known() {
		return e
	}
	switch text.Fold(key) {
	case "postalcode", "zipcode", "zip":
		return PostalCode
	case "parish", "freguesia":
		if h.Element == PostalCode {
			return County
		}
		return h.Element
	case "city", "locality":
		return City
	}
	return ""
}
