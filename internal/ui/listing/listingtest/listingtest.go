// Package listingtest drives a screen in tests as the root would: it presses
// keys, runs the commands that come of it, and keeps what the screen asked the
// root for. Frames are compared with files under testdata; `go test -update`
// writes them. Only tests import it.
package listingtest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

var update = flag.Bool("update", false, "write the golden frames") //nolint:gochecknoglobals // a flag of go test lives here

// Now is the time of every test.
func Now() time.Time { return time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC) }

// Env is what a screen gets, with a theme by name.
func Env(tb testing.TB, name string) *screen.Env {
	tb.Helper()
	styles, err := theme.Catalog{}.Load(name)
	if err != nil {
		tb.Fatal(err)
	}
	return &screen.Env{Ctx: context.WithoutCancel(tb.Context()), Now: Now, Keys: keymap.Default(), Styles: &styles}
}

// Driver holds a screen and what it asked for.
type Driver struct {
	t      testing.TB
	screen screen.Screen
	w, h   int
	Asked  []tea.Msg // what the screen asked the root for, in order
}

// Drive gives a test a started screen of w by h cells, in a bubble of its own
// where time stands still unless someone waits for it.
func Drive(t *testing.T, s screen.Screen, w, h int, test func(d *Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(New(t, s, w, h))
	})
}

// Visit drives a screen of 80 by 20 cells that is left at the end.
func Visit[S interface {
	screen.Screen
	screen.Closer
}](t *testing.T, s S, test func(s S, d *Driver),
) {
	t.Helper()
	Drive(t, s, 80, 20, func(d *Driver) {
		test(s, d)
		s.Close()
	})
}

// New starts a screen of w by h cells. The test is in a bubble already, so that its
// timers cost nothing.
func New(tb testing.TB, s screen.Screen, w, h int) *Driver {
	tb.Helper()
	d := &Driver{t: tb, screen: s}
	d.Resize(w, h)
	d.Do(s.Init())
	return d
}

// Resize gives the screen another size.
func (d *Driver) Resize(w, h int) {
	d.w, d.h = w, h
	d.Do(d.screen.Update(tea.WindowSizeMsg{Width: w, Height: h}))
}

// Send gives the screen a message and does what comes of it.
func (d *Driver) Send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case screen.AskedMsg:
		msg.Note()
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.Run(cmd)
		}
	case screen.BehindMsg:
		d.Do(msg.Work)
	case screen.PushMsg, screen.ReplaceMsg, screen.PopMsg, screen.ToastMsg, screen.CopyMsg:
		d.Asked = append(d.Asked, msg)
	default:
		d.Do(d.screen.Update(msg))
	}
}

// Do does what the screen wants done.
func (d *Driver) Do(do screen.Do) {
	d.Run(do.Apply(func(ask tea.Msg) screen.Do {
		d.Send(ask)
		return nil
	}))
}

// Run runs a command and gives the screen its answer. A timer is waited for.
func (d *Driver) Run(cmd tea.Cmd) {
	if cmd != nil {
		d.Send(cmd())
	}
}

// Press presses keys by name, one after the other: "enter", "down", "x", "S".
func (d *Driver) Press(keys ...string) {
	for _, name := range keys {
		d.Send(Key(name))
	}
}

// Type presses the keys of a text.
func (d *Driver) Type(text string) {
	for _, r := range text {
		d.Press(string(r))
	}
}

// LastAsked is what the screen asked for last; nil for nothing yet.
func (d *Driver) LastAsked() tea.Msg {
	if len(d.Asked) == 0 {
		return nil
	}
	return d.Asked[len(d.Asked)-1]
}

// WantPush fails unless the screen asked last for that place.
func (d *Driver) WantPush(want screen.Route) {
	d.t.Helper()
	got, ok := d.LastAsked().(screen.PushMsg)
	if !ok || !reflect.DeepEqual(got.To, want) {
		d.t.Errorf("asked for %#v, want %#v", d.LastAsked(), want)
	}
}

// Frame is the screen as plain text, without blanks at the ends of lines. It
// fails when the frame is not as large as it must be.
func (d *Driver) Frame() string {
	d.t.Helper()
	view := d.screen.View()
	Check(d.t, view, d.w, d.h)
	lines := strings.Split(ansi.Strip(view), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Want fails unless the frame holds every text.
func (d *Driver) Want(texts ...string) {
	d.t.Helper()
	frame := d.Frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			d.t.Errorf("the frame lacks %q:\n%s", text, frame)
		}
	}
}

// WantNot fails if the frame holds any of the texts.
func (d *Driver) WantNot(texts ...string) {
	d.t.Helper()
	frame := d.Frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			d.t.Errorf("the frame holds %q:\n%s", text, frame)
		}
	}
}

// Check holds what is true of every frame: its lines, their width, no control.
func Check(tb testing.TB, view string, w, h int) {
	tb.Helper()
	if h <= 0 || w <= 0 {
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		tb.Errorf("got %d lines, want %d at %dx%d", len(lines), h, w, h)
	}
	for i, line := range lines {
		if got := ansi.StringWidthWc(line); got > w {
			tb.Errorf("line %d is %d cells wide at %dx%d: %q", i, got, w, h, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				tb.Errorf("line %d holds the control %U: %q", i, r, line)
			}
		}
	}
}

// Golden compares the frame, styles included, with testdata/NAME.golden, where
// escapes are written as ␛.
func (d *Driver) Golden(name string) {
	d.t.Helper()
	view := d.screen.View()
	Check(d.t, view, d.w, d.h)
	got := strings.ReplaceAll(view, "\x1b", "␛") + "\n"
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	if got != string(want) {
		d.t.Errorf("%s differs; look, then write it with -update:\n%s\nwant:\n%s", file,
			ansi.Strip(view), strings.ReplaceAll(string(want), "␛", "\x1b"))
	}
}

// Sizes are those every screen is tried at.
func Sizes() []tea.WindowSizeMsg {
	return []tea.WindowSizeMsg{{Width: 60, Height: 11}, {Width: 80, Height: 20}, {Width: 120, Height: 36}}
}

// Key is the message of a key by name.
func Key(name string) tea.KeyPressMsg {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "space" || name == " " {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}
