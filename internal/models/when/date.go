package when

import (
	"cmp"
	"strings"
	"time"
)

// Date is a date as it was sent.
type Date struct {
	Day   Day       // as written, whatever the offset
	Clock time.Time // the time of day with the day; the zero value when none was written
	Zoned bool      // Clock has the offset that was sent; else its zone means nothing
}

// None reports whether there is no date.
func (d Date) None() bool { return d.Day.None() }

// Timed reports whether a time of day was sent. Midnight is how systems write a
// day, and is none.
func (d Date) Timed() bool { return d.second() > 0 }

// second is the second of the day that was sent, 0 for none.
func (d Date) second() int {
	if d.Clock.IsZero() {
		return 0
	}
	hour, minute, second := d.Clock.Clock()
	return (hour*60+minute)*60 + second
}

// Compare orders dates by day, then by time of day as written; a day alone comes
// before its times, none after everything.
func (d Date) Compare(e Date) int {
	return cmp.Or(d.Day.Compare(e.Day), cmp.Compare(d.second(), e.second()))
}

// Time writes the time of day, with its offset where that is not the offset of
// local at that time: 09:30, 09:30 +04:00. It is "" where no time was sent.
func (d Date) Time(local *time.Location) string {
	switch {
	case !d.Timed():
		return ""
	case !d.Zoned:
		return d.Clock.Format("15:04")
	}
	_, sent := d.Clock.Zone()
	_, here := d.Clock.In(local).Zone()
	if sent == here {
		return d.Clock.Format("15:04")
	}
	return d.Clock.Format("15:04 -07:00")
}

// String writes 2026-11-27, 2026-11-27T09:30 or 2026-11-27T09:30:00+04:00.
func (d Date) String() string {
	switch {
	case !d.Timed():
		return d.Day.String()
	case d.Zoned:
		return d.Clock.Format(time.RFC3339)
	}
	return d.Clock.Format("2006-01-02T15:04:05")
}

// The years of orders and bills. A number that looks like a date but is outside is
// something else.
const (
	earliest = 1980
	latest   = 2199
)

// Parse reads a date in one of the forms that systems write: 2026-11-27, with or
// without a time, a fraction and an offset; 20261127; 27/11/2026, 27.11.2026 and
// 27-11-2026, where the day comes first unless it cannot.
func Parse(text string) (Date, bool) {
	text = strings.TrimSpace(text)
	const shortest, longest = len("20061102"), len("2006-01-02T15:04:05.999999999+00:00")
	if len(text) < shortest || len(text) > longest || text[0] < '0' || text[0] > '9' {
		return Date{}, false
	}
	day, rest, ok := cutDay(text)
	if !ok {
		return Date{}, false
	}
	if rest == "" {
		return Date{Day: day}, true
	}
	clock, zoned, ok := parseClock(rest)
	if !ok {
		return Date{}, false
	}
	hour, minute, second := clock.Clock()
	at := time.Date(day.Year, day.Month, day.Day, hour, minute, second, 0, clock.Location())
	return Date{Day: day, Clock: at, Zoned: zoned}, true
}

// cutDay reads the day that a text begins with.
func cutDay(text string) (day Day, rest string, ok bool) {
	forms := []string{"2006-01-02", "02/01/2006", "01/02/2006", "02.01.2006", "02-01-2006", "20060102"}
	for _, form := range forms {
		if len(text) < len(form) {
			continue
		}
		at, err := time.Parse(form, text[:len(form)])
		if err != nil || at.Year() < earliest || at.Year() > latest {
			continue
		}
		return DayOf(at), text[len(form):], true
	}
	return Day{}, "", false
}

// parseClock reads what follows a day: "T09:30:00.000+02:00", " 14:05".
func parseClock(text string) (clock time.Time, zoned, ok bool) {
	text = strings.TrimLeft(text, "T ")
	for _, form := range []string{"15:04:05", "15:04", "15h04"} {
		for _, zone := range []string{"", "Z07:00", "Z0700", " Z07:00", "Z07"} {
			if at, err := time.Parse(form+zone, text); err == nil {
				return at, zone != "", true
			}
		}
	}
	return time.Time{}, false, false
}
