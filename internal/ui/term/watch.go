package term

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
)

// Watch looks after the terminal while program runs: signals, and whether the
// terminal is still there. Release ends it.
func (t *Terminal) Watch(program Program) {
	t.program = program
	signals := make(chan os.Signal, 8)
	t.signals = signals
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT,
		syscall.SIGTSTP, syscall.SIGCONT)
	done := make(chan struct{})
	t.stop = func() {
		signal.Stop(signals)
		close(done)
		t.stop = func() {}
	}
	t.Go(t.input.run)
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
			t.handle(got)
		case <-beat.C:
			t.lookAfter()
		}
	}
}

func (t *Terminal) handle(got os.Signal) {
	switch got {
	case syscall.SIGTSTP:
		t.askToStop()
	case syscall.SIGCONT:
		t.goOn()
	default:
		number, ok := got.(syscall.Signal)
		if ok {
			t.end(EndedError{Status: 128 + int(number)}, grace, t.program.Quit)
		}
	}
}

// lookAfter ends a program whose terminal is gone, and paints again when what
// the program drew did not arrive: keys must not act on what nobody sees.
func (t *Terminal) lookAfter() {
	if t.gone() {
		t.lost()
		return
	}
	if t.output.owes() && !t.output.stuck() && !t.pausing.Load() && t.paper.Load() == nil {
		t.Go(t.enter)
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
	timeout := grace
	if t.output.stuck() {
		timeout = 0
	}
	t.end(EndedError{Status: 128 + int(syscall.SIGINT)}, timeout, t.program.Quit)
}
