package term

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// The library can leave the terminal and come back too, but opens a descriptor
// each time that it never closes, and may come back without ever drawing again.
// Here it never notices: its frames are dropped while the terminal shows
// something else, and it is asked for a whole one afterwards.

// ErrNoJobControl says that nothing would continue a program that stops.
var ErrNoJobControl = errors.New("no shell here would bring btalk back, so it does not stop; q leaves")

// StopMsg says that the process will be stopped. The model gives the command
// that keeps what must not be lost; the stop waits for it, but not long.
type StopMsg struct{}

// NoteMsg has something to tell about what was typed.
type NoteMsg struct{ Text string }

// Suspend stops the process and those that were started with it, as ctrl+z does
// in a shell, with the terminal given back around it. It returns once they were
// continued, with ErrNoJobControl at once where nothing could continue them.
func (t *Terminal) Suspend() error {
	if orphaned(os.Getpid()) {
		return ErrNoJobControl
	}
	return t.pause(func() error {
		signal.Ignore(syscall.SIGTSTP)
		_ = unix.Kill(0, unix.SIGTSTP) // the rest of the group: make, sudo, a script
		return stopProcess()
	})
}

// askToStop is the signal that stops: the model may keep what must not be lost.
func (t *Terminal) askToStop() {
	if t.pausing.Load() || !t.asked.CompareAndSwap(false, true) {
		return
	}
	go t.program.Send(StopMsg{})
	time.AfterFunc(grace, func() { t.stopAsked() })
}

// stopAsked stops the process if nobody did since it was asked for.
func (t *Terminal) stopAsked() tea.Msg {
	if t.asked.CompareAndSwap(true, false) {
		_ = t.pause(stopProcess) // it stops, or goes on
	}
	return nil
}

// stopProcess is not the default action of TSTP, which the kernel ignores in a
// process group without a shell.
func stopProcess() error { return unix.Kill(unix.Getpid(), unix.SIGSTOP) }

// pause gives the terminal back, stops, and takes the terminal again when the
// process was continued. The stop reaches this thread a moment after the call,
// so it waits to be continued.
func (t *Terminal) pause(stop func() error) error {
	if !t.pausing.CompareAndSwap(false, true) {
		return nil
	}
	defer t.enter()
	defer t.pausing.Store(false)
	select {
	case <-t.continued: // of an earlier stop
	default:
	}
	t.leave()
	if len(t.continued) > 0 {
		return nil // continued before it stopped
	}
	defer signal.Notify(t.signals, syscall.SIGTSTP)
	if err := stop(); err != nil {
		return fmt.Errorf("could not stop: %w", err)
	}
	<-t.continued
	return nil
}

// goOn is the signal that continues: the terminal may be in any state.
func (t *Terminal) goOn() {
	if !t.pausing.Load() {
		t.Go(t.enter)
		return
	}
	select {
	case t.continued <- struct{}{}:
	default:
	}
}

// leave gives the terminal to others.
func (t *Terminal) leave() {
	t.front.Lock()
	defer t.front.Unlock()
	if t.released {
		return
	}
	t.input.pause(true)
	t.output.leave("")
	_ = term.Restore(t.o.In.Fd(), t.saved) // if the terminal is gone, the watch notices
}

// enter takes the terminal, whatever happened to it, and paints. In the
// background it stops until the shell gives the terminal.
func (t *Terminal) enter() {
	t.front.Lock()
	defer t.front.Unlock()
	if t.released {
		return
	}
	if _, err := term.MakeRaw(t.o.In.Fd()); err != nil {
		return // the same
	}
	t.input.pause(false)
	if paper := t.paper.Load(); paper != nil {
		t.output.leave(paper.text)
		return
	}
	t.output.enter()
	go t.program.Send(tea.RequestWindowSize())
}

// Paper is text to show in place of the dashboard.
type Paper struct {
	text string
	done chan struct{}
	once sync.Once
}

// NewPaper makes a paper of text, which is safe.
func NewPaper(text string) *Paper {
	text = strings.ReplaceAll(text, "\n", "\r\n") + "\r\n\r\nEnter returns to btalk. "
	return &Paper{text: text, done: make(chan struct{})}
}

// Done ends the showing of the paper.
func (p *Paper) Done() { p.once.Do(func() { close(p.done) }) }

// Show leaves the alternate screen with the paper until Done or Enter.
func (t *Terminal) Show(p *Paper) {
	if !t.paper.CompareAndSwap(nil, p) {
		return
	}
	t.input.divert(func(typed string) {
		switch typed {
		case "\r", "\n", ctrlC, ctrlCKitty, ctrlCXterm:
			p.Done()
		case "\x1a", "\x1b[122;5u", "\x1b[27;5;122~":
			go t.Suspend() //nolint:errcheck // Without job control it does nothing: there is no line to tell it in.
		}
	})
	t.front.Lock()
	t.output.leave(p.text)
	t.front.Unlock()
	<-p.done
	t.input.divert(nil)
	t.paper.Store(nil)
	t.enter()
}

// tell says what was not taken of what was typed.
func (t *Terminal) tell(p piece) {
	var text string
	switch {
	case p.kind == lostPaste:
		text = "a paste came without its end, or is too large; nothing of it was taken, paste it again"
	case p.text == "":
		text = "the paste was not all UTF-8: \uFFFD stands for what could not be read"
	default:
		text = "what was typed is not UTF-8 (" + strconv.QuoteToASCII(p.text) + ") and was left out"
	}
	if p.kind == notUTF8 {
		text += "; set a UTF-8 locale on both ends, such as LANG=C.UTF-8"
	}
	go t.program.Send(NoteMsg{text})
}

// orphaned reports whether no shell watches over the process group of pid: then
// nothing continues it when it stops. A session leader is the usual case.
func orphaned(pid int) bool {
	group, err := unix.Getpgid(pid)
	if err != nil {
		return false
	}
	session, err := unix.Getsid(pid)
	if err != nil {
		return false
	}
	parent := os.Getppid()
	for range 64 { // make, sudo and scripts between us and the shell
		parentGroup, err := unix.Getpgid(parent)
		if err != nil {
			return parent == 0
		}
		parentSession, err := unix.Getsid(parent)
		switch {
		case err != nil || parentSession != session:
			return true
		case parentGroup != group:
			return false
		}
		if parent, err = parentOf(parent); err != nil {
			return false
		}
	}
	return false
}

// parentOf is the parent of another process, where /proc has it.
func parentOf(pid int) (int, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("find the parent of %d: %w", pid, err)
	}
	_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), " ") // the name may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return 0, fmt.Errorf("find the parent of %d: %w", pid, os.ErrInvalid)
	}
	return strconv.Atoi(fields[1])
}
