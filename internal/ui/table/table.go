package table

import (
	"slices"

	"btalk/internal/ladder"
	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
)

// Table is what the operator sees of a sheet. Its methods belong to the update
// loop. Make it with New.
type Table[T any] struct {
	styles *theme.Styles
	rows   Rows[T]
	layout Layout
	cursor int // place among the visible rows
	top    int // first place in the window
	h      int
	beside bool // another pane stands beside the table

	sizes []ladder.Size // of the columns; nil before there are rows
}

// New makes an empty table.
func New[T any](styles *theme.Styles, all []Column[T]) *Table[T] {
	t := &Table[T]{
		styles: styles,
		rows: Rows[T]{
			columns: all, sorted: -1, marks: map[string]bool{},
			sheet: NewSheet(all, func(T) string { return "" }, nil, 0),
		},
		layout: Layout{
			shown: make([]bool, len(all)), hands: make([]int, len(all)),
			identity: max(slices.IndexFunc(all, func(c Column[T]) bool { return c.Layout.Grade == ladder.Identity }), 0),
		},
	}
	for c, column := range all {
		t.layout.shown[c] = !column.Hidden || c == t.layout.identity
	}
	t.lay()
	return t
}

// Prepare does off the update loop what the table would otherwise do with the
// sheet before it can show it in a line of w cells that it shares with a pane: the
// order of its present state, the index where a filter is on, and where cells are cut.
func (t *Table[T]) Prepare(w int, pane ladder.Pane) func(*Sheet[T]) {
	sorted, filtered, layout, sizes := t.rows.sorted, !t.rows.query.empty(), t.layout.copy(), t.sizes
	return func(sheet *Sheet[T]) {
		if sorted >= 0 {
			sheet.order(sorted)
		}
		if filtered {
			sheet.search(layout.shown)
		}
		layout.set(sheet.wishes(sheet.sizesAfter(sizes)))
		layout.w, _ = layout.Split(w, pane)
		layout.place()
		sheet.cuttings(&layout)
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
	sheet, shown := t.rows.sheet, slices.Clone(t.layout.shown)
	if sheet.index != nil && slices.Equal(sheet.indexed, shown) {
		return nil
	}
	return func() Indexed[T] { return Indexed[T]{sheet, shown, sheet.newIndex(shown)} }
}

// UseIndex takes an index, if it is that of the sheet shown and of use.
func (t *Table[T]) UseIndex(made Indexed[T]) {
	if sheet := t.rows.sheet; made.sheet == sheet && sheet.index == nil {
		sheet.index, sheet.indexed = made.index, made.shown
	}
}

// Rows are the rows shown, with filter, order and marks.
func (t *Table[T]) Rows() *Rows[T] { return &t.rows }

// SetSize gives the table w by h cells, its header included. A table beside
// another pane scrolls by half a page: the terminal can scroll whole lines
// only, and everything else it must be sent again.
func (t *Table[T]) SetSize(w, h int, beside bool) {
	t.layout.w, t.h, t.beside = max(w, 0), max(h, 0), beside
	t.layout.place()
	t.follow()
}

// SetSheet shows another answer. Cursor and marks stay with their rows; when
// the row under the cursor is gone, the cursor stays where it was.
func (t *Table[T]) SetSheet(sheet *Sheet[T]) {
	_, id, ok := t.Current()
	t.rows.sheet, t.sizes = sheet, sheet.sizesAfter(t.sizes)
	t.lay()
	t.find(-1)
	if ok {
		t.Select(id)
	}
	t.follow()
}

// Select puts the cursor on the row with that id, and reports whether it is there.
func (t *Table[T]) Select(id string) bool {
	row := t.rows.sheet.find(id)
	if row < 0 {
		return false
	}
	place := slices.Index(t.rows.visible, row)
	if place < 0 {
		return false
	}
	t.cursor = place
	t.follow()
	return true
}

// find finds the visible rows again and keeps the cursor on row; where that is
// not among them, it goes to the first one, or stays for row -1.
func (t *Table[T]) find(row int32) {
	t.rows.find(t.layout.shown)
	if row >= 0 {
		t.cursor = max(slices.Index(t.rows.visible, row), 0)
	}
	t.Move(0)
}

// lay chooses the columns anew: their sizes or what is chosen changed.
func (t *Table[T]) lay() {
	t.layout.set(t.rows.sheet.wishes(t.sizes))
	t.layout.place()
}

// keeping changes what is shown; the cursor stays with its row.
func (t *Table[T]) keeping(change func()) {
	row := t.rows.at(t.cursor)
	change()
	t.lay()
	t.find(row)
}

// SetFilter shows only the rows that answer the text. It is done when SetFilter
// returns: what is chosen next is chosen among those rows.
func (t *Table[T]) SetFilter(filter string) {
	t.keeping(func() { t.rows.setFilter(filter) })
}

// SortBy sorts by a column, -1 for the order of the answer. The column that is
// sorted by already turns round.
func (t *Table[T]) SortBy(column int) {
	if column == t.rows.sorted && column >= 0 {
		t.Reverse()
		return
	}
	t.keeping(func() { t.rows.sorted, t.rows.reverse = column, false })
}

// Reverse turns the order round.
func (t *Table[T]) Reverse() { t.keeping(func() { t.rows.reverse = !t.rows.reverse }) }

// Columns are the columns of the table, shown or not.
func (t *Table[T]) Columns() []Column[T] { return t.rows.columns }

// Layout says which columns show, and how wide.
func (t *Table[T]) Layout() *Layout { return &t.layout }

// ToggleColumn shows or hides a column; the one that names the rows stays.
func (t *Table[T]) ToggleColumn(column int) {
	if column < 0 || t.layout.Names(column) || column >= len(t.rows.columns) {
		return
	}
	t.keeping(func() {
		t.layout.shown[column] = !t.layout.shown[column]
		t.layout.scroll = 0
	})
}

// Move moves the cursor by rows, as far as there are any.
func (t *Table[T]) Move(by int) {
	t.cursor = max(min(t.cursor+by, len(t.rows.visible)-1), 0)
	t.follow()
}

// Window is how many rows show.
func (t *Table[T]) Window() int { return max(t.h-1, 0) }

// follow moves the window so that the cursor is in it.
func (t *Table[T]) follow() {
	window := t.Window()
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
	t.top = max(min(t.top, len(t.rows.visible)-window), 0)
}

// ToggleMark marks the row under the cursor, or unmarks it, and moves on.
func (t *Table[T]) ToggleMark() {
	if row := t.rows.at(t.cursor); row >= 0 {
		t.rows.toggle(row)
		t.Move(1)
	}
}

// Current is the row under the cursor and its id; ok is false when there is
// none.
func (t *Table[T]) Current() (current T, id string, ok bool) {
	row := t.rows.at(t.cursor)
	if row < 0 {
		return current, "", false
	}
	return t.rows.sheet.rows[row], t.rows.sheet.ids[row], true
}

// VisibleRows are the rows in the window.
func (t *Table[T]) VisibleRows() []T {
	end := min(t.top+t.Window(), len(t.rows.visible))
	return t.rows.items(t.rows.visible[min(t.top, end):end])
}

// Position gives the place of the cursor, from 1, among the shown rows, how
// many are shown and how many there are. Pinned rows are not counted; on one
// of them the place is 0.
func (t *Table[T]) Position() (place, shown, total int) {
	pinned := 0
	if t.rows.query.empty() {
		pinned = t.rows.sheet.pinned
	}
	shown = len(t.rows.visible) - pinned
	return min(max(t.cursor+1-pinned, 0), shown), shown, t.rows.sheet.Len()
}
