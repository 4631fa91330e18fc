package wizard

import "btalk/internal/address"

// Search is what a line of free text found, where the country has full-address
// search.
type Search struct {
	about  *documents
	found  []address.Address
	text   string
	before *entry // what a candidate replaced
}

// Offered reports whether a line of free text can be searched for: the country table
// says so, or a search was answered.
func (s *Search) Offered() bool { return s.about.country.API == address.FullSearch || s.text != "" }

// Found gives what was found, and the line of text it was found for.
func (s *Search) Found() (found []address.Address, text string) { return s.found, s.text }

// Replaced reports whether a candidate took the place of something that was typed.
func (s *Search) Replaced() bool { return s.before != nil && !s.before.address.Empty() }
