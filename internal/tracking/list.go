package tracking

import (
	"cmp"
	"slices"

	"btalk/internal/models/text"
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

// InStatus gives the orders in a status of the list, by the server's word for it; all
// without one. A server may ignore the wish: then the orders that are over are not
// current, and of others those with the word are taken, where any has it.
func InStatus(orders []Order, status string) []Order {
	same := func(order Order) bool { return text.Fold(order.Status.Raw()) == text.Fold(status) }
	switch {
	case status == "":
		return orders
	case text.Fold(status) == "current":
		return slices.DeleteFunc(slices.Clone(orders), Order.Ended)
	case slices.ContainsFunc(orders, same):
		return slices.DeleteFunc(slices.Clone(orders), func(order Order) bool { return !same(order) })
	}
	return orders
}

// Within reports whether something is to happen in the next n days, or was to
// happen before.
func (r Row) Within(n int, today when.Day) bool {
	return r.Has && r.Upcoming.At.Date.Day.Sub(today) <= n
}
