package ui

import (
	"strings"
	"testing"
	"time"
)

func TestAnAgeIsNeverNegativeAndNeverWakesOften(t *testing.T) {
	t.Parallel()
	for old, want := range map[time.Duration]string{
		0: "just now", -time.Second: "just now", -time.Minute: "just now", -3 * time.Minute: unknownAge,
		-10 * 365 * 24 * time.Hour: unknownAge, 59 * time.Second: "just now", 3 * time.Minute: "3 min ago",
		3 * time.Hour: "3 h ago", 10 * 365 * 24 * time.Hour: "3650 days ago",
	} {
		words, change := age(old)
		if words != want || strings.Contains(words, "-") {
			t.Errorf("%v: %q, want %q", old, words, want)
		}
		if change <= 0 || old <= 0 && change < time.Second {
			t.Errorf("%v: the text is looked at again after %v", old, change)
		}
	}
}

func TestAClockThatIsSetWakesTheFrameNoMoreThanBefore(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for name, jump := range map[string]time.Duration{
		"ten years back": -10 * 365 * 24 * time.Hour, "an hour back": -time.Hour, "ten years forward": 10 * 365 * 24 * time.Hour,
	} {
		a := &App{now: start.Add(jump)}
		a.toast = toast{text: "saved", until: start.Add(5 * time.Second)}
		a.health.busySince, a.health.downSince = start, start
		a.health.budget.Limit, a.health.budget.Left = 60, 10
		if a.toast.shown(a.now) {
			t.Errorf("%s: the remark shows on", name)
		}
		if next := a.nextChange(); next.Sub(a.now) > 10*365*24*time.Hour || !next.IsZero() && next.Sub(a.now) < time.Millisecond {
			t.Errorf("%s: next wake-up in %v", name, next.Sub(a.now))
		}
		var c clock
		for range 100 { // a hundred messages ask for a wake-up: one is set
			c.wake(a.nextChange(), a.now)
		}
		if c.seq > 1 {
			t.Errorf("%s: %d wake-ups were asked for", name, c.seq)
		}
		if due := c.at; c.wake(due.Add(-time.Minute), a.now) == nil {
			t.Errorf("%s: an earlier wake-up was not taken", name)
		}
	}
}
