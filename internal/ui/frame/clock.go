package frame

import (
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// clock wakes the frame when a text that shows the time would change, and at no
// other moment: a dashboard that nobody touches writes nothing.
type clock struct {
	at  time.Time // of the next wake-up; zero when none is due
	seq int
}

// Tick is a wake-up of the frame.
type Tick struct{ seq int }

// wake asks for a wake-up at a moment, unless one comes earlier anyway.
func (c *clock) wake(at, now time.Time) screen.Do {
	if at.IsZero() || (!c.at.IsZero() && !at.Before(c.at)) {
		return nil
	}
	c.at = at
	c.seq++
	seq := c.seq
	return screen.Run(tea.Tick(max(at.Sub(now), time.Millisecond), func(time.Time) tea.Msg { return Tick{seq} }))
}

// due reports whether msg is the wake-up that was asked for last.
func (c *clock) due(msg Tick) bool {
	if msg.seq != c.seq {
		return false
	}
	c.at = time.Time{}
	return true
}

// countdown says how long a wait still takes.
func countdown(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds < 60 {
		return strconv.Itoa(seconds) + " s"
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
