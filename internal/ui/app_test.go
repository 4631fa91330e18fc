package ui

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

var update = flag.Bool("update", false, "write the golden frames")

// bubble runs a test where timers take no time.
func bubble(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, test) })
}

func TestRouter(t *testing.T) {
	bubble(t, "enter drills down and back returns without a request", func(t *testing.T) {
		service := newFake()
		_, d := dashboard(t, service, 120, 36)
		d.Want("Customers (3)", "ACME", "Łódź Logistics", "株式会社サンプル")
		d.Press("enter")
		d.Want("Customers (3) › ACME (2)", "VPN-12")
		d.Press("down", "enter")
		d.Want("VPN-12 (6)", "FR_LYO_00003")
		before := service.requests
		d.Press("h", "left", "esc", "esc")
		d.Want("Customers (3)")
		d.WantNot("›  ACME (2)")
		if d.Quit || service.requests != before {
			t.Errorf("back cost %d requests, quit %v", service.requests-before, d.Quit)
		}
	})
	bubble(t, "history restores the place with cursor and filter", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 120, 36)
		d.Press("enter", "down", "enter", "/")
		d.Type("00004")
		d.Press("enter")
		d.Want("(1/6)", "FR_LYO_00004")
		d.Press("[", "[")
		d.Want("Customers (3)")
		d.WantNot("VPN-12")
		d.Press("]", "]")
		d.Want("(1/6)", "FR_LYO_00004")
		d.WantNot("FR_LYO_00003")
	})
	bubble(t, "the ends of the history are told", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press("[")
		d.Want("first place of the history")
	})
	bubble(t, "a place that is open is returned to", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		d.Press("enter", "enter")
		d.Send(screen.PushMsg{To: screen.Customers{}})
		if a.stack.Len() != 1 {
			t.Errorf("%d screens are open, want 1", a.stack.Len())
		}
	})
	bubble(t, "a route of a later version is a remark", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Send(screen.PushMsg{To: nil})
		d.Want("not part of this version")
	})
}

func TestPalette(t *testing.T) {
	bubble(t, "a place by a few letters", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press(":")
		d.Type("countr")
		d.Press("enter")
		d.Want("Countries (1)", "France")
	})
	bubble(t, "arguments", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press(":")
		d.Type("voicesites 00002")
		d.Press("enter")
		d.Want("(1/6)", "FR_LYO_00002")
	})
	bubble(t, "several countries side by side", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		d.Press(":")
		d.Type("country ch,FR de")
		d.Press("enter")
		at, _ := a.stack.Top().(screen.Addressed)
		if got := fmt.Sprint(at.Route()); got != "{[CH FR DE]}" {
			t.Errorf("opened %s", got)
		}
	})
	bubble(t, "a name that is held, without a request", func(t *testing.T) {
		service := newFake()
		_, d := dashboard(t, service, 80, 24)
		d.Press("enter", "enter", "h", "h")
		before := service.requests
		d.Press(":")
		d.Type("lyon 3")
		d.Press("enter")
		d.Want("FR_LYO_00003")
		if service.requests > before+1 { // the address of the site
			t.Errorf("%d requests", service.requests-before)
		}
	})
	bubble(t, "what is held on disk", func(t *testing.T) {
		service := newFake()
		_, d := dashboard(t, service, 80, 24)
		before := service.requests
		d.Press(":")
		d.Type("cache")
		d.Press("enter")
		d.Want("Customers (3) › Cache", "Answers    7", "/cache/btalk/api")
		if service.requests != before {
			t.Errorf("%d requests", service.requests-before)
		}
	})
	bubble(t, "what cannot be done says why", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press(":")
		d.Type("vpns")
		d.Want("open a customer first")
		d.Press("enter")
		d.Want("Go to, do", "vpns of this customer: open a customer first")
	})
	bubble(t, "write is allowed by name and shown", func(t *testing.T) {
		service := newFake()
		_, d := dashboard(t, service, 80, 24)
		d.Want("READ-ONLY")
		d.Press(":")
		d.Type("write")
		d.Press("enter")
		d.Want("Allow changes?", "READ-ONLY")
		d.Press("y")
		d.Want(" WRITE ")
		if service.writes != 1 {
			t.Errorf("SetWrite was called %d times", service.writes)
		}
	})
}

func TestHelp(t *testing.T) {
	bubble(t, "enter does what is chosen", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press("?")
		d.Want("What can be done here", "VPNs")
		d.Type("go to")
		d.Press("enter")
		d.Want("Go to, do")
	})
	bubble(t, "it searches", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press("?")
		d.Type("zzz")
		d.Want("Nothing here does that")
		d.Press("esc")
		d.WantNot("What can be done here")
	})
}

func TestPaste(t *testing.T) {
	bubble(t, "a paste is never a key", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		d.Paste("q:?\x1b[201~\r\ny\x03" + strings.Repeat("q", 100_000))
		if d.Quit || a.stack.Len() != 1 {
			t.Errorf("quit %v, %d screens", d.Quit, a.stack.Len())
		}
		d.Press(":")
		d.Paste("coun\x1b]0;x\x07\r\nq")
		if d.Quit {
			t.Error("the dashboard was left")
		}
		d.Frame()
	})
}

// form is a screen with something to lose.
type form struct{ screen.Screen }

func (form) Init() screen.Do           { return nil }
func (form) Update(tea.Msg) screen.Do  { return nil }
func (form) View() string              { return "a form" }
func (form) Title() string             { return "Form" }
func (form) ShortHelp() []key.Binding  { return nil }
func (form) FullHelp() [][]key.Binding { return nil }
func (form) Dirty() (string, bool)     { return "an address for Lyon that was not sent", true }

func TestLeaving(t *testing.T) {
	bubble(t, "q quits", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24)
		d.Press("q")
		if !d.Quit {
			t.Error("q did not quit")
		}
	})
	bubble(t, "what would be lost is asked about once", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		a.stack.Add(form{})
		d.Press("q")
		d.Want("Leave btalk?", "an address for Lyon that was not sent")
		d.Press("n")
		d.WantNot("Leave btalk?")
		d.Press("q", "y")
		if !d.Quit {
			t.Error("yes did not quit")
		}
	})
	bubble(t, "a second ctrl+c always gets out", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		a.stack.Add(form{})
		d.Press("ctrl+c")
		if d.Quit {
			t.Error("the first one did not ask")
		}
		d.Press("ctrl+c")
		if !d.Quit {
			t.Error("the second one did not quit")
		}
	})
}

func TestStates(t *testing.T) {
	bubble(t, "offline shows since when and how old the data are", func(t *testing.T) {
		service := newFake()
		_, d := dashboard(t, service, 80, 24)
		service.err = &models.Error{Op: "list customers", Kind: models.Offline, Err: errors.New("refused")}
		d.Press("r")
		d.Want("ACME", "API unreachable since", "data of", "r tries again")
		service.err, service.fetched = nil, testNow().Add(time.Second)
		d.Press("r")
		d.WantNot("API unreachable")
	})
	bubble(t, "a throttle counts down and the screen stays usable", func(t *testing.T) {
		service := newFake()
		now := testNow()
		_, d := dashboard(t, service, 80, 24, func(o *Options) { o.Now = func() time.Time { return now } })
		service.budget = models.Budget{Limit: 60, Until: now.Add(42 * time.Second)}
		d.Press("r")
		d.Want("THROTTLED 42 s", "ACME")
		now = now.Add(10 * time.Second)
		d.Press("down", "enter")
		d.Want("THROTTLED 32 s", "VPN-12")
	})
	bubble(t, "without a row the frame names the key that helps, and says that nothing came", func(t *testing.T) {
		service := newFake()
		service.err = &models.Error{Op: "list customers", Kind: models.Server, Status: 503}
		_, d := dashboard(t, service, 80, 24)
		d.Want("r refresh", "nothing was fetched yet", "q quit")
		d.WantNot("filter", "sort by", "back")
		service.err = nil
		d.Press("r")
		d.Want("ACME", "/ filter", "fetched")
	})
	bubble(t, "a notice is shown once", func(t *testing.T) {
		service := newFake()
		service.notice = "the cache cannot be written: no space left"
		now := testNow()
		_, d := dashboard(t, service, 80, 24, func(o *Options) { o.Now = func() time.Time { return now } })
		d.Want("the cache cannot be written")
		now = now.Add(time.Minute)
		d.Press("down")
		d.WantNot("the cache cannot be written")
	})
	bubble(t, "a theme changes live", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 80, 24)
		d.Press("t")
		if a.env.Styles.Name != "light" {
			t.Errorf("theme %q", a.env.Styles.Name)
		}
		d.Want("Theme light")
	})
}

func TestFirstFrame(t *testing.T) {
	bubble(t, "a refresh behind waits for the first frame", func(t *testing.T) {
		service := newFake()
		service.stale = true
		service.held["customers"] = true
		a, d := dashboard(t, service, 80, 24)
		if service.requests != 1 {
			t.Fatalf("%d requests after the first frame, want 1", service.requests)
		}
		a.painted.done = false
		d.Send(screen.BehindMsg{Work: screen.Run(func() tea.Msg { service.requests += 100; return nil })})
		if service.requests != 1 {
			t.Fatal("a refresh was sent before the first frame")
		}
		d.Send(paintedMsg{})
		if service.requests != 101 {
			t.Fatal("the refresh was forgotten")
		}
	})
}
