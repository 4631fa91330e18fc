package address

import (
	"regexp"
	"slices"
	"strings"

	"btalk/internal/models"
)

// Proposal is how a pasted line could be spread over the elements. It is a guess
// for the operator to look at, and says what it could not place.
type Proposal struct {
	Values []Value
	Rest   []string
}

// Spread proposes how to spread a whole address, as people write it on one line or
// several, over the elements that the country takes.
func Spread(line string, schema Schema, rules Rules) Proposal {
	s := spreader{schema: schema, rules: rules}
	for _, part := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;\n\r\t", r) }) {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			s.parts = append(s.parts, part)
		}
	}
	if len(s.parts) == 0 {
		return Proposal{}
	}
	s.takeTown()
	s.takeChoices()
	s.takeStreet()
	s.found.Rest = s.parts
	return s.found
}

// spreader takes one thing after the other out of parts; what is left is the rest.
type spreader struct {
	schema Schema
	rules  Rules
	parts  []string // what stood between commas, in order
	found  Proposal
}

// takes tells whether the country takes an element; without a schema every one.
func (s *spreader) takes(e Element) bool {
	field, ok := s.schema.Field(e)
	return ok && field.Usage != NotUsed || len(s.schema.Fields) == 0 || s.rules.LevelOf(e) >= 0
}

func (s *spreader) has(e Element) bool {
	return slices.ContainsFunc(s.found.Values, func(v Value) bool { return v.Element == e })
}

// fill gives an element its value; false when the country does not take it, it has
// one already or there is nothing to give.
func (s *spreader) fill(e Element, text string) bool {
	if text == "" || !s.takes(e) || s.has(e) {
		return false
	}
	s.found.Values = append(s.found.Values, Value{e, models.NewText(text)})
	return true
}

func (s *spreader) drop(i int) { s.parts = slices.Delete(s.parts, i, i+1) }

var (
	codeShape = regexp.MustCompile(`(?i)^(\d{4,5}(-\d{3,4})?|\d{4} ?[a-z]{2}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]\d[a-z\d] [a-z\d]{4})$`)
	country   = regexp.MustCompile(`^[A-Z]{1,3}-`) // CH-8001
)

// isPostalCode judges a word, or two, by the rules of the country's postal code,
// else by the shapes that postal codes have.
func (s *spreader) isPostalCode(text string) bool {
	if !strings.ContainsAny(text, "0123456789") || !s.takes(PostalCode) {
		return false
	}
	field, ok := s.schema.Field(PostalCode)
	if ok && (field.Pattern != nil || field.MinLength > 2) {
		report := field.Check(text)
		return report.OK() && len(report.NotChecked) == 0
	}
	return codeShape.MatchString(text)
}

// takeTown finds the postal code, the last thing that looks like one, and the town
// beside it; without a code the town is the last part.
func (s *spreader) takeTown() {
	for i, part := range slices.Backward(s.parts) {
		words := strings.Fields(part)
		for at := range slices.Backward(words) {
			for _, n := range []int{2, 1} {
				if at+n > len(words) || i == 0 && at == 0 && len(words) > n {
					continue // a number at the very beginning is that of the house
				}
				code := country.ReplaceAllString(strings.Join(words[at:at+n], " "), "")
				if s.isPostalCode(code) {
					s.fill(PostalCode, code)
					s.takeAround(i, words[:at], words[at+n:])
					return
				}
			}
		}
	}
	if last := len(s.parts) - 1; last > 0 && s.fillTown(s.parts[last]) {
		s.drop(last)
	}
}

// takeAround places what stands beside the postal code in part i.
func (s *spreader) takeAround(i int, before, after []string) {
	town := strings.Join(after, " ")
	s.parts[i] = strings.Join(before, " ")
	switch {
	case town != "":
	case i > 0 && s.parts[i] != "":
		town, s.parts[i] = s.parts[i], ""
	case i > 1:
		town, s.parts[i-1] = s.parts[i-1], ""
	case i+1 < len(s.parts):
		town, s.parts[i+1] = s.parts[i+1], ""
	}
	if town != "" && !s.fillTown(town) {
		s.parts = append(s.parts, town)
	}
	s.parts = slices.DeleteFunc(s.parts, func(part string) bool { return part == "" })
}

// fillTown gives the town its element, after cutting off the code of a state that
// stands at its end (New York NY).
func (s *spreader) fillTown(town string) bool {
	if i := strings.LastIndexByte(town, ' '); i > 0 && s.fillChoice(State, town[i+1:]) {
		town = town[:i]
	}
	return s.fill(City, town) || s.fill(PostalTown, town)
}

// fillChoice gives an element the possible value that is spelt so.
func (s *spreader) fillChoice(e Element, text string) bool {
	field, _ := s.schema.Field(e)
	folded := Fold(text)
	for _, choice := range field.Choices {
		if folded != "" && (Fold(choice.Value.String()) == folded || Fold(choice.Display.String()) == folded) {
			return s.fill(e, choice.Value.Raw())
		}
	}
	return false
}

// takeChoices places the parts that are a possible value of some element.
func (s *spreader) takeChoices() {
	for i := len(s.parts) - 1; i > 0; i-- {
		for _, field := range s.schema.Fields {
			if s.fillChoice(field.Element, s.parts[i]) {
				s.drop(i)
				break
			}
		}
	}
}
