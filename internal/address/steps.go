package address

import (
	"fmt"
	"slices"

	"btalk/internal/models"
)

// Step is a kind of place in the wizard.
type Step int

// The steps in their order.
const (
	StepCountry  Step = iota
	StepSearch        // one line of free text, where the country has full-address search
	StepArea          // one geographic level
	StepFields        // the elements that are left
	StepDialZone      // where it is not computed
	StepReview
)

// Place is where the wizard stands. Level is the place in Rules.Levels at StepArea.
type Place struct {
	Step  Step
	Level int
}

// Place gives where the wizard stands.
func (w *Wizard) Place() Place { return w.place }

// Waiting tells whether the wizard goes on by itself once what it needs has come.
func (w *Wizard) Waiting() bool { return w.leaving }

// Next goes on to the next place that needs the operator. When something is wrong
// here it stays, and says what.
func (w *Wizard) Next() []Violation {
	if wrong := w.blocking(); len(wrong) > 0 {
		return wrong
	}
	w.query = ""
	w.leaving = true
	w.settle()
	return nil
}

// Back goes to the place before; it keeps everything and never refuses. It tells
// whether there was one.
func (w *Wizard) Back() bool {
	w.leaving = false
	for _, p := range slices.Backward(w.places()) {
		if p.before(w.place) && w.needsOperator(p) {
			w.place = p
			w.query = ""
			return true
		}
	}
	return false
}

// GoTo goes to a place of the bar: back at once, forward as far as nothing is
// wrong on the way, which it then says.
func (w *Wizard) GoTo(target Place) []Violation {
	for w.place.before(target) {
		from := w.place
		if wrong := w.Next(); len(wrong) > 0 || w.place == from {
			return wrong
		}
	}
	if target.before(w.place) && slices.Contains(w.places(), target) && w.needsOperator(target) {
		w.leaving = false
		w.place = target
		w.query = ""
	}
	return nil
}

func (p Place) before(q Place) bool {
	return p.Step < q.Step || p.Step == q.Step && p.Level < q.Level
}

// places lists the places of this country as far as they are known.
func (w *Wizard) places() []Place {
	places := []Place{{Step: StepCountry}}
	if w.country.ISO2 == "" {
		return places
	}
	if w.Searchable() {
		places = append(places, Place{Step: StepSearch})
	}
	for i := range w.rules.Levels {
		places = append(places, Place{Step: StepArea, Level: i})
	}
	places = append(places, Place{Step: StepFields})
	if w.rules.DialZone != DialZoneAutomatic {
		places = append(places, Place{Step: StepDialZone})
	}
	return append(places, Place{Step: StepReview})
}

// needsOperator tells whether there is something to do at a place. A level that
// has one area, none, or no list is passed over.
func (w *Wizard) needsOperator(p Place) bool {
	if p.Step != StepArea {
		return true
	}
	state := w.LevelState(p.Level)
	return state == LevelOpen || state == LevelPending || state == LevelSingle && w.area(p.Level) == ""
}

// settle brings everything up to date after an action or an answer: values that no
// longer fit are cleared, single areas chosen, places without a choice passed.
func (w *Wizard) settle() {
	w.respell()
	w.refit()
	w.dropComputedZone()
	for {
		if w.leaving && !w.leave() {
			return
		}
		w.resume()
		w.chooseOnly()
		if w.needsOperator(w.place) {
			return
		}
		w.leaving = true
	}
}

// resume goes to the place of a draft once the documents of the country have come.
func (w *Wizard) resume() {
	if w.goal == nil || w.leaving {
		return
	}
	for _, p := range w.places() {
		if !w.goal.before(p) {
			w.place = p
		}
	}
	w.goal = nil
}

// leave moves one place on; false when what comes next is not known yet or this is
// the last place.
func (w *Wizard) leave() bool {
	if w.country.ISO2 == "" {
		w.leaving = false
		return false
	}
	if !w.settled(NeedSchema) || !w.settled(NeedRules) {
		return false
	}
	w.leaving = false
	places := w.places()
	next := slices.IndexFunc(places, w.place.before)
	if next < 0 {
		return false
	}
	w.place = places[next]
	return true
}

// chooseOnly takes the area of a level that has only one, unless another one was
// given there: the only one may be another town.
func (w *Wizard) chooseOnly() {
	if w.wasSetAside(w.place.Level) || w.place.Step != StepArea || w.LevelState(w.place.Level) != LevelSingle || w.area(w.place.Level) != "" {
		return
	}
	list, _ := w.listOf(w.place.Level)
	w.setArea(w.place.Level, list.values[0].Raw())
	w.note("%s was chosen: it is the only one", quoted(list.values[0].Raw()))
}

// dropComputedZone takes away the dial zone of an address that was changed since
// the API computed it.
func (w *Wizard) dropComputedZone() {
	zone := w.address.Get(DialZone)
	if w.rules.DialZone != DialZoneAutomatic || zone.Empty() || w.address.Untouched() {
		return
	}
	w.address.Set(DialZone, "")
	w.note("the dial zone %s was removed: the API computes it from the changed address", quoted(zone.Raw()))
}

// blocking says what is wrong at this place.
func (w *Wizard) blocking() []Violation {
	switch w.place.Step {
	case StepCountry:
		if w.country.ISO2 == "" {
			return []Violation{{Field: "country", Rule: RuleMandatory, What: "no country is chosen", Fix: "choose one"}}
		}
	case StepArea:
		return w.blockingLevel(w.place.Level)
	case StepFields:
		var report Report
		for _, field := range w.Fields() {
			report.join(field.Check(w.address.Get(field.Element).Raw()))
		}
		return report.Violations
	case StepDialZone:
		return w.CheckField(DialZone).Violations
	case StepSearch, StepReview:
	}
	return nil
}

func (w *Wizard) blockingLevel(i int) []Violation {
	level := w.rules.Levels[i]
	list, path := w.listOf(i)
	value := models.NewText(w.area(i))
	field, described := w.schema.Field(level.Element)
	switch {
	case w.LevelState(i) == LevelPending:
		return []Violation{{
			Field: level.Element, Rule: RuleArea, Value: value,
			What: "the list of areas has not come yet", Fix: "wait for it",
		}}
	case w.LevelState(i) != LevelOpen:
		return nil
	case value.Empty() && described && field.Usage != Mandatory && level.Element != "":
		return nil
	case value.Empty():
		return []Violation{{
			Field: level.Element, Rule: RuleMandatory,
			What: w.LevelName(i) + " is not chosen", Fix: "choose it from the list",
		}}
	case indexOf(list.values, value.Raw()) < 0:
		return []Violation{areaViolation(level, path, list.values, value)}
	}
	return nil
}

// LevelName puts a geographic level in words.
func (w *Wizard) LevelName(i int) string {
	level := w.rules.Levels[i]
	if level.Element == "" {
		return fmt.Sprintf("Area %d", level.Number)
	}
	field, ok := w.schema.Field(level.Element)
	if !ok {
		field = Field{Element: level.Element}
	}
	return field.Name()
}
