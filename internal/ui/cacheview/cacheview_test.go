package cacheview

import (
	"errors"
	"testing"
	"time"

	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct {
	held  Holding
	err   error
	asked int
}

func (s *source) Holding() Holding { return s.held }

func (s *source) Forget() error {
	s.asked++
	if s.err == nil {
		s.held = Holding{Dir: s.held.Dir}
	}
	return s.err
}

func some() *source {
	return &source{held: Holding{
		Dir: "/home/op/.cache/btalk\x1b]0;x\x07/api", Entries: 42, Bytes: 3 << 20,
		Oldest: listingtest.Now().Add(-2 * time.Hour), Newest: listingtest.Now().Add(-5 * time.Second),
	}}
}

func TestWhatIsHeldIsShown(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), some(), screen.Cache{})
	listingtest.Drive(t, s, 100, 20, func(d *listingtest.Driver) {
		d.Want("42", "3.0 MiB", "2026-11-22 08:30:00, 2 h ago", "10:29:55, just now", "/home/op/.cache/btalk␛]0;x␇/api", "safe to delete")
	})
}

func TestOnlyTheMenuForgets(t *testing.T) {
	t.Parallel()
	from := some()
	s := New(listingtest.Env(t, "mono"), from, screen.Cache{})
	listingtest.Drive(t, s, 100, 20, func(d *listingtest.Driver) {
		d.Press("a")
		if from.asked != 0 {
			t.Fatal("opening the menu forgot what is held")
		}
		d.Press("enter")
		d.Want("Answers    0", "0 bytes")
	})
}

func TestAFailureToForgetIsTold(t *testing.T) {
	t.Parallel()
	from := some()
	from.err = errors.New("permission denied")
	s := New(listingtest.Env(t, "mono"), from, screen.Cache{})
	listingtest.Drive(t, s, 100, 20, func(d *listingtest.Driver) {
		d.Press("a", "enter")
		d.Want("42")
		for _, asked := range d.Asked {
			if toast, ok := asked.(screen.ToastMsg); ok && toast.Level == screen.Failure {
				return
			}
		}
		t.Errorf("nothing was told: %v", d.Asked)
	})
}
