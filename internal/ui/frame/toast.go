package frame

import (
	"time"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

// toast is a line that shows for a moment. A later one takes its place.
type toast struct {
	level screen.Level
	text  string // safe
	until time.Time
}

// toastTime is how long a line shows: long enough to read it, and failures
// longer than remarks.
func toastTime(level screen.Level, text string) time.Duration {
	reading := 2*time.Second + time.Duration(len(text))*50*time.Millisecond
	if level >= screen.Warning {
		reading *= 2
	}
	return min(reading, longestToast)
}

// longestToast is how long any line shows.
const longestToast = 15 * time.Second

// shown reports whether the line still shows. After the clock was set back it does
// not: nobody knows for how long it was there.
func (t toast) shown(now time.Time) bool {
	left := t.until.Sub(now)
	return left > 0 && left <= longestToast
}

// look gives the sign and the style of the line; the sign says the level where
// no colour does.
func (t toast) look(styles *theme.Styles) (sign string, style theme.Style) {
	switch t.level {
	case screen.Success:
		return "✓", styles.OK
	case screen.Warning:
		return "!", styles.Warning
	case screen.Failure:
		return "✗", styles.Error
	default:
		return "·", styles.Info
	}
}
