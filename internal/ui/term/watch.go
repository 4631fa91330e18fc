package term

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// Watch looks after the terminal while program runs: signals, and whether the
// terminal is still there. Release ends it.
func (t *Terminal) Watch(program Program) {
	t.program = program
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT,
		syscall.SIGTSTP, syscall.SIGCONT)
	done := make(chan struct{})
	t.stop = func() {
		signal.Stop(signals)
		close(done)
		t.stop = func() {}
	}
	t.Go(func() { t.watch(signals, done) })
}

func (t *Terminal) watch(signals <-chan os.Signal, done <-chan struct{}) {
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	for {
		select {
		case <-done:
			return
		case got := <-signals:
			t.heard(got)
		case <-beat.C:
			t.lookAfter()
		}
	}
}

func (t *Terminal) heard(got os.Signal) {
	switch got {
	case syscall.SIGTSTP:
		if t.pausing.CompareAndSwap(false, true) {
			go t.program.Send(tea.Exec(pause{terminal: t}, nil)())
		}
	case syscall.SIGCONT:
		if t.pausing.CompareAndSwap(true, false) {
			t.continued <- struct{}{}
			return
		}
		go t.program.Send(tea.Exec(resume{}, nil)())
	default:
		number, ok := got.(syscall.Signal)
		if ok {
			t.end(EndedError{Status: 128 + int(number)}, grace, t.program.Quit)
		}
	}
}

// lookAfter ends a program whose terminal is gone, and listens in place of one
// that is stuck.
func (t *Terminal) lookAfter() {
	if _, err := term.GetState(t.o.In.Fd()); err != nil {
		t.lost()
		return
	}
	if t.output.stuck() {
		t.input.takeOver()
	}
}

// lost ends the program: its terminal is gone.
func (t *Terminal) lost() {
	if t.program != nil && t.gone() {
		t.end(EndedError{Status: 128 + int(syscall.SIGHUP)}, lostGrace, t.program.Kill)
	}
}

// gone asks the terminal itself, because a read may also end for other reasons.
func (t *Terminal) gone() bool {
	_, err := term.GetState(t.o.In.Fd())
	return err != nil
}

// interrupted is the second ctrl+c: it always gets out.
func (t *Terminal) interrupted() {
	if t.program == nil {
		return
	}
	patience := grace
	if t.output.stuck() {
		patience = 0
	}
	t.end(EndedError{Status: 128 + int(syscall.SIGINT)}, patience, t.program.Quit)
}

// pause stops the process as ctrl+z would have in a shell, with the terminal
// released around it. It is not the default action of TSTP, which the kernel
// ignores in a process group without a shell. The stop reaches this thread a
// moment after the call, so it waits to be continued.
type pause struct {
	plain
	terminal *Terminal
}

func (p pause) Run() error {
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGSTOP); err != nil {
		p.terminal.pausing.Store(false)
		return fmt.Errorf("could not stop: %w", err)
	}
	<-p.terminal.continued
	return nil
}

// resume takes the terminal again and repaints, after whatever happened to it.
type resume struct{ plain }

func (resume) Run() error { return nil }

// plain ignores the streams that the terminal library offers.
type plain struct{}

func (plain) SetStdin(io.Reader)  {}
func (plain) SetStdout(io.Writer) {}
func (plain) SetStderr(io.Writer) {}
