package spread

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"btalk/internal/address"
)

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

// TooLongError says that a text is not an address by its length.
type TooLongError struct{ Characters int }

func (e *TooLongError) Error() string {
	return fmt.Sprintf("the text has %d characters and an address at most %d; give the address alone", e.Characters, Longest)
}

// Spreader spreads lines. It keeps the patterns that it compiled: whoever spreads
// more than one line keeps it. The zero Spreader is ready, for any number of
// goroutines.
type Spreader struct{ patterns patterns }

// Line proposes how to spread an address, written on one line or several, over the
// elements that the country takes. Without a schema every element is taken to exist;
// the areas may be nil, and may answer that they do not know. Its error is a
// TooLongError.
func (p *Spreader) Line(text string, country address.Checker) (Proposal, error) {
	if len(text) > Longest {
		if n := utf8.RuneCountInString(text); n > Longest {
			return Proposal{}, &TooLongError{n}
		}
	}
	convention := conventionOf(country.Country.ISO2)
	s := &spreading{
		reader:  reader{newLine(text), convention, &p.patterns},
		filling: filling{Checker: country, spellings: &convention},
	}
	s.street = span{0, len(s.words)}
	unitStep{s}.takeAsides()
	countryStep{s}.takeCountry()
	unitStep{s}.takeUnits()
	s.takeTown()
	streetStep{s}.takeStreet()
	slices.SortStableFunc(s.values, func(a, b Value) int { return cmp.Compare(s.position(a.Element), s.position(b.Element)) })
	return Proposal{Values: s.values, NotPlaced: s.notPlaced()}, nil
}

// spreading is a line under way: what was read of it, and what it filled. Each step
// takes some words, in the order of Line; the last ones look at what those before
// left.
type spreading struct {
	reader
	filling

	street span   // the words left of the town, or right of it where the town comes first
	doubt  string // why the town may not be the one of the emergency call, empty when it is
	longer string // why the number may be longer than it looks
}

// place claims words for an element, or says why they get none.
func (s *spreading) place(e address.Element, words span, raw string) bool {
	if s.fill(e, raw) {
		s.claim(words)
		return true
	}
	why := "no field for it: " + elementName(e)
	switch {
	case s.has(e):
		why = elementName(e) + " has a value already"
	case s.takes(e):
		why = "it is not a value of the list for " + elementName(e)
	}
	s.aside(words, why)
	return false
}

// takeTown finds the postal code, what stands beside it, and the state. It leaves
// in s.street the words in which to look for the street.
func (s *spreading) takeTown() {
	code, coded := codeStep{s}.takeCode()
	switch s.codePlace {
	case beforeTown:
		townStep{s}.townAfterCode(code, coded)
	case afterTown:
		lastTownStep{s}.townBeforeCode(code, coded)
	case noCode:
		areaStep{s}.takeArea()
	case looseCode:
		areaStep{s}.looseTown()
	}
}
