// Package when holds dates as the APIs write them: a day that no zone shifts, or a
// time with the offset that was sent.
//
// It reads the forms that systems and people use, says how far a day is ("in 9 d",
// "3 d late") and counts French working days. It has no clock: whoever asks says
// which day it is. It is a leaf: everybody may import it.
package when

import "time"

// Day is a day of the calendar. The zero value is none.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the day on the clock of t, in the zone that t has.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day{year, month, day}
}

// None reports whether there is no day.
func (d Day) None() bool { return d == Day{} }

// midnight is the day on a clock without summer time, so that days can be counted.
func (d Day) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Add is the day n days later.
func (d Day) Add(n int) Day { return DayOf(d.midnight().AddDate(0, 0, n)) }

// Sub is the number of days from e to d.
func (d Day) Sub(e Day) int { return int(d.midnight().Sub(e.midnight()) / (24 * time.Hour)) }

// Compare orders days; none comes after every day.
func (d Day) Compare(e Day) int {
	switch {
	case d == e:
		return 0
	case d.None():
		return 1
	case e.None():
		return -1
	}
	return d.midnight().Compare(e.midnight())
}

// Before reports whether both are days and d comes first.
func (d Day) Before(e Day) bool { return !e.None() && d.Compare(e) < 0 }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.midnight().Weekday() }

// String writes 2026-11-27, "" for none.
func (d Day) String() string {
	if d.None() {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// Words writes Fri 27 Nov, with the year where it is not the one of today.
func (d Day) Words(today Day) string {
	switch {
	case d.None():
		return ""
	case d.Year == today.Year:
		return d.midnight().Format("Mon 02 Jan")
	}
	return d.midnight().Format("Mon 02 Jan 2006")
}

// MonthOf is the month that the day is in.
func (d Day) MonthOf() Month { return Month{d.Year, d.Month} }

// Month is a month of a year. The zero value is none.
type Month struct {
	Year  int
	Month time.Month
}

// None reports whether there is no month.
func (m Month) None() bool { return m == Month{} }

// Add is the month n months later.
func (m Month) Add(n int) Month { return DayOf(m.First().midnight().AddDate(0, n, 0)).MonthOf() }

// Sub is the number of months from other to m.
func (m Month) Sub(other Month) int {
	return (m.Year-other.Year)*12 + int(m.Month) - int(other.Month)
}

// First is the first day of the month.
func (m Month) First() Day { return Day{m.Year, m.Month, 1} }

// Last is the last day of the month.
func (m Month) Last() Day { return m.Add(1).First().Add(-1) }

// String writes 2026-11, "" for none.
func (m Month) String() string {
	if m.None() {
		return ""
	}
	const form = "2006-01"
	return m.First().midnight().Format(form)
}
