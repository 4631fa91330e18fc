package table

import "slices"

// State is what of a table survives leaving it: the place, by names.
type State struct {
	Cursor  string `json:"cursor,omitempty"` // id
	Filter  string `json:"filter,omitempty"`
	Sort    string `json:"sort,omitempty"` // name of the column
	Reverse bool   `json:"reverse,omitempty"`
	Scroll  int    `json:"scroll,omitempty"`
	Choice
}

// Choice is what the operator chose of the columns, as far as it differs from
// what shows by itself: a column that is new to a list shows as it is meant to.
type Choice struct {
	Shown  []string `json:"shown,omitempty"`  // names
	Hidden []string `json:"hidden,omitempty"` // names

	Widths map[string]int `json:"widths,omitempty"` // cells set by hand, by name
}

// State gives the place.
func (t *Table[T]) State() State {
	_, id, _ := t.Current()
	state := State{Cursor: id, Filter: t.rows.filter, Reverse: t.rows.reverse, Scroll: t.layout.scroll}
	if t.rows.sorted >= 0 {
		state.Sort = t.rows.columns[t.rows.sorted].Name
	}
	state.Choice = t.Choice()
	return state
}

// SetState goes back to a place, as far as it still exists.
func (t *Table[T]) SetState(state State) {
	t.SetChoice(state.Choice)
	for c, column := range t.rows.columns {
		if state.Sort == column.Name {
			t.rows.sorted = c
		}
	}
	t.rows.reverse = state.Reverse
	t.rows.setFilter(state.Filter)
	t.layout.scroll = max(state.Scroll, 0)
	t.lay()
	t.layout.Scroll(0)
	t.find(-1)
	t.Select(state.Cursor)
}

// Choice gives the choice of columns.
func (t *Table[T]) Choice() Choice {
	var choice Choice
	for c, column := range t.rows.columns {
		switch {
		case t.layout.shown[c] && column.Hidden:
			choice.Shown = append(choice.Shown, column.Name)
		case !t.layout.shown[c] && !column.Hidden:
			choice.Hidden = append(choice.Hidden, column.Name)
		}
		if hand := t.layout.hands[c]; hand > 0 {
			if choice.Widths == nil {
				choice.Widths = map[string]int{}
			}
			choice.Widths[column.Name] = hand
		}
	}
	return choice
}

// SetChoice shows the columns of a choice. The one that names the rows stays.
func (t *Table[T]) SetChoice(choice Choice) {
	t.keeping(func() {
		for c, column := range t.rows.columns {
			t.layout.shown[c] = t.layout.Names(c) || slices.Contains(choice.Shown, column.Name) ||
				!column.Hidden && !slices.Contains(choice.Hidden, column.Name)
			t.layout.hands[c] = min(max(choice.Widths[column.Name], 0), widestByHand)
		}
	})
}
