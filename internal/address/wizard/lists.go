package wizard

import (
	"errors"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// lists are the lists of areas that came, by the path above them.
type lists map[string]areaList

type areaList struct {
	address.AreaList

	index *text.Index // of the values, nil when it was not made yet
	lost  string      // why the list cannot be had
}

func keyOf(path []string) string { return strings.Join(path, "\x00") }

func (l lists) known(path []string) (address.AreaList, error) {
	list, ok := l[keyOf(path)]
	switch {
	case !ok:
		return address.AreaList{}, address.ErrAreasUnknown
	case list.lost != "":
		return address.AreaList{}, errors.New(address.ErrAreasUnknown.Error() + ": " + list.lost)
	}
	return list.AreaList, nil
}

func (l lists) has(path []string) bool {
	list, ok := l[keyOf(path)]
	return ok && list.lost == ""
}

// fail says why the list under a path cannot be had; one that came stays.
func (l lists) fail(path []string, why string) {
	if !l.has(path) {
		l[keyOf(path)] = areaList{lost: why}
	}
}

// forgetLost forgets which lists cannot be had.
func (l lists) forgetLost() {
	for key, list := range l {
		if list.lost != "" {
			delete(l, key)
		}
	}
}

// mostBelow bounds the rows of the levels below: they are folded anew whenever a
// list comes, within the time of a frame or two.
const mostBelow = 40_000

// below appends the rows of two and more levels under path that are at hand, at most
// depth levels down; row holds the areas already gone through on the way.
func (l lists) below(rows []AreaRow, path []string, row AreaRow, depth int) []AreaRow {
	if depth <= 0 {
		return rows
	}
	var open map[string]bool
	if depth > 1 {
		open = l.openBelow(path)
	}
	for _, area := range l[keyOf(path)].Values {
		if len(rows) >= mostBelow || len(row) == 0 && len(open) == 0 {
			return rows
		}
		if len(row) > 0 {
			rows = append(rows, append(slices.Clone(row), area))
		}
		if open[area.Raw()] {
			rows = l.below(rows, append(slices.Clip(path), area.Raw()), append(slices.Clone(row), area), depth-1)
		}
	}
	return rows
}

// openBelow gives the names under path whose own lists are at hand, so that a long
// list is not searched name by name.
func (l lists) openBelow(path []string) map[string]bool {
	above := ""
	if len(path) > 0 {
		above = keyOf(path) + "\x00"
	}
	open := map[string]bool{}
	for key := range l {
		name, below := strings.CutPrefix(key, above)
		if below && key != "" && !strings.Contains(name, "\x00") {
			open[name] = true
		}
	}
	return open
}

// FoldAreas makes the index of a list of areas: 1 ms for a thousand. A long list
// is best folded where it was fetched and given with its index.
func FoldAreas(values []models.Text) *text.Index {
	return text.NewIndex(len(values), func(i int) string { return values[i].String() })
}
