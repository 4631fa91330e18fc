package billing

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// span is a range of days, both included; the zero time is an open end.
type span struct{ from, to time.Time }

func (s span) holds(day time.Time) bool {
	return !day.Before(s.from) && (s.to.IsZero() || !day.After(s.to))
}

// parseSpan reads the six documented forms (api-contract §4.2).
func parseSpan(text string, today time.Time) (span, error) {
	if from, to, ok := strings.Cut(text, "/"); ok {
		first, err := parseDay(from)
		if err != nil {
			return span{}, err
		}
		last, err := parseDay(to)
		if err != nil {
			return span{}, err
		}
		if last.Before(first) {
			return span{}, fmt.Errorf("%s ends before it begins", text)
		}
		return span{first, last}, nil
	}
	if number, ok := strings.CutPrefix(text, "last"); ok && strings.HasSuffix(number, "days") {
		days, err := strconv.Atoi(strings.TrimSuffix(number, "days"))
		if err != nil || days < 1 {
			return span{}, fmt.Errorf("%s does not say how many days", text)
		}
		return span{from: today.AddDate(0, 0, -days)}, nil
	}
	for _, form := range []struct {
		word string
		make func(time.Time) span
	}{
		{word: "atOrAfter", make: func(day time.Time) span { return span{from: day} }},
		{word: "atOrBefore", make: func(day time.Time) span { return span{to: day} }},
		{word: "after", make: func(day time.Time) span { return span{from: day.AddDate(0, 0, 1)} }},
		{word: "before", make: func(day time.Time) span { return span{to: day.AddDate(0, 0, -1)} }},
	} {
		if written, ok := strings.CutPrefix(text, form.word); ok {
			day, err := parseDay(written)
			return form.make(day), err
		}
	}
	return span{}, fmt.Errorf("%q is none of startDate/endDate, lastNdays, after, atOrAfter, before, atOrBefore", text)
}

func parseDay(text string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a day YYYY-MM-DD", text)
	}
	return day, nil
}
