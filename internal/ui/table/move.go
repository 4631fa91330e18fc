package table

import "slices"

// Move moves the cursor by rows.
func (t *Table[T]) Move(by int) {
	t.cursor = max(min(t.cursor+by, len(t.visible)-1), 0)
	t.follow()
}

// Page moves the cursor by windows.
func (t *Table[T]) Page(by int) { t.Move(by * max(t.window()-1, 1)) }

// Top moves the cursor to the first row.
func (t *Table[T]) Top() { t.Move(-len(t.visible)) }

// Bottom moves the cursor to the last row.
func (t *Table[T]) Bottom() { t.Move(len(t.visible)) }

// Scroll moves the columns after the first by columns.
func (t *Table[T]) Scroll(by int) {
	t.scroll = max(min(t.scroll+by, t.maxScroll()), 0)
	t.lay()
}

// window is how many rows show.
func (t *Table[T]) window() int { return max(t.h-1, 0) }

// follow moves the window so that the cursor is in it.
func (t *Table[T]) follow() {
	window := t.window()
	if window == 0 {
		t.top = t.cursor
		return
	}
	half := 0
	if t.beside {
		half = window / 2
	}
	switch {
	case t.cursor < t.top:
		t.top = t.cursor - half
	case t.cursor >= t.top+window:
		t.top = t.cursor - window + 1 + half
	}
	t.top = max(min(t.top, len(t.visible)-window), 0)
}

// ToggleMark marks the row under the cursor, or unmarks it, and moves on.
func (t *Table[T]) ToggleMark() {
	row := t.row()
	if row < 0 {
		return
	}
	if int(row) >= t.sheet.pinned {
		t.mark(row, !t.marks[t.sheet.ids[row]])
	}
	t.Move(1)
}

// MarkAll marks every row that is shown; when all of them are marked already,
// it unmarks everything.
func (t *Table[T]) MarkAll() {
	all := true
	for _, row := range t.visible {
		if int(row) >= t.sheet.pinned && !t.marks[t.sheet.ids[row]] {
			all = false
			t.mark(row, true)
		}
	}
	if all {
		clear(t.marks)
	}
}

func (t *Table[T]) mark(row int32, on bool) {
	if on {
		t.marks[t.sheet.ids[row]] = true
		return
	}
	delete(t.marks, t.sheet.ids[row])
}

// Marked are the marked rows, in the order of the answer, whether the filter
// shows them or not.
func (t *Table[T]) Marked() []T {
	var marked []T
	if len(t.marks) == 0 {
		return nil
	}
	for row, id := range t.sheet.ids {
		if t.marks[id] {
			marked = append(marked, t.sheet.rows[row])
		}
	}
	return marked
}

// Unmark unmarks everything.
func (t *Table[T]) Unmark() { clear(t.marks) }

// VisibleRows are the rows in the window.
func (t *Table[T]) VisibleRows() []T {
	end := min(t.top+t.window(), len(t.visible))
	return t.take(t.visible[min(t.top, end):end])
}

// ShownRows are all rows that pass the filter, in order.
func (t *Table[T]) ShownRows() []T { return t.take(t.visible) }

func (t *Table[T]) take(numbers []int32) []T {
	rows := make([]T, 0, len(numbers))
	for _, row := range numbers {
		if int(row) >= t.sheet.pinned {
			rows = append(rows, t.sheet.rows[row])
		}
	}
	return rows
}

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
}

// State tells the place.
func (t *Table[T]) State() State {
	_, id, _ := t.Current()
	state := State{Cursor: id, Filter: t.filter, Reverse: t.reverse, Scroll: t.scroll}
	if t.sorted >= 0 {
		state.Sort = t.columns[t.sorted].Name
	}
	state.Choice = t.Choice()
	return state
}

// Choice tells the choice of columns.
func (t *Table[T]) Choice() Choice {
	var choice Choice
	for c, column := range t.columns {
		switch {
		case t.shownColumns[c] && column.Hidden:
			choice.Shown = append(choice.Shown, column.Name)
		case !t.shownColumns[c] && !column.Hidden:
			choice.Hidden = append(choice.Hidden, column.Name)
		}
	}
	return choice
}

// SetChoice shows the columns of a choice. The first one stays.
func (t *Table[T]) SetChoice(choice Choice) {
	row := t.row()
	for c, column := range t.columns {
		t.shownColumns[c] = c == 0 || slices.Contains(choice.Shown, column.Name) ||
			!column.Hidden && !slices.Contains(choice.Hidden, column.Name)
	}
	t.lay()
	t.apply(row)
}

// SetState goes back to a place, as far as it still exists.
func (t *Table[T]) SetState(state State) {
	t.SetChoice(state.Choice)
	for c, column := range t.columns {
		if state.Sort == column.Name {
			t.sorted = c
		}
	}
	t.reverse = state.Reverse
	t.filter, t.query = state.Filter, t.parseQuery(state.Filter)
	t.scroll = max(state.Scroll, 0)
	t.lay()
	t.Scroll(0)
	t.apply(-1)
	t.Select(state.Cursor)
}
