package calls

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// OffPeak is when calls are cheaper: hours of every day, and whole days.
type OffPeak struct {
	hours [][2]int // minutes of the day, the second one excluded; it may be before the first
	days  []time.Weekday
}

// ParseOffPeak reads "20:00-08:00,sat,sun". The error says what is wrong in it.
func ParseOffPeak(text string) (OffPeak, error) {
	var o OffPeak
	for part := range strings.SplitSeq(text, ",") {
		part = strings.ToLower(strings.TrimSpace(part))
		if day, ok := weekday(part); ok {
			o.days = append(o.days, day)
			continue
		}
		from, to, two := strings.Cut(part, "-")
		first, ok1 := minuteOf(from)
		second, ok2 := minuteOf(to)
		if !two || !ok1 || !ok2 || first == second {
			return OffPeak{}, fmt.Errorf("%q is neither hours such as 20:00-08:00 nor a day such as sat", part)
		}
		o.hours = append(o.hours, [2]int{first, second})
	}
	return o, nil
}

func weekday(name string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if full := strings.ToLower(day.String()); name == full || name == full[:3] {
			return day, true
		}
	}
	return 0, false
}

// minuteOf reads 20:00; 24:00 is the end of the day.
func minuteOf(text string) (int, bool) {
	hour, minute, _ := strings.Cut(strings.TrimSpace(text), ":")
	h, err := strconv.ParseUint(hour, 10, 8)
	if err != nil || len(minute) != 2 {
		return 0, false
	}
	m, err := strconv.ParseUint(minute, 10, 8)
	at := int(h*60 + m)
	return at, err == nil && m < 60 && at <= 24*60
}

// covers reports whether a call that began then is off-peak.
func (o OffPeak) covers(m moment) bool {
	if m.dated && len(o.days) > 0 && slices.Contains(o.days, m.at().Weekday()) {
		return true
	}
	at := m.hour*60 + m.minute
	for _, h := range o.hours {
		within := at >= h[0] && at < h[1]
		if h[0] > h[1] {
			within = at >= h[0] || at < h[1]
		}
		if m.timed && within {
			return true
		}
	}
	return false
}
