package term

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// again is how soon a second ctrl+c must follow the first to mean "out".
const again = 2 * time.Second

// The bytes of ctrl+c, in the plain form and in the forms of the two keyboard
// protocols.
const (
	ctrlC      = "\x03"
	ctrlCKitty = "\x1b[99;5u"
	ctrlCXterm = "\x1b[27;5;99~"
)

// Input is the terminal's input. One goroutine reads it for as long as the
// program runs, whatever the program does: it notices the end of the terminal,
// and a second ctrl+c even when the program is stuck and reads nothing. The
// program is given whole pieces, each in a read of its own.
//
// It is a file to the terminal library, which makes it raw, but none with a
// name: the library would open a descriptor of its own for it, and never close
// it.
type Input struct {
	file         *os.File
	terminal     *Terminal
	split        splitter // of the goroutine that reads
	wake, waking *os.File // ends of a pipe: a byte makes the goroutine look around

	mu      sync.Mutex
	come    *sync.Cond
	queue   []string // typed, not yet given to the program
	pastes  []string // those that the program will be told of by an empty one
	aside   func(string)
	paused  bool
	err     error // of the last read; there is no other after it
	pressed time.Time
}

func newInput(file *os.File, escWait time.Duration, t *Terminal) (*Input, error) {
	wake, waking, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("could not watch the terminal: %w", err)
	}
	i := &Input{file: file, terminal: t, split: splitter{escWait: escWait}, wake: wake, waking: waking}
	i.come = sync.NewCond(&i.mu)
	return i, nil
}

// Fd is the descriptor of the terminal.
func (i *Input) Fd() uintptr { return i.file.Fd() }

// Write is there because the terminal library asks for it in a terminal.
func (i *Input) Write(p []byte) (int, error) { return i.file.Write(p) } //nolint:wrapcheck // This is the file.

// Close ends reading; the terminal itself stays open.
func (i *Input) Close() error {
	i.end(io.EOF)
	return nil
}

// Read gives the program the next piece, or as much of it as p takes.
func (i *Input) Read(p []byte) (int, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for len(i.queue) == 0 {
		if i.err != nil {
			return 0, i.err
		}
		i.come.Wait()
	}
	n := copy(p, i.queue[0])
	i.queue[0] = i.queue[0][n:]
	if i.queue[0] == "" {
		i.queue = i.queue[1:]
	}
	return n, nil
}

// takePaste is the text of the oldest paste that the program was told of.
func (i *Input) takePaste() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.pastes) == 0 {
		return ""
	}
	text := i.pastes[0]
	i.pastes = i.pastes[1:]
	return text
}

// divert gives what is typed to f from now on, and to the program again when f
// is nil.
func (i *Input) divert(f func(typed string)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.aside = f
}

// pause leaves what is typed to others, or takes it again.
func (i *Input) pause(paused bool) {
	i.mu.Lock()
	i.paused = paused
	i.mu.Unlock()
	_, _ = i.waking.Write([]byte{0}) // the pipe is ours
}

// end is the end of reading.
func (i *Input) end(err error) {
	i.mu.Lock()
	if i.err == nil {
		i.err = err
	}
	i.mu.Unlock()
	i.come.Broadcast()
	_, _ = i.waking.Write([]byte{0})
}

// run reads until the end.
func (i *Input) run() {
	defer i.wake.Close()
	buffer := make([]byte, 64<<10)
	for {
		i.mu.Lock()
		paused, ended := i.paused, i.err != nil
		i.mu.Unlock()
		if ended {
			return
		}
		ready, err := i.await(paused)
		switch {
		case err != nil:
			i.failed(err)
			return
		case !ready:
			i.take(i.split.expire(time.Now()))
			continue
		}
		n, err := i.readAll(buffer)
		if n > 0 {
			i.take(i.split.feed(time.Now(), buffer[:n]))
		}
		if err != nil {
			i.failed(err)
			return
		}
	}
}

// await waits until there is something to read, for as long as the splitter
// says and until somebody wakes it.
func (i *Input) await(paused bool) (ready bool, err error) {
	wait := -1
	if left, ok := i.split.wait(time.Now()); ok {
		wait = int(left/time.Millisecond) + 1
	}
	files := []unix.PollFd{{Fd: int32(i.wake.Fd()), Events: unix.POLLIN}, {Fd: int32(i.Fd()), Events: unix.POLLIN}}
	if paused {
		files = files[:1]
	}
	_, err = unix.Poll(files, wait)
	if err != nil {
		if errors.Is(err, unix.EINTR) {
			return false, nil
		}
		return false, err //nolint:wrapcheck // It ends the program, and says nothing.
	}
	if files[0].Revents != 0 {
		_, _ = i.wake.Read(make([]byte, 1))
	}
	return len(files) > 1 && files[1].Revents != 0, nil
}

// readAll reads what is there: a paste comes in many parts.
func (i *Input) readAll(buffer []byte) (n int, err error) {
	ready := []unix.PollFd{{Fd: int32(i.Fd()), Events: unix.POLLIN}}
	for n < len(buffer) {
		more, err := unix.Read(int(i.Fd()), buffer[n:])
		switch {
		case errors.Is(err, unix.EINTR) || errors.Is(err, unix.EAGAIN):
			return n, nil
		case err != nil:
			return n, err //nolint:wrapcheck // The same.
		case more <= 0:
			return n, io.EOF
		}
		n += more
		if count, _ := unix.Poll(ready, 0); count <= 0 || ready[0].Revents&unix.POLLIN == 0 {
			break
		}
	}
	return n, nil
}

func (i *Input) failed(err error) {
	i.end(err)
	i.terminal.lost()
}

// take hands the pieces on.
func (i *Input) take(pieces []piece) {
	for _, p := range pieces {
		switch p.kind {
		case typed:
			i.takeTyped(p.text)
		case pasted:
			i.takePasted(p.text)
		case notUTF8, lostPaste:
			i.terminal.tell(p)
		}
	}
}

func (i *Input) takeTyped(text string) {
	i.mu.Lock()
	aside := i.aside
	if aside == nil {
		i.queue = append(i.queue, text)
	}
	out := slices.Contains([]string{ctrlC, ctrlCKitty, ctrlCXterm}, text) && i.again()
	i.mu.Unlock()
	i.come.Signal()
	if aside != nil {
		aside(text)
	}
	if out {
		i.terminal.interrupted()
	}
}

// takePasted keeps the text and gives the program an empty paste in its place:
// what is in it is not for the library to understand.
func (i *Input) takePasted(text string) {
	i.mu.Lock()
	if i.aside == nil {
		i.pastes = append(i.pastes, text)
		i.queue = append(i.queue, pasteStart+pasteEnd)
	}
	i.mu.Unlock()
	i.come.Signal()
}

// again reports whether this ctrl+c follows another soon enough.
func (i *Input) again() (out bool) {
	now := time.Now()
	out = now.Sub(i.pressed) < again
	i.pressed = now
	return out
}
