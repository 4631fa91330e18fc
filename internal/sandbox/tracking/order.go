package tracking

import (
	"fmt"
	"strconv"
	"time"
)

// The values of status. The documented sample asks for the first (api-contract §3).
const (
	StatusCurrent   = "Current"
	StatusClosed    = "Closed"
	StatusCancelled = "Cancelled"
)

// Order is an order as it stands at a moment.
type Order struct {
	number, index int
	class         string // one of the statuses, in English
	site          *Site
	today         time.Time // the start of the sandbox

	total, done, started int // milestones: all, reached, reached at the start
	firstDay, pace       int // the day of the first milestone, counted from today, and the days between two
	slips                int // days that the last one slipped
}

// party is a customer.
type party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type place struct {
	Name     string `json:"name"`
	Address  string `json:"address"`
	PostCode string `json:"zipcode"`
	Town     string `json:"city"`
}

// Item is an order in the list.
type Item struct {
	ID        string       `json:"id"`
	Reference string       `json:"customerReference,omitempty"`
	Status    string       `json:"status,omitempty"`
	Step      string       `json:"step,omitempty"`
	Priority  string       `json:"priority,omitempty"`
	Customer  *party       `json:"customer,omitempty"`
	Offer     string       `json:"offer,omitempty"`
	Site      *place       `json:"site,omitempty"`
	Created   string       `json:"createdAt,omitempty"`
	Expected  string       `json:"expectedDeliveryDate,omitempty"`
	Next      *appointment `json:"nextAppointment,omitempty"`
}

// Detail is a single order.
type Detail struct {
	Item
	Completed    string        `json:"completionDate,omitempty"`
	Milestones   []milestone   `json:"milestones,omitempty"`
	Appointments []appointment `json:"appointments,omitempty"`
	Notes        []note        `json:"notes,omitempty"`
}

type milestone struct {
	Name   string `json:"name"`
	Status string `json:"status"`
	At     string `json:"milestoneDate,omitempty"`
}

type appointment struct {
	ID     string `json:"id"`
	Date   string `json:"date,omitempty"`
	Slot   string `json:"slot,omitempty"`
	Status string `json:"status"`
	What   string `json:"description,omitempty"`
}

type note struct {
	Date   string `json:"date,omitempty"`
	Author string `json:"author"`
	Text   string `json:"text"`
}

// Item writes the order as in the list.
func (o Order) Item(lang Language) Item {
	item := Item{ID: strconv.Itoa(o.number)}
	if o.index == onlyID {
		return item
	}
	item.Reference = fmt.Sprintf("REQ-%05d", 20_000+o.index*17)
	item.Status = lang.status(o.class)
	if !o.withoutStep() {
		item.Step = lang.step(o.stage(min(o.done, o.total-1)))
	}
	item.Priority = [...]string{"LOW", "MEDIUM", "HIGH"}[(choose(o.index, forPriority, 3)+o.slips)%3]
	item.Offer = lang.offer(choose(o.index, forOffer, len(offers)))
	if o.site != nil {
		item.Customer = &party{o.site.CustomerID, o.site.Customer}
		item.Site = &place{o.site.Name, o.site.Street, o.site.PostCode, o.site.Town}
	}
	if o.withoutDates() {
		return item
	}
	item.Created = o.date(o.firstDay)
	item.Expected = o.date(o.day(o.total - 1))
	if o.class == StatusCurrent && o.visits() > 0 {
		next := o.visit(o.done, 0, lang)
		item.Next = &next
	}
	return item
}

// Detail writes the order as a single one.
func (o Order) Detail(lang Language) Detail {
	detail := Detail{Item: o.Item(lang)}
	if o.index == onlyID {
		return detail
	}
	for k := range o.total {
		one := milestone{Name: lang.milestone(o.stage(k)), Status: lang.reached(o.mark(k))}
		if !o.withoutDates() {
			one.At = o.instant(o.day(k), 9)
		}
		detail.Milestones = append(detail.Milestones, one)
	}
	if o.withoutDates() {
		return detail
	}
	if o.class == StatusClosed {
		detail.Completed = o.date(min(o.day(o.total-1), 0))
	}
	for k := range o.visits() {
		detail.Appointments = append(detail.Appointments, o.visit(max(o.done-k, 0), k, lang))
	}
	if choose(o.index, forVisits, 2) == 0 {
		detail.Notes = append(detail.Notes, note{o.date(o.firstDay), "Orange", lang.note()})
	}
	return detail
}

// stage is the milestone that the k-th one of the order is, of all that there are: a
// short order leaves some out between the first and the last.
func (o Order) stage(k int) int { return k * (len(milestones) - 1) / (o.total - 1) }

// mark says how the k-th milestone stands. One in nine of those that are over was
// missed.
func (o Order) mark(k int) reached {
	switch {
	case o.class == StatusCancelled && k >= o.done:
		return missed
	case k >= o.done:
		return toCome
	case k > 0 && k < o.total-1 && (o.index+k)%9 == 0:
		return missed
	}
	return met
}

func (o Order) day(k int) int {
	day := o.firstDay + k*o.pace
	if k == o.total-1 && o.done < o.total {
		day += o.slips
	}
	return day
}

// visits is the number of appointments: none, or up to three.
func (o Order) visits() int { return choose(o.index, forVisits, 4) }

// visit is an appointment on the day of the k-th milestone; back counts from the
// latest. Overseas it has a time, and a half of a day elsewhere.
func (o Order) visit(k, back int, lang Language) appointment {
	day := o.day(min(k, o.total-1))
	made := appointment{ID: fmt.Sprintf("RDV-%d-%d", o.number, o.visits()-back), What: lang.visit(), Date: o.date(day)}
	if o.site != nil && o.site.Overseas {
		made.Date = o.instant(day, 8+choose(o.index, forHalf, 8))
	} else {
		made.Slot = lang.half(choose(o.index+k, forHalf, 2))
	}
	switch {
	case o.class == StatusCancelled:
		made.Status = lang.appointed("cancelled")
	case back > 0 || o.class == StatusClosed:
		made.Status = lang.appointed("completed")
	case (o.index+o.done)%2 == 0:
		made.Status = lang.appointed("confirmed")
	default:
		made.Status = lang.appointed("initialized")
	}
	return made
}

func (o Order) date(day int) string { return o.today.AddDate(0, 0, day).Format(time.DateOnly) }

// instant is a full hour on the clocks of the site.
func (o Order) instant(day, hour int) string {
	offset := 1
	if o.site != nil {
		offset = o.site.Offset
	}
	at := o.today.AddDate(0, 0, day)
	zone := time.FixedZone("", offset*int(time.Hour/time.Second))
	return time.Date(at.Year(), at.Month(), at.Day(), hour, 0, 0, 0, zone).Format(time.RFC3339)
}
