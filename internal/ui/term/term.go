// Package term keeps the operator's terminal safe: however the dashboard ends,
// the terminal is as it was, and a dashboard whose terminal is gone ends.
//
// The terminal library restores the terminal when it is asked to quit in order.
// It does not when a signal other than INT and TERM arrives, when the terminal
// vanishes without a word, when nobody reads what it writes, or when something
// panics outside of its sight (reference/reliability M1–M5). This package does,
// and nothing else: it draws nothing and knows no screen. Only ui imports it.
package term

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// How long this package waits.
const (
	grace     = time.Second            // for the program to end in order
	lostGrace = 400 * time.Millisecond // the same, when nobody can see it anyway
	pulse     = time.Second            // between two looks at the terminal
)

// ErrNoTerminal says that the dashboard was started without a terminal.
var ErrNoTerminal = errors.New("the dashboard needs a terminal on its input and its output")

// EndedError says that the program ended otherwise than by the operator's wish, and
// with which status the process should end: 128+n after signal n, 1 after a
// fault of its own.
type EndedError struct {
	Status int
	Why    string // safe; empty when there is nothing to tell
}

func (e *EndedError) Error() string { return e.Why }

// ExitCode is the status of the process.
func (e *EndedError) ExitCode() int { return e.Status }

// line is what there is to tell, as a line of its own.
func (e *EndedError) line() string {
	if e.Why == "" {
		return ""
	}
	return e.Why + "\r\n"
}

// Program is what this package asks of the terminal program; *tea.Program.
type Program interface {
	Send(msg tea.Msg)
	Quit()
	Kill()
}

// Options are what Hold needs.
type Options struct {
	In, Out *os.File
	// Exit ends the process at once. It is called when the program does not
	// end in time; only main can give it.
	Exit func(status int)
	// EscWait is how long a lone Esc may be the beginning of another key.
	EscWait time.Duration
	// Crash keeps a report of a fault and tells where; may be nil.
	Crash func(report []byte) (path string, err error)
}

// Terminal is the operator's terminal, as it was when Hold was called.
type Terminal struct {
	o      Options
	saved  *term.State
	input  *Input
	output *Output

	program   Program
	signals   chan os.Signal
	frame     string                // the last one that the program drew
	front     sync.Mutex            // held by what changes who has the terminal
	released  bool                  // it was given back for good
	paper     atomic.Pointer[Paper] // is shown in place of the dashboard
	asked     atomic.Bool           // a stop was asked for from outside
	pausing   atomic.Bool           // a stop is under way
	continued chan struct{}         // the process was continued
	ending    atomic.Pointer[EndedError]
	mu        sync.Mutex
	last      *time.Timer // the hard way out, once an end was asked for
	stop      func()      // ends the watch
}

// Hold remembers the state of the terminal. Release gives it back.
func Hold(o Options) (*Terminal, error) {
	if !term.IsTerminal(o.In.Fd()) || !term.IsTerminal(o.Out.Fd()) {
		return nil, ErrNoTerminal
	}
	saved, err := term.GetState(o.In.Fd())
	if err != nil {
		return nil, fmt.Errorf("could not read the state of the terminal: %w", err)
	}
	t := &Terminal{o: o, saved: saved, stop: func() {}, continued: make(chan struct{}, 1)}
	if t.input, err = newInput(o.In, o.EscWait, t); err != nil {
		return nil, err
	}
	t.output = &Output{File: o.Out, painted: make(chan struct{})}
	return t, nil
}

// Input is what the program reads from.
func (t *Terminal) Input() *Input { return t.input }

// Output is what the program writes to.
func (t *Terminal) Output() *Output { return t.output }

// Size is the size of the terminal in cells; 0×0 where it is not known.
func (t *Terminal) Size() (width, height int) {
	width, height, err := term.GetSize(t.o.Out.Fd())
	if err != nil {
		return 0, 0
	}
	return width, height
}

// Release ends the watch, once the program has ended, and gives the terminal
// back. Its error is an *EndedError when the program was ended by something else
// than the operator's wish.
func (t *Terminal) Release() error {
	t.stop()
	_ = t.input.Close()
	t.front.Lock()
	t.released = true
	t.front.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last != nil {
		t.last.Stop()
	}
	ended := t.ending.Load()
	err := term.Restore(t.o.In.Fd(), t.saved)
	switch {
	case ended != nil:
		return ended
	case err != nil:
		return fmt.Errorf("could not restore the terminal: %w", err)
	}
	return nil
}

// end asks the program to end, and ends the process the hard way when it has
// not done so within timeout. The first reason wins.
func (t *Terminal) end(why EndedError, timeout time.Duration, ask func()) {
	if !t.ending.CompareAndSwap(nil, &why) {
		return
	}
	t.mu.Lock()
	t.last = time.AfterFunc(timeout, func() { t.exit(why) })
	t.mu.Unlock()
	go ask()
}

// exit restores the terminal without the help of the program, which may hang
// in a write that nobody reads, and ends the process.
func (t *Terminal) exit(why EndedError) {
	_ = term.Restore(t.o.In.Fd(), t.saved) // there is nobody left to tell
	discard(t.o.Out.Fd())
	written := make(chan struct{})
	go func() {
		defer close(written)
		writeAll(t.o.Out.Fd(), resetModes+why.line())
	}()
	select {
	case <-written:
	case <-time.After(lostGrace / 2):
	}
	t.o.Exit(why.Status)
}

// resetModes undoes every mode that the program may have set.
const resetModes = ansi.ResetModeSynchronizedOutput +
	ansi.ResetModifyOtherKeys + "\x1b[<u" + // the kitty keyboard of this screen
	ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr +
	ansi.ResetModeFocusEvent + ansi.ResetModeBracketedPaste + ansi.ResetModeUnicodeCore +
	ansi.ResetStyle + "\x1b[0 q" +
	ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable

// takeModes sets those that the program draws in: what the library set with its
// first frame.
const takeModes = ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste +
	ansi.SetTabEvery8Columns + ansi.SetModifyOtherKeys2 + "\x1b[<u\x1b[>1u"
