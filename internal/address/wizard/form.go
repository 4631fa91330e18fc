package wizard

import (
	"slices"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Form is the fields to fill in.
type Form struct {
	about *documents
	sheet *sheet
	areas *Areas
}

// Fields gives the fields of the form in the order of the schema: all that no list
// of areas stands for, then the elements that have a value although the schema does
// not describe them. Without a schema it offers the elements of the standard.
func (f Form) Fields() []address.Field {
	var fields []address.Field
	for _, field := range f.described() {
		unused := field.Usage == address.NotUsed && f.sheet.address.Get(field.Element).Empty()
		if field.Element != address.DialZone && !unused && !f.areas.chosenFromList(field.Element) {
			fields = append(fields, field)
		}
	}
	for _, level := range f.about.rules.Levels {
		fields = f.addUndescribed(fields, level.Element)
	}
	for _, e := range f.sheet.address.Elements() {
		fields = f.addUndescribed(fields, e)
	}
	return fields
}

// described gives the fields of the schema, or where there is none every element
// of the standard that has a meaning of its own.
func (f Form) described() []address.Field {
	if len(f.about.schema.Fields) > 0 || !f.about.settled(NeedSchema) {
		return f.about.schema.Fields
	}
	const own = 18 // the extension elements come after these
	var fields []address.Field
	for _, e := range address.Elements()[:own] {
		fields = append(fields, address.Field{Element: e})
	}
	return fields
}

// addUndescribed appends an element that the form must show but the schema lacks.
func (f Form) addUndescribed(fields []address.Field, e address.Element) []address.Field {
	shown := slices.ContainsFunc(fields, func(field address.Field) bool { return field.Element == e })
	if shown || e == "" || e == address.DialZone || f.areas.chosenFromList(e) {
		return fields
	}
	return append(fields, address.Field{Element: e})
}

// DialZone describes the dial zone like a field of the form: with the choices that
// the API lists, if any, and what its value is worth.
func (f Form) DialZone() address.Field {
	field, described := f.about.schema.Field(address.DialZone)
	if !described {
		field = address.Field{Element: address.DialZone, Label: models.NewText("Dial zone"), Choices: f.about.rules.DialZones}
	}
	switch f.about.rules.DialZone {
	case address.DialZoneManual:
		field.Usage = address.Mandatory
		field.Help = models.NewText("The dial zone local to the address. Nobody verifies it: you answer for it.")
	case address.DialZoneAutomatic:
		field.Usage = address.NotUsed
		field.Help = models.NewText("Computed from the address by the API.")
	case address.DialZoneUnknown:
		field.Usage = address.Optional
		field.Help = models.NewText("The API does not say whether it is given or computed. Nobody verifies a value given here.")
	}
	return field
}

// Check judges one field as it stands.
func (f Form) Check(e address.Element) address.Report {
	value := f.sheet.address.Get(e).Raw()
	if e == address.DialZone {
		return f.about.checker(nil).CheckDialZone(value)
	}
	field, ok := f.about.schema.Field(e)
	if !ok {
		return address.Report{}
	}
	return field.Check(value)
}

// wrong says what is wrong with the fields of the form.
func (f Form) wrong() []address.Violation {
	var wrong []address.Violation
	for _, field := range f.Fields() {
		wrong = append(wrong, field.Check(f.sheet.address.Get(field.Element).Raw()).Violations...)
	}
	return wrong
}
