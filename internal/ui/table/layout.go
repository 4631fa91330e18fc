package table

const (
	gutter = 2 // the pointer and the mark
	gap    = 2 // between two columns
)

// layout says which columns stand where.
type layout struct {
	columns []int // numbers, from left to right
	widths  []int // of each, in cells
	left    int   // columns passed at the left
	right   int   // columns chosen that do not fit
}

// lay chooses the columns that fit. At rest they keep their order and the least
// important ones go first; once scrolled, the first column stays and the others
// follow from there.
func (t *Table[T]) lay() {
	chosen := t.chosen()
	// The last cell of the line stays free: a wide character must not touch it.
	room := t.w - gutter - 1
	if t.scroll > 0 && len(chosen) > 1 {
		t.scroll = min(t.scroll, len(chosen)-2)
		columns := append([]int{chosen[0]}, chosen[1+t.scroll:]...)
		t.layout = t.fit(columns, room, true)
		t.layout.left = t.scroll
		return
	}
	t.scroll = 0
	t.layout = t.fit(chosen, room, false)
}

// chosen are the numbers of the columns that the operator wants to see.
func (t *Table[T]) chosen() []int {
	var chosen []int
	for c := range t.columns {
		if t.shownColumns[c] {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// maxScroll is how far the columns can be moved: until the last one shows.
func (t *Table[T]) maxScroll() int {
	chosen := t.chosen()
	if t.scroll == 0 && t.layout.right == 0 {
		return 0
	}
	room := t.w - gutter - 1
	for scroll := range max(len(chosen)-1, 0) {
		columns := append([]int{chosen[0]}, chosen[1+scroll:]...)
		if t.fit(columns, room, true).right == 0 {
			return scroll
		}
	}
	return max(len(chosen)-2, 0)
}

// fit gives columns their widths in room cells. When it is short they shrink
// first, and then go: the last one when inOrder, else the least important. The
// first one stays in any case.
func (t *Table[T]) fit(columns []int, room int, inOrder bool) layout {
	columns = append([]int(nil), columns...)
	out := layout{}
	for {
		widths := make([]int, len(columns))
		total := gap * (len(columns) - 1)
		for i, c := range columns {
			widths[i] = t.natural(c)
			total += widths[i]
		}
		over := t.shrink(columns, widths, total-room)
		if over <= 0 || len(columns) <= 1 {
			if len(widths) > 0 && len(columns) == 1 {
				widths[0] = max(min(widths[0], room), 0)
			}
			out.columns, out.widths = columns, widths
			return out
		}
		goes := len(columns) - 1
		if !inOrder {
			goes = t.leastImportant(columns)
		}
		columns = append(columns[:goes:goes], columns[goes+1:]...)
		out.right++
		room = t.w - gutter - 1 - moreWidth
	}
}

// moreWidth is the room for the sign that there are more columns.
const moreWidth = 5

// natural is the width a column would like to have.
func (t *Table[T]) natural(c int) int {
	width := t.sheet.widths[c]
	if c == t.sorted {
		width = max(width, len([]rune(t.columns[c].Title))+2)
	}
	if limit := t.columns[c].Max; limit > 0 {
		width = min(width, limit)
	}
	return max(width, t.columns[c].Min)
}

// shrink takes cells from the widest columns until over is none, and returns
// what is left of it. No column gets narrower than its minimum.
func (t *Table[T]) shrink(columns, widths []int, over int) int {
	for over > 0 {
		widest := -1
		for i, c := range columns {
			if widths[i] > t.least(c) && (widest < 0 || widths[i] > widths[widest]) {
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

// least is what a column shrinks to before another one goes: its minimum, or,
// without one, what most words need.
func (t *Table[T]) least(c int) int {
	if t.columns[c].Min > 0 {
		return t.columns[c].Min
	}
	return leastWidth
}

const leastWidth = 16

func (t *Table[T]) leastImportant(columns []int) int {
	goes := len(columns) - 1
	for i := len(columns) - 1; i >= 1; i-- {
		if t.columns[columns[i]].Priority < t.columns[columns[goes]].Priority {
			goes = i
		}
	}
	return goes
}
