package address

import (
	"strings"

	"btalk/internal/models"
)

// DecodeCandidates reads the answer of a full-address search: addresses in the
// exact format to push (DOC api-contract §2.3 B14). An empty answer is none.
func DecodeCandidates(v models.Value) []Address {
	var all []Address
	for _, item := range v.Items("addresses", "candidates", "values") {
		if a := Decode(item); !a.Empty() {
			all = append(all, a)
		}
	}
	return all
}

// Searchable tells whether a line of free text can be looked up: the country table
// says so, or a search was answered.
func (w *Wizard) Searchable() bool { return w.country.API == FullSearch || w.searched != "" }

// GiveCandidates hands over what the search for a line of text found.
func (w *Wizard) GiveCandidates(iso2, query string, found []Address) {
	if !w.concerns(iso2) {
		return
	}
	w.candidates, w.searched = found, query
	delete(w.failed, NeedSearch)
}

// Candidates gives what was found, and the line of text it was found for.
func (w *Wizard) Candidates() (found []Address, query string) { return w.candidates, w.searched }

// TakeCandidate fills the address with a candidate, exactly as the API gave it,
// and goes to the form. What was there comes back with DropCandidate.
func (w *Wizard) TakeCandidate(i int) {
	w.notes = nil
	if i < 0 || i >= len(w.candidates) {
		return
	}
	if w.before == nil {
		before := w.typed()
		w.before = &before
	}
	w.replace(typed{address: w.candidates[i], left: w.left})
	w.query = ""
	w.place = Place{Step: StepCountry}
	w.goal = &Place{Step: StepFields}
	w.leaving = true
	w.settle()
}

// DropCandidate brings back what was typed before a candidate was taken; false
// when none was.
func (w *Wizard) DropCandidate() bool {
	if w.before == nil {
		return false
	}
	w.notes = nil
	w.replace(*w.before)
	w.before = nil
	w.settle()
	return true
}

// Replaced reports whether a candidate took the place of something that was typed.
func (w *Wizard) Replaced() bool { return w.before != nil && !w.before.address.Empty() }

// Summary gives an address as one line, for a list of candidates.
func (a Address) Summary(iso2 string) string {
	lines := a.Postal(iso2)
	if len(lines) > 0 {
		return strings.Join(lines, ", ")
	}
	var values []string
	for _, e := range a.Elements() {
		values = append(values, a.Get(e).String())
	}
	return strings.Join(values, ", ")
}

// Accept fills the address with the values of a spread line or of a helper list.
func (w *Wizard) Accept(values []Value) {
	w.notes = nil
	for _, value := range values {
		w.set(value.Element, value.Text.Raw())
		if level := w.rules.LevelOf(value.Element); level >= 0 && (w.recheck == 0 || level+1 < w.recheck) {
			w.recheck = level + 1
		}
	}
	w.settle()
}

// Value is an element with a value.
type Value struct {
	Element Element
	Text    models.Text
}
