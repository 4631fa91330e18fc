package calls

import (
	"bytes"
)

// maxLines is the number of lines that a quoted cell may go on for. After that a
// quote that was not closed is a letter like any other.
const maxLines = 64

// maxLone is the number of lone quotes after which a file is known to use quotes
// as letters: looking for the other end of each would be work for nothing.
const maxLone = 100

// record is one record of a file.
type record struct {
	cells   [][]byte // good until the next record
	long    bool     // longer than maxRecord: it was skipped
	unended bool     // the last one, and perhaps cut off
}

// splitter cuts a text with delimiters into records, as leniently as a reader of
// other people's files must: a quote counts at the beginning of a cell only, and
// only if another one ends the cell.
type splitter struct {
	lines     *lines
	delimiter byte
	width     int // cells in a record, 0 while it is not known

	cells       [][]byte
	joined      []byte
	lone, ended int // quotes without and with an end on another line
}

func (s *splitter) next() (record, error) {
	next, err := s.lines.next()
	if err != nil {
		return record{}, err
	}
	if next.long {
		return record{long: true, unended: next.unended}, nil
	}
	text := next.text
	if bytes.IndexByte(text, '"') >= 0 && (s.lone < maxLone || s.ended > 0) && s.open(text, false) {
		text = s.join(text)
	}
	return record{cells: s.split(text), unended: next.unended}, nil
}

// join adds the lines that a quoted cell goes on for. A quote without an end, or
// one whose end would make a record of another width, leaves the line alone.
func (s *splitter) join(first []byte) []byte {
	s.joined = append(s.joined[:0], first...)
	for n := range maxLines - 1 {
		next, err := s.lines.peek(n)
		if err != nil || next.long || len(s.joined)+1+len(next.text) > maxRecord {
			break
		}
		s.joined = append(append(s.joined, '\n'), next.text...)
		if s.open(next.text, true) {
			continue
		}
		if cells := len(s.split(s.joined)); s.width == 0 || cells == s.width {
			s.lines.drop(n + 1)
			s.ended++
			return s.joined
		}
		break
	}
	s.lone++
	return s.joined[:len(first)]
}

// open reports whether a quoted cell is open at the end of a line. The line may
// begin inside one.
func (s *splitter) open(text []byte, inside bool) bool {
	for {
		if quote := quoteAt(text); !inside && quote >= 0 {
			text, inside = text[quote+1:], true
		}
		if inside {
			end := s.closing(text)
			if end < 0 {
				return true
			}
			text, inside = text[end+1:], false
		}
		next := bytes.IndexByte(text, s.delimiter)
		if next < 0 {
			return false
		}
		text = text[next+1:]
	}
}

// quoteAt finds the quote that begins a cell, -1 when there is none.
func quoteAt(cell []byte) int {
	for i, c := range cell {
		if c == '"' {
			return i
		}
		if c != ' ' {
			break
		}
	}
	return -1
}

// closing finds the quote that ends a cell: one before a delimiter or the end of
// the line. Two in a row are one quote of the text.
func (s *splitter) closing(text []byte) int {
	for at := 0; ; {
		quote := bytes.IndexByte(text[at:], '"')
		if quote < 0 {
			return -1
		}
		at += quote
		rest := bytes.TrimLeft(text[at+1:], " ")
		switch {
		case len(rest) == 0, rest[0] == s.delimiter, rest[0] == '\n':
			return at
		case text[at+1] == '"':
			at += 2
		default:
			at++
		}
	}
}

// split cuts a record into its cells, without quotes and blanks around them.
func (s *splitter) split(text []byte) [][]byte {
	s.cells = s.cells[:0]
	for {
		from, quoted := 0, false
		quote := quoteAt(text)
		if quote >= 0 {
			if end := s.closing(text[quote+1:]); end >= 0 {
				from, quoted = quote+1+end+1, true
			}
		}
		next := bytes.IndexByte(text[from:], s.delimiter)
		end := len(text)
		if next >= 0 {
			end = from + next
		}
		cell := bytes.TrimSpace(text[:end])
		if quoted {
			cell = unescape(text[quote+1 : from-1])
		}
		s.cells = append(s.cells, cell)
		if next < 0 {
			return s.cells
		}
		text = text[end+1:]
	}
}

func unescape(cell []byte) []byte {
	if bytes.IndexByte(cell, '"') >= 0 {
		cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
	}
	return bytes.TrimSpace(cell)
}
