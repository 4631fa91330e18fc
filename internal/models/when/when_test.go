package when

import (
	"testing"
	"time"
)

func TestDatesAsSystemsWriteThem(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"2026-11-27", "2026-11-27"},
		{" 2026-11-27 ", "2026-11-27"},
		{"20261127", "2026-11-27"},
		{"27/11/2026", "2026-11-27"},
		{"11/12/2026", "2026-12-11"}, // the day first: the systems are French
		{"11/27/2026", "2026-11-27"}, // unless it cannot be
		{"27.11.2026", "2026-11-27"},
		{"27-11-2026", "2026-11-27"},
		{"2026-11-27T00:00:00.000Z", "2026-11-27"},
		{"2026-11-27T23:59:59Z", "2026-11-27T23:59:59Z"},
		{"2026-11-27T01:30:00+04:00", "2026-11-27T01:30:00+04:00"},
		{"2026-11-27T01:30:00+0400", "2026-11-27T01:30:00+04:00"},
		{"2026-11-27 09:30", "2026-11-27T09:30:00"},
		{"2026-11-27T09:30:15.123456", "2026-11-27T09:30:15"},
		{"27/11/2026 14h05", "2026-11-27T14:05:00"},
		{"2028-02-29", "2028-02-29"},
	}
	for _, test := range tests {
		if got, ok := Parse(test.text); !ok || got.String() != test.want {
			t.Errorf("%q is read as %q (%v), want %q", test.text, got, ok, test.want)
		}
	}
}

func TestWhatIsNotADate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "x", "2026-13-01", "2026-02-29", "2026-11-31", "2026-1-1", "69003", "33140000000", "00000000", "19000101", "2026-11-27x",
		"2026-11-27T", "2026-11-27T25:00", "2026-11-27T09:30+99:99x", "99999999", "2026/11", "26-11-27", "2026-11-27T09:30:00Z and more text to follow", "32/01/2026",
	} {
		if got, ok := Parse(text); ok {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestADayIsNeverShifted(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-11-27T23:59:00-11:00", "2026-11-27T00:30:00+14:00", "2026-11-27T00:00:00Z", "2026-11-27"} {
		if got, _ := Parse(text); got.Day != (Day{2026, time.November, 27}) {
			t.Errorf("%s is on %s", text, got.Day)
		}
	}
}

func TestAnOffsetIsNamedWhereItIsNotTheLocalOne(t *testing.T) {
	t.Parallel()
	paris := time.FixedZone("", 3600)
	tests := []struct{ text, want string }{
		{"2026-11-27T09:30:00+01:00", "09:30"},
		{"2026-11-27T09:30:00+04:00", "09:30 +04:00"},
		{"2026-11-27T09:30:00Z", "09:30 +00:00"},
		{"2026-11-27T09:30:00", "09:30"},
		{"2026-11-27T00:00:00Z", ""},
		{"2026-11-27", ""},
	}
	for _, test := range tests {
		if got, _ := Parse(test.text); got.Time(paris) != test.want {
			t.Errorf("%s is shown as %q, want %q", test.text, got.Time(paris), test.want)
		}
	}
}

func TestDatesAreOrderedByDayThenTimeAndNoneIsLast(t *testing.T) {
	t.Parallel()
	texts := []string{"2026-11-26T23:00:00", "2026-11-27", "2026-11-27T08:00:00+04:00", "2026-11-27T09:00:00Z", "2026-12-01", ""}
	for i, left := range texts {
		for j, right := range texts {
			a, _ := Parse(left)
			b, _ := Parse(right)
			want := 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q against %q is %d, want %d", left, right, got, want)
			}
			if got := a.Day.Before(b.Day); got != (a.Day != b.Day && i < j && right != "") {
				t.Errorf("%q before %q is %v", left, right, got)
			}
		}
	}
	if !(Date{}).None() || (Day{}).Sub(Day{}) != 0 {
		t.Error("the zero value is not none")
	}
}

func TestDistanceInWords(t *testing.T) {
	t.Parallel()
	today := Day{2026, time.November, 25}
	tests := []struct {
		days           int
		distance, due  string
		words, written string
	}{
		{0, "today", "today", "Wed 25 Nov", "2026-11-25"},
		{1, "tomorrow", "tomorrow", "Thu 26 Nov", "2026-11-26"},
		{9, "in 9 d", "in 9 d", "Fri 04 Dec", "2026-12-04"},
		{-1, "1 d ago", "1 d late", "Tue 24 Nov", "2026-11-24"},
		{-3, "3 d ago", "3 d late", "Sun 22 Nov", "2026-11-22"},
		{40, "in 40 d", "in 40 d", "Mon 04 Jan 2027", "2027-01-04"},
	}
	for _, test := range tests {
		day := today.Add(test.days)
		if got := Distance(day, today); got != test.distance {
			t.Errorf("%s is %q, want %q", day, got, test.distance)
		}
		if got := Due(day, today); got != test.due {
			t.Errorf("%s is due %q, want %q", day, got, test.due)
		}
		if day.Words(today) != test.words || day.String() != test.written {
			t.Errorf("day %+d is %q, %q", test.days, day.Words(today), day)
		}
	}
	if Distance(Day{}, today) != "" || Due(Day{}, today) != "" || (Day{}).Words(today) != "" || (Day{}).String() != "" {
		t.Error("no day has a distance")
	}
}

func TestWorkingDaysLeaveOutWeekEndsAndFrenchHolidays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from, to string
		want     int
	}{
		{"2026-11-25", "2026-12-04", 7},
		{"2026-11-25", "2026-11-25", 0},
		{"2026-11-25", "2026-11-20", 0},
		{"2026-11-27", "2026-11-29", 0}, // a weekend
		{"2026-11-10", "2026-11-11", 0}, // Armistice, a Wednesday
		{"2026-05-13", "2026-05-15", 1}, // Ascension, Thursday 14 May
		{"2026-04-03", "2026-04-07", 1}, // Easter Monday, 6 April
		{"2026-05-22", "2026-05-26", 1}, // Whit Monday, 25 May
		{"2026-12-31", "2027-01-04", 1}, // New Year, a Friday
		{"2025-01-01", "2025-12-31", 251},
		{"1980-01-01", "2199-01-01", 517}, // not counted beyond two years
	}
	for _, test := range tests {
		from, _ := Parse(test.from)
		to, _ := Parse(test.to)
		if got := WorkingDays(from.Day, to.Day); got != test.want {
			t.Errorf("%d working days from %s to %s, want %d", got, test.from, test.to, test.want)
		}
	}
}

func TestEasterOfKnownYears(t *testing.T) {
	t.Parallel()
	for _, want := range []Day{
		{1818, 3, 22},
		{1943, 4, 25},
		{1961, 4, 2},
		{2000, 4, 23},
		{2008, 3, 23},
		{2011, 4, 24},
		{2019, 4, 21},
		{2024, 3, 31},
		{2025, 4, 20},
		{2026, 4, 5},
		{2027, 3, 28},
		{2038, 4, 25},
		{2049, 4, 18},
		{2076, 4, 19},
		{2285, 3, 22},
	} {
		if got := easter(want.Year); got != want {
			t.Errorf("Easter of %d is %s, want %s", want.Year, got, want)
		}
	}
}

func TestMonths(t *testing.T) {
	t.Parallel()
	november := Day{2026, time.November, 30}.MonthOf()
	if november.String() != "2026-11" || november.First().String() != "2026-11-01" || november.Last().String() != "2026-11-30" {
		t.Errorf("%s is %s to %s", november, november.First(), november.Last())
	}
	if got := november.Add(3); got.String() != "2027-02" || got.Last().Day != 28 || got.Sub(november) != 3 {
		t.Errorf("three months later is %s", got)
	}
	if got := november.Add(-11); got.String() != "2025-12" || got.Sub(november) != -11 {
		t.Errorf("eleven months earlier is %s", got)
	}
	if !(Month{}).None() || (Month{}).String() != "" || november.None() {
		t.Error("the zero value is not none")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"2026-11-27T09:30:00+04:00", "27/11/2026 14h05", "20261127", "2026-11-27"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		date, ok := Parse(text)
		if !ok {
			return
		}
		again, ok := Parse(date.String())
		if !ok || again.Day != date.Day || again.String() != date.String() {
			t.Errorf("%q is %q, which is read as %q (%v)", text, date, again, ok)
		}
	})
}
