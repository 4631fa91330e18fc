package plan

import (
	"strings"
	"time"

	"btalk/internal/models"
)

// gate decides whether a plan is to be sent. It opens for one answer:
// the text asked for, typed by hand, by someone who had the time to read, and
// then enter. It opens once: whatever comes after, this plan does not pass
// again.
type gate struct {
	confirm models.Confirm
	shown   time.Time // since when the plan is on screen
	pressed time.Time // the last key
	open    bool
}

const (
	// leastReading is how long a plan is on screen before an answer counts.
	leastReading = 500 * time.Millisecond
	// byHand is the least time between two keys of a person: what comes sooner
	// is a paste of a terminal without bracketed paste, or a key that repeats.
	byHand = 40 * time.Millisecond
)

// verdict is what an enter means.
type verdict int

const (
	nothing verdict = iota // there is no answer: no
	tooSoon                // nobody can have read the plan
	tooFast                // nobody types like that
	wrong                  // it is not what was asked for
	yes
)

// note remembers that a key was pressed.
func (g *gate) note(now time.Time) { g.pressed = now }

// judge judges the text that stands in the field when enter is pressed.
func (g *gate) judge(now time.Time, typed string) verdict {
	last := g.pressed
	g.note(now)
	switch {
	case !g.open, strings.TrimSpace(typed) == "":
		return nothing
	case now.Sub(g.shown) < leastReading:
		return tooSoon
	case now.Sub(last) < byHand:
		return tooFast
	case !accepts(g.confirm, typed):
		return wrong
	}
	g.open = false
	return yes
}

// accepts is stricter than the engine, which takes a single y from a script.
func accepts(confirm models.Confirm, typed string) bool {
	if confirm.Type == "" {
		return strings.EqualFold(strings.TrimSpace(typed), confirm.Answer())
	}
	return confirm.Accepts(typed)
}
