package table

import "slices"

// Rows says which rows of a sheet are shown, in what order, and which are marked.
type Rows[T any] struct {
	columns columnSet[T]
	sheet   *Sheet[T]

	filter  string
	query   query
	near    bool // the filter found its letters only
	sorted  int  // column, -1 for the order of the answer
	reverse bool
	marks   map[string]bool // by id
	marking int             // counts what was done to the marks

	visible []int32 // rows of the sheet that pass the filter, in order
	passes  []bool  // scratch, by row
}

// Filter is the text of the filter.
func (r *Rows[T]) Filter() string { return r.filter }

// Near reports whether no row holds the words of the filter, and those shown hold
// their letters in order.
func (r *Rows[T]) Near() bool { return r.near }

// Sorted gives the column sorted by, -1 for none, and whether it is turned round.
func (r *Rows[T]) Sorted() (column int, reverse bool) { return r.sorted, r.reverse }

func (r *Rows[T]) setFilter(filter string) {
	r.filter, r.query = filter, r.columns.parse(filter)
}

// find finds the visible rows again; shown are the columns that a filter searches.
func (r *Rows[T]) find(shown []bool) {
	r.visible = r.visible[:0]
	if !r.query.empty() {
		r.takeHits(shown)
		return
	}
	r.near = false
	for row := range r.sheet.pinned {
		r.visible = append(r.visible, int32(row))
	}
	r.takeInOrder(func(int32) bool { return true })
}

func (r *Rows[T]) takeHits(shown []bool) {
	var hits []int32
	hits, r.near = r.sheet.hits(r.query, shown)
	if r.sorted < 0 && !r.reverse {
		for _, row := range hits {
			if r.counts(row) {
				r.visible = append(r.visible, row)
			}
		}
		return
	}
	r.passes = slices.Grow(r.passes[:0], len(r.sheet.rows))[:len(r.sheet.rows)]
	clear(r.passes)
	for _, row := range hits {
		r.passes[row] = true
	}
	r.takeInOrder(func(row int32) bool { return r.passes[row] })
}

// takeInOrder appends the rows that pass to visible, in the order chosen.
func (r *Rows[T]) takeInOrder(passes func(row int32) bool) {
	n := len(r.sheet.rows)
	var order []int32
	if r.sorted >= 0 {
		order = r.sheet.order(r.sorted)
	}
	for i := range n {
		if r.reverse {
			i = n - 1 - i
		}
		row := int32(i)
		if order != nil {
			row = order[i]
		}
		if r.counts(row) && passes(row) {
			r.visible = append(r.visible, row)
		}
	}
}

// counts reports whether a row is an item: those pinned are not.
func (r *Rows[T]) counts(row int32) bool { return int(row) >= r.sheet.pinned }

// at is the row at a place, -1 for none.
func (r *Rows[T]) at(place int) int32 {
	if place < 0 || place >= len(r.visible) {
		return -1
	}
	return r.visible[place]
}

// Shown are all rows that pass the filter, in order.
func (r *Rows[T]) Shown() []T { return r.items(r.visible) }

func (r *Rows[T]) items(numbers []int32) []T {
	rows := make([]T, 0, len(numbers))
	for _, row := range numbers {
		if r.counts(row) {
			rows = append(rows, r.sheet.rows[row])
		}
	}
	return rows
}

// Marked are the marked rows, in the order of the answer, whether the filter
// shows them or not.
func (r *Rows[T]) Marked() []T {
	var marked []T
	if len(r.marks) == 0 {
		return nil
	}
	for row, id := range r.sheet.ids {
		if r.marks[id] {
			marked = append(marked, r.sheet.rows[row])
		}
	}
	return marked
}

// Marking is another number after each change of the marks: for what is worked out
// of the rows that are marked.
func (r *Rows[T]) Marking() int { return r.marking }

// MarkAll marks every row that is shown; when all of them are marked already,
// it unmarks everything.
func (r *Rows[T]) MarkAll() {
	r.marking++
	all := true
	for _, row := range r.visible {
		if id := r.sheet.ids[row]; r.counts(row) && !r.marks[id] {
			all = false
			r.marks[id] = true
		}
	}
	if all {
		clear(r.marks)
	}
}

// toggle marks a row, or unmarks it.
func (r *Rows[T]) toggle(row int32) {
	r.marking++
	switch id := r.sheet.ids[row]; {
	case !r.counts(row):
	case r.marks[id]:
		delete(r.marks, id)
	default:
		r.marks[id] = true
	}
}
