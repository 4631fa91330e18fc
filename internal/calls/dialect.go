package calls

import (
	"bufio"
	"bytes"
	"slices"
	"strings"

	"btalk/internal/models/money"
)

// Evidence is what the rows of a file prove about the way in which it is
// written. What a first reading proved late can be given to a second one.
type Evidence struct {
	DayFirst, MonthFirst bool // a date with a day past 12
	Comma, Dot           bool // an amount that is one number only with this mark
	Hours                bool // a duration of three parts: one of two parts is minutes and seconds
}

// american reports whether dates have the month first.
func (e Evidence) american() bool { return e.MonthFirst && !e.DayFirst }

// mark is the sign before decimals.
func (e Evidence) mark() money.Mark {
	switch {
	case e.Comma == e.Dot:
		return money.NoMark
	case e.Comma:
		return money.Comma
	}
	return money.Dot
}

func (e *Evidence) date(m moment) {
	e.DayFirst = e.DayFirst || m.order == dayFirst
	e.MonthFirst = e.MonthFirst || m.order == monthFirst
}

func (e *Evidence) amount(cell []byte) {
	switch money.Proof(cell) {
	case money.Comma:
		e.Comma = true
	case money.Dot:
		e.Dot = true
	case money.NoMark:
	}
}

// sampled is the number of records that the dialect is found from.
const sampled = 300

// dialect is how a file with delimiters is cut, and what its columns are.
type dialect struct {
	delimiter byte // 0: none
	width     int  // cells in a record
	header    int  // place of the header among the records, -1 without
	skipped   int  // records before it that are none of its own
	columns   columns
	layout    string

	alike float64 // how many of the records have the usual width
}

// findDialect looks at the beginning of a text.
func findDialect(head []byte, end byte, whole bool) (dialect, [][][]byte) {
	delimiters := []byte(";,\t|")
	given := sepLine(head)
	if given != 0 {
		delimiters = []byte{given}
	}
	best, kept := dialect{header: -1, columns: noColumns()}, [][][]byte(nil)
	for _, delimiter := range delimiters {
		sample := sampleOf(head, end, delimiter, whole)
		found := readHeader(sample, delimiter)
		if given != 0 && found.skipped > 0 {
			found.skipped--
		}
		if found.betterThan(best) {
			best, kept = found, sample
		}
	}
	if best.header >= 0 {
		return best, kept[best.header+1:]
	}
	return best, kept
}

// sepLine reads the line by which Excel is told the delimiter: "sep=;".
func sepLine(head []byte) byte {
	first := head[:min(len(head), len(`"sep=;"`)+2)]
	if end := bytes.IndexAny(first, "\r\n"); end >= 0 {
		first = first[:end]
	}
	rest, found := bytes.CutPrefix(bytes.ToLower(bytes.Trim(first, `"`)), []byte("sep="))
	if !found || len(rest) != 1 {
		return 0
	}
	return rest[0]
}

// sampleOf cuts the window into records. The last one may be half of one.
func sampleOf(head []byte, end, delimiter byte, whole bool) [][][]byte {
	s := splitter{lines: &lines{in: bufio.NewReaderSize(bytes.NewReader(head), window), end: end}, delimiter: delimiter}
	var sample [][][]byte
	for len(sample) < sampled {
		record, err := s.next()
		if err != nil || record.unended && !whole {
			break
		}
		cells := make([][]byte, len(record.cells))
		for i, cell := range record.cells {
			cells[i] = bytes.Clone(cell)
		}
		sample = append(sample, cells)
	}
	return sample
}

// readHeader finds the header, or the layout of a file that has none.
func readHeader(sample [][][]byte, delimiter byte) dialect {
	d := dialect{delimiter: delimiter, header: -1, columns: noColumns()}
	d.width, d.alike = usualWidth(sample)
	for i, cells := range sample {
		known := headerNames(cells)
		if known < 2 {
			continue
		}
		if i+1 < len(sample) && headerNames(sample[i+1]) > known { // titles over the names
			i++
		}
		d.header, d.skipped, d.width = i, i, len(sample[i])
		d.columns = findColumns(sample[i], func(column int, m meaning) (meaning, bool) { return fits(sample[i+1:], column, m) })
		return d
	}
	for _, layout := range layouts {
		if layout.matches(sample) {
			d.layout, d.columns = layout.name, layout.find(d.width)
			return d
		}
	}
	if d.width > 1 && len(sample) > 0 { // to say what was seen
		for _, cell := range sample[0] {
			d.columns.names = append(d.columns.names, cellText(cell))
		}
	}
	return d
}

// betterThan prefers the delimiter with which more columns are understood, then
// the one that gives more records of one width.
func (d dialect) betterThan(other dialect) bool {
	const most = 0.6 // of the records
	if known, others := d.columns.known(), other.columns.known(); known != others {
		return known > others
	}
	return d.width > 1 && d.alike >= most && d.alike > other.alike
}

// usualWidth is the number of cells that most records have, and their share.
func usualWidth(sample [][][]byte) (width int, share float64) {
	counts := map[int]int{}
	for _, cells := range sample {
		counts[len(cells)]++
	}
	for cells, n := range counts {
		if n > counts[width] || n == counts[width] && cells > width {
			width = cells
		}
	}
	return width, float64(counts[width]) / float64(max(len(sample), 1))
}

// headerNames counts the different roles that a record names; none when it has a
// cell that is a date or a number.
func headerNames(cells [][]byte) int {
	var found []Role
	for _, cell := range cells {
		if _, ok := parseMoment(cell, false); ok {
			return 0
		}
		if m, ok := understand(cellText(cell)); ok && !slices.Contains(found, m.role) {
			found = append(found, m.role)
		}
	}
	return len(found)
}

// fits reports whether the cells of a column can be read as its name says: half
// of those that are not empty, for there are totals and notes among them.
func fits(sample [][][]byte, column int, m meaning) (meaning, bool) {
	filled, read, timesOnly := 0, 0, 0
	for _, cells := range sample {
		if column >= len(cells) || nothing(cells[column]) {
			continue
		}
		filled++
		if reads(cells[column], m, false) {
			read++
		}
		if m.role == Start {
			if at, ok := parseMoment(cells[column], false); ok && !at.dated {
				timesOnly++
			}
		}
	}
	if timesOnly*2 > filled { // the date stands in another column
		m.role = Time
	}
	return m, read*2 >= filled
}

// reads reports whether a cell can be read in a role.
func reads(cell []byte, m meaning, american bool) bool {
	if nothing(cell) {
		return true
	}
	switch m.role {
	case Start, Time:
		at, ok := parseMoment(cell, american)
		return ok && (m.role == Start || at.timed)
	case Caller, Called:
		return isNumber(cell)
	case Duration, Talk, Billed:
		_, ok := parseLength(cell, m.unit, m.short, true)
		return ok
	case Charge:
		_, reading := money.Parse(utf8Of(cell), money.NoMark)
		return reading != money.Unreadable
	case Unit:
		return len(strings.TrimSpace(cellText(cell))) <= len("US$ ")
	case State:
		return bytes.ContainsAny(bytes.ToLower(cell), "abcdefghijklmnopqrstuvwxyz")
	default:
		return true
	}
}

// nothing reports whether a cell holds no value.
func nothing(cell []byte) bool {
	switch len(cell) {
	case 0:
		return true
	case 1:
		return cell[0] == '-'
	case 2:
		return string(cell) == `\N`
	case 3, 4:
		return bytes.EqualFold(cell, []byte("null")) || bytes.EqualFold(cell, []byte("n/a"))
	}
	return false
}

// utf8Of is a cell in UTF-8.
func utf8Of(cell []byte) []byte {
	for _, c := range cell {
		if c >= 0x80 {
			return []byte(cellText(cell))
		}
	}
	return cell
}
