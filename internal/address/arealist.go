package address

import (
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// AreaRow is one line of the list of areas: the area of the level, followed by
// areas of the levels below when the query reached into them.
type AreaRow []models.Text

// String gives the row as one line.
func (r AreaRow) String() string {
	names := make([]string, len(r))
	for i, area := range r {
		names[i] = area.String()
	}
	return strings.Join(names, ", ")
}

// AreaFound is the answer of the list to a query.
type AreaFound struct {
	Rows  []AreaRow // best first
	Total int       // how many match, those over the limit included
}

// areaLists keeps the folded lists of the level where the wizard stands: its own
// areas, folded once, and what is cached below them, folded again when more came.
type areaLists struct {
	key   string
	made  bool
	areas []models.Text
	own   *text.Index
	deep  []AreaRow
	below *text.Index // nil when it must be made again
}

// forget drops what is not true any more once the list under a path came.
func (l *areaLists) forget(key string) {
	l.below = nil
	l.made = l.made && l.key != key
}

// FindAreas searches the list of the level where the wizard stands, and the lists
// below it that are at hand: "lyon 3" finds the third district under Lyon. Areas of
// the level come first. An empty query gives the level as the API orders it.
func (w *Wizard) FindAreas(query string, limit int) AreaFound {
	if w.place.Step != StepArea || limit <= 0 {
		return AreaFound{}
	}
	w.makeLists()
	l := &w.lists
	own := l.own.Search(query, limit)
	direct := len(own.Rows) - own.Close
	found := AreaFound{Total: own.Total}
	for _, row := range own.Rows[:direct] {
		found.Rows = append(found.Rows, AreaRow{l.areas[row]})
	}
	if text.Fold(query) != "" {
		w.findBelow(query, limit, &found)
	}
	for _, row := range own.Rows[direct:] {
		found.Rows = append(found.Rows, AreaRow{l.areas[row]})
	}
	found.Rows = found.Rows[:min(limit, len(found.Rows))]
	return found
}

func (w *Wizard) findBelow(query string, limit int, found *AreaFound) {
	l := &w.lists
	below := l.below.Search(query, limit)
	for _, row := range below.Rows[:len(below.Rows)-below.Close] {
		found.Rows = append(found.Rows, l.deep[row])
	}
	found.Total += below.Total - below.Close
}

// makeLists folds what is not folded yet.
func (w *Wizard) makeLists() {
	list, path := w.listOf(w.place.Level)
	key := pathKey(path)
	l := &w.lists
	if !l.made || l.key != key {
		*l = areaLists{key: key, made: true, areas: list.values}
		if l.own = list.folded; l.own == nil {
			l.own = FoldAreas(list.values)
		}
	}
	if l.below == nil {
		l.deep = w.rowsBelow(nil, path, nil, w.place.Level)
		l.below = text.NewIndex(len(l.deep), func(i int) string { return l.deep[i].String() })
	}
}

// mostBelow bounds the rows of the levels below: they are folded anew whenever a
// list comes, within the time of a frame or two.
const mostBelow = 40_000

// rowsBelow appends the rows of two and more levels under path that are at hand;
// row holds the areas already gone through on the way down.
func (w *Wizard) rowsBelow(rows []AreaRow, path []string, row AreaRow, level int) []AreaRow {
	if level >= len(w.rules.Levels) {
		return rows
	}
	var open map[string]bool
	if level+1 < len(w.rules.Levels) {
		open = w.openBelow(path)
	}
	for _, area := range w.areas[pathKey(path)].values {
		if len(rows) >= mostBelow || len(row) == 0 && len(open) == 0 {
			return rows
		}
		if len(row) > 0 {
			rows = append(rows, append(slices.Clone(row), area))
		}
		if open[area.Raw()] {
			rows = w.rowsBelow(rows, append(slices.Clip(path), area.Raw()), append(slices.Clone(row), area), level+1)
		}
	}
	return rows
}

// openBelow gives the names under path whose own lists are at hand, so that a long
// list is not looked up name by name.
func (w *Wizard) openBelow(path []string) map[string]bool {
	above := ""
	if len(path) > 0 {
		above = pathKey(path) + "\x00"
	}
	open := map[string]bool{}
	for key := range w.areas {
		name, below := strings.CutPrefix(key, above)
		if below && key != "" && !strings.Contains(name, "\x00") {
			open[name] = true
		}
	}
	return open
}
