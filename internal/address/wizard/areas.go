package wizard

import (
	"fmt"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// LevelState says what can be done at a geographic level.
type LevelState int

// The states of a level.
const (
	LevelPending LevelState = iota // its list has not come yet
	LevelOpen                      // there is something to choose
	LevelSingle                    // it has one area, which chooses itself
	LevelEmpty                     // it has none: the element is an ordinary field
	LevelLost                      // its list cannot be had: the element is an ordinary field
	LevelClosed                    // there is no area above it to ask under: the element is an ordinary field
)

// Areas are the geographic levels of the country: what is chosen at each, the lists
// to choose from as far as they came, and what can be done. A level is given by its
// place in Rules.Levels.
type Areas struct {
	about  *documents
	sheet  *sheet
	lists  lists
	finder finder
}

// Name puts a level in words.
func (a *Areas) Name(level int) string {
	at := a.about.rules.Levels[level]
	if at.Element == "" {
		return fmt.Sprintf("Area %d", at.Number)
	}
	field, ok := a.about.schema.Field(at.Element)
	if !ok {
		field = address.Field{Element: at.Element}
	}
	return field.Name()
}

// Chosen gives the area of a level, empty when there is none.
func (a *Areas) Chosen(level int) models.Text { return models.NewText(a.at(level)) }

// Listed reports whether the area of a level is in its list.
func (a *Areas) Listed(level int) bool {
	list, _ := a.list(level)
	return list.Has(a.at(level))
}

// Missing says what is missing of the list of a level; empty when it is whole.
func (a *Areas) Missing(level int) string {
	list, _ := a.list(level)
	return list.Missing
}

// Path gives the areas above a level, as the API wants them; ok is false while one
// is missing or stands in no list.
func (a *Areas) Path(level int) (path []string, ok bool) {
	path, state := a.follow(level)
	return path, state == LevelOpen
}

// Known gives the list under a path as far as it came: an address.Areas that asks
// nobody.
func (a *Areas) Known(path []string) (address.AreaList, error) { return a.lists.known(path) }

// Has reports whether the list under a path came.
func (a *Areas) Has(path []string) bool { return a.lists.has(path) }

// Find searches the list of a level, and the lists below it that are at hand:
// "lyon 3" finds the third district under Lyon. Areas of the level come first. An
// empty query gives the level as the API orders it.
func (a *Areas) Find(level int, query string, limit int) Found {
	if limit <= 0 {
		return Found{}
	}
	path, ok := a.Path(level)
	if !ok {
		return Found{}
	}
	a.finder.prepare(a.lists, path, len(a.about.rules.Levels)-level)
	return a.finder.find(query, limit)
}

// State says what can be done at a level.
func (a *Areas) State(level int) LevelState {
	path, state := a.follow(level)
	if state != LevelOpen {
		return state
	}
	list, came := a.lists[keyOf(path)]
	switch value := a.at(level); {
	case !came:
		return LevelPending
	case list.lost != "":
		return LevelLost
	case len(list.Values) == 0:
		return LevelEmpty
	case len(list.Values) == 1 && list.Missing == "" && (value == "" || list.Values[0].Raw() == value):
		return LevelSingle
	}
	return LevelOpen
}

// at gives the area of a level as it came.
func (a *Areas) at(level int) string { return a.sheet.area(a.about.rules.Levels[level]) }

func (a *Areas) put(level int, raw string) { a.sheet.setArea(a.about.rules.Levels[level], raw) }

// follow walks down to a level: LevelOpen when it gets there, LevelPending when a
// list on the way has not come, LevelClosed when there is no way.
func (a *Areas) follow(level int) (path []string, state LevelState) {
	for i := range level {
		list, came := a.lists[keyOf(path)]
		if !came {
			return path, LevelPending
		}
		if a.at(i) == "" || !list.Has(a.at(i)) {
			return path, LevelClosed
		}
		path = append(path, a.at(i))
	}
	return path, LevelOpen
}

// list gives the list of a level and the path above it.
func (a *Areas) list(level int) (list areaList, path []string) {
	path, ok := a.Path(level)
	if !ok {
		return areaList{}, nil
	}
	return a.lists[keyOf(path)], path
}

// missing gives the path of the first list that is wanted at a place and has not
// come: down to the level of the place, or all once the levels are passed.
func (a *Areas) missing(place Place) (path []string, missing bool) {
	if place.Step == StepCountry || place.Step == StepSearch {
		return nil, false
	}
	for i := range a.about.rules.Levels {
		if place.Step == StepArea && i > place.Level {
			return nil, false
		}
		if a.State(i) == LevelPending {
			path, _ = a.follow(i)
			return path, true
		}
	}
	return nil, false
}

// give takes the list under a path.
func (a *Areas) give(path []string, list address.AreaList, index *text.Index) {
	a.lists[keyOf(path)] = areaList{AreaList: list, index: index}
	a.finder.forget(keyOf(path))
}

// chosenFromList reports whether an element is chosen at a step of its own.
func (a *Areas) chosenFromList(e address.Element) bool {
	level := a.about.rules.LevelOf(e)
	if level < 0 {
		return false
	}
	state := a.State(level)
	return state == LevelOpen || state == LevelSingle || state == LevelPending
}

// asks reports whether there is something for the operator to do at a level. One
// that has one area, none, or no list is passed over.
func (a *Areas) asks(level int) bool {
	state := a.State(level)
	return state == LevelOpen || state == LevelPending || state == LevelSingle && a.at(level) == ""
}

// wrong says why a level cannot be left as it is.
func (a *Areas) wrong(level int) []address.Violation {
	at, value := a.about.rules.Levels[level], a.Chosen(level)
	state := a.State(level)
	if state == LevelPending {
		return []address.Violation{{
			Field: at.Element, Rule: address.RuleArea, Value: value,
			What: "the list of areas has not come yet", Fix: "wait for it",
		}}
	}
	if state != LevelOpen {
		return nil
	}
	if value.Empty() {
		field, described := a.about.schema.Field(at.Element)
		if described && field.Usage != address.Mandatory && at.Element != "" {
			return nil
		}
		return []address.Violation{{
			Field: at.Element, Rule: address.RuleMandatory,
			What: a.Name(level) + " is not chosen", Fix: "choose it from the list",
		}}
	}
	list, path := a.list(level)
	if wrong, ok := list.Refuse(at, path, value); !ok {
		return []address.Violation{wrong}
	}
	return nil
}
