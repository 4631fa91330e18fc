package api

import (
	"slices"
	"time"
)

// ledger is what all processes know together.
type ledger struct {
	Spent   []time.Time `json:"spent"`   // the requests of the last minute, oldest first
	Until   time.Time   `json:"until"`   // the API throttles until then
	Strikes int         `json:"strikes"` // throttles in a row
	Retries float64     `json:"retries"` // retries that no answer has earned yet
	Retried time.Time   `json:"retried"` // when the last of them was
}

// absorb takes in what a process knows beside the others.
func (l *ledger) absorb(own ledger) {
	l.Spent = append(l.Spent, own.Spent...)
	slices.SortFunc(l.Spent, time.Time.Compare)
	l.Until = later(l.Until, own.Until)
	l.Strikes = max(l.Strikes, own.Strikes)
	l.Retries = max(l.Retries, own.Retries)
	l.Retried = later(l.Retried, own.Retried)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// tidy forgets what is over, and what cannot be true. A request that is dated
// in the future was made before the clock was set back, nobody knows when: it
// counts from now on, so that it is over in a minute at the latest. changed
// says that this has to be written down.
func (l *ledger) tidy(now time.Time) (changed bool) {
	kept := l.Spent[:0]
	for _, at := range l.Spent {
		if at.After(now) {
			at, changed = now, true
		}
		if now.Sub(at) < budgetWindow {
			kept = append(kept, at)
		}
	}
	l.Spent = kept
	if l.Until.After(now.Add(longestPause)) {
		l.Until = time.Time{} // nobody waits that long: the clock was changed
	}
	l.Retries = min(max(0, l.Retries), freeRetries)
	if !within(retriesFor, l.Retried, now) {
		l.Retries = 0
	}
	l.Strikes = max(0, l.Strikes)
	return changed
}
