package tracking

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"btalk/internal/models"
)

// The times of a watch.
const (
	DefaultInterval = time.Minute
	ShortestAsked   = 30 * time.Second
	LongestWait     = 15 * time.Minute // after errors, and for an order that is not in the list
	IdleAfter       = 10 * time.Minute // without a key and without gaining the focus
)

// Known is what is remembered of a watched order over a restart: no content, only
// enough to tell that something changed.
type Known struct {
	ID    string `json:"id"`
	Hash  string `json:"hash,omitempty"`  // of the order as it was last read by itself; empty: never
	Item  string `json:"item,omitempty"`  // hash of its item in the list when a state was last taken in; empty: not there
	State string `json:"state,omitempty"` // as sent
}

// unseen reports whether nothing is known of the order but its id.
func (k Known) unseen() bool { return k.Hash == "" && k.State == "" }

// Change is what a reading found.
type Change struct {
	ID       string
	Old, New models.Text // states; Old is empty at the first reading
	First    bool        // nothing was known before: this is the present state
	Ended    bool        // the order is over and no longer watched
	Gone     bool        // the server knows it no more; no longer watched
}

// Ask is what a watch wants to read now. The zero value is nothing.
type Ask struct {
	List   bool     // the list of current orders
	Orders []string // single orders, by id
}

// Empty reports whether nothing is to be read.
func (a Ask) Empty() bool { return !a.List && len(a.Orders) == 0 }

// Watch decides when to read what, so that many orders cost little: with two or
// more of them the list is read once an interval, and an order only when its item
// changed, left the list, or does not say the state. It is a state machine without a clock: whoever drives
// it asks Due, reads what is due, and hands over what came with List, Read, Gone or
// Failed. Orders can be added and taken off at any time.
//
// It is for one goroutine.
type Watch struct {
	interval time.Duration
	attended bool // somebody has to be there

	orders  []*watched
	present time.Time     // the last key, or when the focus was gained
	due     time.Time     // the next reading of the list, or of the only order
	wait    time.Duration // doubles with every error
	held    time.Time     // after an error nothing is read before
}

// watched is one order under watch.
type watched struct {
	Known
	item    string        // hash of its item in the latest list; "" when it is not there
	pending bool          // it is to be read
	asked   bool          // it is being read
	absent  time.Duration // not in the list and not over: how long until it is read again
	again   time.Time
}

// NewWatch watches what is known from before. Attended says that somebody sits
// before it, so that it stops when nobody does: pass false for a command.
func NewWatch(known []Known, interval time.Duration, attended bool, now time.Time) *Watch {
	interval = max(interval, ShortestAsked)
	w := &Watch{interval: interval, wait: interval, attended: attended, due: now}
	for _, one := range known {
		w.Add(one, now)
	}
	w.present = now
	return w
}

// Add watches one more order and reads it at once. One that is watched stays as it
// is.
func (w *Watch) Add(known Known, now time.Time) {
	if known.ID == "" || w.find(known.ID) != nil {
		return
	}
	w.orders = append(w.orders, &watched{Known: known, pending: true})
	w.present = now
}

// Remove stops watching an order.
func (w *Watch) Remove(id string) {
	w.orders = slices.DeleteFunc(w.orders, func(one *watched) bool { return one.ID == id })
}

func (w *Watch) find(id string) *watched {
	for _, one := range w.orders {
		if one.ID == id {
			return one
		}
	}
	return nil
}

// Watches reports whether the order is watched.
func (w *Watch) Watches(id string) bool { return w.find(id) != nil }

// Known gives what is to be remembered, in the order of adding.
func (w *Watch) Known() []Known {
	known := make([]Known, len(w.orders))
	for i, one := range w.orders {
		known[i] = one.Known
	}
	return known
}

// Present says that somebody is there: a key was pressed or the focus gained. A
// watch that had stopped for want of that goes on.
func (w *Watch) Present(now time.Time) { w.present = now }

// Idle reports whether the watch has stopped because nobody was there.
func (w *Watch) Idle(now time.Time) bool { return w.attended && now.Sub(w.present) >= IdleAfter }

// Status says in a line what keeps the watch from reading; "" when nothing does.
func (w *Watch) Status(now time.Time) string {
	switch {
	case len(w.orders) == 0:
		return "no order is watched"
	case w.Idle(now):
		return "the watch stopped: no key for 10 minutes; press any key to go on"
	case now.Before(w.held):
		return "the last reading failed; the next one is at " + w.held.Format("15:04:05")
	}
	return ""
}

// Due says what to read now, when so many requests can be spared, and takes it for
// asked. What cannot be spared stays due.
func (w *Watch) Due(now time.Time, spare int) Ask {
	if len(w.orders) == 0 || spare <= 0 || w.Idle(now) || now.Before(w.held) {
		return Ask{}
	}
	if !now.Before(w.due) {
		w.due = now.Add(w.interval)
		if len(w.orders) > 1 {
			return Ask{List: true}
		}
		w.orders[0].pending = true
	}
	var ask Ask
	for _, one := range w.orders {
		if one.pending && len(ask.Orders) < spare {
			one.pending, one.asked = false, true
			ask.Orders = append(ask.Orders, one.ID)
		}
	}
	return ask
}

// List hands over the list that was read, and gives the present states of orders that
// nothing was known of. Complete says that nothing is missing in the list: only then an
// order that is not there has left.
func (w *Watch) List(items []Order, complete bool, now time.Time) (first []Change) {
	w.succeeded()
	listed := make(map[string]Order, len(items))
	for _, item := range items {
		listed[item.ID.Raw()] = item
	}
	for _, one := range w.orders {
		item, there := listed[one.ID]
		switch {
		case there:
			if change, ok := one.listed(item); ok {
				first = append(first, change)
			}
		case complete:
			one.missing(now, w.interval)
		}
	}
	return first
}

// listed compares the order with its item in the list: one that changed is read. The
// first item says the present state by itself, where it has one.
func (one *watched) listed(item Order) (first Change, ok bool) {
	one.item, one.absent = hash(item), 0
	if one.unseen() && !item.Status.Empty() && !item.Ended() {
		one.pending, one.Item, one.State = false, one.item, item.Status.Raw()
		return Change{ID: one.ID, New: item.Status, First: true}, true
	}
	one.pending = one.pending || one.item != one.Item
	return Change{}, false
}

// missing notes that the order is not in the list: it is read now, and then less
// and less often while it is not over.
func (one *watched) missing(now time.Time, interval time.Duration) {
	switch {
	case one.absent == 0:
		one.absent = interval
	case now.Before(one.again):
		return
	default:
		one.absent = min(2*one.absent, LongestWait)
	}
	one.item, one.pending, one.again = "", true, now.Add(one.absent)
}

// Read hands over an order that was read. ok is false when nothing is new.
func (w *Watch) Read(order Order) (change Change, ok bool) {
	w.succeeded()
	one := w.find(order.ID.Raw())
	if one == nil {
		return Change{}, false
	}
	change = Change{ID: one.ID, Old: models.NewText(one.State), New: order.Status, First: one.unseen(), Ended: order.Ended()}
	read := Known{ID: one.ID, Hash: hash(order), Item: one.item, State: order.Status.Raw()}
	ok = change.Ended || one.differs(read)
	one.Known, one.asked = read, false
	if change.Ended {
		w.Remove(one.ID)
	}
	return change, ok
}

// differs reports whether a reading brings something new. An order that was only seen in
// the list so far has nothing to compare a whole one with but its item and its state.
func (k Known) differs(read Known) bool {
	if k.Hash == "" && k.State != "" {
		return read.State != k.State || read.Item != "" && read.Item != k.Item
	}
	return read.Hash != k.Hash
}

// Gone says that the server does not know the order any more.
func (w *Watch) Gone(id string) (change Change, ok bool) {
	w.succeeded()
	one := w.find(id)
	if one == nil {
		return Change{}, false
	}
	w.Remove(id)
	return Change{ID: id, Old: models.NewText(one.State), Gone: true}, true
}

func (w *Watch) succeeded() { w.wait, w.held = w.interval, time.Time{} }

// Failed says that a reading failed: nothing is read for twice as long as before,
// 15 minutes at most.
func (w *Watch) Failed(now time.Time) {
	w.wait = min(2*w.wait, LongestWait)
	w.due = now.Add(w.wait)
	w.held = w.due
	for _, one := range w.orders {
		one.pending = one.pending || one.asked
		one.asked = false
	}
}

// Words says the change in a line: "123456 state Current → Closed".
func (c Change) Words() string {
	switch {
	case c.Gone:
		return c.ID + " is no longer known to the server; it is not watched any more"
	case c.First:
		return c.ID + " state " + or(c.New, "unknown").String()
	case c.Old.Raw() == c.New.Raw():
		return c.ID + " changed, state " + or(c.New, "unknown").String()
	}
	return c.ID + " state " + or(c.Old, "unknown").String() + " → " + or(c.New, "unknown").String()
}

// hash tells one reading of an order from another without keeping its content.
func hash(order Order) string {
	sum := sha256.Sum256(order.Raw)
	return hex.EncodeToString(sum[:8])
}
