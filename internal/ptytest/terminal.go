package ptytest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"btalk/internal/ptytest/emulated"
)

// Terminal is the program in a pseudo-terminal, with an emulated screen behind it.
type Terminal struct {
	*emulated.Screen
	TB     testing.TB
	cmd    *exec.Cmd
	master *os.File
	slave  *os.File
	before *term.State

	ended chan struct{} // is closed when the process has ended
	err   error         // of the process, once it has
}

// Look is how a terminal differs from the usual one.
type Look struct {
	Columns, Rows int
	Mute          bool          // it answers no question
	Late          time.Duration // it answers, that much later
	Shell         bool          // it controls the program, as a shell with job control needs
}

// Start runs btalk in a terminal of 120 columns and 40 rows.
func (p Program) Start(tb testing.TB, env []string, args ...string) *Terminal {
	tb.Helper()
	return p.StartIn(tb, Look{Columns: 120, Rows: 40}, env, args...)
}

// StartIn runs btalk in a terminal of that look. It ends with the test.
func (p Program) StartIn(tb testing.TB, l Look, env []string, args ...string) *Terminal {
	tb.Helper()
	master, slave := openTerminal(tb)
	setSize(tb, slave, l.Columns, l.Rows)
	before, err := term.GetState(slave.Fd())
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.CommandContext(tb.Context(), string(p), args...) //nolint:gosec // The tests say what they run.
	cmd.Env, cmd.Dir = env, Dir(env, "HOME")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	// Not its controlling terminal: when the leader of a session ends, the
	// kernel hangs its terminal up and may drop the last output unread, which
	// no shell lets happen to its children. ui/term tests the hang-up itself.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: l.Shell}
	x := &Terminal{TB: tb, cmd: cmd, master: master, slave: slave, before: before, ended: make(chan struct{})}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	x.Screen = emulated.Behind(master, l.answers(master), l.Columns, l.Rows)
	go func() { x.err = cmd.Wait(); close(x.ended) }()
	tb.Cleanup(x.close)
	return x
}

// answers is where the answers of the terminal go.
func (l Look) answers(master io.Writer) io.Writer {
	switch {
	case l.Mute:
		return io.Discard
	case l.Late > 0:
		return late{master, l.Late}
	}
	return master
}

// late passes on what is written, after a while. A terminal far away answers
// like that: every answer is late, none waits for the one before.
type late struct {
	to    io.Writer
	after time.Duration
}

func (l late) Write(p []byte) (int, error) {
	answer := append([]byte(nil), p...)
	time.AfterFunc(l.after, func() { _, _ = l.to.Write(answer) }) // the terminal may be closed by then
	return len(p), nil
}

func (x *Terminal) close() {
	_ = x.cmd.Process.Kill() // it may have ended
	<-x.ended
	_ = x.slave.Close()
	_ = x.master.Close()
	x.Close()
}

// PID is the process.
func (x *Terminal) PID() int { return x.cmd.Process.Pid }

// Signal sends the process a signal; it may have ended.
func (x *Terminal) Signal(number syscall.Signal) { _ = x.cmd.Process.Signal(number) }

// HangUp takes the terminal away.
func (x *Terminal) HangUp() {
	_ = x.slave.Close()
	_ = x.master.Close()
}

// Wait returns when every text stands on the screen.
func (x *Terminal) Wait(texts ...string) {
	x.TB.Helper()
	x.WaitFor(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// Gone returns when a text has left the screen.
func (x *Terminal) Gone(text string) {
	x.TB.Helper()
	x.WaitFor("the end of "+text, func(screen string) bool { return !strings.Contains(screen, text) })
}

// lastWords is how long the output of a program that has ended may take.
const lastWords = 2 * time.Second

// WaitFor returns when the screen shows what is described by what.
func (x *Terminal) WaitFor(what string, shows func(screen string) bool) {
	x.TB.Helper()
	deadline := time.NewTimer(Timeout)
	defer deadline.Stop()
	ended := x.ended
	for !shows(x.Text()) {
		select {
		case <-x.Drawn:
		case <-ended:
			ended = nil // what it wrote last may still be on its way
			deadline.Reset(lastWords)
		case <-deadline.C:
			if ended == nil {
				x.TB.Fatalf("btalk ended (%v) while waiting for %s; the screen:\n%s", x.err, what, x.Text())
			}
			x.TB.Fatalf("waited in vain for %s; the screen:\n%s", what, x.Text())
		}
	}
}

// Quiet returns once nothing was written for that long.
func (x *Terminal) Quiet(silence time.Duration) {
	x.TB.Helper()
	deadline := time.NewTimer(Timeout + silence)
	defer deadline.Stop()
	for {
		select {
		case <-x.Drawn:
		case <-time.After(silence):
			return
		case <-x.ended:
			return
		case <-deadline.C:
			x.TB.Fatalf("btalk never fell silent; the screen:\n%s", x.Text())
		}
	}
}

// Keys types.
func (x *Terminal) Keys(keys string) {
	x.TB.Helper()
	if _, err := io.WriteString(x.master, keys); err != nil {
		x.TB.Fatalf("type %q: %v", keys, err)
	}
}

// Resize changes the size of the terminal.
func (x *Terminal) Resize(columns, rows int) {
	x.TB.Helper()
	x.Look(func(screen *vt.Emulator) { screen.Resize(columns, rows) })
	setSize(x.TB, x.slave, columns, rows)
	x.Signal(syscall.SIGWINCH) // the kernel sends it to a controlling terminal's programs only
}

// openTerminal makes a pseudo-terminal whose master can be closed while it is
// read from; the library's cannot.
func openTerminal(tb testing.TB) (master, slave *os.File) {
	tb.Helper()
	blocking, slave, err := pty.Open()
	if err != nil {
		tb.Fatalf("no pseudo-terminal: %v", err)
	}
	defer blocking.Close()
	fd, err := unix.FcntlInt(blocking.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		tb.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		tb.Fatal(err)
	}
	return os.NewFile(uintptr(fd), blocking.Name()), slave
}

// setSize sets it at the slave, for the library would make the master blocking.
func setSize(tb testing.TB, slave *os.File, columns, rows int) {
	tb.Helper()
	if err := pty.Setsize(slave, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}); err != nil {
		tb.Fatal(err)
	}
}

// Exit waits for the end of the program and gives its code.
func (x *Terminal) Exit() int {
	x.TB.Helper()
	select {
	case <-x.ended:
	case <-time.After(Timeout):
		x.TB.Fatalf("btalk did not end; the screen:\n%s", x.Text())
	}
	var failed *exec.ExitError
	switch {
	case x.err == nil:
		return 0
	case !errors.As(x.err, &failed):
		x.TB.Fatal(x.err)
	}
	if status, ok := failed.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return failed.ExitCode()
}

// CheckRestored holds that the terminal is as it was before the program.
func (x *Terminal) CheckRestored() {
	x.TB.Helper()
	after, err := term.GetState(x.slave.Fd())
	if err != nil {
		x.TB.Fatal(err)
	}
	if *after != *x.before {
		x.TB.Errorf("terminal modes were not restored:\nbefore %+v\nafter  %+v", *x.before, *after)
	}
	x.WaitFor("the main screen", func(string) (main bool) {
		x.Look(func(screen *vt.Emulator) { main = !screen.IsAltScreen() })
		return main
	})
	raw := x.Written()
	for _, mode := range []struct{ name, set, reset string }{
		{"the cursor", "\x1b[?25h", "\x1b[?25l"},
		{"bracketed paste", "\x1b[?2004l", "\x1b[?2004h"},
		{"the mouse", "\x1b[?1002l", "\x1b[?1002h"},
		{"focus events", "\x1b[?1004l", "\x1b[?1004h"},
	} {
		if strings.LastIndex(raw, mode.reset) > strings.LastIndex(raw, mode.set) {
			x.TB.Errorf("%s was not given back", mode.name)
		}
	}
}
