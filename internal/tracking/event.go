package tracking

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/when"
)

// Event is one line of the timeline of an order.
type Event struct {
	At    Moment
	Slot  Slot
	Kind  Kind
	What  models.Text
	State models.Text // as sent; empty where none was
	Mark  Mark
}

// Kind is what an event comes from. Of one day the kinds come in this order.
type Kind int

// The kinds of events.
const (
	Placed   Kind = iota
	Visit         // an appointment
	Step          // a milestone
	Delivery      // the expected one
	Finished
	Written // a note
	Date    // a date in a field that no rule knows
)

// String names the kind in a table.
func (k Kind) String() string {
	return [...]string{"order", "appointment", "milestone", "delivery", "completion", "note", "date"}[k]
}

// Mark says how an event stands.
type Mark int

// The marks of events.
const (
	Plain    Mark = iota // it says nothing about the work
	Reached              // done
	Missed               // failed, late or cancelled
	Coming               // the next one
	Outlying             // still to come
)

// Sign draws the mark in one cell.
func (m Mark) Sign(ascii bool) string {
	if ascii {
		return [...]string{".", "+", "!", ">", "o"}[m]
	}
	return [...]string{"·", "✓", "✗", "▶", "○"}[m]
}

// When says the day, the part of the day and how far it is: "Fri 27 Nov AM · in
// 2 d".
func (e Event) When(now time.Time) string {
	if e.At.Date.None() {
		return e.At.Sent.String()
	}
	return e.Day(now) + " · " + e.Distance(when.DayOf(now))
}

// Day says the day and the part of it, a time with its offset where that is not the
// one of now: "Fri 27 Nov AM", "Fri 27 Nov 09:30 +04:00".
func (e Event) Day(now time.Time) string {
	if e.At.Date.None() {
		return e.At.Sent.String()
	}
	words := e.At.Date.Day.Words(when.DayOf(now))
	if slot := e.Slot.Short(); slot != "" {
		words += " " + slot
	} else if e.At.Date.Timed() {
		words += " " + e.At.Date.Time(now.Location())
	}
	return words
}

// Distance says how far the day is: "in 2 d", "3 d late" for what is still to come.
func (e Event) Distance(today when.Day) string {
	if e.Mark == Coming || e.Mark == Outlying {
		return when.Due(e.At.Date.Day, today)
	}
	return when.Distance(e.At.Date.Day, today)
}

// Timeline gives what happened and what will, by time; what has no readable date
// comes last.
func (o Order) Timeline(today when.Day) []Event {
	var events []Event
	add := func(at Moment, slot Slot, kind Kind, what, state models.Text) {
		events = append(events, Event{At: at, Slot: slot, Kind: kind, What: what, State: state})
	}
	if !o.Created.None() {
		add(o.Created, Slot{}, Placed, models.NewText("Order placed"), models.Text{})
	}
	for _, one := range o.Appointments {
		add(one.At, one.Slot, Visit, or(one.What, "Appointment"), one.Status)
	}
	for _, one := range o.Milestones {
		add(one.At, Slot{}, Step, or(one.Name, "Milestone"), one.Status)
	}
	if !o.Expected.None() && !o.milestoneOn(o.Expected.Date.Day) {
		add(o.Expected, Slot{}, Delivery, models.NewText("Delivery, expected"), models.Text{})
	}
	if !o.Completed.None() {
		add(o.Completed, Slot{}, Finished, models.NewText("Completed"), models.Text{})
	}
	for _, note := range o.Notes {
		add(note.At, Slot{}, Written, note.Text, note.Author)
	}
	for _, field := range o.Other {
		if date, ok := when.Parse(field.Value.Raw()); ok && dated(field) {
			add(Moment{field.Value, date}, Slot{}, Date, models.NewText(spaced(field.Path.Raw())), models.Text{})
		}
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(a.At.Date.Compare(b.At.Date), cmp.Compare(a.Kind, b.Kind))
	})
	o.mark(events, today)
	return events
}

// Next is the first event that is still open; of one day the appointment. ok is
// false when the order is over or nothing is dated.
func (o Order) Next(today when.Day) (next Event, ok bool) {
	for _, event := range o.Timeline(today) {
		if event.Mark == Coming {
			return event, true
		}
	}
	return Event{}, false
}

// mark says of each event how it stands. The first open one is the next.
func (o Order) mark(events []Event, today when.Day) {
	found := o.Ended()
	for i := range events {
		e := &events[i]
		switch class := ClassOf(e.State); {
		case e.Kind == Written || e.Kind == Date:
		case e.Kind == Placed || e.Kind == Finished || class == Done:
			e.Mark = Reached
		case class == Wrong:
			e.Mark = Missed
		case !found && e.open(class, today):
			e.Mark, found = Coming, true
		case o.Ended() || e.At.Date.Day.Before(today) && !e.open(class, today):
		default:
			e.Mark = Outlying
		}
	}
}

// open reports whether the event is still to happen. One that is past is so only
// when its state says it: without one, or with one that nobody knows, it may well
// be done, and no alarm is given. An expected delivery is open until the order is
// over.
func (e Event) open(class Class, today when.Day) bool {
	switch {
	case e.At.Date.None():
		return false
	case !e.At.Date.Day.Before(today):
		return true
	}
	return e.Kind == Delivery || class == Open || class == Waiting
}

// milestoneOn reports whether a milestone that says the same stands on the day. One
// that was missed does not: the delivery is still to come, and late.
func (o Order) milestoneOn(day when.Day) bool {
	return slices.ContainsFunc(o.Milestones, func(one Milestone) bool {
		return !day.None() && one.At.Date.Day == day && ClassOf(one.Status) != Wrong
	})
}

func or(text models.Text, word string) models.Text {
	if text.Empty() {
		return models.NewText(word)
	}
	return text
}

// dated reports whether a field that reads as a date means one: digits without a
// separator are a date only where the name says so.
func dated(field fields.Field) bool {
	return strings.ContainsAny(field.Value.Raw(), "-/.") || strings.Contains(strings.ToLower(field.Path.Raw()), "date")
}

// spaced turns the name of a field into words: "dateMiseEnService" into "date mise
// en service".
func spaced(name string) string {
	var words strings.Builder
	var before rune
	for _, r := range name {
		switch {
		case r == '.' || r == '_':
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(before):
			words.WriteByte(' ')
		}
		before = r
		words.WriteRune(unicode.ToLower(r))
	}
	return words.String()
}
