package table

import "slices"

const (
	gutter = 2  // the pointer and the mark
	gap    = 2  // between two columns
	least  = 16 // cells that a column without a minimum shrinks to before another one goes

	moreWidth = 5 // the room for the sign that there are more columns
)

// layout says which columns stand where. At rest they keep their order and the
// least important ones go first when room is short; once scrolled, the first
// column stays and the others follow from there.
type layout struct {
	shown  []bool // by column: chosen to be seen
	wishes []wish // by column
	w      int    // cells of a line
	scroll int    // columns after the first that were passed

	columns []int // those that stand, from left to right
	widths  []int // of each, in cells
	right   int   // columns chosen that do not fit
}

// wish is the width that a column would like to have, and what it can do without.
type wish struct{ width, least, priority int }

// lay chooses the columns that fit.
func (l *layout) lay() {
	chosen := l.chosen()
	if l.scroll > 0 && len(chosen) > 1 {
		l.scroll = min(l.scroll, len(chosen)-2)
		l.columns, l.widths, l.right = l.fit(passed(chosen, l.scroll), true)
		return
	}
	l.scroll = 0
	l.columns, l.widths, l.right = l.fit(chosen, false)
}

// scrollBy moves the columns after the first.
func (l *layout) scrollBy(by int) {
	l.scroll = max(min(l.scroll+by, l.maxScroll()), 0)
	l.lay()
}

// chosen are the numbers of the columns that the operator wants to see.
func (l *layout) chosen() []int {
	var chosen []int
	for c, shown := range l.shown {
		if shown {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// maxScroll is how far the columns can be moved: until the last one shows.
func (l *layout) maxScroll() int {
	chosen := l.chosen()
	if l.scroll == 0 && l.right == 0 {
		return 0
	}
	for scroll := range max(len(chosen)-1, 0) {
		if _, _, right := l.fit(passed(chosen, scroll), true); right == 0 {
			return scroll
		}
	}
	return max(len(chosen)-2, 0)
}

// passed are columns without the first few after the one that stays.
func passed(columns []int, scroll int) []int {
	return append([]int{columns[0]}, columns[1+scroll:]...)
}

// fit gives columns their widths in the room of a line, whose last cell stays
// free: a wide character must not touch it. When it is short they shrink first,
// and then go: the last one when inOrder, else the least important. The first one
// stays in any case; right is how many went.
func (l *layout) fit(columns []int, inOrder bool) (fitting, widths []int, right int) {
	room := l.w - gutter - 1
	for columns = slices.Clone(columns); ; right++ {
		widths = make([]int, len(columns))
		total := gap * (len(columns) - 1)
		for i, c := range columns {
			widths[i] = l.wishes[c].width
			total += widths[i]
		}
		over := l.shrink(columns, widths, total-room)
		if len(columns) == 1 {
			widths[0] = max(min(widths[0], room), 0)
		}
		if over <= 0 || len(columns) <= 1 {
			return columns, widths, right
		}
		goes := len(columns) - 1
		if !inOrder {
			goes = l.leastImportant(columns)
		}
		columns = slices.Delete(columns, goes, goes+1)
		room = l.w - gutter - 1 - moreWidth
	}
}

// shrink takes cells from the widest columns until over is none, and returns
// what is left of it. No column gets narrower than its minimum.
func (l *layout) shrink(columns, widths []int, over int) int {
	for over > 0 {
		widest := -1
		for i, c := range columns {
			if widths[i] > l.wishes[c].least && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return over
		}
		widths[widest]--
		over--
	}
	return over
}

func (l *layout) leastImportant(columns []int) int {
	goes := len(columns) - 1
	for i := len(columns) - 1; i >= 1; i-- {
		if l.wishes[columns[i]].priority < l.wishes[columns[goes]].priority {
			goes = i
		}
	}
	return goes
}
