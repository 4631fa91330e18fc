package calls

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
)

// maxRecord is the length of the longest record that is read, in bytes.
const maxRecord = 1 << 20

// line is a line of the text without its end.
type line struct {
	text    []byte
	long    bool // longer than maxRecord: it is not kept
	unended bool // the last line of the file, cut off or without an end
}

// lines cuts a text into lines, and can read some ahead of their turn.
type lines struct {
	in    *bufio.Reader
	end   byte
	ahead []line // copies
	long  []byte // the line that the buffer of in does not hold
	err   error
}

// lineEnd is the byte that ends lines: a carriage return in files of old.
func lineEnd(head []byte) byte {
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// next gives the next line. Its text is good until the next call.
func (l *lines) next() (line, error) {
	if len(l.ahead) > 0 {
		first := l.ahead[0]
		l.ahead = l.ahead[1:]
		return first, nil
	}
	return l.read()
}

// peek gives the line that comes n lines later, 0 for the next one.
func (l *lines) peek(n int) (line, error) {
	for len(l.ahead) <= n {
		next, err := l.read()
		if err != nil {
			return line{}, err
		}
		next.text = slices.Clone(next.text)
		l.ahead = append(l.ahead, next)
	}
	return l.ahead[n], nil
}

// drop skips n lines that were read ahead.
func (l *lines) drop(n int) { l.ahead = l.ahead[n:] }

func (l *lines) read() (line, error) {
	if l.err != nil {
		return line{}, l.err
	}
	part, err := l.in.ReadSlice(l.end)
	if !errors.Is(err, bufio.ErrBufferFull) {
		return l.finish(part, false, err)
	}
	l.long = l.long[:0]
	long := false
	for {
		if long = long || len(l.long)+len(part) > maxRecord; !long {
			l.long = append(l.long, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l.finish(l.long, long, err)
		}
		part, err = l.in.ReadSlice(l.end)
	}
}

func (l *lines) finish(whole []byte, long bool, err error) (line, error) {
	if l.err = err; err != nil && (!errors.Is(err, io.EOF) || len(whole) == 0 && !long) {
		return line{}, err
	}
	if long {
		return line{long: true}, nil
	}
	if err == nil {
		whole = whole[:len(whole)-1]
	}
	return line{text: bytes.TrimSuffix(whole, []byte("\r")), unended: err != nil}, nil
}
