package wizard

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Review is the finished address, in words, and what was checked of it.
type Review struct {
	form   Form
	target Target
}

// Check finds everything wrong with the address as it stands, with the areas at hand.
func (r Review) Check() address.Report {
	f := r.form
	return f.about.checker(f.areas.Known).Check(f.sheet.address)
}

// Lost says what could not be had, and with it what could not be checked; empty when
// all is there.
func (r Review) Lost() string {
	var lost []string
	for _, kind := range documentKinds {
		if why := r.form.about.failed[kind]; why != "" {
			lost = append(lost, kind.String()+": "+why)
		}
	}
	for i := range r.form.about.rules.Levels {
		if r.form.areas.State(i) == LevelLost {
			lost = append(lost, "the list for "+r.form.areas.Name(i)+" is not available")
		}
	}
	return strings.Join(lost, "; ")
}

// Unplaced gives the words of the last spread line that no value has taken up yet,
// and the areas that did not fit.
func (r Review) Unplaced() []address.Unplaced { return r.form.sheet.unplaced() }

// Postal gives the address as one would write it on a letter, in the words of the
// schema.
func (r Review) Postal() []string {
	return r.form.about.schema.Shown(r.form.sheet.address).Postal(r.form.about.country.ISO2)
}

// Summary says in one line what the wizard is about, for the line that offers a
// draft: the country, the voicesite, and the address as far as it went.
func (r Review) Summary() string {
	country := r.form.about.country
	parts := []string{country.Name.String(), r.target.Name.String(), r.form.sheet.address.Summary(country.ISO2)}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// Line is one element of the finished address, with what it means.
type Line struct {
	Element address.Element
	Label   string // the country's word for it
	Meaning string // the standard's
	Value   models.Text
	Display string // what the value stands for: Avenue for AVE
}

// Lines gives the finished address field by field: as the schema orders it, then
// what it does not describe, the dial zone last.
func (r Review) Lines() []Line {
	var lines []Line
	add := func(field address.Field) {
		value := r.form.sheet.address.Get(field.Element)
		if value.Empty() || slices.ContainsFunc(lines, func(l Line) bool { return l.Element == field.Element }) {
			return
		}
		lines = append(lines, Line{field.Element, field.Name(), field.Element.Meaning(), value, field.Display(value)})
	}
	for _, field := range r.form.about.schema.Fields {
		if field.Element != address.DialZone {
			add(field)
		}
	}
	for _, e := range r.form.sheet.address.Elements() {
		if e != address.DialZone {
			add(address.Field{Element: e})
		}
	}
	add(r.form.DialZone())
	return lines
}
