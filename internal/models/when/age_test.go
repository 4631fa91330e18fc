package when

import (
	"testing"
	"time"
)

func TestAnAgeIsNeverNegativeAndIsSaidAgainOnceItIsNoLongerTrue(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for old, want := range map[time.Duration]struct {
		words  string
		change time.Duration
	}{
		-10 * 365 * day:           {UnknownAge, time.Minute},
		-time.Minute - 1:          {UnknownAge, time.Minute},
		-time.Minute:              {"just now", time.Minute},
		-time.Second:              {"just now", time.Minute},
		0:                         {"just now", time.Minute},
		59 * time.Second:          {"just now", time.Second},
		time.Minute:               {"1 min ago", time.Minute},
		3*time.Minute + 20e9:      {"3 min ago", 40 * time.Second},
		time.Hour - 1:             {"59 min ago", 1},
		time.Hour:                 {"1 h ago", time.Hour},
		3*time.Hour + time.Minute: {"3 h ago", 59 * time.Minute},
		2*day - 1:                 {"47 h ago", 1},
		2 * day:                   {"2 days ago", day},
		3650 * day:                {"3650 days ago", day},
	} {
		if words, change := Age(old); words != want.words || change != want.change {
			t.Errorf("%v: %q for %v, want %q for %v", old, words, change, want.words, want.change)
		}
	}
}
