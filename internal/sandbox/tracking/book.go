package tracking

import (
	"slices"
	"strconv"
	"time"
)

// Site is a voicesite that an order is for.
type Site struct {
	CustomerID, Customer         string
	Name, Street, PostCode, Town string
	Offset                       int // hours from UTC, of the clocks there
	Overseas                     bool
}

// How many orders there are.
const (
	current   = 58
	closed    = 60
	cancelled = 12
	all       = current + closed + cancelled
)

// What the orders are like. An order is known by its index: the current ones come
// first, the earliest of them leading.
const (
	late    = 8  // so many current orders are behind their dates, and hardly ever catch up
	onlyID  = 57 // this one has nothing but an id
	noStep  = 13 // one in so many has no step: 8 %
	noDates = 20 // one in so many has no dates: 5 %
)

// Book has the orders.
type Book struct {
	start time.Time
	sites []Site
}

// NewBook makes the orders for a sandbox that starts now. They are for the sites in
// turn; without sites they name none.
func NewBook(start time.Time, sites []Site) *Book { return &Book{start, sites} }

// Orders are those with the status, all of them without one, as they stand now.
func (b *Book) Orders(now time.Time, status string) []Order {
	var orders []Order
	for i := range all {
		if order := b.order(i, now); status == "" || order.class == status {
			orders = append(orders, order)
		}
	}
	slices.SortFunc(orders, func(a, b Order) int { return a.number - b.number })
	return orders
}

// Find looks for an order by its id.
func (b *Book) Find(id string, now time.Time) (Order, bool) {
	for i := range all {
		if strconv.Itoa(number(i)) == id {
			return b.order(i, now), true
		}
	}
	return Order{}, false
}

// number is the id of an order. Ids say nothing about how an order stands.
func number(i int) int {
	const first, step = 123_400, 71
	return first + 7*(i*step%all)
}

// changes counts how often an order has changed since the start: each minute one of
// the late ones does, and one of the others.
func (b *Book) changes(i int, now time.Time) int {
	minutes := int(now.Sub(b.start) / time.Minute)
	turn, of := i, late
	if i >= late {
		turn, of = i-late, onlyID-late
	}
	if i >= onlyID || minutes <= turn {
		return 0
	}
	return (minutes-turn-1)/of + 1
}

// order says how an order stands now.
func (b *Book) order(i int, now time.Time) Order {
	o := Order{number: number(i), index: i, today: b.start, total: 5 + choose(i, forLength, 4), class: StatusCurrent}
	if len(b.sites) > 0 {
		o.site = &b.sites[i%len(b.sites)]
	}
	switch {
	case i >= current+closed:
		o.class, o.done = StatusCancelled, 1+choose(i, forProgress, o.total-1)
	case i >= current:
		o.class, o.done = StatusClosed, o.total
	default:
		o.done = 1 + choose(i, forProgress, o.total-2)
		if i == 1 || i%noStep == noStep-1 { // the first change shows, whatever the order lacks
			o.done = o.total - 1
		}
		o.progress(b.changes(i, now))
	}
	o.schedule()
	return o
}

// progress lets an order go on by so many changes. One in three comes to its end; the
// others slip from day to day before it, and get another priority.
func (o *Order) progress(changes int) {
	ends := o.index%3 == 1 || o.withoutStep() || o.withoutDates()
	o.started = o.done
	for range changes {
		if o.done < o.total-1 || o.done == o.total-1 && ends {
			o.done++
		} else {
			o.slips++
		}
	}
	if o.done == o.total {
		o.class = StatusClosed
	}
}

func (o *Order) withoutStep() bool  { return o.index%noStep == noStep-1 }
func (o *Order) withoutDates() bool { return o.index%noDates == noDates-1 }

// schedule puts the milestones on days, counted from the start of the sandbox.
func (o *Order) schedule() {
	o.pace, o.firstDay = 7, 0
	switch {
	case o.class != StatusCurrent && o.index >= current:
		o.firstDay = -(30 + choose(o.index, forDay, 300)) - o.total*o.pace
	case o.index < late:
		o.pace = 2
		o.firstDay = -3*(late-o.index) - o.pace*o.started
	default:
		o.firstDay = (o.index-late)/2 - o.pace*o.started
	}
}

// purpose keeps apart the choices that are made about one order.
type purpose uint64

const (
	forLength purpose = iota + 1
	forProgress
	forDay
	forOffer
	forPriority
	forVisits
	forHalf
)

// choose picks a number below n for an order, always the same one (SplitMix64).
func choose(i int, what purpose, n int) int {
	x := uint64(i)<<8 ^ uint64(what)
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return int((x ^ x>>31) % uint64(n))
}
