package term

import (
	"bytes"
	"unicode/utf8"
)

const (
	maxSequence = 1 << 16 // bytes of an answer of the terminal; OSC 52 may be long
	maxLetters  = 1 << 10 // bytes of letters in one unit
)

// unit finds the first unit in data, which is not empty: a sequence, a control,
// or a run of letters. A byte that belongs to nothing is a unit of its own. When
// data may be the beginning of one, whole is false.
func unit(data []byte) (n int, whole bool) {
	switch first := data[0]; {
	case first == '\x1b':
		return escUnit(data)
	case first < ' ' || first == 0x7f:
		return 1, true
	}
	for n < len(data) && n < maxLetters && data[n] >= ' ' && data[n] != 0x7f {
		r, size := utf8.DecodeRune(data[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	switch {
	case n > 0:
		return n, true
	case !utf8.FullRune(data):
		return 0, false
	}
	return 1, true
}

// escUnit is the unit that begins with Esc: a sequence, a key with Alt, or Esc
// alone.
func escUnit(data []byte) (n int, whole bool) {
	if len(data) == 1 {
		return 0, false
	}
	switch second := data[1]; {
	case second == '[':
		return csi(data)
	case second == 'O':
		return parameters(data, 2)
	case second == ']' && len(data) > 2 && !digit(data[2]):
		return 2, true // Alt+]; answers begin with a number
	case stringSequence(second):
		return stringUnit(data)
	case second == '\x1b':
		return twoEscs(data)
	case second == ctrlC[0]:
		return 1, true
	}
	n, whole = unit(data[1:])
	if n > 1 {
		_, n = utf8.DecodeRune(data[1:])
	}
	return n + 1, whole
}

// twoEscs is Alt with a sequence, or the key Esc before another one.
func twoEscs(data []byte) (n int, whole bool) {
	switch {
	case len(data) == 2:
		return 0, false
	case data[2] != '[' && data[2] != 'O':
		return 1, true
	}
	n, whole = escUnit(data[1:])
	return n + 1, whole
}

// csi is a control sequence, with the two odd ones: function keys of the Linux
// console, and the mouse of old terminals with three bytes behind it.
func csi(data []byte) (n int, whole bool) {
	var size int
	switch {
	case len(data) > 2 && data[2] == '[':
		size = len("\x1b[[A")
	case len(data) > 2 && data[2] == 'M':
		size = len(oldMouse) + 3
	default:
		return parameters(data, 2)
	}
	return size, len(data) >= size
}

// parameters ends a sequence behind its parameters. A byte that has no place
// there ends it before that byte.
func parameters(data []byte, from int) (n int, whole bool) {
	for n = from; n < len(data); n++ {
		switch c := data[n]; {
		case c >= '@' && c <= '~':
			return n + 1, true
		case c < ' ' || c > '~' || n > maxLetters:
			return n, true
		}
	}
	return 0, false
}

// stringSequence reports whether Esc with c begins a sequence that lasts until
// its terminator: OSC, DCS, APC, PM and SOS.
func stringSequence(c byte) bool { return bytes.IndexByte([]byte("]P_^X"), c) >= 0 }

// stringUnit ends at the terminator, at BEL for OSC, and before a control that
// has no place in it.
func stringUnit(data []byte) (n int, whole bool) {
	for n = 2; n < len(data); n++ {
		switch c := data[n]; {
		case c == '\a' && data[1] == ']':
			return n + 1, true
		case c == '\x1b' && n+1 == len(data):
			return 0, false
		case c == '\x1b' && data[n+1] == '\\':
			return n + 2, true
		case c < ' ' || n > maxSequence:
			return n, true
		}
	}
	return 0, false
}

// broken reports whether a unit is a sequence that was cut off, or Alt with a
// letter that begins one.
func broken(unit []byte) bool {
	if len(unit) < 2 || unit[0] != '\x1b' {
		return false
	}
	last := unit[len(unit)-1]
	switch second := unit[1]; {
	case second == '\x1b':
		return broken(unit[1:])
	case stringSequence(second):
		return last != '\a' && !bytes.HasSuffix(unit[2:], []byte("\x1b\\"))
	case second == '[' || second == 'O':
		return len(unit) == 2 || unit[2] != 'M' && (last < '@' || last > '~')
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
