package cli

import (
	"encoding/csv"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestTrackedOrdersAreChosen(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for args, holds := range map[string]func(item map[string]any) bool{
		"tracking":                 func(item map[string]any) bool { return len(item) == 1 || item["status"] == "Current" },
		"tracking --status Closed": func(item map[string]any) bool { return item["status"] == "Closed" },
		"tracking --status all":    func(item map[string]any) bool { return item["id"] != "" },
		"tracking REQ-20017":       func(item map[string]any) bool { return item["customerReference"] == "REQ-20017" },
		"tracking --lang fr":       func(item map[string]any) bool { return len(item) == 1 || item["status"] == "En cours" },
		"tracking business vpn":    func(item map[string]any) bool { return item["offer"] == "Business VPN fibre" },
	} {
		items := b.mustRun(t, append(strings.Fields(args), "-o", "json")...).items(t)
		if len(items) == 0 {
			t.Errorf("%s: nothing", args)
		}
		for _, item := range items {
			if !holds(item) {
				t.Errorf("%s gives %v", args, item)
			}
		}
	}
	all, late, week := 0, 0, 0
	for args, count := range map[string]*int{"tracking": &all, "tracking --late": &late, "tracking --next 7d": &week} {
		*count = len(b.mustRun(t, append(strings.Fields(args), "-o", "json")...).items(t))
	}
	if late == 0 || late >= week || week >= all {
		t.Errorf("%d are late, %d due within a week, %d in all", late, week, all)
	}
}

func TestLateOrdersLead(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	lines, err := csv.NewReader(strings.NewReader(b.mustRun(t, "tracking", "-o", "csv").out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	today, before := b.now().Format("2006-01-02"), ""
	for _, cells := range lines[1:] {
		date := cells[8]
		if date != "" && before != "" && date[:10] < before || before == "" && date[:10] >= today {
			t.Fatalf("%q comes after %q", date, before)
		}
		if date == "" {
			before = "9999"
			continue
		}
		before = date[:10]
	}
}

func TestOneTrackedOrderIsShownWithItsTimeline(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	id := text(t, b.mustRun(t, "tracking", "--late", "-o", "json").items(t)[0], "id")
	shown := b.mustRun(t, "tracking", "show", id).out
	for _, part := range []string{"Order", id, "Reference", "REQ-", "Offer", "DATE", "milestone", "Order registered", "Completed", "d late"} {
		if !strings.Contains(shown, part) {
			t.Errorf("the order does not show %q:\n%s", part, shown)
		}
	}
	if object := b.mustRun(t, "tracking", "show", id, "-o", "json").object(t); object["milestones"] == nil || object["id"] != id {
		t.Errorf("the JSON is %v", object)
	}
	if csv := b.mustRun(t, "tracking", "show", id, "-o", "csv").out; strings.Count(csv, "\n") != 2 {
		t.Errorf("the CSV is %q", csv)
	}
}

func TestAppointmentsAreWrittenForACalendar(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	with, without := 0, 0
	for _, item := range b.mustRun(t, "tracking", "-o", "json").items(t)[:12] {
		got := b.run(t, "tracking", "show", text(t, item, "id"), "--ics")
		switch {
		case got.code == exitDone && strings.HasPrefix(got.out, "BEGIN:VCALENDAR\r\n") && strings.Contains(got.out, "DTSTART"):
			with++
		case got.code == exitNothing && got.out == "":
			without++
		default:
			t.Errorf("exit %d, %q", got.code, got.out)
		}
	}
	if with == 0 || without == 0 {
		t.Errorf("%d with an appointment, %d without", with, without)
	}
}

func TestTrackedOrdersCostOneRequestAndAreKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, args := range []string{"tracking", "tracking --late", "tracking lyon", "tracking --offline"} {
		b.mustRun(t, strings.Fields(args)...)
	}
	if n := b.server.Count("GET", "/order-tracking"); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
	b.server.ForgetRequests()
	_ = b.running.Close()
	if got := b.run(t, "tracking", "--refresh"); got.code != exitUnreachable {
		t.Errorf("without a server: exit %d, %s", got.code, got.err)
	}
}
