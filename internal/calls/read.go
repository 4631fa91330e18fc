package calls

import (
	"context"
	"errors"
	"io"

	"btalk/internal/models/money"
)

// Read reads call records to the end of a stream and gives each call to handle,
// which must not keep it. The error is that of the stream, of handle or of ctx;
// the File says what was read until then.
func Read(ctx context.Context, stream io.Reader, known Evidence, handle func(*Call) error) (File, error) {
	r := &reader{handle: handle, columns: noColumns(), evidence: known, assumed: known}
	err := r.read(ctx, stream)
	r.conclude()
	return r.file, err
}

// records is a text cut into records.
type records interface{ next() (record, error) }

// reader turns records into calls.
type reader struct {
	file    File
	handle  func(*Call) error
	columns columns
	call    Call
	states  states

	width int // cells in a record, 0 in JSON

	evidence, assumed       Evidence // what is proved now, and what was at the first record
	eitherDays, hourMinutes int64    // dates and durations that were read as assumed
	ambiguous               int64    // amounts likewise, left out
	first, last             moment   // of the calls
	epochs, wholes          bool     // dates in seconds and durations in whole numbers were met
}

func (r *reader) read(ctx context.Context, stream io.Reader) error {
	src, err := open(stream)
	defer func() {
		if err == nil || errors.Is(err, ErrArchive) { // a copy of the bytes must be whole
			_, _ = io.Copy(io.Discard, src.raw)
		}
		r.file.Bytes, r.file.Gzip = src.raw.n, src.packed
		r.file.Encoding, r.file.BOM = src.encoding, src.mark
	}()
	if err != nil {
		return err
	}
	head, err := peek(src.text, window)
	if err != nil {
		return err
	}
	records, err := r.cut(src, head)
	for n := 0; err == nil; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			err = context.Cause(ctx)
			break
		}
		var next record
		if next, err = records.next(); err == nil {
			err = r.take(next)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

// cut finds the dialect and gives the records after the header.
func (r *reader) cut(src *source, head []byte) (records, error) {
	if objects := newObjects(src.text, head); objects != nil {
		r.file.Format = "json"
		return &named{objects: objects, reader: r}, nil
	}
	end := lineEnd(head)
	d, sample := findDialect(head, end, len(head) < window)
	r.columns = d.columns
	if d.delimiter != 0 {
		r.file.Format, r.file.Delimiter = "csv", string(rune(d.delimiter))
	}
	r.file.Header, r.file.Layout = d.header+1, d.layout
	r.width = d.width
	r.note(d)
	r.learn(sample)
	s := &splitter{lines: &lines{in: src.text, end: end}, delimiter: d.delimiter}
	for range d.header + 1 {
		if _, err := s.next(); err != nil {
			return s, err
		}
	}
	s.width = d.width
	return s, nil
}

// learn takes the evidence of a sample, so that the first row is read as the
// last one.
func (r *reader) learn(sample [][][]byte) {
	for _, cells := range sample {
		if len(cells) < r.columns.last() {
			continue
		}
		if at, ok := parseMoment(r.cell(cells, Start), false); ok {
			r.evidence.date(at)
		}
		r.evidence.amount(utf8Of(r.cell(cells, Charge)))
		for _, role := range []Role{Duration, Talk, Billed} {
			if l, ok := r.length(cells, role); ok && l.parts == 3 {
				r.evidence.Hours = true
			}
		}
	}
	r.assumed = r.evidence
}

// named gives the objects of a JSON text to the reader, with the columns that
// their names mean: they may change with every object.
type named struct {
	objects *objects
	reader  *reader
	known   int // names
}

func (n *named) next() (record, error) {
	next, err := n.objects.next()
	if err == nil && len(n.objects.names) > n.known {
		n.known = len(n.objects.names)
		header := make([][]byte, n.known)
		for i, name := range n.objects.names {
			header[i] = []byte(name)
		}
		n.reader.columns = findColumns(header, func(column int, m meaning) (meaning, bool) {
			return fits([][][]byte{next.cells}, column, m)
		})
		n.reader.learn([][][]byte{next.cells})
	}
	return next, err
}

// cell is the cell of a role, empty where there is none.
func (r *reader) cell(cells [][]byte, role Role) []byte {
	at := r.columns.at[role]
	if at < 0 || at >= len(cells) || nothing(cells[at]) {
		return nil
	}
	return cells[at]
}

// length reads the cell of a role as a duration, zero where it is empty.
func (r *reader) length(cells [][]byte, role Role) (length, bool) {
	cell := r.cell(cells, role)
	if len(cell) == 0 {
		return length{}, true
	}
	m := r.columns.meanings[role]
	return parseLength(cell, m.unit, m.short || r.assumed.Hours, r.evidence.mark() == money.Comma)
}

// take counts a record, and hands it over if it is a call.
func (r *reader) take(next record) error {
	switch {
	case next.long:
		r.file.Unreadable++
		return nil
	case blank(next.cells):
		return nil
	case !r.columns.usable():
		r.file.Unreadable++
		return nil
	case r.noCall(next.cells):
		r.file.Others++
		return nil
	case !r.fits(next), !r.fill(next.cells):
		if headerNames(next.cells) >= 2 || typesOnly(next.cells) {
			r.file.Others++
		} else {
			r.file.Unreadable++
		}
		return nil
	}
	r.file.Calls++
	r.span()
	return r.handle(&r.call)
}

func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(cell) > 0 {
			return false
		}
	}
	return true
}

// fits reports whether a record has the width of the others: with a cell more or
// less, no cell can be trusted to be in its column. Empty ones at the end do no
// harm.
func (r *reader) fits(next record) bool {
	cells := next.cells
	if r.width == 0 {
		return true
	}
	if len(cells) > r.width {
		return blank(cells[r.width:])
	}
	return len(cells) == r.width || !next.unended && len(cells) >= r.columns.last()
}

// span notes the first and the last call.
func (r *reader) span() {
	start := r.call.start
	if !start.dated {
		return
	}
	if !r.first.dated || start.stamp() < r.first.stamp() {
		r.first = start
	}
	if !r.last.dated || start.stamp() > r.last.stamp() {
		r.last = start
	}
}
