package tracking

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/when"
)

// today is the day of the tests.
func now() time.Time {
	return time.Date(2026, time.November, 25, 10, 0, 0, 0, time.FixedZone("", 3600))
}

func today() when.Day { return when.Day{Year: 2026, Month: time.November, Day: 25} }

func decode(t *testing.T, document string) Order {
	t.Helper()
	value, err := models.ParseValue([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	order, ok := Decode(value)
	if !ok {
		t.Fatalf("%s has no id", document)
	}
	return order
}

func sample(t *testing.T, name string) []Order {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	value, err := models.ParseValue(content)
	if err != nil {
		t.Fatal(err)
	}
	orders, without := DecodeList(value.Items("orders"))
	if without != 0 {
		t.Fatalf("%s: %d items without an id", name, without)
	}
	return orders
}

func TestSamplesAreReadWhole(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples map[string]struct {
		Rows int
		Next string
	}
	if err := json.Unmarshal(content, &samples); err != nil || len(samples) != 4 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	for name, want := range samples {
		orders := sample(t, name)
		if len(orders) != want.Rows {
			t.Errorf("%s: %d orders, want %d", name, len(orders), want.Rows)
		}
		if next, ok := orders[0].Next(today()); want.Next != "" && (!ok || next.At.Date.Day.String()+" "+next.Slot.Short() != want.Next) {
			t.Errorf("%s: next is %s %s, want %s", name, next.At.Date, next.Slot.Short(), want.Next)
		}
	}
}

// told is everything that a page about the order would show.
func told(o Order) []string {
	texts := []models.Text{
		o.ID, o.Reference, o.Status, o.Step, o.Priority, o.CustomerID, o.Customer, o.Offer, o.Site.Name, o.Site.Address, o.Site.PostCode,
		o.Site.Town, o.Created.Sent, o.Expected.Sent, o.Completed.Sent,
	}
	for _, one := range o.Milestones {
		texts = append(texts, one.Name, one.Status, one.Message, one.At.Sent)
	}
	for _, one := range o.Appointments {
		texts = append(texts, one.ID, one.What, one.Status, one.Contact, one.At.Sent, one.Until.Sent, one.Slot.Sent)
	}
	for _, one := range o.Notes {
		texts = append(texts, one.Text, one.Author, one.At.Sent)
	}
	for _, one := range o.Other {
		texts = append(texts, one.Value)
	}
	var shown []string
	for _, text := range texts {
		shown = append(shown, text.Raw())
	}
	return shown
}

// leaves are the texts and numbers of a document.
func leaves(value any) []string {
	switch value := value.(type) {
	case map[string]any:
		var all []string
		for _, inner := range value {
			all = append(all, leaves(inner)...)
		}
		return all
	case []any:
		var all []string
		for _, inner := range value {
			all = append(all, leaves(inner)...)
		}
		return all
	case nil:
		return nil
	}
	return []string{fmt.Sprint(value)}
}

func TestNoFieldIsDropped(t *testing.T) {
	t.Parallel()
	documents := []string{
		`{"id":"1","status":{"code":"x","label":"y"},"state":"s","offer":{"id":"o","name":"n","family":"f"},"product":"p"}`,
		`{"orderId":"1","customer":"C","site":{"name":"s","address":{"street":"r","city":"c","zipCode":"z","floor":"3"},"zone":"k"},"city":"flat"}`,
		`{"id":"1","milestones":[{"name":"a","weight":"w"},"text",["deep"]],"appointments":{"date":"2026-01-01","slot":"AM","room":"r"},"nextAppointment":"2026-02-02"}`,
		`{"id":"1","note":[{"text":"t","author":"a","date":"d","lang":"l"}],"appointments":"none yet","milestones":"m","createdAt":{"date":"x"}}`,
		`{"id":"1","appointments":[{"id":"R1","validFor":{"startDateTime":"b","endDateTime":"e","zone":"q"},"contact":{"name":"J","phone":"0"},"status":"confirmed"}]}`,
	}
	for _, name := range []string{"01-visible-field-only.json", "02-assumed.json", "03-french.json", "04-tmf622-states.json"} {
		for _, order := range sample(t, name) {
			documents = append(documents, string(order.Raw))
		}
	}
	for _, document := range documents {
		var value any
		if err := json.Unmarshal([]byte(document), &value); err != nil {
			t.Fatal(err)
		}
		shown := told(decode(t, document))
		for _, leaf := range leaves(value) {
			if !slices.Contains(shown, leaf) {
				t.Errorf("%q is not shown of %s", leaf, document)
			}
		}
	}
}

func TestAnOrderWithNothingButAnID(t *testing.T) {
	t.Parallel()
	order := sample(t, "01-visible-field-only.json")[0]
	if order.ID.Raw() != "123456" || order.Class() != Unknown || order.Ended() || order.Late(today()) || len(order.Timeline(today())) != 0 {
		t.Errorf("read as %+v", order)
	}
	if _, ok := Decode(models.Value(`{"status":"Current"}`)); ok {
		t.Error("an item without an id is an order")
	}
	if _, without := DecodeList([]models.Value{models.Value(`null`), models.Value(`{"id":7}`)}); without != 1 {
		t.Errorf("%d items without an id, want 1", without)
	}
}

func timeline(o Order) string {
	var lines []string
	for _, event := range o.Timeline(today()) {
		line := fmt.Sprintf("%s %s %s", event.Mark.Sign(true), event.At.Date.Day, event.Kind)
		if slot := event.Slot.Short(); slot != "" {
			line += " " + slot
		}
		lines = append(lines, line+": "+strings.TrimSuffix(event.What.String()+", "+event.State.String(), ", "))
	}
	return strings.Join(lines, "\n")
}

func TestTheTimelineOfTheSamples(t *testing.T) {
	t.Parallel()
	assumed := `+ 2026-10-01 order: Order placed
+ 2026-10-01 milestone: Order registered, Completed
! 2026-10-20 milestone: Study, Violated
> 2026-11-27 appointment AM: Appointment, confirmed
o 2026-12-11 milestone: Delivery, Yet-To-Reach`
	if got := timeline(sample(t, "02-assumed.json")[0]); got != assumed {
		t.Errorf("timeline\n%s\nwant\n%s", got, assumed)
	}
	french := `> 2026-11-27 appointment AM: Appointment, Confirmé
. 2026-12-11 date: date mise en service previsionnelle`
	if got := timeline(sample(t, "03-french.json")[0]); got != french {
		t.Errorf("timeline\n%s\nwant\n%s", got, french)
	}
}

func TestNextEventAndWhatIsLate(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, document, next string }{
		{"an appointment before a milestone on one day", `{"id":"1","milestones":[{"name":"Study","milestoneDate":"2026-11-27"}],"appointments":[{"date":"2026-11-27","slot":"PM"}]}`, "Fri 27 Nov PM · in 2 d: Appointment"},
		{"the expected delivery", `{"id":"1","status":"Current","expectedDeliveryDate":"2026-12-11"}`, "Fri 11 Dec · in 16 d: Delivery, expected"},
		{"the expected delivery that is past", `{"id":"1","status":"Current","expectedDeliveryDate":"2026-11-22"}`, "Sun 22 Nov · 3 d late: Delivery, expected"},
		{"the same of an order that is over", `{"id":"1","status":"Closed","expectedDeliveryDate":"2026-11-22"}`, ""},
		{"the same of one that was cancelled", `{"id":"1","status":"Cancelled","expectedDeliveryDate":"2026-12-22"}`, ""},
		{"a past milestone that says it is open", `{"id":"1","milestones":[{"name":"Study","status":"Yet-To-Reach","milestoneDate":"2026-11-20"}]}`, "Fri 20 Nov · 5 d late: Study"},
		{"a past milestone without a state", `{"id":"1","milestones":[{"name":"Study","milestoneDate":"2026-11-20"}]}`, ""},
		{"a past milestone with a state that nobody knows", `{"id":"1","milestones":[{"name":"Study","status":"zzz","milestoneDate":"2026-11-20"}]}`, ""},
		{"a milestone to come with a state that nobody knows", `{"id":"1","milestones":[{"name":"Study","status":"zzz","milestoneDate":"2026-11-26"}]}`, "Thu 26 Nov · tomorrow: Study"},
		{"an appointment that was cancelled", `{"id":"1","appointments":[{"date":"2026-11-27","status":"cancelled"},{"date":"2026-11-30","status":"confirmed"}]}`, "Mon 30 Nov · in 5 d: Appointment"},
		{"the nearest of two", `{"id":"1","appointments":[{"date":"2026-12-01"},{"date":"2026-11-25"}]}`, "Wed 25 Nov · today: Appointment"},
		{"an item of the list", `{"id":"1","nextAppointment":{"date":"2026-11-27","slot":"matin"},"expectedDeliveryDate":"2026-12-11"}`, "Fri 27 Nov AM · in 2 d: Appointment"},
		{"an item of the list with a date alone", `{"id":"1","nextAppointment":"2026-11-27"}`, "Fri 27 Nov · in 2 d: Appointment"},
		{"an appointment with its time and offset", `{"id":"1","appointments":[{"validFor":{"startDateTime":"2026-11-27T08:30:00+04:00","endDateTime":"2026-11-27T10:30:00+04:00"}}]}`, "Fri 27 Nov 08:30 +04:00 · in 2 d: Appointment"},
		{"a missed milestone on the day of the delivery", `{"id":"1","status":"Current","expectedDeliveryDate":"2026-11-20","milestones":[{"name":"Delivery","status":"Violated","milestoneDate":"2026-11-20"}]}`, "Fri 20 Nov · 5 d late: Delivery, expected"},
		{"a reached one", `{"id":"1","status":"Current","expectedDeliveryDate":"2026-11-20","milestones":[{"name":"Delivery","status":"Completed","milestoneDate":"2026-11-20"}]}`, ""},
		{"next year", `{"id":"1","expectedDeliveryDate":"2027-01-04"}`, "Mon 04 Jan 2027 · in 40 d: Delivery, expected"},
		{"a date in a field that no rule knows", `{"id":"1","contractEnd":"2026-11-20"}`, ""},
		{"a date that cannot be read", `{"id":"1","expectedDeliveryDate":"soon"}`, ""},
	}
	for _, test := range tests {
		order := decode(t, test.document)
		got := ""
		if next, ok := order.Next(today()); ok {
			got = next.When(now()) + ": " + next.What.String()
		}
		if got != test.next {
			t.Errorf("%s: next is %q, want %q", test.name, got, test.next)
		}
		if late := strings.Contains(test.next, "late"); order.Late(today()) != late {
			t.Errorf("%s: late is %v", test.name, !late)
		}
	}
}

func TestWhatHasNoReadableDateComesLastAndIsShownAsSent(t *testing.T) {
	t.Parallel()
	order := decode(t, `{"id":"1","milestones":[{"name":"Study","milestoneDate":"week 48"},{"name":"Test","status":"Completed"}],"createdAt":"2026-10-01"}`)
	events := order.Timeline(today())
	if len(events) != 3 || events[0].Kind != Placed || events[1].When(now()) != "week 48" || events[2].Mark != Reached {
		t.Errorf("timeline %+v", events)
	}
}

func TestTheSameAppointmentIsShownOnce(t *testing.T) {
	t.Parallel()
	order := decode(t, `{"id":"1","appointments":[{"id":"R1","date":"2026-11-27"},{"id":"R2","date":"2026-11-27"}],"nextAppointment":{"date":"2026-11-27","slot":"AM","status":"confirmed"}}`)
	if len(order.Appointments) != 2 || order.Appointments[0].Slot.Half != Morning || order.Appointments[0].Status.Raw() != "confirmed" || order.Appointments[0].ID.Raw() != "R1" {
		t.Errorf("appointments %+v", order.Appointments)
	}
}

func TestStatesInTheirClasses(t *testing.T) {
	t.Parallel()
	tests := map[string]Class{
		"Current": Open, "CURRENT": Open, "inProgress": Open, "in progress": Open, "inProgress.accepted": Open, "En cours": Open, "Yet-To-Reach": Open,
		"acknowledged": Open, "partial": Open, "Confirmé": Open, "pending": Waiting, "held": Waiting, "draft": Waiting, "assessingCancellation": Waiting,
		"completed": Done, "Closed": Done, "Terminé": Done, "Clôturée": Done, "rejected": Wrong, "failed": Wrong, "Cancelled": Wrong, "Violated": Wrong,
		"Annulé": Wrong, "quelque chose": Unknown, "": Unknown, ".": Unknown, "completed soon": Unknown,
	}
	for state, want := range tests {
		if got := ClassOf(models.NewText(state)); got != want {
			t.Errorf("%q is of class %d, want %d", state, got, want)
		}
	}
	for _, order := range sample(t, "04-tmf622-states.json") {
		if known := order.Status.Raw() != "quelque chose"; known != (order.Class() != Unknown) {
			t.Errorf("%s is of class %d", order.Status, order.Class())
		}
	}
}

func TestSlotsAreWordsAndInventNoClock(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sent, words, short string
		from, to           int
	}{
		{"AM", "morning", "AM", 0, 0},
		{"pm", "afternoon", "PM", 0, 0},
		{"Matin", "morning", "AM", 0, 0},
		{"Matinée", "morning", "AM", 0, 0},
		{"Après-midi", "afternoon", "PM", 0, 0},
		{"Matin 08h00-12h00", "Matin 08h00-12h00", "AM", 480, 720},
		{"13:30 - 17:00", "13:30 - 17:00", "13:30 - 17:00", 810, 1020},
		{"8h-12h", "8h-12h", "8h-12h", 480, 720},
		{"12:00-08:00", "12:00-08:00", "12:00-08:00", 0, 0},
		{"20:00-99:00", "20:00-99:00", "20:00-99:00", 0, 0},
		{"ambient", "ambient", "ambient", 0, 0},
		{"", "", "", 0, 0},
	}
	for _, test := range tests {
		slot := ParseSlot(models.NewText(test.sent))
		if slot.String() != test.words || slot.Short() != test.short || slot.From != test.from || slot.To != test.to {
			t.Errorf("%q is %q, %q, %d to %d", test.sent, slot, slot.Short(), slot.From, slot.To)
		}
	}
}
