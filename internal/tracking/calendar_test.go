package tracking

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// unfolded gives the lines of a calendar, joined where they were folded.
func unfolded(t *testing.T, file []byte) string {
	t.Helper()
	text := string(file)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "\r\n") {
		t.Errorf("a line does not end with CRLF: %q", text)
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	return strings.ReplaceAll(text, "\r\n ", "")
}

func calendarOf(t *testing.T, document string) string {
	t.Helper()
	file, _, _ := Calendar([]Order{decode(t, document)}, time.Date(2026, 11, 25, 10, 0, 0, 0, time.FixedZone("", 3600)))
	return unfolded(t, file)
}

func TestAppointmentOfTheSampleAsACalendar(t *testing.T) {
	t.Parallel()
	file, count, without := Calendar(sample(t, "02-assumed.json"), time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC))
	golden, err := os.ReadFile("testdata/02-assumed.ics.txt") // with plain line ends
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(string(golden), "\n", "\r\n")
	if got := unfolded(t, file); got != want || count != 1 || without != 0 {
		t.Errorf("%d appointments, %d without a date:\n%s\nwant\n%s", count, without, got, want)
	}
}

func TestTimesOfAppointments(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, appointment, want string }{
		{"a day", `{"date":"2026-12-31"}`, "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"},
		{"a half day has no clock", `{"date":"2026-11-27","slot":"PM"}`, "DTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128\r\n"},
		{"a slot with a clock", `{"date":"27/11/2026","creneau":"Matin 08h00-12h00"}`, "DTSTART:20261127T080000\r\nDTEND:20261127T120000\r\n"},
		{"a slot until midnight", `{"date":"27/11/2026","creneau":"20h-24h"}`, "DTSTART:20261127T200000\r\nDTEND:20261128T000000\r\n"},
		{"a time with an offset", `{"date":"2026-11-27T08:30:00+04:00","endDate":"2026-11-27T10:00:00+04:00"}`, "DTSTART:20261127T043000Z\r\nDTEND:20261127T060000Z\r\n"},
		{"a time without an offset", `{"date":"2026-11-27T08:30:00"}`, "DTSTART:20261127T083000\r\n"},
		{"an end before the begin", `{"date":"2026-11-27T08:30:00Z","endDate":"2026-11-27T07:00:00Z"}`, "DTSTART:20261127T083000Z\r\nSUMMARY"},
	}
	for _, test := range tests {
		if got := calendarOf(t, `{"id":"1","appointments":[`+test.appointment+`]}`); !strings.Contains(got, test.want) {
			t.Errorf("%s: %s", test.name, got)
		}
	}
}

func TestStatesInACalendar(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]string{"confirmed": "CONFIRMED", "completed": "CONFIRMED", "cancelled": "CANCELLED", "": "TENTATIVE", "zzz": "TENTATIVE"} {
		if got := calendarOf(t, `{"id":"1","appointments":[{"date":"2026-11-27","status":"`+state+`"}]}`); !strings.Contains(got, "\r\nSTATUS:"+want+"\r\n") {
			t.Errorf("state %q: %s", state, got)
		}
	}
}

func TestHostileTextCannotLeaveItsLine(t *testing.T) {
	t.Parallel()
	got := calendarOf(t, `{"id":"1\r\nEND:VCALENDAR","site":{"name":"`+strings.Repeat("é", 100)+`;,\\\nBEGIN:VALARM\u0000\u001b"},"appointments":[{"date":"2026-11-27"}]}`)
	if strings.Count(got, "\r\nEND:VCALENDAR") != 1 || strings.Contains(got, "\nBEGIN:VALARM") || strings.ContainsAny(got, "\x00\x1b") {
		t.Errorf("the text left its line: %q", got)
	}
	if !strings.Contains(got, strings.Repeat("é", 100)) || !strings.Contains(got, `\;\,\\`) {
		t.Errorf("the text is not whole: %q", got)
	}
}

func TestWhatNobodySeesIsNotInACalendar(t *testing.T) {
	t.Parallel()
	got := calendarOf(t, `{"id":"1\u202e7","appointments":[{"id":"8\u202e9","date":"2026-11-27"}]}`)
	if strings.Contains(got, "\u202e") || !strings.Contains(got, "\r\nUID:1") {
		t.Errorf("the file reorders what is read: %q", got)
	}
}

func TestAppointmentsWithoutADateAreCounted(t *testing.T) {
	t.Parallel()
	orders := []Order{decode(t, `{"id":"1","appointments":[{"date":"soon"},{"date":"2026-11-27"},{"slot":"AM"}]}`)}
	file, count, without := Calendar(orders, time.Now())
	if count != 1 || without != 2 || strings.Count(string(file), "BEGIN:VEVENT") != 1 || !strings.Contains(string(file), "UID:1/2026-11-27-2@btalk") {
		t.Errorf("%d appointments, %d without a date", count, without)
	}
}
