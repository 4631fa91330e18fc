package text

import "time"

// Instant reads a text that is a moment: a date, alone or with a time of the day,
// a fraction and an offset, as RFC 3339 and the screens of btalk write them. One
// without an offset is taken for UTC.
func Instant(s string) (at time.Time, ok bool) {
	const shortest = len("2006-01-02")
	if len(s) < shortest || s[4] != '-' || s[7] != '-' {
		return time.Time{}, false // the fast way out for nearly every text
	}
	for _, layout := range []string{
		time.RFC3339, time.DateTime, time.DateOnly, "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00",
	} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
