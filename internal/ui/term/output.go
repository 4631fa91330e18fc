package term

import (
	"bytes"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"
)

// Output is the terminal's output. It knows when the first frame was written,
// since when a write has been waiting for somebody to read, and since when a
// frame that changed was not written.
type Output struct {
	*os.File

	once    sync.Once
	painted chan struct{}
	since   atomic.Int64 // when the write under way began, in nanoseconds; 0 when none is
	owed    atomic.Int64 // when the frame changed for the first time since the last write; 0 when it was written

	mu       sync.Mutex // one writer at a time
	away     bool       // the terminal shows something else: frames are dropped
	over     bool       // the program has left the alternate screen for good
	clusters bool       // the library had the terminal count in grapheme clusters
}

// Write passes the library's p on, unless the terminal shows something else.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.clusters = o.clusters || bytes.Contains(p, []byte(ansi.SetModeUnicodeCore))
	o.over = o.over || bytes.Contains(p, []byte(ansi.ResetModeAltScreenSaveCursor))
	if o.away {
		return len(p), nil
	}
	o.since.Store(time.Now().UnixNano())
	n, err := o.File.Write(p)
	o.since.Store(0)
	o.owed.Store(0)
	if err == nil && bytes.Contains(p, []byte(ansi.SetModeAltScreenSaveCursor)) {
		o.once.Do(func() { close(o.painted) })
	}
	return n, err //nolint:wrapcheck // This is the file.
}

// leave puts the terminal's modes back, writes text, and drops frames from then
// on.
func (o *Output) leave(text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.over {
		_, _ = o.WriteString(resetModes + text) // if the terminal is gone, the watch notices
	}
	o.away = true
}

// enter sets the modes of the dashboard and lets frames through again.
func (o *Output) enter() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over {
		return
	}
	modes := takeModes
	if o.clusters {
		modes += ansi.SetModeUnicodeCore
	}
	_, _ = o.WriteString(modes) // the same
	o.away = false
}

// owe notes that a frame changed.
func (o *Output) owe() { o.owed.CompareAndSwap(0, time.Now().UnixNano()) }

// owes reports whether a frame that changed was not written for a pulse.
func (o *Output) owes() bool {
	since := o.owed.Load()
	return since != 0 && time.Since(time.Unix(0, since)) > pulse
}

// Painted is closed once the first frame was written.
func (o *Output) Painted() <-chan struct{} { return o.painted }

// stuck reports whether a write has been waiting for longer than a pulse.
func (o *Output) stuck() bool {
	since := o.since.Load()
	return since != 0 && time.Since(time.Unix(0, since)) > pulse/2
}

// writeAll writes around the file, whose lock a stuck write may hold.
func writeAll(fd uintptr, text string) {
	rest := []byte(text)
	for len(rest) > 0 {
		n, err := unix.Write(int(fd), rest)
		if err != nil || n <= 0 {
			return
		}
		rest = rest[n:]
	}
}
