// Package e2e drives the real binary: in a pseudo-terminal with an emulated
// screen behind it, and in pipes. It waits for what a person would wait for, a
// text on the screen, and counts requests at the server. It holds tests only.
package e2e

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long anything may take. It is a bound for a machine that is
// busy with other tests, not a measure.
const patience = 20 * time.Second

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "btalk-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "btalk")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", binary, "btalk")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build btalk: %v\n%s", err, out)
		_ = os.RemoveAll(dir)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// The keys that are not themselves.
const (
	enter = "\r"
	esc   = "\x1b"
	ctrlC = "\x03"
)

// home is an empty home directory: the environment that a program gets there,
// and nothing of the machine's own.
func home(t *testing.T, vars ...string) []string {
	t.Helper()
	dir := t.TempDir()
	return append([]string{
		"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
		"XDG_CONFIG_HOME=" + dir + "/config", "XDG_CACHE_HOME=" + dir + "/cache",
		"XDG_STATE_HOME=" + dir + "/state", "XDG_RUNTIME_DIR=" + dir,
	}, vars...)
}

// dirOf is the value of a variable of env.
func dirOf(env []string, name string) string {
	for _, v := range env {
		if value, found := strings.CutPrefix(v, name+"="); found {
			return value
		}
	}
	return ""
}

// terminal is the program in a pseudo-terminal. One goroutine copies what the
// program writes to the emulated screen, another sends the screen's replies
// back, unless the terminal is a mute one.
type terminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	slave  *os.File
	before *term.State

	mu     sync.Mutex // guards screen and raw
	screen *vt.Emulator
	raw    []byte

	drawn chan struct{} // has a value after output arrived; never more than one
	ended chan struct{} // is closed when the process has ended
	err   error         // of the process, once it has
}

// look is how a terminal differs from the usual one.
type look struct {
	columns, rows int
	mute          bool // it answers no question
}

// start runs btalk in a terminal of 120 columns and 40 rows.
func start(t *testing.T, env []string, args ...string) *terminal {
	t.Helper()
	return startIn(t, look{columns: 120, rows: 40}, env, args...)
}

func startIn(t *testing.T, l look, env []string, args ...string) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatalf("no pseudo-terminal: %v", err)
	}
	setSize(t, slave, l.columns, l.rows)
	before, err := term.GetState(slave.Fd())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env, cmd.Dir = env, dirOf(env, "HOME")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	x := &terminal{
		t: t, cmd: cmd, master: master, slave: slave, before: before,
		screen: vt.NewEmulator(l.columns, l.rows),
		drawn:  make(chan struct{}, 1), ended: make(chan struct{}),
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go x.show()
	go x.answer(l.mute)
	go func() { x.err = cmd.Wait(); close(x.ended) }()
	t.Cleanup(x.close)
	return x
}

// show feeds the program's output to the screen until the terminal is closed.
func (x *terminal) show() {
	buf := make([]byte, 32*1024)
	for {
		n, err := x.master.Read(buf)
		x.mu.Lock()
		x.raw = append(x.raw, buf[:n]...)
		_, _ = x.screen.Write(buf[:n])
		x.mu.Unlock()
		select {
		case x.drawn <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (x *terminal) answer(mute bool) {
	var to io.Writer = x.master
	if mute {
		to = io.Discard
	}
	_, _ = io.Copy(to, x.screen)
}

func (x *terminal) close() {
	_ = x.cmd.Process.Kill() // it may have ended
	<-x.ended
	_ = x.slave.Close()
	_ = x.master.Close()
	if replies, ok := x.screen.InputPipe().(io.Closer); ok {
		_ = replies.Close() // ends answer
	}
}

// text is what the screen shows.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.String()
}

// written is every byte so far.
func (x *terminal) written() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return string(x.raw)
}

// wait returns when every text stands on the screen.
func (x *terminal) wait(texts ...string) {
	x.t.Helper()
	x.waitFor(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// gone returns when a text has left the screen.
func (x *terminal) gone(text string) {
	x.t.Helper()
	x.waitFor("the end of "+text, func(screen string) bool { return !strings.Contains(screen, text) })
}

func (x *terminal) waitFor(what string, shows func(screen string) bool) {
	x.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for !shows(x.text()) {
		select {
		case <-x.drawn:
		case <-x.ended:
			if shows(x.text()) {
				return
			}
			x.t.Fatalf("btalk ended (%v) while waiting for %s; the screen:\n%s", x.err, what, x.text())
		case <-deadline.C:
			x.t.Fatalf("waited in vain for %s; the screen:\n%s", what, x.text())
		}
	}
}

// keys types.
func (x *terminal) keys(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.master, keys); err != nil {
		x.t.Fatalf("type %q: %v", keys, err)
	}
}

func (x *terminal) resize(columns, rows int) {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(columns, rows)
	x.mu.Unlock()
	setSize(x.t, x.slave, columns, rows)
}

// setSize asks the slave: the size of the master would make it a file whose
// Close waits for its Read.
func setSize(t *testing.T, slave *os.File, columns, rows int) {
	t.Helper()
	if err := pty.Setsize(slave, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}); err != nil {
		t.Fatal(err)
	}
}

// exit waits for the end of the program and gives its code.
func (x *terminal) exit() int {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Fatalf("btalk did not end; the screen:\n%s", x.text())
	}
	var failed *exec.ExitError
	switch {
	case x.err == nil:
		return 0
	case !errors.As(x.err, &failed):
		x.t.Fatal(x.err)
	case failed.Sys().(syscall.WaitStatus).Signaled():
		return 128 + int(failed.Sys().(syscall.WaitStatus).Signal())
	}
	return failed.ExitCode()
}

// checkRestored holds that the terminal is as it was before the program.
func (x *terminal) checkRestored() {
	x.t.Helper()
	after, err := term.GetState(x.slave.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	if *after != *x.before {
		x.t.Errorf("terminal modes were not restored:\nbefore %+v\nafter  %+v", *x.before, *after)
	}
	x.waitFor("the main screen", func(string) bool {
		x.mu.Lock()
		defer x.mu.Unlock()
		return !x.screen.IsAltScreen()
	})
	raw := x.written()
	for _, mode := range []struct{ name, set, reset string }{
		{"the cursor", "\x1b[?25h", "\x1b[?25l"},
		{"bracketed paste", "\x1b[?2004l", "\x1b[?2004h"},
		{"the mouse", "\x1b[?1002l", "\x1b[?1002h"},
		{"focus events", "\x1b[?1004l", "\x1b[?1004h"},
	} {
		if strings.LastIndex(raw, mode.reset) > strings.LastIndex(raw, mode.set) {
			x.t.Errorf("%s was not given back", mode.name)
		}
	}
}

// piped is what a run outside a terminal leaves behind.
type piped struct {
	code     int
	out, err string
}

// run starts btalk with pipes.
func run(t *testing.T, env []string, args ...string) piped {
	t.Helper()
	var out, errs strings.Builder
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Env, cmd.Dir = env, dirOf(env, "HOME")
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return piped{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}
