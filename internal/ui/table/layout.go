package table

import (
	"slices"

	"btalk/internal/ladder"
)

// Layout says which columns stand where. At rest they stand in their order, as
// wide as the ladder buys them; once scrolled, the column that names the rows stays
// and the others follow from there.
type Layout struct {
	shown    []bool // by column: chosen to be seen
	hands    []int  // by column: cells set by hand, 0 for none
	identity int    // the column that names the rows
	wishes   []ladder.Wish
	ladder   ladder.Ladder

	w      int // cells of a line
	scroll int // columns after the one that stays that were passed

	columns []int // those that stand, from left to right
	widths  []int // of each, in cells
	right   int   // columns chosen that do not show
}

// set takes the columns; place lays them out.
func (l *Layout) set(wishes []ladder.Wish) {
	for c := range wishes {
		wishes[c].Off, wishes[c].Hand = !l.shown[c], l.hands[c]
	}
	wishes[l.identity].Grade = ladder.Identity
	l.wishes, l.ladder = wishes, ladder.New(wishes)
}

// copy is a layout that changes on its own.
func (l *Layout) copy() Layout {
	other := *l
	other.shown, other.hands = slices.Clone(l.shown), slices.Clone(l.hands)
	return other
}

// Split shares a line of w cells between the table and a pane beside it, whose
// rule is not counted; a pane of no cells is none.
func (l *Layout) Split(w int, state ladder.Pane) (table, pane int) {
	return l.ladder.Split(w, state)
}

// Missing counts the columns that were chosen and do not show.
func (l *Layout) Missing() int { return l.right }

// Shown reports whether a column is chosen to be shown.
func (l *Layout) Shown(column int) bool { return l.shown[column] }

// Names reports whether a column names the rows: it cannot be hidden.
func (l *Layout) Names(column int) bool { return column == l.identity }

// ByHand is the width that a column was set to, 0 for none.
func (l *Layout) ByHand(column int) int { return l.hands[column] }

// widestByHand is the most cells that a column is set to by hand.
const widestByHand = 200

// Widen sets a column by hand to so many cells more than it has now; by 0 it has
// again the width that it takes by itself.
func (l *Layout) Widen(column, by int) {
	l.hands[column] = 0
	if by != 0 {
		now := l.wishes[column].Want
		if hand := l.wishes[column].Hand; hand > 0 {
			now = hand
		} else if at := slices.Index(l.columns, column); at >= 0 {
			now = l.widths[at]
		}
		l.hands[column] = min(max(now+by, 1), widestByHand)
	}
	l.set(l.wishes)
	l.place()
}

// Scroll moves the columns after the one that names the rows.
func (l *Layout) Scroll(by int) {
	l.scroll = max(min(l.scroll+by, l.maxScroll()), 0)
	l.place()
}

// place chooses the columns that stand.
func (l *Layout) place() {
	chosen := l.chosen()
	room := ladder.Room(l.w)
	if l.scroll = min(l.scroll, max(len(chosen)-2, 0)); l.scroll > 0 {
		l.columns, l.widths = l.scrolled(l.scroll, room)
	} else {
		cells, _ := l.ladder.Give(room)
		l.columns, l.widths = nil, nil
		for c, n := range cells {
			if n > 0 {
				l.columns, l.widths = append(l.columns, c), append(l.widths, n)
			}
		}
	}
	l.right = len(chosen) - len(l.columns)
}

// chosen are the numbers of the columns that the operator wants to see.
func (l *Layout) chosen() []int {
	var chosen []int
	for c, shown := range l.shown {
		if shown {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// scrolled are the column that names the rows and those after the first few
// others, at the width they want; the last one is cut.
func (l *Layout) scrolled(passed, room int) (columns, widths []int) {
	name := min(l.want(l.identity), max(room/2, l.wishes[l.identity].Least), max(room, 0))
	columns, widths = []int{l.identity}, []int{name}
	room -= name
	for _, c := range l.chosen() {
		if c == l.identity {
			continue
		}
		if passed--; passed >= 0 {
			continue
		}
		width := min(l.want(c), room-ladder.Gap)
		if width <= 0 {
			break
		}
		columns, widths = append(columns, c), append(widths, width)
		room -= width + ladder.Gap
	}
	return columns, widths
}

func (l *Layout) want(column int) int {
	if hand := l.hands[column]; hand > 0 {
		return hand
	}
	return l.wishes[column].Want
}

// maxScroll is how far the columns can be moved: until the last one shows whole.
func (l *Layout) maxScroll() int {
	chosen := l.chosen()
	most := max(len(chosen)-2, 0)
	if l.scroll == 0 && l.right == 0 {
		return 0
	}
	last := chosen[len(chosen)-1]
	for scroll := 1; scroll < most; scroll++ {
		columns, widths := l.scrolled(scroll, ladder.Room(l.w))
		if end := len(columns) - 1; columns[end] == last && widths[end] == l.want(last) {
			return scroll
		}
	}
	return most
}
