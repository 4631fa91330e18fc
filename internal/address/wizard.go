package address

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"btalk/internal/models"
)

// Target is the voicesite an address is for; zero when it is for none.
type Target struct {
	Site     models.Text `json:"site"`     // voiceSiteId
	Name     models.Text `json:"name"`     // technicalSiteName
	Customer models.Text `json:"customer"` // customerCode
}

// Wizard leads an operator from a country to a finished address. It is a value
// machine: what the API answered is given to it (Give…, Fail), what the operator
// does is told to it (SetCountry, Choose, Set, Next, Back …), and it says where it
// stands (Place), what it needs (Need) and what it changed by itself (Notes). The
// screen only draws and forwards. It is for one goroutine.
//
// Two rules hold always: nothing typed disappears without a note, and every value
// of the address is shown by some step.
type Wizard struct {
	target  Target
	country Country
	place   Place
	goal    *Place // where a draft was left, until what leads there has come
	leaving bool   // the operator wants to go on, as soon as what comes next is known
	query   string // what is typed into the list or the search line

	values  int // counts the changes of address and guides: see Revision
	schema  Schema
	rules   Rules
	gotten  map[NeedKind]bool   // documents that came
	failed  map[NeedKind]string // documents that did not, and why
	areas   areaBook
	lists   areaLists
	address Address
	guides  map[int]string // areas chosen at levels that stand in no element
	recheck int            // from this level on, values must fit the areas above; 0 for none
	notes   []string
	left    []leftWord // words of a spread line that got no field

	candidates []Address
	searched   string
	before     *typed           // what a candidate replaced
	kept       map[string]typed // what was typed for other countries
}

// typed is everything of an address that an operator can give: what stands in its
// elements, the areas that stand in none, the words without a place.
type typed struct {
	address Address
	guides  map[int]string
	left    []leftWord
}

func (w *Wizard) typed() typed { return typed{w.address, w.guides, w.left} }

// replace puts another address in the place of the present one.
func (w *Wizard) replace(with typed) {
	w.address, w.guides, w.left = with.address, maps.Clone(with.guides), with.left
	w.recheck = 0
	w.values++
}

// Revision counts the changes of what the operator sees as the address: its
// values, the areas that stand in no element, the country. Whoever shows something
// made from these shows it anew when the count is another one.
func (w *Wizard) Revision() int { return w.values }

// NewWizard starts with nothing, at the choice of the country.
func NewWizard() *Wizard {
	return &Wizard{kept: map[string]typed{}}
}

// NewWizardFor starts at a country, with the present address of a voicesite where
// the API gives one. Without a country there can be no address.
func NewWizardFor(target Target, country Country, present Address) *Wizard {
	w := NewWizard()
	w.target = target
	if country.ISO2 != "" {
		w.SetCountry(country)
		w.replace(typed{address: present})
	}
	return w
}

// SetCountry chooses the country and goes on. What was typed for another country
// is kept and comes back with that country.
func (w *Wizard) SetCountry(country Country) {
	w.notes = nil
	if country.ISO2 != w.country.ISO2 {
		w.leaveCountry()
		w.country = country
		w.values++
		if kept, ok := w.kept[country.ISO2]; ok {
			w.replace(kept)
			delete(w.kept, country.ISO2)
		}
	}
	w.place = Place{Step: StepCountry}
	w.goal = nil
	w.query = ""
	w.leaving = true
	w.settle()
}

// leaveCountry puts away what belongs to the country. What was typed before any
// country was chosen goes along to the first one.
func (w *Wizard) leaveCountry() {
	if w.country.ISO2 != "" && (!w.address.Empty() || len(w.guides) > 0) {
		w.kept[w.country.ISO2] = w.typed()
		w.replace(typed{})
		w.note("the address typed for %s is kept and comes back with that country", w.country.Name)
	}
	w.schema, w.rules = Schema{}, Rules{}
	w.gotten, w.failed = map[NeedKind]bool{}, map[NeedKind]string{}
	w.areas, w.lists = areaBook{}, areaLists{}
	w.guides, w.recheck, w.left = nil, 0, nil
	w.candidates, w.searched, w.before = nil, "", nil
}

// Target gives the voicesite the address is for.
func (w *Wizard) Target() Target { return w.target }

// Country gives the chosen country; its code is empty before the choice.
func (w *Wizard) Country() Country { return w.country }

// Address gives the address as it stands.
func (w *Wizard) Address() Address { return w.address }

// Schema gives the rules of the elements, empty before they came.
func (w *Wizard) Schema() Schema { return w.schema }

// Rules gives the geographic rules, empty before they came.
func (w *Wizard) Rules() Rules { return w.rules }

// Query gives what is typed into the list or the search line of this place.
func (w *Wizard) Query() string { return w.query }

// SetQuery keeps what is typed into the list or the search line, for the draft.
func (w *Wizard) SetQuery(text string) { w.query = text }

// Notes says what the last action changed beside what was asked for.
func (w *Wizard) Notes() []string { return w.notes }

func (w *Wizard) note(format string, args ...any) {
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

// Set gives an element the value that the operator typed, at every keystroke.
func (w *Wizard) Set(e Element, raw string) {
	w.notes = nil
	w.set(e, raw)
	if level := w.rules.LevelOf(e); level >= 0 {
		w.forgetAside(level)
		if w.recheck == 0 {
			w.recheck = level + 1
		}
	}
	w.settle()
}

func (w *Wizard) set(e Element, raw string) {
	if w.address.Get(e).Raw() == raw {
		return
	}
	untouched := w.address.Untouched()
	w.address.Set(e, raw)
	w.values++
	if untouched && !w.address.Untouched() && len(w.address.parts) > 0 {
		w.note("the address is no longer exactly as the API gave it")
	}
}

// Choose takes an area at the level where the wizard stands, and with more than
// one value the areas of the levels below; the wizard then stands at the last of
// them. Values further down stay when they fit the new area.
func (w *Wizard) Choose(areas ...models.Text) {
	w.notes = nil
	if w.place.Step != StepArea {
		return
	}
	level := w.place.Level
	for _, area := range areas {
		w.forgetAside(level)
		if level < len(w.rules.Levels) && w.area(level) != area.Raw() {
			w.setArea(level, area.Raw())
			w.recheck = level + 1
		}
		level++
	}
	w.place.Level = min(max(level, 1), len(w.rules.Levels)) - 1
	w.settle()
}

// Check finds everything wrong with the address as it stands, with the areas at hand.
func (w *Wizard) Check() Report { return w.checker().Check(w.address) }

// CheckField judges one field as it stands, for the form.
func (w *Wizard) CheckField(e Element) Report {
	if e == DialZone {
		return w.checker().CheckDialZone(w.address.Get(e).Raw())
	}
	field, ok := w.schema.Field(e)
	if !ok {
		return Report{}
	}
	return field.Check(w.address.Get(e).Raw())
}

func (w *Wizard) checker() Checker {
	c := Checker{Country: w.country, Schema: w.schema, Rules: w.rules, Areas: w.areas.values}
	for kind, why := range w.failed {
		c.Schema.Problems = append(slices.Clip(c.Schema.Problems),
			Problem{What: fmt.Sprintf("%s: %s", kind, why)})
	}
	return c
}

// Postal gives the address as one would write it on a letter.
func (w *Wizard) Postal() []string {
	return postalLines(w.country.ISO2, w.display)
}

// display shows the value of an element in the words of the schema.
func (w *Wizard) display(e Element) string {
	value := w.address.Get(e)
	if field, ok := w.schema.Field(e); ok {
		return strings.TrimSpace(field.Display(value))
	}
	return strings.TrimSpace(value.String())
}
