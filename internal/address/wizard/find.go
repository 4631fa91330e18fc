package wizard

import (
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

// Found is the answer of the lists to a query.
type Found struct {
	Rows  []AreaRow // best first
	Total int       // how many match, those over the limit included
}

// finder keeps the folded lists of one level: its own areas, folded once, and what
// is at hand below them, folded again when more came.
type finder struct {
	key   string
	made  bool
	areas []models.Text
	own   *text.Index
	deep  []AreaRow
	below *text.Index // nil when it must be made again
}

// forget drops what is not true any more once the list under a path came.
func (f *finder) forget(key string) {
	f.below = nil
	f.made = f.made && f.key != key
}

// prepare folds what is not folded yet of the list under path and depth-1 levels
// below it.
func (f *finder) prepare(all lists, path []string, depth int) {
	key := keyOf(path)
	if !f.made || f.key != key {
		list := all[key]
		*f = finder{key: key, made: true, areas: list.Values, own: list.index}
		if f.own == nil {
			f.own = FoldAreas(list.Values)
		}
	}
	if f.below == nil {
		f.deep = all.below(nil, path, nil, depth)
		f.below = text.NewIndex(len(f.deep), func(i int) string { return f.deep[i].String() })
	}
}

func (f *finder) find(query string, limit int) Found {
	own := f.own.Search(query, limit)
	direct := len(own.Rows) - own.Close
	found := Found{Total: own.Total}
	for _, row := range own.Rows[:direct] {
		found.Rows = append(found.Rows, AreaRow{f.areas[row]})
	}
	if text.Fold(query) != "" {
		below := f.below.Search(query, limit)
		for _, row := range below.Rows[:len(below.Rows)-below.Close] {
			found.Rows = append(found.Rows, f.deep[row])
		}
		found.Total += below.Total - below.Close
	}
	for _, row := range own.Rows[direct:] {
		found.Rows = append(found.Rows, AreaRow{f.areas[row]})
	}
	found.Rows = found.Rows[:min(limit, len(found.Rows))]
	return found
}
