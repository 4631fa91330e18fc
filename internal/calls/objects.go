package calls

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// maxNames is the number of different names that the objects of a file may have.
const maxNames = 1000

// objects cuts a JSON text into records: the objects of an array, of an array in
// an object, or one after another. It looks at no more than one object at a time.
type objects struct {
	in    *bufio.Reader
	level int // brackets around a record

	depth           int
	inText, escaped bool
	whole           []byte

	names []string
	at    map[string]int
	cells [][]byte
}

// newObjects looks at the beginning of a text. It is nil when the text is not
// JSON with objects in it.
func newObjects(in *bufio.Reader, head []byte) *objects {
	start := bytes.TrimLeft(head, " \t\r\n")
	o := &objects{in: in, at: map[string]int{}}
	switch {
	case bytes.HasPrefix(start, []byte("[")):
		o.level = 1
	case bytes.HasPrefix(start, []byte("{")):
		o.level = levelIn(start)
	default:
		return nil
	}
	return o
}

// levelIn tells objects one after another from one that holds an array of them.
func levelIn(head []byte) int {
	const alone, inArray = 0, 2
	scan, list := objects{}, false
	for i, c := range head {
		rest := bytes.TrimLeft(head[i+1:], " \t\r\n")
		scan.follow(c)
		switch {
		case scan.inText:
		case c == '[' && scan.depth == inArray && bytes.HasPrefix(rest, []byte("{")):
			list = true
		case c == '}' && scan.depth == 0 && (!list || bytes.HasPrefix(rest, []byte("{"))):
			return alone
		case c == '}' && scan.depth == 0:
			return inArray
		}
	}
	if list {
		return inArray
	}
	return alone
}

// follow keeps count of the brackets.
func (o *objects) follow(c byte) {
	switch {
	case o.escaped:
		o.escaped = false
	case o.inText:
		o.inText, o.escaped = c != '"', c == '\\'
	case c == '"':
		o.inText = true
	case c == '{' || c == '[':
		o.depth++
	case c == '}' || c == ']':
		o.depth = max(o.depth-1, 0)
	}
}

func (o *objects) next() (record, error) {
	long, err := o.object()
	switch {
	case errors.Is(err, io.EOF) && o.depth > 0: // it ends before its brackets do
		o.depth, o.inText = 0, false
		return record{unended: true, long: true}, nil
	case err != nil:
		return record{}, err
	case long || !o.read():
		return record{long: true}, nil
	}
	return record{cells: o.cells}, nil
}

// object keeps the text of the next object, unless it is too long.
func (o *objects) object() (long bool, err error) {
	o.whole = o.whole[:0]
	inside := false
	for {
		c, err := o.in.ReadByte()
		if err != nil {
			return false, err
		}
		o.follow(c)
		if inside = inside || c == '{' && !o.inText && o.depth == o.level+1; !inside {
			continue
		}
		if long = long || len(o.whole) >= maxRecord; !long {
			o.whole = append(o.whole, c)
		}
		if c == '}' && !o.inText && o.depth == o.level {
			return long, nil
		}
	}
}

// read puts the values of an object into cells, a column for each name.
func (o *objects) read() bool {
	for i := range o.cells {
		o.cells[i] = nil
	}
	in := json.NewDecoder(bytes.NewReader(o.whole))
	if _, err := in.Token(); err != nil {
		return false
	}
	for in.More() {
		key, err := in.Token()
		name, ok := key.(string)
		if err != nil || !ok {
			return false
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return false
		}
		column, known := o.at[name]
		if !known {
			if len(o.names) == maxNames {
				continue
			}
			column = len(o.names)
			o.at[name], o.names, o.cells = column, append(o.names, name), append(o.cells, nil)
		}
		o.cells[column] = cellOf(value)
	}
	_, err := in.Token()
	return err == nil
}

// cellOf gives a value as a file with delimiters would: numbers to the letter.
func cellOf(value json.RawMessage) []byte {
	if bytes.Equal(value, []byte("null")) {
		return nil
	}
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return value
	}
	return bytes.TrimSpace([]byte(text))
}
