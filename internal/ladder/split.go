package ladder

// Pane says what becomes of the pane beside a table.
type Pane int

// The states of a pane: there when it costs the table nothing that matters, as
// the operator wants it, or not.
const (
	Auto Pane = iota
	On
	Off
)

// The measures of a screen: what a line needs beside its cells, and of a pane.
const (
	Gutter = 2 // the pointer and the mark
	base   = Gutter + 1

	Rule          = 1
	paneLeast     = 36
	paneMost      = 80
	splitLeast    = 60  // nothing stands beside a table below
	splitByItself = 100 // and nothing by itself
)

// Split shares a line of so many cells: table is the part of the table, its
// gutter and the free cell at its end included; pane that of the pane without its
// rule, 0 where there is none. The pane takes what the table has no use for.
func (l Ladder) Split(width int, state Pane) (table, pane int) {
	from := max(splitByItself, base+l.good+Rule+paneLeast)
	if state == Off || state == On && width < splitLeast || state == Auto && width < from {
		return width, 0
	}
	room := width - base - Rule - paneLeast
	_, left := l.Give(room)
	return base + room - left, min(paneLeast+left, paneMost)
}

// Room is what a part of a line has for columns.
func Room(width int) int { return width - base }
