package cli

import (
	"fmt"
	"os"
	"sync"

	"github.com/charmbracelet/x/term"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// voice is standard error: a line at a time, from any goroutine, and silence
// while the dashboard has the terminal.
type voice struct {
	mu   sync.Mutex
	told map[string]bool // by warn
	held bool
	kept []string // said while held
	line bool     // a line of progress stands on the terminal
}

// say writes one line to standard error.
func (s *session) say(format string, args ...any) {
	s.voice.mu.Lock()
	defer s.voice.mu.Unlock()
	s.speak(fmt.Sprintf(format, args...))
}

// warn says a thing that is no failure, and only once.
func (s *session) warn(format string, args ...any) {
	s.voice.mu.Lock()
	defer s.voice.mu.Unlock()
	line := models.Safe(fmt.Sprintf(format, args...))
	if s.voice.told[line] {
		return
	}
	if s.voice.told == nil {
		s.voice.told = map[string]bool{}
	}
	s.voice.told[line] = true
	s.speak(line)
}

func (s *session) speak(line string) {
	if s.voice.held {
		s.voice.kept = append(s.voice.kept, line)
		return
	}
	s.wipe()
	fmt.Fprintf(s.process.Err, "btalk: %s\n", line)
}

// hold keeps back what is said from now on.
func (v *voice) hold() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held = true
}

// release says what was kept back.
func (s *session) release() {
	s.voice.mu.Lock()
	defer s.voice.mu.Unlock()
	s.voice.held = false
	for _, line := range s.voice.kept {
		s.speak(line)
	}
	s.voice.kept = nil
}

// following shows how far a long reading has come, on a terminal: a line that
// is written over and leaves nothing behind.
type following struct {
	session *session
	what    string
	on      bool
}

func (s *session) follow(what string) *following {
	file, ok := s.process.Err.(*os.File)
	return &following{session: s, what: what, on: ok && term.IsTerminal(file.Fd())}
}

func (p *following) show(at models.Progress) {
	s := p.session
	s.voice.mu.Lock()
	defer s.voice.mu.Unlock()
	if !p.on || s.voice.held {
		return
	}
	s.wipe()
	line := "btalk: " + models.Safe(p.what) + ": " + rules.Grouped(at.Done)
	if at.Total > 0 {
		line += " of " + rules.Grouped(at.Total)
	}
	fmt.Fprint(s.process.Err, line+" …")
	s.voice.line = true
}

// clear ends it: what comes late is not shown.
func (p *following) clear() {
	p.session.voice.mu.Lock()
	defer p.session.voice.mu.Unlock()
	p.on = false
	p.session.wipe()
}

// wipe takes the line of progress away.
func (s *session) wipe() {
	if s.voice.line {
		fmt.Fprint(s.process.Err, "\r\x1b[K")
		s.voice.line = false
	}
}
