package frame

import (
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

func TestAClockThatIsSetWakesTheFrameNoMoreThanBefore(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for name, jump := range map[string]time.Duration{
		"ten years back": -10 * 365 * 24 * time.Hour, "an hour back": -time.Hour, "ten years forward": 10 * 365 * 24 * time.Hour,
	} {
		now := start.Add(jump)
		f := New(&screen.Env{Now: func() time.Time { return now }}, &Layout{}, nav.NewStack(nil))
		f.toast = toast{text: "saved", until: start.Add(5 * time.Second)}
		f.Health = Health{busySince: start, downSince: start, Budget: models.Budget{Limit: 60, Left: 10}}
		if f.toast.shown(now) {
			t.Errorf("%s: the remark shows on", name)
		}
		if next := f.nextChange(); next.Sub(now) > 10*365*24*time.Hour || !next.IsZero() && next.Sub(now) < time.Millisecond {
			t.Errorf("%s: next wake-up in %v", name, next.Sub(now))
		}
		var c clock
		for range 100 { // a hundred messages ask for a wake-up: one is set
			c.wake(f.nextChange(), now)
		}
		if c.seq > 1 {
			t.Errorf("%s: %d wake-ups were asked for", name, c.seq)
		}
		if due := c.at; c.wake(due.Add(-time.Minute), now) == nil {
			t.Errorf("%s: an earlier wake-up was not taken", name)
		}
	}
}
