package term

import (
	"bytes"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// again is how soon a second ctrl+c must follow the first to mean "out".
const again = 2 * time.Second

// Input is the terminal's input. It notices the end of the terminal, and a
// second ctrl+c even when the program is stuck and hears nothing.
type Input struct {
	*os.File
	terminal *Terminal

	mu      sync.Mutex
	held    []byte // read while the program was stuck, not yet given to it
	tail    []byte // the last bytes seen: a sequence may come in two reads
	pasting bool
	first   time.Time // of the last ctrl+c
}

// Read gives the program what was typed.
func (i *Input) Read(p []byte) (int, error) {
	if n := i.takeHeld(p); n > 0 {
		return n, nil
	}
	n, err := i.File.Read(p)
	if n > 0 {
		i.look(p[:n])
	}
	if err != nil {
		i.terminal.lost()
	}
	return n, err //nolint:wrapcheck // The reader above compares it with io.EOF.
}

func (i *Input) takeHeld(p []byte) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	n := copy(p, i.held)
	i.held = i.held[n:]
	return n
}

// takeOver reads what is there in place of a program that is stuck, so that
// ctrl+c is heard. What was typed is given to the program should it go on.
func (i *Input) takeOver() {
	buffer := make([]byte, 4096)
	for {
		ready := []unix.PollFd{{Fd: int32(i.Fd()), Events: unix.POLLIN}}
		if n, err := unix.Poll(ready, 0); err != nil || n == 0 || ready[0].Revents&unix.POLLIN == 0 {
			return
		}
		n, err := unix.Read(int(i.Fd()), buffer)
		if err != nil || n <= 0 {
			return
		}
		i.look(buffer[:n])
		i.mu.Lock()
		i.held = append(i.held, buffer[:n]...)
		i.mu.Unlock()
	}
}

// The bytes of ctrl+c, in the plain form and in the forms of the two keyboard
// protocols, and the brackets of a paste.
const (
	ctrlC      = "\x03"
	ctrlCKitty = "\x1b[99;5u"
	ctrlCXterm = "\x1b[27;5;99~"
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// look counts the ctrl+c in what was typed; what was pasted is text.
func (i *Input) look(typed []byte) {
	i.mu.Lock()
	text := slices.Concat(i.tail, typed)
	pressed := 0
	for len(text) > 0 {
		at, token := i.nextToken(text)
		if at < 0 {
			break
		}
		switch token {
		case pasteStart, pasteEnd:
			i.pasting = token == pasteStart
		default:
			pressed++
		}
		text = text[at+len(token):]
	}
	i.tail = bytes.Clone(incomplete(text))
	out := i.count(pressed)
	i.mu.Unlock()
	if out {
		i.terminal.interrupted()
	}
}

// nextToken finds the first thing that matters in text.
func (i *Input) nextToken(text []byte) (at int, token string) {
	tokens := []string{pasteStart, ctrlC, ctrlCKitty, ctrlCXterm}
	if i.pasting {
		tokens = []string{pasteEnd}
	}
	at = -1
	for _, candidate := range tokens {
		if found := bytes.Index(text, []byte(candidate)); found >= 0 && (at < 0 || found < at) {
			at, token = found, candidate
		}
	}
	return at, token
}

// incomplete gives the end of text that may be the beginning of a token.
func incomplete(text []byte) []byte {
	start := bytes.LastIndexByte(text, '\x1b')
	if start < 0 || len(text)-start >= len(ctrlCXterm) {
		return nil
	}
	return text[start:]
}

// count reports whether this ctrl+c follows another soon enough.
func (i *Input) count(pressed int) (out bool) {
	if pressed == 0 {
		return false
	}
	now := time.Now()
	out = pressed > 1 || now.Sub(i.first) < again
	i.first = now
	return out
}
