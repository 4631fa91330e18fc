package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"btalk/internal/ptytest/emulated"
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

// A session is the program in a pseudo-terminal with an emulated screen behind it.
type session struct {
	*emulated.Screen
	cmd *exec.Cmd
	tty *os.File
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
	return &session{Screen: emulated.Behind(tty, tty, columns, rows), cmd: cmd, tty: tty}, nil
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
		case <-s.Drawn:
			settled.Reset(quiet)
		case <-settled.C:
			if s.shows(st.texts) {
				return nil
			}
			settled.Reset(quiet)
		case <-s.Ended:
			return fmt.Errorf("the program ended while waiting for %q; its screen:\n%s", st.texts, s.frame())
		case <-ctx.Done():
			return fmt.Errorf("wait for %q: %w; the screen:\n%s", st.texts, ctx.Err(), s.frame())
		}
	}
}

// shows reports whether every text stands on the screen.
func (s *session) shows(texts []string) bool {
	screen := s.Text()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			return false
		}
	}
	return true
}

// frame returns what the screen shows now.
func (s *session) frame() (frame Frame) {
	s.Look(func(screen *vt.Emulator) { frame = capture(screen) })
	return frame
}

// close ends the program and its terminal.
func (s *session) close() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.tty.Close()
	s.Close()
	<-s.Ended
}
