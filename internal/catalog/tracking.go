package catalog

import (
	"fmt"
	"strings"
	"time"

	"btalk/internal/address"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
)

// Tracked declares the orders of Order Tracking as they stand at now; its zone is the
// one whose offset need not be named. Signs are letters where ascii.
func Tracked(now time.Time, ascii bool) Noun[tracking.Row] {
	site := func(r tracking.Row) string { return firstOf(r.Site.Name, r.ID) }
	return Noun[tracking.Row]{
		Name: "tracked order", Plural: "tracked orders",
		ID:    func(r tracking.Row) string { return r.ID.Raw() },
		Title: site,
		Names: func(r tracking.Row) []models.Text { return []models.Text{r.ID, r.Reference, r.Site.Name} },
		Raw:   func(r tracking.Row) models.Value { return r.Raw },
		API:   OrderTracking,
		Path:  func(r tracking.Row) string { return models.Path("orders", r.ID.Raw()) },
		Columns: []Column[tracking.Row]{
			{Name: "site", Title: "Site", Field: "site.name", Value: func(r tracking.Row) string { return r.Site.Name.String() }, Text: site, Min: 18, Cap: 24},
			{Name: "state", Title: "State", Field: "status", Value: func(r tracking.Row) string { return r.Status.String() }, Tone: trackedTone, Cap: 20, Fixed: true, Grade: ladder.Useful, Priority: 9},
			{Name: "next", Title: "Next", Field: "next", Value: nextEvent, Min: 14, Cap: 24, Grade: ladder.Basic, Priority: 8},
			{
				Name: "when", Title: "When", Field: "nextDate", Value: func(r tracking.Row) string { return r.Upcoming.At.Date.String() },
				Text: func(r tracking.Row) string { return nextWhen(r, now) }, Tone: lateTone, Order: nextOrder, Cap: 40, Fixed: true, Grade: ladder.Basic, Priority: 9,
			},
			{Name: "town", Title: "Town", Field: "site.city", Value: func(r tracking.Row) string { return r.Site.Town.String() }, Cap: 24, Grade: ladder.Useful, Priority: 6},
			{Name: "offer", Title: "Offer", Field: "offer", Value: func(r tracking.Row) string { return r.Offer.String() }, Cap: 24, Grade: ladder.Useful, Priority: 5},
			{Name: "step", Title: "Step", Field: "step", Value: func(r tracking.Row) string { return r.Step.String() }, Cap: 20, Grade: ladder.Useful, Priority: 4},
			{Name: "reference", Title: "Reference", Field: "customerReference", Value: func(r tracking.Row) string { return r.Reference.String() }, Cap: 24, Fixed: true, Grade: ladder.Extra, Priority: 3},
			{Name: "order", Title: "Order", Field: "id", Value: func(r tracking.Row) string { return r.ID.String() }, Cap: 24, Fixed: true, Grade: ladder.Extra, Priority: 2},
			{Name: "customer", Title: "Customer", Field: "customer", Value: func(r tracking.Row) string { return firstOf(r.Customer, r.CustomerID) }, Hidden: true},
			{Title: "Slot", Field: "nextSlot", Value: func(r tracking.Row) string { return r.Upcoming.Slot.String() }, Grade: ladder.Extra},
		},
		Fields: []string{"id", "customerReference", "site.name", "site.city", "offer", "status", "step", "next", "nextDate", "nextSlot"},
		Detail: func(r tracking.Row) []Detail { return trackedDetail(r, now, ascii) },
	}
}

// trackedTone: a state that no document names is as good as any.
func trackedTone(r tracking.Row) Tone {
	switch r.Class() {
	case tracking.Waiting:
		return Doubtful
	case tracking.Done:
		return Good
	case tracking.Wrong:
		return Bad
	default:
		return Plain
	}
}

func lateTone(r tracking.Row) Tone {
	if r.IsLate {
		return Doubtful
	}
	return Plain
}

func nextEvent(r tracking.Row) string {
	if !r.Has {
		return ""
	}
	return r.Upcoming.What.String()
}

func nextWhen(r tracking.Row, now time.Time) string {
	if !r.Has {
		return ""
	}
	return r.Upcoming.When(now)
}

// nextOrder puts what has no date behind what has one.
func nextOrder(r tracking.Row) string {
	if r.Upcoming.At.Date.None() {
		return "~"
	}
	return r.Upcoming.At.Date.String()
}

// TimelineHeading stands above the events of an order.
const TimelineHeading = "Timeline"

func trackedDetail(r tracking.Row, now time.Time, ascii bool) []Detail {
	details := []Detail{
		{Label: "Order", Heading: true},
		{Label: "Order", Value: r.ID.String()},
		{Label: "Reference", Value: r.Reference.String()},
		{Label: "State", Value: r.Status.String()},
		{Label: "Step", Value: r.Step.String()},
		{Label: "Priority", Value: r.Priority.String()},
		{Label: "Offer", Value: r.Offer.String()},
		{Label: "Customer", Value: strings.TrimSpace(r.Customer.String() + " " + r.CustomerID.String())},
		{Label: "Site", Value: r.Site.Name.String()},
		{Label: "Address", Value: strings.Join(strings.Fields(r.Site.Address.String()+" "+r.Site.PostCode.String()+" "+r.Site.Town.String()), " ")},
		{Label: "Next", Value: nextEvent(r), Note: nextNote(r, now)},
	}
	details = append(details, Detail{}, Detail{Label: TimelineHeading, Heading: true})
	events := r.Timeline(when.DayOf(now))
	if len(events) == 0 {
		details = append(details, Detail{Label: "None", Value: "the server gives no date"})
	}
	for _, event := range events {
		details = append(details, eventDetail(event, now, ascii))
	}
	return append(details, rest(r.Other)...)
}

// nextNote says when it is, and how many days people work until then.
func nextNote(r tracking.Row, now time.Time) string {
	if !r.Has {
		return ""
	}
	note := nextWhen(r, now)
	if days := when.WorkingDays(when.DayOf(now), r.Upcoming.At.Date.Day); days > 1 {
		note += ", " + fmt.Sprintf("%d working days", days)
	}
	return note
}

// eventDetail is a line of the timeline: "▶ Fri 27 Nov AM   Appointment, confirmed — in
// 2 d".
func eventDetail(e tracking.Event, now time.Time, ascii bool) Detail {
	words := e.What.String()
	if state := e.State.String(); state != "" && e.Kind != tracking.Written {
		words += ", " + state
	} else if state != "" {
		words += " (" + state + ")"
	}
	if slot := e.Slot.String(); slot != "" {
		words += ", " + slot
	}
	note := ""
	if e.Mark == tracking.Coming || e.Mark == tracking.Outlying {
		note = e.Distance(when.DayOf(now))
	}
	return Detail{Label: strings.TrimSpace(e.Mark.Sign(ascii) + " " + e.Day(now)), Value: words, Note: note}
}

// TrackedFound are the rows that a search over id, reference, site, town and offer
// finds, best first.
func TrackedFound(rows []tracking.Row, query string) []tracking.Row {
	if strings.TrimSpace(query) == "" {
		return rows
	}
	index := text.NewIndex(len(rows), func(i int) string { return rows[i].SearchText() })
	return pick(rows, index.Search(query, max(len(rows), 1)).Rows)
}

// PlaceOf is a voicesite as its tracked orders are found by; where is its address.
func PlaceOf(site models.VoiceSite, where models.Value) tracking.Place {
	found := address.Decode(where)
	return tracking.Place{
		Names: []models.Text{site.Name, site.Label}, PostCode: found.Get(address.PostalCode), Town: found.Get(address.City), Country: site.Country,
	}
}
