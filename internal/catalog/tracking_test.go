package catalog_test

import (
	"strings"
	"testing"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
)

func trackedRow(t *testing.T, document string, now time.Time) tracking.Row {
	t.Helper()
	order, ok := tracking.Decode(models.Value(document))
	if !ok {
		t.Fatal("no order")
	}
	return tracking.Rows([]tracking.Order{order}, when.DayOf(now))[0]
}

const trackedFull = `{"id":"123456","customerReference":"R-1","status":"Current","step":"DELIVERY","offer":"Business VPN",
 "site":{"name":"LYON_1","zipcode":"69003","city":"LYON","floor":3},"createdAt":"2026-10-01","oddity":{"deep":[1,"two"]},
 "milestones":[{"name":"Study","status":"Violated","milestoneDate":"2026-10-20"},{"name":"Delivery","status":"Yet-To-Reach","milestoneDate":"2026-12-11"}],
 "appointments":[{"date":"2026-11-27","slot":"AM","status":"confirmed"},{"date":"2026-11-28T09:30:00+04:00"}]}`

func TestATrackedOrderIsDrawnWithAllThatWasSent(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.FixedZone("", 3600))
	row := trackedRow(t, trackedFull, now)
	for ascii, marks := range map[bool][]string{false: {"✗ Tue 20 Oct", "▶ Fri 27 Nov AM", "○ Sat 28 Nov 09:30 +04:00"}, true: {"! Tue 20 Oct", "> Fri 27 Nov AM"}} {
		var all strings.Builder
		for _, detail := range catalog.Tracked(now, ascii).Detail(row) {
			all.WriteString(detail.Label + " | " + detail.Value + " | " + detail.Note + "\n")
		}
		for _, part := range append(marks, "69003 LYON", "Appointment, confirmed, morning | in 2 d", "site.floor | 3", "oddity.deep[1] | two", "working days") {
			if !strings.Contains(all.String(), part) {
				t.Errorf("ascii %v: %q is missing in\n%s", ascii, part, all.String())
			}
		}
	}
}

func TestWhatIsStillOpenAndPastIsLate(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	row := trackedRow(t, `{"id":"1","status":"Current","milestones":[
		{"name":"Study","status":"Yet-To-Reach","milestoneDate":"2026-11-03"},{"name":"Access","status":"Yet-To-Reach","milestoneDate":"2026-11-04"},
		{"name":"Router","status":"Completed","milestoneDate":"2026-11-05"},{"name":"Test","status":"Yet-To-Reach","milestoneDate":"2026-11-27"}]}`, now)
	var notes []string
	for _, detail := range catalog.Tracked(now, false).Detail(row) {
		for _, name := range []string{"Study, ", "Access, ", "Router, ", "Test, "} {
			if strings.HasPrefix(detail.Value, name) {
				notes = append(notes, name+detail.Note)
			}
		}
	}
	if got := strings.Join(notes, "; "); got != "Study, 22 d late; Access, 21 d late; Router, ; Test, in 2 d" {
		t.Errorf("the timeline says %q", got)
	}
}

func TestAnOrderWithNothingButAnIdIsShown(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	row := trackedRow(t, `{"id":"7"}`, now)
	noun := catalog.Tracked(now, false)
	if noun.Title(row) != "7" || len(noun.Detail(row)) == 0 {
		t.Errorf("the order is called %q", noun.Title(row))
	}
	if found := catalog.TrackedFound([]tracking.Row{row}, "7"); len(found) != 1 {
		t.Error("it is not found by its id")
	}
}

func TestOnlyLateOrdersStandOut(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	column, _ := catalog.Tracked(now, false).Column("nextDate")
	state, _ := catalog.Tracked(now, false).Column("status")
	for document, want := range map[string][2]catalog.Tone{
		`{"id":"1","status":"Current","expectedDeliveryDate":"2026-11-20"}`: {catalog.Doubtful, catalog.Plain},
		`{"id":"1","status":"Current","expectedDeliveryDate":"2026-11-30"}`: {catalog.Plain, catalog.Plain},
		`{"id":"1","status":"unheard of"}`:                                  {catalog.Plain, catalog.Plain},
		`{"id":"1","status":"Closed"}`:                                      {catalog.Plain, catalog.Good},
		`{"id":"1","status":"held"}`:                                        {catalog.Plain, catalog.Doubtful},
		`{"id":"1","status":"Annulé"}`:                                      {catalog.Plain, catalog.Bad},
	} {
		row := trackedRow(t, document, now)
		if got := [2]catalog.Tone{column.Tone(row), state.Tone(row)}; got != want {
			t.Errorf("%s has the tones %v, want %v", document, got, want)
		}
	}
}
