package wizard

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// entry is everything of an address that an operator can give: the values of its
// elements, the areas of levels that stand in none, the words without a place.
type entry struct {
	address address.Address
	guides  map[int]string // by the place of the level
	left    []leftWord
}

// leftWord is a word of a pasted line that got no field, or an area that did not
// fit. It is used once the address has it more often than when it was left over.
type leftWord struct {
	Word models.Text `json:"word"`
	Why  string      `json:"why"`
	Had  int         `json:"had,omitempty"`
	// Level is one more than that of the area the word was, before it did not fit;
	// 0 for a word that never had a field.
	Level int `json:"level,omitempty"`
}

func (e entry) empty() bool { return e.address.Empty() && len(e.guides) == 0 }

// keepUnplaced remembers the words of a line in place of those of an earlier line.
func (e *entry) keepUnplaced(words []address.Unplaced) {
	e.left = slices.DeleteFunc(slices.Clone(e.left), func(word leftWord) bool { return word.Level == 0 })
	have := e.wordCounts()
	for _, word := range words {
		folded := text.Fold(word.Word.Raw())
		e.left = append(e.left, leftWord{Word: word.Word, Why: word.Why, Had: have[folded]})
		have[folded]++ // each time the word was left out wants a use of its own
	}
}

// unplaced gives the words that no value has taken up yet.
func (e entry) unplaced() []address.Unplaced {
	if len(e.left) == 0 {
		return nil
	}
	have := e.wordCounts()
	var unused []address.Unplaced
	for _, word := range e.left {
		if folded := text.Fold(word.Word.Raw()); folded == "" || have[folded] <= word.Had {
			unused = append(unused, address.Unplaced{Word: word.Word, Why: word.Why})
		}
	}
	return unused
}

// setAside keeps an area that was taken out of the address in sight, until a person
// has chosen another one.
func (e *entry) setAside(level int, area, why string) {
	e.forgetAside(level)
	had := e.wordCounts()[text.Fold(area)]
	e.left = append(e.left, leftWord{Word: models.NewText(area), Why: why, Had: had, Level: level + 1})
}

// wasSetAside reports whether an area was given at level that does not fit, and
// nobody has chosen another one yet.
func (e entry) wasSetAside(level int) bool {
	return slices.ContainsFunc(e.left, func(word leftWord) bool { return word.Level == level+1 })
}

func (e *entry) forgetAside(level int) {
	e.left = slices.DeleteFunc(slices.Clone(e.left), func(word leftWord) bool { return word.Level == level+1 })
}

// wordCounts counts the words of all values.
func (e entry) wordCounts() map[string]int {
	have := map[string]int{}
	for _, element := range e.address.Elements() {
		for word := range strings.FieldsSeq(e.address.Get(element).Raw()) {
			have[text.Fold(word)]++
		}
	}
	return have
}

// sheet is the entry that is being filled in. It counts its changes, and notes what
// changed beside what was asked for.
type sheet struct {
	entry

	revision int
	recheck  int // from this level on, areas must fit those above; 0 for none
	notes    []string
}

func (s *sheet) note(format string, args ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, args...))
}

// replace puts another entry in the place of the present one.
func (s *sheet) replace(with entry) {
	s.entry = entry{with.address, maps.Clone(with.guides), with.left}
	s.recheck = 0
	s.revision++
}

func (s *sheet) set(e address.Element, raw string) {
	if s.address.Get(e).Raw() == raw {
		return
	}
	untouched := s.address.Untouched()
	s.address.Set(e, raw)
	s.revision++
	if untouched && !s.address.Untouched() && !s.address.Empty() {
		s.note("the address is no longer exactly as the API gave it")
	}
}

// changed has the areas below a level looked at again.
func (s *sheet) changed(level int) {
	if s.recheck == 0 || level+1 < s.recheck {
		s.recheck = level + 1
	}
}

// area gives the area of a level, as it came.
func (s *sheet) area(level address.Level) string {
	if level.Element != "" {
		return s.address.Get(level.Element).Raw()
	}
	return s.guides[level.Number-1]
}

func (s *sheet) setArea(level address.Level, raw string) {
	switch {
	case level.Element != "":
		s.set(level.Element, raw)
	case s.area(level) != raw:
		if s.guides == nil {
			s.guides = map[int]string{}
		}
		s.guides[level.Number-1] = raw
		s.revision++
	}
}

// respellArea gives a level the spelling of its list.
func (s *sheet) respellArea(level address.Level, own string) {
	s.note("%s", address.Respelt(s.area(level), own))
	if level.Element == "" {
		s.setArea(level, own)
		return
	}
	s.address.Respell(level.Element, own)
	s.revision++
}

// dropComputedZone takes away the dial zone of an address that was changed since
// the API computed it.
func (s *sheet) dropComputedZone(mode address.DialZoneMode) {
	if zone := mode.DropComputed(&s.address); !zone.Empty() {
		s.note("the dial zone %s was removed: the API computes it from the changed address", address.Quoted(zone.Raw()))
	}
}
