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

	// With a shared server: until when this host keeps to its own share, how many
	// requests all hosts had made when the server last said so, and how many this
	// host has made without it since.
	Careful time.Time `json:"careful,omitzero"`
	Seen    int       `json:"seen,omitempty"`
	SeenAt  time.Time `json:"seenAt,omitzero"`
	Since   int       `json:"since,omitempty"`
}

// waitFor is how long until one more request of limit may go; 0 when it may.
func (l *ledger) waitFor(limit int, now time.Time) time.Duration {
	switch {
	case now.Before(l.Until):
		return l.Until.Sub(now)
	case len(l.Spent) >= limit:
		return max(time.Millisecond, l.Spent[len(l.Spent)-limit].Add(budgetWindow).Sub(now))
	}
	return 0
}

// absorb takes in what a process knows beside the others.
func (l *ledger) absorb(own ledger) {
	l.Spent = append(l.Spent, own.Spent...)
	slices.SortFunc(l.Spent, time.Time.Compare)
	l.Until = later(l.Until, own.Until)
	l.Strikes = max(l.Strikes, own.Strikes)
	l.Retries = max(l.Retries, own.Retries)
	l.Retried = later(l.Retried, own.Retried)
	l.Careful = later(l.Careful, own.Careful)
	switch {
	case own.SeenAt.After(l.SeenAt):
		l.Seen, l.SeenAt, l.Since = own.Seen, own.SeenAt, own.Since
	case own.SeenAt.Equal(l.SeenAt):
		l.Seen, l.Since = max(l.Seen, own.Seen), max(l.Since, own.Since)
	}
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
	if l.Careful.After(now.Add(carefulFor)) {
		l.Careful = now.Add(carefulFor)
	}
	if !within(budgetWindow, l.SeenAt, now) {
		l.Seen, l.SeenAt, l.Since = 0, time.Time{}, 0
	}
	return changed
}
