// Package listingtest drives a screen in tests as the root would: it presses
// keys, runs the commands that come of it, and keeps what the screen asked the
// root for. Frames are compared with files under testdata; `go test -update`
// writes them. Only tests import it.
package listingtest

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
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

// Driver drives a screen and keeps what it asked for.
type Driver struct {
	*uitest.Driver
	Asked []tea.Msg // what the screen asked the root for, in order
}

// asking stands for the root before a screen: it keeps what the root would do.
type asking struct {
	screen.Screen
	asked *[]tea.Msg
}

func (a asking) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case screen.BehindMsg:
		return msg.Work
	case screen.PushMsg, screen.ReplaceMsg, screen.PopMsg, screen.ToastMsg, screen.CopyMsg:
		*a.asked = append(*a.asked, msg)
		return nil
	}
	return a.Screen.Update(msg)
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
	d := &Driver{}
	d.Driver = uitest.Watch(tb, asking{s, &d.Asked}, w, h)
	d.Within = 0 // the time of a bubble costs nothing
	d.Start()
	return d
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
	d.TB().Helper()
	got, ok := d.LastAsked().(screen.PushMsg)
	if !ok || fmt.Sprintf("%#v", got.To) != fmt.Sprintf("%#v", want) {
		d.TB().Errorf("asked for %#v, want %#v", d.LastAsked(), want)
	}
}

// Golden compares the frame, styles included, with testdata/NAME.golden, where
// escapes are written as ␛.
func (d *Driver) Golden(name string) {
	d.TB().Helper()
	d.Driver.Golden(name, *update)
}

// Sizes are those every screen is tried at.
func Sizes() []tea.WindowSizeMsg {
	return []tea.WindowSizeMsg{{Width: 60, Height: 11}, {Width: 80, Height: 20}, {Width: 120, Height: 36}}
}

// Key is the press of a key by its name, or by what it types.
func Key(name string) tea.KeyPressMsg {
	press, ok := uitest.Press(name)
	if !ok {
		panic("no key is called " + name)
	}
	return press
}
