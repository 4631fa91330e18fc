package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const (
	columns = 120
	rows    = 36

	// quiet is how long nothing must arrive before the screen counts as drawn:
	// longer than the dashboard waits before it fills the detail pane.
	quiet = 400 * time.Millisecond
	// appearTimeout is how long a text may take to appear.
	appearTimeout = 15 * time.Second
)

// A session is the program in a pseudo-terminal with an emulated screen behind
// it. One goroutine copies what the program writes to the screen, another sends
// the screen's answers (colours, modes) back, as a real terminal would.
type session struct {
	cmd *exec.Cmd
	tty *os.File

	mu     sync.Mutex // guards screen
	screen *vt.Emulator

	// drawn gets a value after output arrived; it never holds more than one.
	drawn chan struct{}
	// ended is closed when the program's output has ended.
	ended chan struct{}
}

// start runs the demo of the program with home as its only home.
func start(ctx context.Context, program, home string) (*session, error) {
	cmd := exec.CommandContext(ctx, program, "--demo")
	cmd.Dir = home
	cmd.Env = []string{
		"HOME=" + home,
		"XDG_CONFIG_HOME=" + home + "/config",
		"XDG_CACHE_HOME=" + home + "/cache",
		"XDG_STATE_HOME=" + home + "/state",
		"XDG_RUNTIME_DIR=" + home,
		"TERM=xterm-256color",
		"COLORTERM=truecolor",
		"LANG=C.UTF-8",
		"TZ=UTC",
	}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: rows, Cols: columns})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	s := &session{
		cmd:    cmd,
		tty:    tty,
		screen: vt.NewEmulator(columns, rows),
		drawn:  make(chan struct{}, 1),
		ended:  make(chan struct{}),
	}
	go s.show()
	go s.answer()
	return s, nil
}

// show feeds the program's output to the screen until the program ends.
func (s *session) show() {
	defer close(s.ended)
	buf := make([]byte, 32*1024)
	for {
		n, err := s.tty.Read(buf)
		if n > 0 {
			s.mu.Lock()
			_, _ = s.screen.Write(buf[:n])
			s.mu.Unlock()
			select {
			case s.drawn <- struct{}{}:
			default:
			}
		}
		if err != nil {
			return
		}
	}
}

// answer sends the terminal's replies to the program. It ends when the screen
// or the terminal is closed.
func (s *session) answer() {
	_, _ = io.Copy(s.tty, s.screen)
}

// play does one step.
func (s *session) play(ctx context.Context, st step) error {
	if _, err := io.WriteString(s.tty, st.keys); err != nil {
		return fmt.Errorf("type %q: %w", st.keys, err)
	}
	ctx, cancel := context.WithTimeout(ctx, appearTimeout)
	defer cancel()
	settled := time.NewTimer(quiet)
	defer settled.Stop()
	for {
		select {
		case <-s.drawn:
			settled.Reset(quiet)
		case <-settled.C:
			if s.shows(st.texts) {
				return nil
			}
			settled.Reset(quiet)
		case <-s.ended:
			return fmt.Errorf("the program ended while waiting for %q; its screen:\n%s", st.texts, s.frame())
		case <-ctx.Done():
			return fmt.Errorf("wait for %q: %w; the screen:\n%s", st.texts, ctx.Err(), s.frame())
		}
	}
}

// shows reports whether every text stands on the screen.
func (s *session) shows(texts []string) bool {
	screen := s.frame().String()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			return false
		}
	}
	return true
}

// frame returns what the screen shows now.
func (s *session) frame() Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	return capture(s.screen)
}

// close ends the program and its terminal.
func (s *session) close() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.tty.Close()
	// Closing the pipe ends answer; the emulator's own Close would race with it.
	if replies, ok := s.screen.InputPipe().(io.Closer); ok {
		_ = replies.Close()
	}
	<-s.ended
}
