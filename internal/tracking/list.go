package tracking

import (
	"cmp"
	"slices"

	"btalk/internal/models/when"
)

// Row is an order in a list, with its next event worked out for a day.
type Row struct {
	Order
	Upcoming Event // the next event
	Has      bool  // there is one
	IsLate   bool
}

// Rows works out the next events and puts the orders into the order of a list:
// the next dated event first, so that late ones lead; what has none last; then by
// id.
func Rows(orders []Order, today when.Day) []Row {
	rows := make([]Row, len(orders))
	for i, order := range orders {
		next, ok := order.Next(today)
		rows[i] = Row{Order: order, Upcoming: next, Has: ok, IsLate: ok && next.At.Date.Day.Before(today)}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(a.Upcoming.At.Date.Compare(b.Upcoming.At.Date), cmp.Compare(a.ID.Raw(), b.ID.Raw()))
	})
	return rows
}

// Within reports whether something is to happen in the next n days, or was to
// happen before.
func (r Row) Within(n int, today when.Day) bool {
	return r.Has && r.Upcoming.At.Date.Day.Sub(today) <= n
}
