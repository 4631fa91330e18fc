package when

import (
	"fmt"
	"time"
)

// Distance says how far a day is: today, tomorrow, in 9 d, 3 d ago. It is "" for
// none.
func Distance(day, today Day) string {
	if day.None() {
		return ""
	}
	switch n := day.Sub(today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n > 1:
		return fmt.Sprintf("in %d d", n)
	default:
		return fmt.Sprintf("%d d ago", -n)
	}
}

// Due is the distance of a day on which something was to happen that did not:
// a day that has passed is "3 d late".
func Due(day, today Day) string {
	if day.Before(today) {
		return fmt.Sprintf("%d d late", today.Sub(day))
	}
	return Distance(day, today)
}

// WorkingDays counts the French working days after from, up to to and including
// it. It is 0 when to is not later. Orders lie within two years; what is further
// away is not counted in days.
func WorkingDays(from, to Day) int {
	const most = 750
	count := 0
	for day := range min(to.Sub(from), most) {
		if working(from.Add(day + 1)) {
			count++
		}
	}
	return count
}

// working reports whether people work in France on that day (without the two
// further holidays of Alsace-Moselle and those of the overseas departments).
func working(d Day) bool {
	if weekday := d.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
		return false
	}
	type date struct {
		month time.Month
		day   int
	}
	switch (date{d.Month, d.Day}) {
	case date{time.January, 1}, date{time.May, 1}, date{time.May, 8}, date{time.July, 14}, date{time.August, 15},
		date{time.November, 1}, date{time.November, 11}, date{time.December, 25}:
		return false
	}
	const monday, ascension, whitMonday = 1, 39, 50
	switch d.Sub(easter(d.Year)) {
	case monday, ascension, whitMonday:
		return false
	}
	return true
}

// easter is Easter Sunday, by the algorithm that Butcher published in 1876.
func easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Day{year, time.Month(n / 31), n%31 + 1}
}
