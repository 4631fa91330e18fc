package orders

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
)

// event is one moment of an order.
type event struct {
	at   time.Time
	date string // as the API wrote it, where that is no date we can read
	what string // safe
	from string // who says so
}

func (e event) when(zone *time.Location) string {
	if e.at.IsZero() {
		return models.Safe(e.date)
	}
	return text.Moment(e.at.In(zone))
}

// timeline puts in order what the API says, what was sent from here, and the
// states that were seen; what has no date comes first.
func timeline(order models.Order, records []models.Record, states []state) []event {
	events := told(order)
	for _, record := range records {
		if record.Kind != models.OrderVoiceSite {
			continue
		}
		if reference := record.Body.Object().Text("customerOrderReference").Raw(); reference == "" || reference != order.Reference.Raw() {
			continue
		}
		what := "sent by btalk: " + string(record.State)
		if !record.RequestID.Empty() {
			what += ", request " + record.RequestID.String()
		}
		events = append(events, event{at: record.At, what: what, from: "the journal of changes"})
	}
	for _, s := range states {
		events = append(events, event{at: s.At, what: models.Safe(s.Status), from: "seen here"})
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	return events
}

// told is what the API says about the time of an order: every date it gives, and
// the steps of a history where it gives one.
func told(order models.Order) []event {
	var events []event
	object := order.Raw.Object()
	for _, field := range object.Fields {
		lower := strings.ToLower(field.Key)
		if strings.HasSuffix(lower, "date") || strings.HasSuffix(lower, "at") && field.Key != lower {
			if date := field.Value.Text(); !date.Empty() {
				events = append(events, newEvent(date, models.Safe(field.Key)))
			}
		}
	}
	for _, item := range object.Get("history", "statusHistory", "milestones", "steps", "events").List() {
		step := item.Object()
		events = append(events, newEvent(step.Text("date", "at", "timestamp"), step.Text("status", "state", "step", "name", "label").String()))
	}
	return events
}

func newEvent(date models.Text, what string) event {
	at, _ := text.Instant(date.Raw())
	return event{at: at, date: date.Raw(), what: what, from: "the API"}
}

// state is a state of an order that was seen, and when for the first time.
type state struct {
	At     time.Time
	Status string
}

// mostStates is how many states of an order are remembered: the last ones.
const mostStates = 20

func memoryName(customer, id string) string { return "order " + customer + " " + id }

// seen are the states that are remembered of an order, the oldest first.
func seen(memory screen.Memory, customer, id string) []state {
	var states []state
	if json.Unmarshal(memory.Recall(memoryName(customer, id)), &states) != nil {
		return nil
	}
	return states
}

// see remembers the state of an order when it is another than the last.
// What was read before it was comes late and is left out, unless the clock was set back.
func see(memory screen.Memory, customer string, order models.Order, at, now time.Time) {
	id := catalog.OrderID(order)
	states := seen(memory, customer, id)
	last := len(states) - 1
	if order.Status.Empty() || last >= 0 && (states[last].Status == order.Status.Raw() || at.Before(states[last].At) && !states[last].At.After(now)) {
		return
	}
	states = append(states, state{at, order.Status.Raw()})
	if kept, err := json.Marshal(states[max(len(states)-mostStates, 0):]); err == nil {
		memory.Remember(memoryName(customer, id), kept)
	}
}
