package term

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// How long the splitter waits for the rest of what has begun.
const (
	unfinished = time.Second           // for the rest of a sequence, a letter or a paste
	settled    = 20 * time.Millisecond // after the end of a paste, whether it was the end
	maxPaste   = 16 << 20              // bytes
)

// The marks of a paste, and a lone Esc in the form that nothing can follow.
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	escKey     = "\x1b[27u"
	oldMouse   = "\x1b[M" // three bytes follow, of any value
)

// piece is one thing that the terminal sent, whole.
type piece struct {
	kind pieceKind
	text string
}

type pieceKind int

const (
	typed     pieceKind = iota // a key, an answer of the terminal, or letters
	pasted                     // the text of a paste, without its marks
	notUTF8                    // a byte that was left out of what was typed
	lostPaste                  // the beginning of a paste of which nothing is taken
)

// splitter cuts what a terminal sends into whole pieces, however it was cut on
// its way: over SSH a key may come in two reads. It reads no clock and nothing
// else: it is told when what came, and when the time has come that wait names.
type splitter struct {
	escWait time.Duration // after which a lone Esc is the key
	kitty   bool          // the terminal sends the key Esc as a sequence

	begun []byte    // what is not whole yet
	void  bool      // its beginning was given up: it is dropped once it is whole
	at    time.Time // when the last of it came

	late   []byte    // a beginning that was given up; its rest may still come
	lateAt time.Time // when it was

	pasting bool
	paste   []byte
	lost    bool // the rest of a paste that is lost is dropped
}

// feed takes one read and gives the pieces that are whole with it. What expire
// has not given up by then is taken together with it.
func (s *splitter) feed(now time.Time, read []byte) []piece {
	if s.lost {
		read = s.dropPaste(now, read)
	}
	if s.restComes(now, read) {
		s.begun, s.void = s.late, true
	}
	s.late = nil
	var pieces []piece
	data := slices.Concat(s.begun, read)
	s.begun = nil
	for len(data) > 0 && !s.pasting {
		n, whole := unit(data)
		if !whole {
			s.begun, s.at = bytes.Clone(data), now
			return pieces
		}
		pieces = append(pieces, s.take(now, data[:n])...)
		data = data[n:]
		if s.lost {
			data = s.dropPaste(now, data)
		}
	}
	if s.pasting {
		pieces = append(pieces, s.pasteMore(now, data)...)
	}
	return pieces
}

// take gives the piece that a unit is, if it is one.
func (s *splitter) take(now time.Time, unit []byte) []piece {
	text, void := string(unit), s.void
	s.void = false
	switch {
	case text == pasteStart && void:
		return s.losePaste(now)
	case text == pasteStart:
		s.pasting = true
		return nil
	case void, text == pasteEnd, broken(unit):
		return nil
	case text == "\x1b":
		return []piece{{typed, escKey}}
	case !utf8.Valid(unit) && !strings.HasPrefix(text, oldMouse):
		return []piece{{notUTF8, text}}
	}
	if flags, ok := strings.CutPrefix(text, "\x1b[?"); ok && strings.HasSuffix(flags, "u") {
		s.kitty = flags != "0u"
	}
	return []piece{{typed, text}}
}

// wait is how long after now expire has something to do; ok is false when
// nothing is awaited.
func (s *splitter) wait(now time.Time) (left time.Duration, ok bool) {
	limit, ok := s.limit()
	return max(limit-now.Sub(s.at), 0), ok
}

func (s *splitter) limit() (time.Duration, bool) {
	switch {
	case s.pasting && s.cleanEnd():
		return settled, true
	case s.pasting:
		return unfinished, true
	case len(s.begun) == 0:
		return 0, false
	case lone(s.begun) && !s.kitty:
		return s.escWait, true
	}
	return unfinished, true
}

// lone reports whether begun is a key that may be whole: Esc, or Esc twice.
func lone(begun []byte) bool { return len(bytes.Trim(begun, "\x1b")) == 0 }

// expire gives up what was awaited for too long.
func (s *splitter) expire(now time.Time) []piece {
	if left, ok := s.wait(now); !ok || left > 0 {
		return nil
	}
	if s.pasting {
		return s.endPaste(now)
	}
	begun, void := s.begun, s.void
	s.begun, s.void = nil, false
	if begun[0] != '\x1b' {
		return []piece{{notUTF8, string(begun)}}
	}
	s.late, s.lateAt = begun, now
	if !lone(begun) || void {
		return nil
	}
	s.late = begun[len(begun)-1:]
	return []piece{{typed, strings.Repeat(escKey, len(begun))}}
}

// restComes reports whether read is the rest of a sequence whose beginning was
// given up: of Esc, most often. A rest comes as one read; a key that a person
// types comes alone.
func (s *splitter) restComes(now time.Time, read []byte) bool {
	if s.late == nil || len(read) < 2 || len(s.begun) > 0 || now.Sub(s.lateAt) > unfinished {
		return false
	}
	all := append(bytes.Clone(s.late), read...)
	if !introduced(all) {
		return false
	}
	n, whole := unit(all)
	if !whole {
		return all[1] == ']' || !stringSequence(all[1]) // else it is a word that begins with P, X, ^ or _
	}
	word := n == len("\x1b[B") && n < len(all) && all[n] != '\x1b' // [Bern
	return n > len(s.late) && !word && !broken(all[:n])
}

// introduced reports whether data begin a sequence of more than one letter.
func introduced(data []byte) bool {
	if len(data) < 3 || data[0] != '\x1b' {
		return false
	}
	if data[1] == ']' {
		return digit(data[2])
	}
	return data[1] == '[' || data[1] == 'O' || stringSequence(data[1])
}

// pasteMore takes what comes in a paste, to the end of the read. A mark of the
// end that something follows was pasted itself, and so was what follows it.
func (s *splitter) pasteMore(now time.Time, data []byte) []piece {
	s.paste, s.at = append(s.paste, data...), now
	if len(s.paste) <= maxPaste {
		return nil
	}
	return s.losePaste(now)
}

// cleanEnd reports whether the paste ends with the only mark of an end in it.
func (s *splitter) cleanEnd() bool {
	return bytes.HasSuffix(s.paste, []byte(pasteEnd)) && bytes.Index(s.paste, []byte(pasteEnd)) == len(s.paste)-len(pasteEnd)
}

// endPaste gives the paste that nothing was added to for a while. One without
// an end is lost: what is missing cannot be known.
func (s *splitter) endPaste(now time.Time) []piece {
	if !bytes.Contains(s.paste, []byte(pasteEnd)) {
		return s.losePaste(now)
	}
	text := strings.NewReplacer(pasteStart, "", pasteEnd, "").Replace(string(s.paste))
	s.pasting, s.paste = false, nil
	pieces := []piece{{pasted, strings.ToValidUTF8(text, "\uFFFD")}}
	if !utf8.ValidString(text) {
		pieces = append(pieces, piece{kind: notUTF8})
	}
	return pieces
}

func (s *splitter) losePaste(now time.Time) []piece {
	s.pasting, s.paste, s.lost, s.at = false, nil, true, now
	return []piece{{kind: lostPaste}}
}

// dropPaste drops the rest of a lost paste: to the end of the read that has its
// mark, or until a key comes alone after a while.
func (s *splitter) dropPaste(now time.Time, read []byte) []byte {
	if len(read) > 0 && now.Sub(s.at) > unfinished && oneKey(read) {
		s.lost, s.paste = false, nil
		return read
	}
	s.at, s.paste = now, append(s.paste, read...)
	if bytes.Contains(s.paste, []byte(pasteEnd)) {
		s.lost, s.paste = false, nil
		return nil
	}
	s.paste = bytes.Clone(s.paste[max(len(s.paste)-len(pasteEnd)+1, 0):])
	return nil
}

// oneKey reports whether read is what one key sends.
func oneKey(read []byte) bool {
	n, whole := unit(read)
	return len(read) == 1 || whole && n == len(read) && (read[0] == '\x1b' || utf8.RuneCount(read) == 1)
}
