package table

import (
	"hash/maphash"
	"strings"

	"btalk/internal/models/text"
	"btalk/internal/ui/widget"
)

// cutting says how the cells of a column are cut that are too wide for it: where
// the rows differ least, so that what is left tells them apart.
type cutting struct {
	skip string // the first word, with its blank, that every row begins with
	head int    // hundredths of the room for the beginning; the rest is for the end
}

// place is a column at a width.
type place struct{ column, width int }

// keep says which parts of a text show in width cells. Between two of them, and
// where a part does not reach the end of the text, stands an ellipsis of one cell.
func (c cutting) keep(cell string, width int) []text.Span {
	if widget.Width(cell) <= width {
		return []text.Span{{Start: 0, End: len(cell)}}
	}
	from, room := 0, width
	if c.skip != "" && strings.HasPrefix(cell, c.skip) {
		from, room = len(c.skip), width-1
		if widget.Width(cell[from:]) <= room {
			return []text.Span{{Start: from, End: len(cell)}}
		}
	}
	if room--; room <= 0 {
		return nil
	}
	head, used := widget.Head(cell[from:], room*c.head/whole)
	end := from + head
	start := len(cell)
	if c.head < whole {
		start -= widget.Tail(cell[end:], room-used)
	}
	var kept []text.Span
	if head > 0 {
		kept = append(kept, text.Span{Start: from, End: end})
	}
	if start < len(cell) {
		kept = append(kept, text.Span{Start: start, End: len(cell)})
	}
	return kept
}

const whole = 100

// around says which part of a text shows in width cells so that a hit shows.
func around(cell string, hit text.Span, width int) []text.Span {
	room := width - 2
	length := widget.Width(cell[hit.Start:hit.End])
	if room < 1 {
		return nil
	}
	before := widget.Tail(cell[:hit.Start], max(room-length, 0)/2)
	start := hit.Start - before
	if start == 0 {
		room++
	}
	head, used := widget.Head(cell[start:], room)
	if start+head == len(cell) && used < room+1 { // the end shows: no ellipsis there
		start = len(cell) - widget.Tail(cell, room+1)
		return []text.Span{{Start: start, End: len(cell)}}
	}
	return []text.Span{{Start: start, End: start + head}}
}

// cuttings say how the cells of each column of a layout are cut.
func (s *Sheet[T]) cuttings(layout *Layout) []cutting {
	cuts := make([]cutting, len(layout.columns))
	for i, c := range layout.columns {
		cuts[i] = s.cutting(c, layout.widths[i])
	}
	return cuts
}

// cutting chooses how the cells of a column are cut at a width.
func (s *Sheet[T]) cutting(column, width int) cutting {
	at := place{column, width}
	if s.widest[column] <= width || s.columns[column].Prose {
		return cutting{head: whole}
	}
	if known, ok := s.cuts[at]; ok {
		return known
	}
	chosen := choose(s.sample(column), s.sharedWord(column), width)
	s.cuts[at] = chosen
	return chosen
}

// sampled is how many cells are looked at to choose where to cut.
const sampled = 2000

// sample gives cells of a column, evenly taken.
func (s *Sheet[T]) sample(column int) []string {
	n := s.Len()
	step := max((n+sampled-1)/sampled, 1)
	cells := make([]string, 0, n/step+1)
	for row := s.pinned; row < len(s.rows); row += step {
		cells = append(cells, s.cell(int32(row), column))
	}
	return cells
}

// choose takes the share for the beginning that tells most cells apart. The end is
// what goes unless that costs more than two of a hundred.
func choose(cells []string, skip string, width int) cutting {
	best := cutting{skip: skip, head: whole}
	atEnd := distinct(cells, best, width)
	most := atEnd
	for _, head := range []int{65, 50, 35, 20, 0} {
		other := cutting{skip: skip, head: head}
		if n := distinct(cells, other, width); n > most {
			best, most = other, n
		}
	}
	if most*98 <= atEnd*whole {
		return cutting{skip: skip, head: whole}
	}
	return best
}

// distinct counts the cells that look different when they are cut.
func distinct(cells []string, c cutting, width int) int {
	var hash maphash.Hash
	seen := make(map[uint64]struct{}, len(cells))
	for _, cell := range cells {
		hash.Reset()
		for _, kept := range c.keep(cell, width) {
			_, _ = hash.WriteString(cell[kept.Start:kept.End])
			_ = hash.WriteByte(0)
		}
		seen[hash.Sum64()] = struct{}{}
	}
	return len(seen)
}

// sharedWord is the first word of all cells of a column that say something, with
// the blank after it; empty where they share none.
func (s *Sheet[T]) sharedWord(column int) string {
	shared, rows := "", 0
	for row := s.pinned; row < len(s.rows); row++ {
		cell := s.cell(int32(row), column)
		if cell == "" {
			continue
		}
		if rows++; rows == 1 {
			shared = cell[:strings.IndexByte(cell, ' ')+1]
		}
		if shared == "" || !strings.HasPrefix(cell, shared) {
			return ""
		}
	}
	if rows < 2 {
		return ""
	}
	return shared
}
