package table

import (
	"slices"

	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
)

// Table is what the operator sees of a sheet. Its methods belong to the update
// loop. Make it with New.
type Table[T any] struct {
	styles  *theme.Styles
	columns []Column[T]
	sheet   *Sheet[T]

	shownColumns []bool
	sorted       int // column, -1 for the order of the answer
	reverse      bool
	filter       string
	query        query
	near         bool            // the filter found its letters only
	marks        map[string]bool // by id

	visible []int32 // rows of the sheet that pass the filter, in order
	found   []int32 // scratch
	passes  []bool  // scratch, by row
	cursor  int     // place in visible
	top     int     // first place in the window
	scroll  int     // columns after the first that the window passed
	w, h    int
	beside  bool // another pane stands beside the table
	layout  layout
}

// New makes an empty table.
func New[T any](styles *theme.Styles, columns []Column[T]) *Table[T] {
	t := &Table[T]{
		styles: styles, columns: columns, sorted: -1,
		shownColumns: make([]bool, len(columns)), marks: map[string]bool{},
	}
	for c, column := range columns {
		t.shownColumns[c] = !column.Hidden || c == 0
	}
	t.sheet = NewSheet(columns, func(T) string { return "" }, nil, 0)
	return t
}

// Prepare does off the update loop what the table would otherwise do with the
// sheet before it can show it: the order of its present state, and the index
// where a filter is on.
func (t *Table[T]) Prepare() func(*Sheet[T]) {
	sorted, shown, filtered := t.sorted, slices.Clone(t.shownColumns), !t.query.empty()
	return func(sheet *Sheet[T]) {
		if sorted >= 0 {
			sheet.order(sorted)
		}
		if filtered {
			sheet.search(shown)
		}
	}
}

// Indexed is the index of one sheet, made off the update loop.
type Indexed[T any] struct {
	sheet *Sheet[T]
	shown []bool
	index *text.Index
}

// Index gives the work for which the first key of a filter would wait, to be
// done off the update loop and handed to UseIndex; nil where it is done.
func (t *Table[T]) Index() func() Indexed[T] {
	sheet, shown := t.sheet, slices.Clone(t.shownColumns)
	if sheet.index != nil && slices.Equal(sheet.indexed, shown) {
		return nil
	}
	return func() Indexed[T] { return Indexed[T]{sheet, shown, sheet.newIndex(shown)} }
}

// UseIndex takes an index, if it is that of the sheet shown and of use.
func (t *Table[T]) UseIndex(made Indexed[T]) {
	if made.sheet == t.sheet && t.sheet.index == nil {
		t.sheet.index, t.sheet.indexed = made.index, made.shown
	}
}

// SetSize gives the table w by h cells, its header included. A table beside
// another pane scrolls by half a page: the terminal can scroll whole lines
// only, and everything else it must be sent again.
func (t *Table[T]) SetSize(w, h int, beside bool) {
	t.w, t.h, t.beside = max(w, 0), max(h, 0), beside
	t.lay()
	t.follow()
}

// SetSheet shows another answer. Cursor and marks stay with their rows; when
// the row under the cursor is gone, the cursor stays where it was.
func (t *Table[T]) SetSheet(sheet *Sheet[T]) {
	_, id, ok := t.Current()
	t.sheet = sheet
	t.lay()
	t.apply(-1)
	if ok {
		t.Select(id)
	}
	t.follow()
}

// Select puts the cursor on the row with that id, and says whether it is there.
func (t *Table[T]) Select(id string) bool {
	row := t.sheet.find(id)
	if row < 0 {
		return false
	}
	place := slices.Index(t.visible, row)
	if place < 0 {
		return false
	}
	t.cursor = place
	t.follow()
	return true
}

// apply finds the visible rows again and keeps the cursor on row; where that is
// not among them, it goes to the first one, or stays for row -1.
func (t *Table[T]) apply(row int32) {
	t.visible = t.visible[:0]
	if t.query.empty() {
		t.near = false
		t.takeAll()
	} else {
		t.takeHits()
	}
	if row >= 0 {
		t.cursor = max(slices.Index(t.visible, row), 0)
	}
	t.cursor = max(min(t.cursor, len(t.visible)-1), 0)
	t.follow()
}

func (t *Table[T]) takeAll() {
	for row := range t.sheet.pinned {
		t.visible = append(t.visible, int32(row))
	}
	t.inOrder(func(row int32) bool { return true })
}

func (t *Table[T]) takeHits() {
	var hits []int32
	hits, t.near = t.hits(t.query)
	if t.sorted < 0 && !t.reverse {
		for _, row := range hits {
			if int(row) >= t.sheet.pinned {
				t.visible = append(t.visible, row)
			}
		}
		return
	}
	t.passes = slices.Grow(t.passes[:0], len(t.sheet.rows))[:len(t.sheet.rows)]
	clear(t.passes)
	for _, row := range hits {
		t.passes[row] = true
	}
	t.inOrder(func(row int32) bool { return t.passes[row] })
}

// inOrder appends the rows that pass to visible, in the order chosen.
func (t *Table[T]) inOrder(passes func(row int32) bool) {
	n := len(t.sheet.rows)
	var order []int32
	if t.sorted >= 0 {
		order = t.sheet.order(t.sorted)
	}
	for i := range n {
		if t.reverse {
			i = n - 1 - i
		}
		row := int32(i)
		if order != nil {
			row = order[i]
		}
		if int(row) >= t.sheet.pinned && passes(row) {
			t.visible = append(t.visible, row)
		}
	}
}

// SetFilter shows only the rows that answer the text. It is done when SetFilter
// returns: what is chosen next is chosen among those rows.
func (t *Table[T]) SetFilter(text string) {
	row := t.row()
	t.filter, t.query = text, t.parseQuery(text)
	t.apply(row)
}

// Filter is the text of the filter.
func (t *Table[T]) Filter() string { return t.filter }

// Near says that no row holds the words of the filter, and that those shown
// hold their letters in order.
func (t *Table[T]) Near() bool { return t.near }

// SortBy sorts by a column, -1 for the order of the answer. The column that is
// sorted by already turns round.
func (t *Table[T]) SortBy(column int) {
	if column == t.sorted && column >= 0 {
		t.Reverse()
		return
	}
	row := t.row()
	t.sorted, t.reverse = column, false
	t.lay()
	t.apply(row)
}

// Reverse turns the order round.
func (t *Table[T]) Reverse() {
	row := t.row()
	t.reverse = !t.reverse
	t.apply(row)
}

// Sorted tells the column sorted by, -1 for none, and whether it is turned
// round.
func (t *Table[T]) Sorted() (column int, reverse bool) { return t.sorted, t.reverse }

// Columns are the columns of the table, shown or not.
func (t *Table[T]) Columns() []Column[T] { return t.columns }

// Shown says whether a column is chosen to be shown.
func (t *Table[T]) Shown(column int) bool { return t.shownColumns[column] }

// ToggleColumn shows or hides a column; the first one stays.
func (t *Table[T]) ToggleColumn(column int) {
	if column <= 0 || column >= len(t.columns) {
		return
	}
	row := t.row()
	t.shownColumns[column] = !t.shownColumns[column]
	t.scroll = 0
	t.lay()
	t.apply(row)
}

// row is the row under the cursor, -1 for none.
func (t *Table[T]) row() int32 {
	if t.cursor < 0 || t.cursor >= len(t.visible) {
		return -1
	}
	return t.visible[t.cursor]
}

// Current is the row under the cursor and its id; ok is false when there is
// none.
func (t *Table[T]) Current() (current T, id string, ok bool) {
	row := t.row()
	if row < 0 {
		return current, "", false
	}
	return t.sheet.rows[row], t.sheet.ids[row], true
}

// Position tells the place of the cursor, from 1, among the shown rows, how
// many are shown and how many there are. Pinned rows are not counted; on one
// of them the place is 0.
func (t *Table[T]) Position() (place, shown, total int) {
	pinned := 0
	if t.query.empty() {
		pinned = t.sheet.pinned
	}
	shown = len(t.visible) - pinned
	return min(max(t.cursor+1-pinned, 0), shown), shown, t.sheet.Len()
}
