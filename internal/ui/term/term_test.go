package term

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// session is the program in a pseudo-terminal.
type session struct {
	t      *testing.T
	master *os.File
	slave  *os.File // kept open: its state is looked at afterwards
	cmd    *exec.Cmd
	dir    string
	done   chan error

	mu     sync.Mutex
	output bytes.Buffer
	news   chan struct{}
}

// start runs the program; with a controlling terminal, as a shell would, or
// without, as nohup and setsid do. A deaf session reads nothing.
func start(t *testing.T, how string, controlling, deaf bool) *session {
	t.Helper()
	master, slave := openPTY(t)
	if err := pty.Setsize(slave, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		t.Fatal(err)
	}
	s := &session{
		t: t, master: master, slave: slave, dir: t.TempDir(),
		done: make(chan error, 1), news: make(chan struct{}, 1),
	}
	s.cmd = exec.Command(os.Args[0])
	s.cmd.Env = append(os.Environ(), behaviour+"="+how, behaviour+"_DIR="+s.dir, "TERM=xterm-256color", "SSH_TTY=x")
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = slave, slave, slave
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: controlling}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = master.Close()
		_ = slave.Close()
	})
	go func() { s.done <- s.cmd.Wait() }()
	if !deaf {
		go s.read()
	}
	return s
}

// openPTY opens a pseudo-terminal whose master can be closed during a read: one
// that blocks would keep it open.
func openPTY(t *testing.T) (master, slave *os.File) {
	t.Helper()
	opened, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	fd, err := unix.FcntlInt(opened.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = opened.Close()
	return os.NewFile(uintptr(fd), "ptmx"), slave
}

func (s *session) read() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.master.Read(buffer)
		s.mu.Lock()
		s.output.Write(buffer[:n])
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *session) shown() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output.String()
}

// wait waits until the program wrote text.
func (s *session) wait(text string) {
	s.t.Helper()
	late := time.After(bound)
	for !strings.Contains(s.shown(), text) {
		select {
		case <-s.news:
		case <-late:
			s.t.Fatalf("the program never wrote %q: %q", text, s.shown())
		}
	}
}

func (s *session) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.master, keys); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the end of the process, within limit, and gives its status.
func (s *session) ends(limit time.Duration) int {
	s.t.Helper()
	select {
	case err := <-s.done:
		if status, ok := errors.AsType[*exec.ExitError](err); ok {
			return status.ExitCode()
		}
		return 0
	case <-time.After(limit):
		s.t.Fatalf("the process is still alive after %v", limit)
	}
	return -1
}

// sane fails unless the terminal becomes as a shell needs it.
func (s *session) sane() {
	s.t.Helper()
	const needed = unix.ECHO | unix.ICANON | unix.ISIG
	late := time.After(bound)
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		state, err := unix.IoctlGetTermios(int(s.slave.Fd()), unix.TCGETS)
		if err != nil {
			s.t.Fatal(err)
		}
		if state.Lflag&needed == needed {
			return
		}
		select {
		case <-look.C:
		case <-late:
			s.t.Fatalf("the terminal is still raw: %x", state.Lflag)
		}
	}
}

// left fails unless the alternate screen was left and the cursor is shown.
func (s *session) left() {
	s.t.Helper()
	late := time.After(bound)
	for {
		shown := s.shown()
		if strings.LastIndex(shown, "\x1b[?1049l") > strings.LastIndex(shown, "\x1b[?1049h") &&
			strings.LastIndex(shown, "\x1b[?25h") > strings.LastIndex(shown, "\x1b[?25l") &&
			strings.LastIndex(shown, "\x1b[?2004l") > strings.LastIndex(shown, "\x1b[?2004h") {
			return
		}
		select {
		case <-s.news:
		case <-late:
			s.t.Fatalf("the terminal was not restored: %q", shown)
		}
	}
}

func TestWaysOut(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		keys   string
		signal syscall.Signal
		status int
		says   string
	}{
		{name: "q", keys: "q"},
		{name: "TERM", signal: syscall.SIGTERM, status: 143},
		{name: "INT", signal: syscall.SIGINT, status: 130},
		{name: "HUP", signal: syscall.SIGHUP, status: 129},
		{name: "QUIT", signal: syscall.SIGQUIT, status: 131},
		{name: "a second ctrl+c", keys: "\x03\x03", status: 130},
		{name: "a panic in Update", keys: "u", status: 1, says: "fault of its own (secret"},
		{name: "a panic in View", keys: "v", status: 1, says: "(in View)"},
		{name: "a panic in a command", keys: "c", status: 1, says: "(in a command)"},
		{name: "a panic in a goroutine", keys: "g", status: 1, says: "(in a goroutine)"},
		{name: "TERM while the program hangs", keys: "x", signal: syscall.SIGTERM, status: 143},
		{name: "INT while the program hangs", keys: "x", signal: syscall.SIGINT, status: 130},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, "plain", true, false)
			s.wait("ready")
			if test.keys != "" {
				s.press(test.keys)
			}
			if test.signal != 0 {
				if err := s.cmd.Process.Signal(test.signal); err != nil {
					t.Fatal(err)
				}
			}
			if status := s.ends(bound); status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
			s.sane()
			s.left()
			if test.says != "" {
				s.wait(test.says)
				s.wait("crash.txt")
				checkReport(t, s)
			}
		})
	}
}

// checkReport holds what is told of a fault: a line on the terminal without the
// stack, and the stack in the report.
func checkReport(t *testing.T, s *session) {
	t.Helper()
	if shown := s.shown(); strings.Contains(shown, "goroutine ") || strings.Contains(shown, "\x1b]0;") {
		t.Errorf("the terminal shows a stack or an escape: %q", shown)
	}
	report, err := os.ReadFile(filepath.Join(s.dir, "crash.txt"))
	if err != nil || !bytes.Contains(report, []byte("goroutine ")) {
		t.Errorf("the report holds no stack: %q, %v", report, err)
	}
}

// gone is how long a process may outlive its terminal, with some room for a
// busy machine.
const gone = 3 * time.Second

func TestTerminalVanishes(t *testing.T) {
	t.Parallel()
	for _, controlling := range []bool{true, false} {
		name := map[bool]string{true: "with a signal", false: "without a word"}[controlling]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, "plain", controlling, false)
			s.wait("ready")
			_ = s.slave.Close()
			_ = s.master.Close()
			if status := s.ends(gone); status != 129 {
				t.Errorf("status %d, want 129", status)
			}
		})
	}
}

func TestNobodyReads(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		signal syscall.Signal
		keys   string
		status int
	}{
		{name: "TERM", signal: syscall.SIGTERM, status: 143},
		{name: "HUP", signal: syscall.SIGHUP, status: 129},
		{name: "INT", signal: syscall.SIGINT, status: 130},
		{name: "ctrl+c twice", keys: "\x03\x03", status: 130},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, "flood", true, true)
			s.full()
			if test.keys != "" {
				s.press(test.keys)
			} else if err := s.cmd.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			if status := s.ends(gone + pulse); status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
			s.sane()
		})
	}
}

// full waits until the program has written all that the terminal takes.
func (s *session) full() {
	s.t.Helper()
	late := time.After(bound)
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	before := 0
	for {
		select {
		case <-look.C:
		case <-late:
			s.t.Fatal("the terminal never filled up")
		}
		held, err := unix.IoctlGetInt(int(s.master.Fd()), unix.TIOCINQ)
		if err != nil {
			s.t.Fatal(err)
		}
		if held > 0 && held == before {
			return
		}
		before = held
	}
}
