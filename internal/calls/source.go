package calls

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// window is how much of a file is looked at to find out its dialect, in bytes.
const window = 64 << 10

// The encodings of a file.
const (
	utf8Text    = "utf-8"
	utf16Little = "utf-16le"
	utf16Big    = "utf-16be"
	windows1252 = "windows-1252"
)

// ErrArchive is returned for a zip archive, which a workbook of Excel is too.
var ErrArchive = errors.New("it is a zip archive or an Excel workbook, not text: unpack it, or save the sheet as CSV")

// source is the text of a file: unpacked, without a byte order mark, in UTF-8 or
// in an encoding of one byte a letter.
type source struct {
	text     *bufio.Reader
	raw      *counter
	packed   bool // it came as gzip
	encoding string
	mark     bool // it began with a byte order mark
}

// counter counts the bytes as they came.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

func open(r io.Reader) (*source, error) {
	s := &source{raw: &counter{in: r}, encoding: utf8Text}
	s.text = bufio.NewReaderSize(s.raw, window)
	magic, err := peek(s.text, 4)
	if err != nil {
		return s, err
	}
	switch {
	case bytes.HasPrefix(magic, []byte("PK\x03\x04")):
		return s, ErrArchive
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		unpacked, err := gzip.NewReader(s.text)
		if err != nil {
			return s, fmt.Errorf("unpack it: %w", err)
		}
		s.packed = true
		s.text = bufio.NewReaderSize(unpacked, window)
	}
	err = s.decode()
	return s, err
}

// peek gives the next n bytes, fewer at the end of the text.
func peek(r *bufio.Reader, n int) ([]byte, error) {
	head, err := r.Peek(n)
	if err != nil && !errors.Is(err, io.EOF) {
		return head, err
	}
	return head, nil
}

// decode finds the encoding. UTF-16 is turned into UTF-8 here; letters of one
// byte stay as they are until somebody reads them (text).
func (s *source) decode() error {
	head, err := peek(s.text, window)
	if err != nil {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.mark = true
		_, err = s.text.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), zeros(head, 1):
		s.fromUTF16(utf16Little, unicode.LittleEndian, head)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), zeros(head, 0):
		s.fromUTF16(utf16Big, unicode.BigEndian, head)
	case !utf8.Valid(wholeRunes(head)):
		s.encoding = windows1252
	}
	return err
}

func (s *source) fromUTF16(name string, order unicode.Endianness, head []byte) {
	s.encoding = name
	s.mark = head[0] >= 0xfe
	decoder := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	s.text = bufio.NewReaderSize(transform.NewReader(s.text, decoder), window)
}

// zeros reports whether most bytes at even or odd places are zero and the others
// are not: Latin letters in UTF-16.
func zeros(head []byte, odd int) bool {
	if len(head) < 16 || len(head)%2 > 0 && len(head) < window {
		return false
	}
	var there, elsewhere int
	for i, b := range head {
		switch {
		case b != 0:
		case i%2 == odd:
			there++
		default:
			elsewhere++
		}
	}
	return there > len(head)/4 && elsewhere < len(head)/100
}

// wholeRunes cuts off the letter that the end of the window broke.
func wholeRunes(head []byte) []byte {
	for cut := 1; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if last := head[len(head)-cut:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				return head[:len(head)-cut]
			}
			break
		}
	}
	return head
}

// cellText reads a cell: UTF-8, or Windows-1252 where it is not.
func cellText(cell []byte) string {
	if utf8.Valid(cell) {
		return string(cell)
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(cell)
	if err != nil { // never: every byte is a letter
		return string(cell)
	}
	return string(decoded)
}
