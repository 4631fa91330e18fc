package text

import (
	"strconv"
	"time"
)

// Age gives a duration in one unit, the coarsest that is of use: "12 s", "5 min",
// "47 h", "3 days". One that is negative is "0 s".
func Age(d time.Duration) string {
	unit, name := unitOf(d)
	return strconv.Itoa(int(max(d, 0)/unit)) + " " + name
}

// Ago says how old something is, and how long the words stay true. Within a minute
// it is "just now"; what lies further ahead of the clock, because the clock was set
// back, was "some time ago".
func Ago(d time.Duration) (words string, lasts time.Duration) {
	switch {
	case d < -time.Minute:
		return "some time ago", time.Minute
	case d < time.Minute:
		return "just now", time.Minute - max(d, 0)
	}
	unit, _ := unitOf(d)
	return Age(d) + " ago", unit - d%unit
}

func unitOf(d time.Duration) (unit time.Duration, name string) {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return time.Second, "s"
	case d < time.Hour:
		return time.Minute, "min"
	case d < 2*day:
		return time.Hour, "h"
	}
	return day, "days"
}

// Moment writes a moment for people, in the zone of at: "2026-11-25 16:05:09". It
// is "" for none. The interface writes no date in another form.
func Moment(at time.Time) string { return format(at, time.DateTime) }

// Minute is Moment without the seconds.
func Minute(at time.Time) string { return format(at, "2006-01-02 15:04") }

// Stamp writes a moment for programs: RFC 3339, in UTC; "" for none.
func Stamp(at time.Time) string { return format(at.UTC(), time.RFC3339) }

func format(at time.Time, layout string) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(layout)
}
