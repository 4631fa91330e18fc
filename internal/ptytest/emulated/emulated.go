// Package emulated is the screen behind a pseudo-terminal: it shows what a program
// writes, answers what a terminal is asked, and says when something was drawn. It
// starts no program and waits for none; internal/ptytest does so for the tests and
// tools/pictures for the pictures, and no one else imports it.
package emulated

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
)

// Screen is behind the master side of a pseudo-terminal. One goroutine copies what
// the program writes to it, another sends its answers back.
type Screen struct {
	Drawn chan struct{} // has a value after output arrived; never more than one
	Ended chan struct{} // is closed when no more output can come

	mu     sync.Mutex // guards what follows
	screen *vt.Emulator
	raw    []byte
	last   time.Time // of the last output
}

// Behind puts a screen of that size behind master until master is closed. Its
// answers go to answers, usually master itself.
func Behind(master *os.File, answers io.Writer, columns, rows int) *Screen {
	s := &Screen{screen: vt.NewEmulator(columns, rows), Drawn: make(chan struct{}, 1), Ended: make(chan struct{})}
	go s.show(master)
	go func() { _, _ = io.Copy(answers, s.screen) }()
	return s
}

func (s *Screen) show(master *os.File) {
	defer close(s.Ended)
	buf := make([]byte, 32*1024)
	for {
		n, err := master.Read(buf)
		s.mu.Lock()
		s.last = time.Now()
		s.raw = append(s.raw, buf[:n]...)
		_, _ = s.screen.Write(buf[:n])
		s.mu.Unlock()
		select {
		case s.Drawn <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Look gives the emulator to f, which must not keep it.
func (s *Screen) Look(f func(screen *vt.Emulator)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.screen)
}

// Text is what the screen shows.
func (s *Screen) Text() (text string) {
	s.Look(func(screen *vt.Emulator) { text = screen.String() })
	return text
}

// Written is every byte so far.
func (s *Screen) Written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw)
}

// Sent counts the bytes so far, and says when the last of them came.
func (s *Screen) Sent() (bytes int, last time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.raw), s.last
}

// Close ends the answers. The emulator's own Close would race with them.
func (s *Screen) Close() {
	if replies, ok := s.screen.InputPipe().(io.Closer); ok {
		_ = replies.Close()
	}
}
