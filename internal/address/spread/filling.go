package spread

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// filling is the elements of the country, and the values that they got.
type filling struct {
	address.Checker

	spellings *convention // other spellings of possible values
	values    []Value
}

// takes reports whether the country has an element.
func (f *filling) takes(e address.Element) bool {
	field, ok := f.Schema.Field(e)
	return ok && field.Usage != address.NotUsed || len(f.Schema.Fields) == 0 || f.Rules.LevelOf(e) >= 0
}

func (f *filling) has(e address.Element) bool {
	return slices.ContainsFunc(f.values, func(v Value) bool { return v.Element == e })
}

// fill gives an element its value, in the spelling that the schema takes; false
// when the country has no such element, or it has a value.
func (f *filling) fill(e address.Element, raw string) bool {
	if raw == "" || !f.takes(e) || f.has(e) {
		return false
	}
	field, _ := f.Schema.Field(e)
	if len(field.Choices) > 0 {
		choice, ok := f.choiceOf(field, raw)
		if !ok {
			return false
		}
		raw = choice
	}
	raw, refused := accepted(field, e, raw)
	f.values = append(f.values, Value{address.Value{Element: e, Text: models.NewText(raw)}, refused})
	return true
}

// choiceOf finds the possible value that a text stands for: by its code, by what is
// shown for it, or by another spelling that the country has.
func (f *filling) choiceOf(field address.Field, given string) (code string, ok bool) {
	if own, ok := field.Meant(given); ok {
		return own.Raw(), true
	}
	low := newWord(given, 0).low
	for _, row := range f.spellings.types {
		code, spellings, _ := strings.Cut(row, "=")
		if field.Element == address.StreetType && slices.Contains(strings.Fields(spellings), low) {
			return f.listed(field, code)
		}
	}
	for _, row := range f.spellings.states {
		code, spelling, _ := strings.Cut(row, "=")
		if spelling == low {
			return f.listed(field, code)
		}
	}
	return "", false
}

func (f *filling) listed(field address.Field, code string) (string, bool) {
	return code, slices.ContainsFunc(field.Choices, func(c address.Choice) bool { return c.Value.Raw() == code })
}

func (f *filling) position(e address.Element) int {
	i := slices.IndexFunc(f.Schema.Fields, func(f address.Field) bool { return f.Element == e })
	if i < 0 {
		return len(f.Schema.Fields)
	}
	return i
}

// accepted gives the spelling of a value that the schema takes: as written, without
// its inner blanks, in the other case. What it refuses in every spelling stays as
// written, with the reason. Only numbers and codes are respelt, never names.
func accepted(field address.Field, e address.Element, raw string) (spelling, refused string) {
	spellings := []string{raw}
	if slices.Contains([]address.Element{address.Number, address.Suffix, address.PostalCode, address.Room, address.Unit}, e) {
		joined := strings.ReplaceAll(raw, " ", "")
		spellings = append(spellings, joined, strings.ToUpper(raw), strings.ToLower(raw), strings.ToUpper(joined), strings.ToLower(joined))
	}
	for _, spelling := range spellings {
		if field.Element == "" || field.Check(spelling).OK() {
			return spelling, ""
		}
	}
	violation := field.Check(raw).Violations[0]
	return raw, violation.What
}

func elementName(e address.Element) string {
	name, _, _ := strings.Cut(e.Meaning(), ":")
	return strings.ToLower(name)
}
