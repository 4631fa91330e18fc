package cli

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/term"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// voice is standard error: a line at a time, from any goroutine, and silence
// while the dashboard has the terminal.
type voice struct {
	out  io.Writer
	hide []string // places that are named to nobody: see restricted.go

	mu     sync.Mutex
	told   map[string]bool // by warn
	quiet  bool
	queue  []string // said while quiet
	onLine bool     // a line of progress stands on the terminal
}

// say writes one line to standard error.
func (v *voice) say(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.write(fmt.Sprintf(format, args...))
}

// warn says a thing that is not a failure, and only once.
func (v *voice) warn(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	line := models.Safe(fmt.Sprintf(format, args...))
	if v.told[line] {
		return
	}
	if v.told == nil {
		v.told = map[string]bool{}
	}
	v.told[line] = true
	v.write(line)
}

func (v *voice) write(line string) {
	line = withoutPaths(line, v.hide)
	if v.quiet {
		v.queue = append(v.queue, line)
		return
	}
	v.wipe()
	fmt.Fprintf(v.out, "btalk: %s\n", line)
}

// hold keeps back what is said from now on.
func (v *voice) hold() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.quiet = true
}

// release says what was kept back.
func (v *voice) release() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.quiet = false
	for _, line := range v.queue {
		v.write(line)
	}
	v.queue = nil
}

// wipe takes the line of progress away.
func (v *voice) wipe() {
	if v.onLine {
		fmt.Fprint(v.out, "\r\x1b[K")
		v.onLine = false
	}
}

// following shows how far a long reading has come, on a terminal: a line that
// is written over and leaves nothing behind.
type following struct {
	voice *voice
	what  string
	on    bool
}

func (v *voice) follow(what string) *following {
	file, ok := v.out.(*os.File)
	return &following{voice: v, what: what, on: ok && term.IsTerminal(file.Fd())}
}

func (f *following) show(at models.Progress) {
	f.voice.mu.Lock()
	defer f.voice.mu.Unlock()
	if !f.on || f.voice.quiet {
		return
	}
	f.voice.wipe()
	line := "btalk: " + models.Safe(f.what) + ": " + rules.Grouped(at.Done)
	if at.Total > 0 {
		line += " of " + rules.Grouped(at.Total)
	}
	fmt.Fprint(f.voice.out, line+" …")
	f.voice.onLine = true
}

// clear ends it: what comes late is not shown.
func (f *following) clear() {
	f.voice.mu.Lock()
	defer f.voice.mu.Unlock()
	f.on = false
	f.voice.wipe()
}
