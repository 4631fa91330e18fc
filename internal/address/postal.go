package address

import (
	"slices"
	"strings"
)

// layout is how a country writes an address on a letter. It is for the eye only:
// nothing is checked or sent by it.
type layout int

const (
	numberLast  layout = iota // Bahnhofstrasse 1 / 8001 Zürich
	typeFirst                 // Calle Mayor 1 / 28013 Madrid
	numberFirst               // 12 bis Rue Victor Hugo / 75001 Paris
	stateLast                 // 12 Main Street / New York, NY 10001
	codeLast                  // 12 High Street / London / SW1A 1AA
)

func layoutOf(iso2 string) layout {
	switch strings.ToUpper(iso2) {
	case "FR", "BL", "GF", "GP", "MF", "MQ", "RE", "YT", "LU":
		return numberFirst
	case "ES", "IT", "PT":
		return typeFirst
	case "US", "AU", "NZ", "CA":
		return stateLast
	case "GB", "IE", "HK":
		return codeLast
	}
	return numberLast
}

// Shown gives an address with its values in the words of the schema: Avenue for
// AVE. It is for the eye only.
func (s Schema) Shown(a Address) Address {
	for _, e := range a.Elements() {
		if field, described := s.Field(e); described {
			a.Set(e, field.Display(a.Get(e)))
		}
	}
	return a
}

// Postal gives the lines one would write on a letter, without the country. Only
// lines with something in them.
func (a Address) Postal(iso2 string) []string {
	value := func(e Element) string { return strings.TrimSpace(a.Get(e).String()) }
	form := layoutOf(iso2)
	lines := []string{
		joined(", ", labelled("Building ", value(Building)), labelled("Floor ", value(Floor)),
			labelled("Room ", value(Room)), value(Unit)),
		streetLine(form, value),
		joined(", ", value(Block), value(District)),
		labelled("PO Box ", value(PostBox)),
	}
	town := value(PostalTown)
	if town == "" {
		town = value(City)
	}
	switch form {
	case stateLast:
		lines = append(lines, joined(", ", town, joined(" ", value(State), value(PostalCode))))
	case codeLast:
		lines = append(lines, town, value(County), value(PostalCode))
	case numberFirst, numberLast, typeFirst:
		lines = append(lines, joined(" ", value(PostalCode), town))
		if !CountryOf(iso2).Listed {
			lines = append(lines, joined(", ", value(County), value(State)))
		}
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// Summary gives an address as one line, for a list of candidates.
func (a Address) Summary(iso2 string) string {
	if lines := a.Postal(iso2); len(lines) > 0 {
		return strings.Join(lines, ", ")
	}
	var values []string
	for _, e := range a.Elements() {
		values = append(values, a.Get(e).String())
	}
	return strings.Join(values, ", ")
}

func streetLine(form layout, value func(Element) string) string {
	number := joined(" ", value(Number), value(Suffix))
	street := joined(" ", value(LeadingDir), value(Street), value(StreetType), value(TrailingDir))
	if form == numberFirst || form == typeFirst {
		street = joined(" ", value(LeadingDir), value(StreetType), value(Street), value(TrailingDir))
	}
	if form == numberLast || form == typeFirst {
		return joined(" ", street, number)
	}
	return joined(" ", number, street)
}

// joined joins what is not empty.
func joined(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), separator)
}

func labelled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + value
}
