package ui

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"btalk/internal/models"
	"btalk/internal/ui/term"
	"btalk/internal/ui/uitest"
)

// wire is a terminal that counts what it is sent.
type wire struct {
	mu sync.Mutex
	n  int
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n += len(p)
	return len(p), nil
}

// since gives the bytes since the last call.
func (w *wire) since() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.n
	w.n = 0
	return n
}

// onWire runs the dashboard in the real renderer at 120×36, in a bubble: what a
// key costs is counted, not timed.
func onWire(t *testing.T, service Service, test func(press func(name string, wait time.Duration) int, wire *wire)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a, d := dashboard(t, service, 120, 36)
		sent := &wire{}
		program := tea.NewProgram(a, tea.WithContext(t.Context()), tea.WithInput(nil), tea.WithOutput(sent),
			tea.WithWindowSize(120, 36), tea.WithColorProfile(colorprofile.ANSI256), tea.WithoutSignalHandler(),
			tea.WithEnvironment([]string{"TERM=xterm-256color", "SSH_TTY=x"}), tea.WithFPS(framesPerSecond))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = program.Run()
		}()
		<-time.After(time.Second)
		sent.since()
		test(func(name string, wait time.Duration) int {
			program.Send(uitest.Key(d.TB(), name))
			<-time.After(wait)
			return sent.since()
		}, sent)
		program.Quit()
		<-ended
		<-time.After(24 * time.Hour) // timers that nobody awaits any more
	})
}

const settled = 500 * time.Millisecond

func TestBytesOnTheWire(t *testing.T) {
	service := newFake()
	service.sites = 600
	onWire(t, service, func(press func(string, time.Duration) int, sent *wire) {
		if opened := press("enter", settled); opened > 3500 {
			t.Errorf("opening a customer costs %d bytes, want at most 3500", opened)
		}
		if opened := press("enter", settled); opened > 3500 {
			t.Errorf("opening 600 voicesites costs %d bytes, want at most 3500", opened)
		}
		var moves []int
		for range 20 {
			moves = append(moves, press("down", 90*time.Millisecond))
			<-time.After(settled)
			sent.since() // the detail pane, which follows
		}
		slices.Sort(moves)
		if median := moves[len(moves)/2]; median > 200 {
			t.Errorf("a move costs %d bytes, want at most 200: %v", median, moves)
		}
		held := 0
		for range 60 {
			held += press("down", 33*time.Millisecond)
		}
		if held > 20_000 {
			t.Errorf("60 moves over the edge cost %d bytes, want at most 20000", held)
		}
		<-time.After(settled)
		sent.since()
		<-time.After(20 * time.Second)
		if idle := sent.since(); idle != 0 {
			t.Errorf("%d bytes were written while nobody did anything", idle)
		}
		if back := press("h", settled); back > 3500 {
			t.Errorf("going back costs %d bytes, want at most 3500", back)
		}
	})
}

// slowService answers from the disk after a while.
type slowService struct {
	*fakeService
	after time.Duration
}

func (s slowService) Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	if mode == models.Cached {
		<-time.After(s.after)
	}
	return s.fakeService.Customers(ctx, mode)
}

func TestPrime(t *testing.T) {
	for name, test := range map[string]struct {
		after time.Duration
		whole bool // the first frame shows the data
		waits time.Duration
	}{
		"what is held is in the first frame": {after: 5 * time.Millisecond, whole: true, waits: 5 * time.Millisecond},
		"what takes long comes later":        {after: time.Second, waits: primeTime},
	} {
		bubble(t, name, func(t *testing.T) {
			service := slowService{newFake(), test.after}
			service.held["customers"], service.stale = true, true
			a, _ := bare(t, service, Options{})
			a.frame.Width, a.frame.Height = 80, 24
			began := time.Now()
			rest := prime(t.Context(), new(term.Terminal), a)
			if waited := time.Since(began); waited != test.waits {
				t.Errorf("the first frame waited %v, want %v", waited, test.waits)
			}
			d := uitest.Watch(t, subject{a}, 80, 24)
			if test.whole {
				d.Want("Customers (3)", "ACME")
			} else {
				d.WantNot("ACME")
			}
			if service.requests != 0 {
				t.Errorf("%d requests before the first frame", service.requests)
			}
			<-time.After(time.Second)
			d.Run(rest)
			d.Send(paintedMsg{})
			d.Want("Customers (3)", "ACME")
			if service.requests != 1 {
				t.Errorf("%d requests after the first frame, want the refresh", service.requests)
			}
			d.Close()
		})
	}
}
