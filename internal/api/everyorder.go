package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// EveryOrder lists the orders of all customers of the key. The API has no such
// list: it costs a request for each customer, so what is fresh is taken as it
// is, and the rest is asked for from spare budget only, never read first, then
// the oldest. Where that does not suffice, or ctx ends, the snapshot holds what
// came and its Note names who is missing: the next call goes on with them.
func (o orders) EveryOrder(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error) {
	ctx = models.WithParts(ctx, false)
	asMode := mode
	if mode == models.Refresh {
		asMode = models.Cached // the customers are not what was asked for
	}
	customers, err := o.customers.Customers(ctx, asMode)
	if err != nil {
		return models.Snapshot[[]models.CustomerOrder]{}, err
	}
	s := &sweep{orders: o, note: customers.Note, incomplete: customers.Incomplete}
	if customers.Skipped > 0 {
		s.note, s.incomplete = join(s.note, text.Count(customers.Skipped, "customer", "customers")+" could not be read"), true
	}
	for _, customer := range customers.Value {
		part := partOfSweep{customer: customer}
		part.orders, part.err = o.Orders(ctx, customer.Code.Raw(), models.Held)
		part.read = part.err == nil
		s.parts = append(s.parts, part)
	}
	if mode != models.Held && !o.source.offline {
		s.ask(ctx, mode)
	}
	return s.result()
}

// sweep is a reading of one list for each customer.
type sweep struct {
	orders orders
	parts  []partOfSweep
	note   string
	ended  error // why it asked no further

	incomplete bool // customers are missing; note says why
}

type partOfSweep struct {
	customer models.Customer
	orders   models.Snapshot[[]models.Order]
	read     bool  // orders holds an answer, of any age
	err      error // of the last try
}

// failuresInARow end a sweep: the API is in no state to be asked on.
const failuresInARow = 3

// ask reads what is due, until the spare budget is spent, or too many fail.
func (s *sweep) ask(ctx context.Context, mode models.Mode) {
	if len(s.parts) > 1 {
		ctx = models.WithLane(ctx, models.PrefetchLane)
	}
	due := s.due(mode)
	failures := 0
	for n, part := range due {
		models.ReportProgress(ctx, models.Progress{Done: len(s.parts) - len(due) + n, Total: len(s.parts)})
		got, err := s.orders.Orders(ctx, part.customer.Code.Raw(), models.Refresh)
		if part.err = err; err == nil {
			part.orders, part.read = got, true
			failures = 0
			continue
		}
		failures++
		if endsSweep(err) || failures == failuresInARow {
			s.ended = err
			return
		}
	}
}

// endsSweep reports whether a failure would meet the next customer as well.
func endsSweep(err error) bool {
	switch models.KindOf(err) {
	case models.Throttled, models.Offline, models.Canceled, models.Unauthorized:
		return true
	default:
		return false
	}
}

// due are the parts to ask for, those that were never read first, then the
// oldest.
func (s *sweep) due(mode models.Mode) []*partOfSweep {
	var due []*partOfSweep
	for i := range s.parts {
		if part := &s.parts[i]; !part.read || part.orders.Stale || mode == models.Refresh {
			due = append(due, part)
		}
	}
	slices.SortStableFunc(due, func(a, b *partOfSweep) int { return a.orders.Fetched.Compare(b.orders.Fetched) })
	return due
}

// result puts together what there is; an error when there is nothing.
func (s *sweep) result() (models.Snapshot[[]models.CustomerOrder], error) {
	all := models.Snapshot[[]models.CustomerOrder]{Note: s.note, Incomplete: s.incomplete}
	var missing, older []string
	var oldest time.Time
	var failed error
	for _, part := range s.parts {
		name := part.customer.Name.String()
		if part.err != nil {
			failed = part.err
		}
		switch {
		case !part.read:
			missing = append(missing, name)
			continue
		case part.err != nil, part.orders.Stale:
			older = append(older, name)
		}
		all.Skipped += part.orders.Skipped
		all.Incomplete = all.Incomplete || part.orders.Incomplete
		if part.orders.Note != "" {
			all.Note = join(all.Note, name+": "+part.orders.Note)
		}
		if oldest.IsZero() || part.orders.Fetched.Before(oldest) {
			oldest = part.orders.Fetched
		}
		for _, order := range part.orders.Value {
			all.Value = append(all.Value, models.CustomerOrder{Order: order, Customer: part.customer.Code})
		}
	}
	all.Fetched = oldest
	if len(missing) == len(s.parts) && len(missing) > 0 && !errors.Is(s.ended, context.Canceled) {
		return all, cmp.Or(s.ended, failed)
	}
	if len(missing) > 0 {
		all.Incomplete = true
		all.Note = join(fmt.Sprintf("the orders of %s of %s customers were not read%s: %s",
			text.Grouped(len(missing)), text.Grouped(len(s.parts)), s.why(), names(missing)), all.Note)
	}
	if len(older) > 0 {
		all.Note = join(all.Note, "those of "+text.Grouped(len(older))+" customers are older than two minutes")
	}
	return all, nil
}

// why says what ended the sweep.
func (s *sweep) why() string {
	switch models.KindOf(s.ended) {
	case models.NoError:
		return ""
	case models.Throttled:
		return fmt.Sprintf(", the spare half of %d requests a minute (requests_per_minute) is spent; reading again goes on with them", s.orders.source.out.budget.limit)
	default:
		return ", " + models.AdviceFor(s.ended).Title
	}
}

// names lists a few of many.
func names(all []string) string {
	const named = 5
	if len(all) <= named {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:named], ", ") + " and " + text.Grouped(len(all)-named) + " more"
}
