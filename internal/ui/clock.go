package ui

import (
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// budgetLook is how often the budget is looked at while some of it is spent.
const budgetLook = time.Minute

// clock wakes the frame when a text that shows the time would change, and at no
// other moment: a dashboard that nobody touches writes nothing.
type clock struct {
	at  time.Time // of the next wake-up; zero when none is due
	seq int
}

// tickMsg is a wake-up.
type tickMsg struct{ seq int }

// wake asks for a wake-up at a moment, unless one comes earlier anyway.
func (c *clock) wake(at, now time.Time) screen.Do {
	if at.IsZero() || (!c.at.IsZero() && !at.Before(c.at)) {
		return nil
	}
	c.at = at
	c.seq++
	seq := c.seq
	return screen.Run(tea.Tick(max(at.Sub(now), time.Millisecond), func(time.Time) tea.Msg { return tickMsg{seq} }))
}

// due reports whether msg is the wake-up that was asked for last.
func (c *clock) due(msg tickMsg) bool {
	if msg.seq != c.seq {
		return false
	}
	c.at = time.Time{}
	return true
}

// nextChange is the next moment at which the frame would show another text;
// zero when there is none.
func (a *App) nextChange() time.Time {
	var next time.Time
	consider := func(at time.Time) {
		if at.After(a.now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if a.toast.shown(a.now) {
		consider(a.toast.until)
		if a.stays() {
			consider(a.readingSince.Add(staysFor))
		}
	}
	report := a.report()
	if !report.Fetched.IsZero() {
		_, change := age(a.now.Sub(report.Fetched))
		consider(a.now.Add(change))
	}
	if !a.health.busySince.IsZero() {
		consider(a.health.busySince.Add(widget.Patience))
	}
	switch budget := a.health.budget; {
	case budget.Until.After(a.now):
		consider(a.now.Add(time.Second))
	case budget.Left < budget.Limit:
		consider(a.now.Add(budgetLook))
	}
	return next
}

// age says how old something is, in words as coarse as they are useful, and
// when they will no longer be true. Of what lies ahead of the clock nobody knows.
func age(d time.Duration) (words string, change time.Duration) {
	switch {
	case d < -time.Minute:
		return unknownAge, time.Minute
	case d < time.Minute:
		return "just now", time.Minute - max(d, 0)
	case d < time.Hour:
		return ago(d, time.Minute, "min")
	case d < 48*time.Hour:
		return ago(d, time.Hour, "h")
	}
	return ago(d, 24*time.Hour, "days")
}

// unknownAge is said of what was done before the clock was set back.
const unknownAge = "some time ago"

func ago(d, unit time.Duration, name string) (words string, change time.Duration) {
	n := d / unit
	return strconv.Itoa(int(n)) + " " + name + " ago", (n+1)*unit - d
}

// countdown says how long a wait still takes.
func countdown(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds < 60 {
		return strconv.Itoa(seconds) + " s"
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
