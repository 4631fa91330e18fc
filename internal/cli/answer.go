package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"

	"btalk/internal/models"
)

var errTooFast = errors.New("that came faster than anyone types, like a paste: nothing was sent; type the answer by hand")

// hand reads one line key by key, because only so the time between the keys
// can be told.
type hand struct {
	in   io.Reader
	echo io.Writer
	now  func() time.Time

	line []byte
	last time.Time // the last key before the present one
}

// readByHand reads a line from the terminal. Ctrl-C stops the program as it
// does everywhere.
func readByHand(ctx context.Context, terminal *os.File, echo io.Writer, now func() time.Time) (string, error) {
	before, err := term.MakeRaw(terminal.Fd())
	if err != nil {
		return "", err
	}
	defer func() {
		forgetTyped(terminal) // the rest of a paste is not for the shell either
		_ = term.Restore(terminal.Fd(), before)
	}()
	type answer struct {
		line string
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		line, err := (&hand{in: terminal, echo: echo, now: now}).read()
		answered <- answer{line, err}
	}()
	select {
	case typed := <-answered:
		return typed.line, typed.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// read gives the line, and errTooFast for a paste, marked or not. The end of
// input is not an answer: an empty line.
func (h *hand) read() (string, error) {
	keys := make([]byte, 256)
	for {
		n, err := h.in.Read(keys)
		now := h.now()
		for i, key := range keys[:n] {
			if done, err := h.press(key, i > 0 || now.Sub(h.last) < models.ByHand); done || err != nil {
				return strings.TrimSpace(string(h.line)), err
			}
		}
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		h.last = now
	}
}

func (h *hand) press(key byte, atOnce bool) (done bool, err error) {
	const ctrlC, ctrlD, escape, backspace, del = 3, 4, 27, 8, 127
	switch {
	case key == '\r', key == '\n':
		if atOnce && len(h.line) > 0 {
			return true, errTooFast
		}
		return true, nil
	case key == ctrlC:
		return true, &failure{code: exitInterrupted, text: "interrupted: nothing was sent"}
	case key == ctrlD && len(h.line) == 0:
		return true, nil
	case key == escape: // a marked paste begins with one, and no answer holds one
		return true, errTooFast
	case key == backspace, key == del:
		h.erase()
	case key >= ' ':
		h.line = append(h.line, key)
		_, _ = h.echo.Write([]byte{key})
	}
	return false, nil
}

// erase takes the last letter back.
func (h *hand) erase() {
	if _, size := utf8.DecodeLastRune(h.line); size > 0 {
		h.line = h.line[:len(h.line)-size]
		_, _ = io.WriteString(h.echo, "\b \b")
	}
}
