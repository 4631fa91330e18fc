package cli

import (
	"fmt"
	"sync"

	"btalk/internal/models"
)

// voice is standard error: a line at a time, from any goroutine, and silence
// while the dashboard has the terminal.
type voice struct {
	mu   sync.Mutex
	told map[string]bool // by warn
	held bool
	kept []string // said while held
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
