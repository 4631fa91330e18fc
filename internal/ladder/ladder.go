// Package ladder says which columns of a table stand in a given width, and how
// wide. It buys cells in a fixed order that does not know the width: the width
// only says how far one gets. A prefix of a fixed sequence can only grow, so no
// column that is whole at one width is cut or missing at a larger one.
//
//	Census ──▶ Column.Measure ──▶ Size ──▶ New ──▶ Ladder ──▶ Give, Split
//
// It knows numbers alone, neither rows nor texts nor a terminal. The dashboard's
// table and the tables of the commands both ask it; internal/catalog declares
// what it needs to know of each column.
package ladder

import (
	"cmp"
	"slices"
)

// Grade says how soon a column is missed.
type Grade int

// The grades, from the column that names a row to the one that few need.
const (
	Identity Grade = iota
	Basic
	Useful
	Extra
)

// Gap is the number of cells between two columns.
const Gap = 2

// The widths where a column does not say: the least that a text is cut to, and
// the most that one text may take.
const (
	leastText = 8
	widestCap = 60
)

// Column says how a column takes part.
type Column struct {
	Grade    Grade
	Fixed    bool // an id, a code, a date, a state, a number, money: whole or not there
	Min      int  // cells that a text is not cut below; 0: 8
	Cap      int  // cells that it does not take more of; 0: 60
	Priority int  // within its grade the highest is bought first
}

// Size is how wide a column may be, in cells: cut no further than Least, good
// at Want, which shows nine of ten cells whole, and of no use beyond Most.
type Size struct{ Least, Want, Most int }

// Measure gives the size of a column whose title is so wide.
func (c Column) Measure(title int, cells *Census) Size {
	most := cmp.Or(c.Cap, widestCap)
	size := Size{Most: max(min(cells.Widest(), most), title)}
	const nearly = 10 // cells more than nine of ten rows need
	if nine := cells.nineOfTen(); c.Fixed || cells.Widest() <= nine+nearly {
		size.Want = size.Most
	} else {
		size.Want = max(min(nine, most), title)
	}
	size.Least = size.Want
	if !c.Fixed {
		size.Least = min(max(cmp.Or(c.Min, leastText), title), size.Want)
	}
	return size
}

// After gives the size after a refresh: the one before where it hardly changed
// and cuts nothing that must be whole, so that nothing trembles.
func (s Size) After(before Size, fixed bool) Size {
	const hardly = 2
	by := s.Want - before.Want
	if by > hardly || by < -hardly || fixed && by > 0 {
		return s
	}
	s.Want, s.Most = before.Want, max(s.Most, before.Want)
	s.Least = min(s.Least, s.Want)
	if fixed {
		s.Least = s.Want
	}
	return s
}

// Wish is a column and its size, as the ladder gets it.
type Wish struct {
	Column
	Size
	Off    bool // not chosen to be seen
	Chosen bool // chosen though it does not show by itself: bought as one of use
	Hand   int  // cells set by hand; 0: none
}

// step buys cells for a column, all of them or, where it grows, as many as there
// are.
type step struct {
	column, cells int
	grows         bool
}

// Ladder is the order in which cells are bought.
type Ladder struct {
	steps    []step
	good     int // cells of identity and basic columns at their want, with their gaps
	columns  int
	identity int // number of the column, -1 for none
}

// New makes the ladder of columns. The first one of grade Identity names the rows;
// without one it is the first that is seen.
func New(wishes []Wish) Ladder {
	l := Ladder{columns: len(wishes), identity: identity(wishes)}
	if l.identity < 0 {
		return l
	}
	b := builder{wishes: wishes, has: make([]int, len(wishes))}
	b.build(l.identity)
	l.steps, l.good = b.steps, b.good
	return l
}

func identity(wishes []Wish) int {
	named := slices.IndexFunc(wishes, func(w Wish) bool { return !w.Off && w.Grade == Identity })
	if named >= 0 {
		return named
	}
	return slices.IndexFunc(wishes, func(w Wish) bool { return !w.Off })
}

// Good is the width that shows the identity and the basic columns as they should
// be, with the gaps between them.
func (l Ladder) Good() int { return l.good }

// Give buys what room can pay: the cells of each column, 0 for one that does not
// show. left is what nobody took.
func (l Ladder) Give(room int) (cells []int, left int) {
	cells = make([]int, l.columns)
	left = max(room, 0)
	for _, step := range l.steps {
		cost := step.cells
		if !step.grows && step.column != l.identity {
			cost += Gap
		}
		if cost > left {
			if step.grows {
				cells[step.column] += left
				left = 0
			}
			break
		}
		cells[step.column] += step.cells
		left -= cost
	}
	if l.identity >= 0 && cells[l.identity] == 0 {
		cells[l.identity], left = left, 0
	}
	return cells, left
}

// builder writes the steps down.
type builder struct {
	wishes []Wish
	has    []int // cells bought so far, by column
	steps  []step
	good   int
}

func (b *builder) build(identity int) {
	b.enter(identity)
	for c, wish := range b.wishes {
		if wish.Hand > 0 {
			b.enter(c)
		}
	}
	basic := b.graded(identity, Basic)
	for i, c := range basic {
		b.enter(c)
		if i == 0 {
			b.grow(identity, b.wishes[identity].Want)
		}
	}
	b.grow(identity, b.wishes[identity].Want)
	for _, c := range basic {
		b.grow(c, b.wishes[c].Want)
	}
	for _, step := range b.steps {
		b.good += step.cells
		if !step.grows && step.column != identity {
			b.good += Gap
		}
	}
	rest := slices.Concat(b.graded(identity, Useful), b.graded(identity, Extra))
	for _, c := range rest {
		b.enter(c)
		b.grow(c, b.wishes[c].Want)
	}
	b.stretch(slices.Concat([]int{identity}, basic, rest))
}

// stretch grows columns as far as it is of any use, those that would take very
// much last.
func (b *builder) stretch(columns []int) {
	for _, last := range []bool{false, true} {
		for _, c := range columns {
			if wish := b.wishes[c]; (wish.Most > 2*wish.Want) == last {
				b.grow(c, wish.Most)
			}
		}
	}
}

// graded are the columns of a grade, the most important first.
func (b *builder) graded(identity int, grade Grade) []int {
	var columns []int
	for c, wish := range b.wishes {
		its := max(wish.Grade, Basic)
		if wish.Chosen && its == Extra {
			its = Useful
		}
		if !wish.Off && c != identity && its == grade {
			columns = append(columns, c)
		}
	}
	slices.SortStableFunc(columns, func(a, c int) int { return cmp.Compare(b.wishes[c].Priority, b.wishes[a].Priority) })
	return columns
}

func (b *builder) enter(c int) {
	if b.has[c] > 0 || b.wishes[c].Off {
		return
	}
	cells := max(b.wishes[c].Least, 1)
	if hand := b.wishes[c].Hand; hand > 0 {
		cells = hand
	}
	b.has[c] = cells
	b.steps = append(b.steps, step{column: c, cells: cells})
}

func (b *builder) grow(c, cells int) {
	if cells <= b.has[c] || b.wishes[c].Hand > 0 {
		return
	}
	b.steps = append(b.steps, step{column: c, cells: cells - b.has[c], grows: true})
	b.has[c] = cells
}
