package address

import (
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// NeedKind names something the wizard cannot know by itself.
type NeedKind int

// What the wizard may need.
const (
	NeedSchema NeedKind = iota // addressconstraints of the country
	NeedRules                  // geographicalconstraints of the country
	NeedAreas                  // the geographic areas under Path
	NeedSearch                 // candidates for Query
)

// String names it in a sentence.
func (k NeedKind) String() string {
	switch k {
	case NeedSchema:
		return "the address schema"
	case NeedRules:
		return "the geographic rules"
	case NeedAreas:
		return "the geographic areas"
	case NeedSearch:
		return "the address search"
	}
	return "an answer"
}

// Need is one thing to ask the API for, of the country ISO2.
type Need struct {
	Kind  NeedKind
	ISO2  string
	Path  []string // for NeedAreas: the areas above, none for area1
	Query string   // for NeedSearch
}

// Need lists what to ask for now. It does not list twice what failed: Retry does.
func (w *Wizard) Need() []Need {
	if w.country.ISO2 == "" {
		return nil
	}
	var needs []Need
	for _, kind := range []NeedKind{NeedSchema, NeedRules} {
		if !w.settled(kind) {
			needs = append(needs, Need{Kind: kind, ISO2: w.country.ISO2})
		}
	}
	if path, missing := w.missingAreas(); missing {
		needs = append(needs, Need{Kind: NeedAreas, ISO2: w.country.ISO2, Path: path})
	}
	return needs
}

// missingAreas gives the path of the first list that is wanted and has not come:
// down to the level where the wizard stands, or all once it is past them.
func (w *Wizard) missingAreas() (path []string, missing bool) {
	if w.place.Step == StepCountry || w.place.Step == StepSearch {
		return nil, false
	}
	for i := range w.rules.Levels {
		if w.place.Step == StepArea && i > w.place.Level {
			return nil, false
		}
		if w.LevelState(i) == LevelPending {
			path, _ = w.follow(i)
			return path, true
		}
	}
	return nil, false
}

// settled tells whether a document came or will not come.
func (w *Wizard) settled(kind NeedKind) bool { return w.gotten[kind] || w.failed[kind] != "" }

// GiveSchema hands over the schema of the country. A late answer for another
// country does nothing; so with every Give.
func (w *Wizard) GiveSchema(iso2 string, schema Schema) {
	if !w.concerns(iso2) {
		return
	}
	w.schema = schema
	w.got(NeedSchema)
}

// GiveRules hands over the geographic rules of the country.
func (w *Wizard) GiveRules(iso2 string, rules Rules) {
	if !w.concerns(iso2) {
		return
	}
	w.rules = rules
	w.got(NeedRules)
	if w.place.Step == StepArea && w.place.Level >= len(rules.Levels) ||
		w.place.Step == StepDialZone && rules.DialZone == DialZoneAutomatic {
		w.place = Place{Step: StepFields}
	}
	w.settle()
}

// concerns tells whether an answer is about the country chosen now.
func (w *Wizard) concerns(iso2 string) bool { return iso2 != "" && iso2 == w.country.ISO2 }

func (w *Wizard) got(kind NeedKind) {
	w.gotten[kind] = true
	delete(w.failed, kind)
	w.settle()
}

// GiveAreas hands over the areas under a path, none for area1; also lists that
// nobody asked for, such as those of a highlighted area fetched ahead.
func (w *Wizard) GiveAreas(iso2 string, path []string, values []models.Text) {
	w.GiveFoldedAreas(iso2, path, values, nil)
}

// FoldAreas makes the index of a list of areas: 1 ms for a thousand. A long list
// is best folded where it was fetched and given by GiveFoldedAreas.
func FoldAreas(values []models.Text) *text.Index {
	return text.NewIndex(len(values), func(i int) string { return values[i].String() })
}

// GiveFoldedAreas is GiveAreas for a list that is folded already. The index goes
// over to the wizard; nil has it made when it is wanted.
func (w *Wizard) GiveFoldedAreas(iso2 string, path []string, values []models.Text, folded *text.Index) {
	if !w.concerns(iso2) {
		return
	}
	w.areas[pathKey(path)] = areaList{values: values, folded: folded, spelt: newSpellings(values)}
	w.lists.forget(pathKey(path))
	w.settle()
}

// HasAreas tells whether the list under a path is at hand.
func (w *Wizard) HasAreas(path []string) bool {
	list, ok := w.areas[pathKey(path)]
	return ok && list.lost == ""
}

// Fail says that something cannot be had, and why in a few words. The wizard goes
// on without it and names it among what could not be checked.
func (w *Wizard) Fail(need Need, why string) {
	if !w.concerns(need.ISO2) {
		return
	}
	if strings.TrimSpace(why) == "" {
		why = "no answer"
	}
	why = models.Safe(why)
	if need.Kind == NeedAreas {
		if !w.HasAreas(need.Path) {
			w.areas[pathKey(need.Path)] = areaList{lost: why}
		}
	} else if !w.gotten[need.Kind] {
		w.failed[need.Kind] = why
	}
	w.settle()
}

// Failed gives why something cannot be had, empty when it can.
func (w *Wizard) Failed(kind NeedKind) string { return w.failed[kind] }

// Retry forgets what failed, so that Need lists it again.
func (w *Wizard) Retry() {
	w.failed = map[NeedKind]string{}
	for key, list := range w.areas {
		if list.lost != "" {
			delete(w.areas, key)
		}
	}
}
