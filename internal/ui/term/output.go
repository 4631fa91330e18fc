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

// Output is the terminal's output. It knows when the first frame was written
// and since when a write has been waiting for somebody to read.
type Output struct {
	*os.File

	once    sync.Once
	painted chan struct{}
	since   atomic.Int64 // when the write under way began, in nanoseconds; 0 when none is
}

// Write passes p on.
func (o *Output) Write(p []byte) (int, error) {
	o.since.Store(time.Now().UnixNano())
	n, err := o.File.Write(p)
	o.since.Store(0)
	if err == nil && bytes.Contains(p, []byte(ansi.SetModeAltScreenSaveCursor)) {
		o.once.Do(func() { close(o.painted) })
	}
	return n, err //nolint:wrapcheck // This is the file.
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
