package address

import (
	"errors"
	"strings"

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

// areaBook holds the lists of areas that came, by the path above them.
type areaBook map[string]areaList

type areaList struct {
	values []models.Text
	folded *text.Index // of values, nil when it was not made yet
	spelt  *spellings  // of values
	lost   string      // why the list cannot be had
}

func pathKey(path []string) string { return strings.Join(path, "\x00") }

// values answers for the checker.
func (b areaBook) values(path []string) ([]models.Text, error) {
	list, ok := b[pathKey(path)]
	switch {
	case !ok:
		return nil, ErrAreasUnknown
	case list.lost != "":
		return nil, errors.New("the geographic areas are not available: " + list.lost)
	}
	return list.values, nil
}

// KnownAreas gives the areas under a path as far as they came: an Areas that asks
// nobody.
func (w *Wizard) KnownAreas(path []string) ([]models.Text, error) { return w.areas.values(path) }

// area gives the area chosen at a level, as it came.
func (w *Wizard) area(i int) string {
	if e := w.rules.Levels[i].Element; e != "" {
		return w.address.Get(e).Raw()
	}
	return w.guides[i]
}

func (w *Wizard) setArea(i int, raw string) {
	if e := w.rules.Levels[i].Element; e != "" {
		w.set(e, raw)
		return
	}
	if w.guides[i] == raw {
		return
	}
	if w.guides == nil {
		w.guides = map[int]string{}
	}
	w.guides[i] = raw
	w.values++
}

// Area gives the area chosen at a level of Rules.Levels, empty when none is.
func (w *Wizard) Area(level int) models.Text { return models.NewText(w.area(level)) }

// Listed reports whether the area chosen at a level is in its list.
func (w *Wizard) Listed(level int) bool {
	list, _ := w.listOf(level)
	return indexOf(list.values, w.area(level)) >= 0
}

// AreaPath gives the areas above a level, as the API wants them; ok is false while
// one is missing or stands in no list.
func (w *Wizard) AreaPath(level int) (path []string, ok bool) {
	path, state := w.follow(level)
	return path, state == LevelOpen
}

// follow walks down to a level: LevelOpen when it gets there, LevelPending when a
// list on the way has not come, LevelClosed when there is no way.
func (w *Wizard) follow(level int) (path []string, state LevelState) {
	for i := range level {
		list, came := w.areas[pathKey(path)]
		if !came {
			return path, LevelPending
		}
		at := indexOf(list.values, w.area(i))
		if at < 0 || w.area(i) == "" {
			return path, LevelClosed
		}
		path = append(path, list.values[at].Raw())
	}
	return path, LevelOpen
}

// listOf gives the list of a level and the path above it.
func (w *Wizard) listOf(level int) (list areaList, path []string) {
	path, ok := w.AreaPath(level)
	if !ok {
		return areaList{}, nil
	}
	return w.areas[pathKey(path)], path
}

// LevelState says what can be done at a level of Rules.Levels.
func (w *Wizard) LevelState(level int) LevelState {
	path, state := w.follow(level)
	if state != LevelOpen {
		return state
	}
	list, came := w.areas[pathKey(path)]
	switch value := w.area(level); {
	case !came:
		return LevelPending
	case list.lost != "":
		return LevelLost
	case len(list.values) == 0:
		return LevelEmpty
	case len(list.values) == 1 && (value == "" || list.values[0].Raw() == value):
		return LevelSingle
	}
	return LevelOpen
}

// refit clears the areas that no longer fit the area above, from the level recheck
// on, and waits where a list has not come yet.
func (w *Wizard) refit() {
	for w.recheck > 0 && w.recheck < len(w.rules.Levels) {
		state := w.LevelState(w.recheck)
		if state == LevelPending {
			return
		}
		if why := w.misfit(state); why != "" {
			w.note("%s %s: %s was cleared", quoted(w.area(w.recheck)), why, w.LevelName(w.recheck))
			w.setAside(w.recheck, why)
			continue
		}
		if list, _ := w.listOf(w.recheck); state == LevelSingle && w.area(w.recheck) == "" && !w.wasSetAside(w.recheck) {
			w.setArea(w.recheck, list.values[0].Raw())
		}
		w.recheck++
	}
	w.recheck = 0
}

// misfit says why the area at the level recheck cannot stay, empty when it can.
func (w *Wizard) misfit(state LevelState) string {
	value := w.area(w.recheck)
	list, path := w.listOf(w.recheck)
	above := w.recheck - 1
	switch {
	case value == "":
	case state == LevelOpen && indexOf(list.values, value) < 0:
		return "is not in " + quoted(path[len(path)-1])
	case state == LevelClosed && w.LevelState(above) == LevelOpen && w.area(above) == "":
		return "has no area above it any more"
	}
	return ""
}

// respell gives areas the spelling of the list when what stands there means one of
// its entries and no other, whoever gave it.
func (w *Wizard) respell() {
	for i, level := range w.rules.Levels {
		list, _ := w.listOf(i)
		value := w.area(i)
		if value == "" || len(list.values) == 0 || indexOf(list.values, value) >= 0 {
			continue
		}
		at, _ := list.spelt.meant(value)
		if at < 0 {
			continue
		}
		own := list.values[at].Raw()
		w.note("%s", spelling(value, own))
		if level.Element == "" {
			w.setArea(i, own)
			continue
		}
		w.address.respell(level.Element, own)
		w.values++
	}
}
