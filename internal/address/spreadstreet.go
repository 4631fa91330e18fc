package address

import (
	"regexp"
	"strings"
)

var (
	// 12, 12A, 12 bis, 12-14, 12/3; the suffix apart.
	houseFirst = regexp.MustCompile(`(?i)^(\d+(?:[-/]\d+)?)(?: ?(bis|ter|quater|[a-z]))?(?: +|$)`)
	houseLast  = regexp.MustCompile(`(?i) +(\d+(?:[-/]\d+)?)(?: ?(bis|ter|quater|[a-z]))?$`)
)

// takeStreet finds the part with the street: the first one with a number in it,
// else the first, and takes number, suffix and type out of it.
func (s *spreader) takeStreet() {
	if len(s.parts) == 0 {
		return
	}
	at := 0
	for i, part := range s.parts {
		if houseFirst.MatchString(part) || houseLast.MatchString(part) {
			at = i
			break
		}
	}
	street := s.takeNumber(s.parts[at])
	street = s.takeStreetType(street)
	if street == "" || s.fill(Street, street) {
		s.drop(at)
		return
	}
	s.parts[at] = street
}

// takeNumber takes the house number off either end, where the country has an
// element for it.
func (s *spreader) takeNumber(street string) string {
	if !s.takes(Number) {
		return street
	}
	m := houseFirst.FindStringSubmatch(street)
	rest := ""
	if m != nil {
		rest = street[len(m[0]):]
	} else if m = houseLast.FindStringSubmatch(street); m != nil {
		rest = street[:len(street)-len(m[0])]
	}
	if m == nil || rest == "" {
		return street
	}
	number := m[1]
	if m[2] != "" && !s.fill(Suffix, m[2]) {
		number += " " + m[2]
	}
	s.fill(Number, number)
	return rest
}

// takeStreetType takes the type off either end, where the country has an element
// for it: one of its possible values, else a common word.
func (s *spreader) takeStreetType(street string) string {
	if !s.takes(StreetType) {
		return street
	}
	first, afterFirst, ok := strings.Cut(street, " ")
	if !ok {
		return street
	}
	if s.fillStreetType(first) {
		return afterFirst
	}
	if i := strings.LastIndexByte(street, ' '); s.fillStreetType(street[i+1:]) {
		return street[:i]
	}
	return street
}

func (s *spreader) fillStreetType(word string) bool {
	if field, _ := s.schema.Field(StreetType); len(field.Choices) > 0 {
		return s.fillChoice(StreetType, word)
	}
	switch Fold(word) {
	case "rue", "avenue", "boulevard", "place", "chemin", "allee", "quai", "impasse", "route", "cours", "square",
		"street", "road", "drive", "lane", "court", "way", "calle", "avenida", "plaza", "paseo", "via", "viale",
		"piazza", "corso", "rua", "praca", "strasse", "platz", "weg", "gasse", "laan", "straat", "plein":
		return s.fill(StreetType, word)
	}
	return false
}
