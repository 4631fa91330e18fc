package frame

import (
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// budgetCheck is how often the budget is read again while some of it is spent.
const budgetCheck = time.Minute

// Health is what the frame knows of the service and of the fetch under way.
type Health struct {
	Budget models.Budget

	busySince time.Time // zero when nothing is under way
	downSince time.Time // the API could not be reached since; zero when it can
}

// examine takes in what the page shown reports.
func (h *Health) examine(report screen.Report, now time.Time) {
	switch {
	case !report.Busy:
		h.busySince = time.Time{}
	case h.busySince.IsZero():
		h.busySince = now
	}
	switch {
	case models.KindOf(report.Err) == models.Offline:
		if h.downSince.IsZero() || h.downSince.After(now) {
			h.downSince = now.Round(0) // compared with times that others have written
		}
	case report.Fetched.After(h.downSince), h.downSince.After(now):
		h.downSince = time.Time{}
	}
}

// busy reports whether a fetch takes long enough to be told.
func (h *Health) busy(now time.Time) bool {
	return !h.busySince.IsZero() && now.Sub(h.busySince) >= widget.Patience
}

// nextChange is when another text would be shown of it; zero when never.
func (h *Health) nextChange(now time.Time) time.Time {
	var next time.Time
	switch {
	case h.Budget.Until.After(now):
		next = now.Add(time.Second)
	case h.Budget.Left < h.Budget.Limit:
		next = now.Add(budgetCheck)
	}
	if told := h.busySince.Add(widget.Patience); !h.busySince.IsZero() && told.After(now) && (next.IsZero() || told.Before(next)) {
		next = told
	}
	return next
}
