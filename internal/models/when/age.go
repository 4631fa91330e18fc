package when

import (
	"strconv"
	"time"
)

// UnknownAge is said of what lies ahead of the clock: it was set back since.
const UnknownAge = "some time ago"

// Age says how old something is, in words as coarse as they are useful, and
// how soon they will no longer be true.
func Age(d time.Duration) (words string, change time.Duration) {
	switch {
	case d < -time.Minute:
		return UnknownAge, time.Minute
	case d < time.Minute:
		return "just now", time.Minute - max(d, 0)
	case d < time.Hour:
		return ago(d, time.Minute, "min")
	case d < 48*time.Hour:
		return ago(d, time.Hour, "h")
	}
	return ago(d, 24*time.Hour, "days")
}

func ago(d, unit time.Duration, name string) (words string, change time.Duration) {
	n := d / unit
	return strconv.Itoa(int(n)) + " " + name + " ago", (n+1)*unit - d
}
