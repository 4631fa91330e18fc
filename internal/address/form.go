package address

import (
	"slices"

	"btalk/internal/models"
)

// Fields gives the fields of the form in the order of the schema: all that no list
// of areas stands for, then the elements that have a value although the schema does
// not describe them. Without a schema it offers the elements of the standard.
func (w *Wizard) Fields() []Field {
	var fields []Field
	for _, field := range w.described() {
		if w.inForm(field) {
			fields = append(fields, field)
		}
	}
	for _, level := range w.rules.Levels {
		fields = w.addStranger(fields, level.Element)
	}
	for _, e := range w.address.Elements() {
		fields = w.addStranger(fields, e)
	}
	return fields
}

// described gives the fields of the schema, or where there is none every element
// of the standard that has a meaning of its own.
func (w *Wizard) described() []Field {
	if len(w.schema.Fields) > 0 || !w.settled(NeedSchema) {
		return w.schema.Fields
	}
	const own = 18 // the extension elements come after these
	var fields []Field
	for _, e := range Elements()[:own] {
		fields = append(fields, Field{Element: e})
	}
	return fields
}

// inForm tells whether a field is asked for in the form.
func (w *Wizard) inForm(field Field) bool {
	unused := field.Usage == NotUsed && w.address.Get(field.Element).Empty()
	return field.Element != DialZone && !unused && !w.chosenFromList(field.Element)
}

// chosenFromList tells whether an element is chosen at a step of its own.
func (w *Wizard) chosenFromList(e Element) bool {
	level := w.rules.LevelOf(e)
	if level < 0 {
		return false
	}
	switch w.LevelState(level) {
	case LevelOpen, LevelSingle, LevelPending:
		return true
	case LevelEmpty, LevelLost, LevelClosed:
	}
	return false
}

// addStranger appends an element that the form must show but the schema lacks.
func (w *Wizard) addStranger(fields []Field, e Element) []Field {
	shown := slices.ContainsFunc(fields, func(f Field) bool { return f.Element == e })
	if shown || e == "" || e == DialZone || w.chosenFromList(e) {
		return fields
	}
	return append(fields, Field{Element: e})
}

// DialZoneField describes the dial zone like a field of the form: with the choices
// that the API lists, if any, and what its value is worth.
func (w *Wizard) DialZoneField() Field {
	field, described := w.schema.Field(DialZone)
	if !described {
		field = Field{Element: DialZone, Label: models.NewText("Dial zone"), Choices: w.rules.DialZones}
	}
	switch w.rules.DialZone {
	case DialZoneManual:
		field.Usage = Mandatory
		field.Help = models.NewText("The dial zone local to the address. Nobody verifies it: you answer for it.")
	case DialZoneAutomatic:
		field.Usage = NotUsed
		field.Help = models.NewText("Computed from the address by the API.")
	case DialZoneUnknown:
		field.Usage = Optional
		field.Help = models.NewText("The API does not say whether it is given or computed. Nobody verifies a value given here.")
	}
	return field
}

// Line is one element of the finished address, with what it means.
type Line struct {
	Element Element
	Label   string // the country's word for it
	Meaning string // the standard's
	Value   models.Text
	Display string // what the value stands for: Avenue for AVE
}

// Lines gives the finished address field by field: as the schema orders it, then
// what it does not describe, the dial zone last.
func (w *Wizard) Lines() []Line {
	var lines []Line
	add := func(field Field) {
		value := w.address.Get(field.Element)
		if value.Empty() || slices.ContainsFunc(lines, func(l Line) bool { return l.Element == field.Element }) {
			return
		}
		lines = append(lines, Line{field.Element, field.Name(), field.Element.Meaning(), value, field.Display(value)})
	}
	for _, field := range w.schema.Fields {
		if field.Element != DialZone {
			add(field)
		}
	}
	for _, e := range w.address.Elements() {
		if e != DialZone {
			add(Field{Element: e})
		}
	}
	add(w.DialZoneField())
	return lines
}

// StageState says how far a stage of the bar is.
type StageState int

// The states of a stage.
const (
	StageAhead StageState = iota
	StageHere
	StageDone
	StagePassed // nothing to choose: passed over
)

// Stage is one step in the bar above the wizard.
type Stage struct {
	Place Place
	Title string
	Value string // what was chosen there, if that is one thing
	State StageState
}

// Stages gives the bar.
func (w *Wizard) Stages() []Stage {
	var stages []Stage
	for _, p := range w.places() {
		stage := Stage{Place: p, Title: w.stageTitle(p), State: StageAhead}
		switch p.Step {
		case StepCountry:
			stage.Value = w.country.Name.String()
		case StepArea:
			stage.Value = models.Safe(w.area(p.Level))
		case StepDialZone:
			stage.Value = w.address.Get(DialZone).String()
		case StepSearch, StepFields, StepReview:
		}
		switch {
		case p == w.place:
			stage.State = StageHere
		case !w.needsOperator(p):
			stage.State = StagePassed
		case p.before(w.place):
			stage.State = StageDone
		}
		stages = append(stages, stage)
	}
	return stages
}

func (w *Wizard) stageTitle(p Place) string {
	switch p.Step {
	case StepCountry:
		return "Country"
	case StepSearch:
		return "Search"
	case StepArea:
		return w.LevelName(p.Level)
	case StepFields:
		return "Address"
	case StepDialZone:
		return "Dial zone"
	case StepReview:
		return "Review"
	}
	return ""
}
