package spread

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Given is what is known when a line is spread. Without a schema every element is
// taken to exist; Areas may be nil, and may answer that it does not know.
type Given struct {
	Country address.Country
	Schema  address.Schema
	Rules   address.Rules
	Areas   address.Areas
}

// Value is an element with its value, and what the schema's own check says
// against it, empty when it takes it.
type Value struct {
	address.Value
	Refused string
}

// Proposal is how a line could be spread, for the operator to look at. The values
// come in the order of the schema, the words in the order of the line.
type Proposal struct {
	Values    []Value
	NotPlaced []address.Unplaced
}

// Accepted gives the values as the wizard takes them.
func (p Proposal) Accepted() []address.Value {
	values := make([]address.Value, len(p.Values))
	for i, value := range p.Values {
		values[i] = value.Value
	}
	return values
}

// Longest is how many characters a line may have. An address has a few hundred.
const Longest = 2000

// TooLongError says that a text is no address by its length.
type TooLongError struct{ Characters int }

func (e *TooLongError) Error() string {
	return fmt.Sprintf("the text has %d characters and an address at most %d; give the address alone", e.Characters, Longest)
}

// Line proposes how to spread an address, written on one line or several, over the
// elements that the country takes. Its error is a TooLongError.
func Line(text string, given Given) (Proposal, error) {
	if len(text) > Longest {
		if n := utf8.RuneCountInString(text); n > Longest {
			return Proposal{}, &TooLongError{n}
		}
	}
	s := newSpreader(text, given)
	s.takeAsides()
	s.takeCountry()
	s.takeUnits()
	s.takeTown()
	s.takeStreet()
	return s.proposal(), nil
}

// spreader claims words one after the other. A word is claimed once; a value is
// made of nothing but the words that are claimed for it.
type spreader struct {
	Given
	convention
	patterns
	words   []word
	claimed []bool
	why     []string // for a word that gets no field
	values  []Value
	pieces  []address.Unplaced // what was cut off a word and got no field
	street  span               // the words left of the town, or right of it where the town comes first
	doubt   string             // why the town may not be the one of the emergency call, empty when it is
	longer  string             // why the number may be longer than it looks
}

func newSpreader(text string, given Given) *spreader {
	s := &spreader{Given: given, convention: conventionOf(given.Country.ISO2), words: wordsOf(text)}
	s.claimed = make([]bool, len(s.words))
	s.why = make([]string, len(s.words))
	s.street = span{0, len(s.words)}
	for i, w := range s.words {
		if !utf8.ValidString(w.raw) {
			s.aside(span{i, i + 1}, "it is not UTF-8")
		}
	}
	return s
}

// takes reports whether the country has an element.
func (s *spreader) takes(e address.Element) bool {
	field, ok := s.Schema.Field(e)
	return ok && field.Usage != address.NotUsed || len(s.Schema.Fields) == 0 || s.Rules.LevelOf(e) >= 0
}

func (s *spreader) has(e address.Element) bool {
	return slices.ContainsFunc(s.values, func(v Value) bool { return v.Element == e })
}

// claim takes words away for a value; those that are only a part of the spelling,
// such as the word "bus" before a box number, are claimed with it.
func (s *spreader) claim(words span) {
	for i := words.from; i < words.to; i++ {
		s.claimed[i] = true
	}
}

// aside takes words away and says why they get no field.
func (s *spreader) aside(words span, why string) {
	for i := words.from; i < words.to; i++ {
		if !s.claimed[i] {
			s.claimed[i], s.why[i] = true, why
		}
	}
}

func (s *spreader) free(words span) bool {
	return !words.empty() && !slices.Contains(s.claimed[words.from:words.to], true)
}

// fill gives an element its value, in the spelling that the schema takes; false
// when the country has no such element, or it has a value.
func (s *spreader) fill(e address.Element, raw string) bool {
	if raw == "" || !s.takes(e) || s.has(e) {
		return false
	}
	field, _ := s.Schema.Field(e)
	if len(field.Choices) > 0 {
		choice, ok := s.choiceOf(field, raw)
		if !ok {
			return false
		}
		raw = choice
	}
	raw, refused := accepted(field, e, raw)
	s.values = append(s.values, Value{address.Value{Element: e, Text: models.NewText(raw)}, refused})
	return true
}

// place claims words for an element, or says why they get none.
func (s *spreader) place(e address.Element, words span, raw string) bool {
	if s.fill(e, raw) {
		s.claim(words)
		return true
	}
	why := "no field for it: " + elementName(e)
	switch {
	case s.has(e):
		why = elementName(e) + " has a value already"
	case s.takes(e):
		why = "it is no value of the list for " + elementName(e)
	}
	s.aside(words, why)
	return false
}

func elementName(e address.Element) string {
	name, _, _ := strings.Cut(e.Meaning(), ":")
	return strings.ToLower(name)
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

// proposal puts the values in the order of the schema and gathers the other words.
func (s *spreader) proposal() Proposal {
	slices.SortStableFunc(s.values, func(a, b Value) int { return cmp.Compare(s.position(a.Element), s.position(b.Element)) })
	found := Proposal{Values: s.values}
	for i, w := range s.words {
		switch {
		case s.why[i] != "":
			found.NotPlaced = append(found.NotPlaced, address.Unplaced{Word: models.NewText(w.raw), Why: s.why[i]})
		case !s.claimed[i]:
			found.NotPlaced = append(found.NotPlaced, address.Unplaced{Word: models.NewText(w.raw), Why: "it is not clear where it belongs"})
		}
	}
	found.NotPlaced = append(found.NotPlaced, s.pieces...)
	return found
}

func (s *spreader) position(e address.Element) int {
	i := slices.IndexFunc(s.Schema.Fields, func(f address.Field) bool { return f.Element == e })
	if i < 0 {
		return len(s.Schema.Fields)
	}
	return i
}

// runs gives the stretches of words within a span that are free and in one part.
func (s *spreader) runs(within span) []span {
	var all []span
	for i := within.from; i < within.to; i++ {
		if s.claimed[i] {
			continue
		}
		last := len(all) - 1
		if last >= 0 && all[last].to == i && s.words[i].part == s.words[i-1].part {
			all[last].to = i + 1
		} else {
			all = append(all, span{i, i + 1})
		}
	}
	return all
}

// low gives words as one folded text.
func (s *spreader) low(words span) string { return strings.TrimSpace(viewOf(s.words, words).low) }

// raw gives words as they stand in the line.
func (s *spreader) raw(words span) string {
	pieces := make([]string, 0, words.to-words.from)
	for _, w := range s.words[words.from:words.to] {
		pieces = append(pieces, w.raw)
	}
	return strings.Join(pieces, " ")
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }
