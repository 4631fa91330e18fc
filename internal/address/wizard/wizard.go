// Package wizard leads an operator from a country to a finished address, as a pure
// state machine: country, search, geographic areas, fields, dial zone, review.
//
// It is not a screen and not a client: it draws nothing, asks for nothing over the
// network and reads no clock. What the API answered is given to it, and what it
// needs next it says. What an address is, package address knows. The wizard's screen
// and the command line, for the drafts, may import it.
package wizard

import (
	"btalk/internal/address"
	"btalk/internal/models"
)

// Target is the voicesite an address is for; zero when it is for none.
type Target struct {
	Site     models.Text `json:"site"`     // voiceSiteId
	Name     models.Text `json:"name"`     // technicalSiteName
	Customer models.Text `json:"customer"` // customerCode
}

// Wizard is the machine. What the API answered is given to it (Give, Fail), what
// the operator does is told to it (SetCountry, Choose, Set, Next, Back …), and it
// says where it stands (Place), what it needs (Need) and what it changed by itself
// (Notes). Its parts are for reading: Course, Areas, Search, Form, Review. The
// screen only draws and forwards. It is for one goroutine.
//
// Two rules hold always: nothing typed disappears without a note, and every value
// of the address is shown by some step.
type Wizard struct {
	Target Target // kept with the draft
	Query  string // what is typed into the list or the search line of this place, kept with the draft

	about  documents
	sheet  sheet
	areas  Areas
	search Search
	course Course
	kept   map[string]entry // what was typed for other countries, by their code
}

// New starts with nothing, at the choice of the country.
func New() *Wizard {
	w := &Wizard{kept: map[string]entry{}}
	w.areas = Areas{about: &w.about, sheet: &w.sheet, lists: lists{}}
	w.search.about = &w.about
	w.course = Course{about: &w.about, sheet: &w.sheet, areas: &w.areas, search: &w.search}
	return w
}

// NewFor starts at a country, with the present address of a voicesite where the API
// gives one. Without a country there can be no address.
func NewFor(target Target, country address.Country, present address.Address) *Wizard {
	w := New()
	w.Target = target
	if country.ISO2 != "" {
		w.SetCountry(country)
		w.sheet.replace(entry{address: present})
	}
	return w
}

// SetCountry chooses the country and goes on. What was typed for another country
// is kept and comes back with that country.
func (w *Wizard) SetCountry(country address.Country) {
	w.sheet.notes = nil
	if country.ISO2 != w.about.country.ISO2 {
		w.leaveCountry()
		w.about.turnTo(country)
		w.sheet.revision++
		if kept, ok := w.kept[country.ISO2]; ok {
			w.sheet.replace(kept)
			delete(w.kept, country.ISO2)
		}
	}
	w.course.start()
	w.Query = ""
	w.settle()
}

// leaveCountry puts away what belongs to the country. What was typed before any
// country was chosen goes along to the first one.
func (w *Wizard) leaveCountry() {
	country := w.about.country
	if country.ISO2 != "" && !w.sheet.empty() {
		w.kept[country.ISO2] = w.sheet.entry
		w.sheet.replace(entry{})
		w.sheet.note("the address typed for %s is kept and comes back with that country", country.Name)
	}
	w.sheet.guides, w.sheet.left, w.sheet.recheck = nil, nil, 0
	w.areas.lists, w.areas.finder = lists{}, finder{}
	w.search = Search{about: &w.about}
}

// Country gives the chosen country; its code is empty before the choice.
func (w *Wizard) Country() address.Country { return w.about.country }

// Address gives the address as it stands.
func (w *Wizard) Address() address.Address { return w.sheet.address }

// Checker gives what the country demands, as far as it came; it judges by the lists
// at hand.
func (w *Wizard) Checker() address.Checker { return w.about.checker(w.areas.Known) }

// Notes says what the last action changed beside what was asked for.
func (w *Wizard) Notes() []string { return w.sheet.notes }

// Revision counts the changes of what the operator sees as the address: its
// values, the areas that stand in no element, the country. Whoever shows something
// made from these shows it anew when the count is another one.
func (w *Wizard) Revision() int { return w.sheet.revision }

// Place gives where the wizard stands.
func (w *Wizard) Place() Place { return w.course.place }

// Course gives the way through the places.
func (w *Wizard) Course() *Course { return &w.course }

// Areas gives the geographic levels.
func (w *Wizard) Areas() *Areas { return &w.areas }

// Search gives what a search found.
func (w *Wizard) Search() *Search { return &w.search }

// Form gives the fields to fill in.
func (w *Wizard) Form() Form { return Form{&w.about, &w.sheet, &w.areas} }

// Review gives the finished address.
func (w *Wizard) Review() Review { return Review{w.Form(), w.Target} }

// Set gives an element the value that the operator typed, at every keystroke.
func (w *Wizard) Set(e address.Element, raw string) {
	w.sheet.notes = nil
	w.sheet.set(e, raw)
	if level := w.about.rules.LevelOf(e); level >= 0 {
		w.sheet.forgetAside(level)
		w.sheet.changed(level)
	}
	w.settle()
}

// Accept fills the address with the values of a spread line or of a helper list.
func (w *Wizard) Accept(values []address.Value) {
	w.sheet.notes = nil
	for _, value := range values {
		w.sheet.set(value.Element, value.Text.Raw())
		if level := w.about.rules.LevelOf(value.Element); level >= 0 {
			w.sheet.changed(level)
		}
	}
	w.settle()
}

// KeepUnplaced remembers the words of a spread line that got no field, after its
// values were accepted, in place of those of an earlier line. They go with the draft.
func (w *Wizard) KeepUnplaced(words []address.Unplaced) { w.sheet.keepUnplaced(words) }

// Choose takes an area at the level where the wizard stands, and with more than
// one value the areas of the levels below; the wizard then stands at the last of
// them. Values further down stay when they fit the new area.
func (w *Wizard) Choose(areas ...models.Text) {
	w.sheet.notes = nil
	if w.course.place.Step != StepArea {
		return
	}
	after := w.areas.choose(w.course.place.Level, areas)
	w.course.place.Level = min(max(after, 1), len(w.about.rules.Levels)) - 1
	w.settle()
}

// TakeCandidate fills the address with a candidate, exactly as the API gave it,
// and goes to the form. What was there comes back with DropCandidate.
func (w *Wizard) TakeCandidate(i int) {
	w.sheet.notes = nil
	if i < 0 || i >= len(w.search.found) {
		return
	}
	if w.search.before == nil {
		before := w.sheet.entry
		w.search.before = &before
	}
	w.sheet.replace(entry{address: w.search.found[i], left: w.sheet.left})
	w.Query = ""
	w.course.head(Place{Step: StepFields})
	w.settle()
}

// DropCandidate brings back what was typed before a candidate was taken; false
// when none was.
func (w *Wizard) DropCandidate() bool {
	if w.search.before == nil {
		return false
	}
	w.sheet.notes = nil
	w.sheet.replace(*w.search.before)
	w.search.before = nil
	w.settle()
	return true
}
