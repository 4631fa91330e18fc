// Package uitest drives screens, or the whole dashboard, in tests as the
// terminal library would: it sends messages, runs the commands that come of
// them, and looks at the frames. Inside a bubble of testing/synctest timers
// take no time. Only tests import it.
package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// Subject is what can be driven: a screen, or the root.
type Subject interface {
	Init() screen.Do
	Update(msg tea.Msg) screen.Do
	View() string
}

// soon is how long a command may take before its answer is no longer awaited: a
// timer that is further away belongs to another moment.
const soon = 400 * time.Millisecond

// Driver holds a subject and its size.
type Driver struct {
	tb      testing.TB
	subject Subject
	W, H    int
	Quit    bool          // the subject asked to end
	Within  time.Duration // how long a command is awaited; zero for as long as it takes

	running sync.WaitGroup // commands
}

// Drive starts subject in w by h cells.
func Drive(tb testing.TB, subject Subject, w, h int) *Driver {
	tb.Helper()
	d := Watch(tb, subject, w, h)
	d.Start()
	return d
}

// Start gives the subject its size and does what it wants done first.
func (d *Driver) Start() {
	d.tb.Helper()
	d.Resize(d.W, d.H)
	d.Do(d.subject.Init())
}

// Watch looks at a subject that was started before.
func Watch(tb testing.TB, subject Subject, w, h int) *Driver {
	tb.Helper()
	return &Driver{tb: tb, subject: subject, W: w, H: h, Within: soon}
}

// TB is the test that is driven.
func (d *Driver) TB() testing.TB { return d.tb }

// Resize gives the subject another size.
func (d *Driver) Resize(w, h int) {
	d.W, d.H = w, h
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Send gives the subject a message and does what comes of it.
func (d *Driver) Send(msg tea.Msg) {
	d.tb.Helper()
	switch msg := msg.(type) {
	case nil:
	case screen.AskedMsg:
		msg.Note()
	case tea.QuitMsg:
		d.Quit = true
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.Run(cmd)
		}
	default:
		d.Do(d.subject.Update(msg))
	}
}

// Do does what the subject wants done. A screen that is driven alone gets
// itself what it asks the root for.
func (d *Driver) Do(do screen.Do) {
	d.tb.Helper()
	d.Run(do.Apply(func(ask tea.Msg) screen.Do {
		if behind, ok := ask.(screen.BehindMsg); ok {
			return behind.Work
		}
		return d.subject.Update(ask)
	}))
}

// Run runs a command and gives the subject its answer, if it comes in time.
func (d *Driver) Run(cmd tea.Cmd) {
	d.tb.Helper()
	if cmd == nil {
		return
	}
	if d.Within == 0 {
		d.Send(cmd())
		return
	}
	answer := make(chan tea.Msg, 1)
	d.running.Go(func() { answer <- cmd() })
	timer := time.NewTimer(d.Within)
	defer timer.Stop()
	select {
	case msg := <-answer:
		d.Send(msg)
	case <-timer.C:
	}
}

// Close waits for the commands whose answer nobody awaits any more. A bubble
// demands it at its end.
func (d *Driver) Close() { d.running.Wait() }

// Press presses keys by name, one after the other: "enter", "down", "S".
func (d *Driver) Press(names ...string) {
	d.tb.Helper()
	for _, name := range names {
		d.Send(Key(d.tb, name))
	}
}

// Type presses the keys of a text.
func (d *Driver) Type(text string) {
	d.tb.Helper()
	for _, r := range text {
		d.Send(Key(d.tb, string(r)))
	}
}

// Paste pastes a text.
func (d *Driver) Paste(text string) {
	d.tb.Helper()
	d.Send(tea.PasteMsg{Content: text})
}

// Key is the press of a key by its name, or by what it types.
func Key(tb testing.TB, name string) tea.KeyPressMsg {
	tb.Helper()
	press, ok := Press(name)
	if !ok {
		tb.Fatalf("no key is called %q", name)
	}
	return press
}

// Press is Key where no test has to end; ok is false for a name of nothing.
func Press(name string) (press tea.KeyPressMsg, ok bool) {
	if name == " " || name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, true
	}
	return keymap.Press(key.NewBinding(key.WithKeys(name)))
}

// Frame is what is shown as plain text, without blanks at the ends of lines.
func (d *Driver) Frame() string {
	d.tb.Helper()
	view := d.subject.View()
	Invariants(d.tb, view, d.W, d.H)
	lines := strings.Split(ansi.Strip(view), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Want fails unless the frame holds every text.
func (d *Driver) Want(texts ...string) {
	d.tb.Helper()
	frame := d.Frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			d.tb.Errorf("the frame lacks %q:\n%s", text, frame)
		}
	}
}

// WantNot fails if the frame holds any of the texts.
func (d *Driver) WantNot(texts ...string) {
	d.tb.Helper()
	frame := d.Frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			d.tb.Errorf("the frame holds %q:\n%s", text, frame)
		}
	}
}

// Golden compares the frame with testdata/NAME.golden, styles included, with
// escapes written as ␛; with update it writes the file.
func (d *Driver) Golden(name string, update bool) {
	d.tb.Helper()
	view := d.subject.View()
	Invariants(d.tb, view, d.W, d.H)
	Golden(d.tb, name, strings.ReplaceAll(view, "\x1b", "␛")+"\n", update)
}

// Golden compares got with testdata/NAME.golden; with update it writes the
// file.
func Golden(tb testing.TB, name, got string, update bool) {
	tb.Helper()
	file := filepath.Join("testdata", name+".golden")
	if update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	if got != string(want) {
		tb.Errorf("%s differs; look, then write it with -update:\n%s\nwant:\n%s", file, got, want)
	}
}

// Invariants holds what is true of every frame: exactly h lines, none wider
// than w cells, no control character besides styles.
func Invariants(tb testing.TB, view string, w, h int) {
	tb.Helper()
	if w <= 0 || h <= 0 {
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		tb.Errorf("%d lines at %d×%d", len(lines), w, h)
	}
	for i, line := range lines {
		if got := ansi.StringWidthWc(line); got > w {
			tb.Errorf("line %d is %d cells wide at %d×%d: %q", i, got, w, h, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				tb.Errorf("line %d holds the control %U: %q", i, r, line)
			}
		}
	}
}
