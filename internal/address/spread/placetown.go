package spread

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// takeState takes a part that is a state, a province or a county by the list, alone,
// in brackets or after the word for it.
func (s *spreading) takeState(run span) bool {
	name := run
	marked := false
	for _, word := range s.states {
		if name.to-name.from > 1 && s.words[name.from].low == word {
			name.from++
			marked = true
		}
	}
	for _, e := range []address.Element{address.State, address.County} {
		field, ok := s.Schema.Field(e)
		if !ok || len(field.Choices) == 0 {
			continue
		}
		if _, ok := s.choiceOf(field, s.raw(name)); ok && !s.has(e) && (marked || e == address.State) {
			return s.place(e, run, s.raw(name))
		}
	}
	return false
}

// placeTown fills the town, or says why it may be another one.
func (s *spreading) placeTown(town span) {
	if town.empty() || !s.free(town) {
		return
	}
	element := address.City
	if !s.takes(address.City) && s.takes(address.PostalTown) {
		element = address.PostalTown
	}
	name := s.raw(town)
	switch {
	case s.doubt != "":
		s.aside(town, s.doubt)
	case s.known(name):
		s.place(element, town, name)
	case hasDigit(name):
		s.aside(town, "the town, with or without the number of its district")
	case s.endsInProvince(town):
		s.aside(town, "the town, with or without the province")
	case s.endsInCanton(town):
		s.aside(town, "the town, with or without the canton")
	default:
		s.place(element, town, name)
	}
}

// known reports whether the geographic areas list a town, where they are at hand.
func (s *spreading) known(name string) bool {
	level := s.Rules.LevelOf(address.City)
	if s.Areas == nil || level < 0 || level > 1 {
		return false
	}
	top, err := s.Areas(nil)
	if err != nil {
		return false
	}
	if level == 0 {
		return containsName(top, name)
	}
	return slices.ContainsFunc(top.Values, func(above models.Text) bool {
		below, err := s.Areas([]string{above.Raw()})
		return err == nil && containsName(below, name)
	})
}

// endsInProvince reports whether the last word of a town is the name of a province
// that may follow the town as well, Pozzuoli Napoli, and is not joined to the town's
// name, Villafranca di Verona.
func (s *spreading) endsInProvince(town span) bool {
	field, ok := s.Schema.Field(address.State)
	if last := town.to - 1; ok && last > town.from && !s.has(address.State) && !s.inName(last) {
		_, listed := s.choiceOf(field, s.words[last].raw)
		return listed
	}
	return false
}

func (s *spreading) endsInCanton(town span) bool {
	last := strings.Trim(s.words[town.to-1].low, "()")
	return s.Country.ISO2 == "CH" && town.to-town.from > 1 && slices.Contains(cantons[:], last)
}

var cantons = [...]string{
	"ag", "ai", "ar", "be", "bl", "bs", "fr", "ge", "gl", "gr", "ju", "lu", "ne", "nw", "ow", "sg", "sh", "so", "sz", "tg", "ti", "ur", "vd", "vs", "zg", "zh",
}

// containsName reports whether a list of areas has a name, accents and case aside.
func containsName(list address.AreaList, name string) bool {
	folded := text.Fold(name)
	return slices.ContainsFunc(list.Values, func(area models.Text) bool { return text.Fold(area.Raw()) == folded })
}
