package term

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestStopAndContinue(t *testing.T) {
	t.Parallel()
	s := start(t, "plain", true, false)
	s.wait("ready")
	s.signal(syscall.SIGTSTP)
	s.left()
	s.sane()
	s.stopped()
	s.repaints(func() { s.signal(syscall.SIGCONT) })
	s.press("z")
	s.wait("ready z")
	s.press("q")
	if status := s.ends(bound); status != 0 {
		t.Errorf("status %d", status)
	}
	s.sane()
	s.left()
}

// rounds is how often a stop is tried: the fault that it is about came one to
// four times in ten.
const rounds = 100

func TestEveryContinueRepaints(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		stop func(s *session)
	}{
		{"kill -STOP, kill -CONT", func(s *session) { s.signal(syscall.SIGSTOP); s.stopped() }},
		{"kill -CONT alone", func(*session) {}},
		{"kill -TSTP, kill -CONT", func(s *session) { s.signal(syscall.SIGTSTP); s.stopped() }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, "plain", true, false)
			s.wait("ready")
			open := s.descriptors()
			for range rounds {
				test.stop(s)
				s.repaints(func() { s.signal(syscall.SIGCONT) })
			}
			if now := s.descriptors(); now > open {
				t.Errorf("%d descriptors after %d rounds, %d before", now, rounds, open)
			}
			s.press("q")
			s.ends(bound)
			s.sane()
			s.left()
		})
	}
}

func TestFrameThatDoesNotArriveIsPaintedAgain(t *testing.T) {
	t.Parallel()
	s := start(t, "plain", true, false)
	s.wait("ready")
	s.repaints(func() { s.press("d") }) // its frames are dropped from now on
	before := len(s.shown())
	s.press("z")
	s.waitFrom(before, "z")
}

func TestPaperIsShownUntilEnter(t *testing.T) {
	t.Parallel()
	s := start(t, "plain", true, false)
	s.wait("ready")
	open := s.descriptors()
	for range rounds {
		before := len(s.shown())
		s.press("p")
		s.waitFrom(before, "on paper")
		s.press("z")
		s.repaints(func() { s.press("\r") })
	}
	if strings.Contains(s.shown(), "ready z") {
		t.Error("a key that was typed on the paper reached the program")
	}
	if now := s.descriptors(); now > open {
		t.Errorf("%d descriptors after %d papers, %d before", now, rounds, open)
	}
}

func TestNoShellNoSuspend(t *testing.T) {
	t.Parallel()
	s := start(t, "plain", true, false)
	s.wait("ready")
	s.press("s")
	s.wait("no shell here would bring")
}

func (s *session) signal(number syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(number); err != nil {
		s.t.Fatal(err)
	}
}

// repaints fails unless a whole frame follows what is done.
func (s *session) repaints(do func()) {
	s.t.Helper()
	before := len(s.shown())
	do()
	s.waitFrom(before, "\x1b[?1049h")
	s.waitFrom(before, "\x1b[H\x1b[2J")
	s.waitFrom(before, "ready")
}

// waitFrom waits until the program wrote text behind a place in its output.
func (s *session) waitFrom(from int, text string) {
	s.t.Helper()
	late := time.After(bound)
	for !strings.Contains(s.shown()[from:], text) {
		select {
		case <-s.news:
		case <-late:
			s.t.Fatalf("the program did not write %q again: %q", text, s.shown()[from:])
		}
	}
}

// descriptors counts the open files of the program.
func (s *session) descriptors() int {
	s.t.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	return len(open)
}

// stopped waits until the process is stopped.
func (s *session) stopped() {
	s.t.Helper()
	late := time.After(bound)
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
		if err != nil {
			s.t.Fatal(err)
		}
		if bytes.Contains(stat, []byte(") T ")) {
			return
		}
		select {
		case <-look.C:
		case <-late:
			s.t.Fatalf("the process did not stop: %s", stat)
		}
	}
}
