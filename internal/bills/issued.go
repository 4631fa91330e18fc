package bills

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"btalk/internal/models/when"
)

// Issued is a range of days of issue.
type Issued struct {
	Query    string   // as the API takes it: one of its six forms (api-contract §4.2)
	From, To when.Day // both included; none: open at that end
}

// Contains reports whether the day is in the range. No day is in none.
func (i Issued) Contains(day when.Day) bool {
	return !day.None() && !day.Before(i.From) && (i.To.None() || !i.To.Before(day))
}

// Choose gives the bills of a list that are in the range. One without a day that can
// be read stays: a server that chose it knows why. "The last 90 days" are counted by
// the server, on its own clock: a day of grace keeps what it gave.
func (i Issued) Choose(list []Bill) []Bill {
	if i == (Issued{}) {
		return list
	}
	if strings.HasPrefix(i.Query, "last") {
		i.From, i.To = i.From.Add(-1), when.Day{}
	}
	chosen := make([]Bill, 0, len(list))
	for at := range list {
		if date := list[at].Issued.Date; date.None() || i.Contains(date.Day) {
			chosen = append(chosen, list[at])
		}
	}
	return chosen
}

// Preview says the range in words: "1 Oct 2026 to 31 Oct 2026".
func (i Issued) Preview() string {
	const form = "2 Jan 2006"
	at := func(day when.Day) string {
		return time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC).Format(form)
	}
	switch {
	case i.From.None():
		return "until " + at(i.To)
	case i.To.None():
		return "from " + at(i.From)
	case i.From == i.To:
		return at(i.From)
	}
	return at(i.From) + " to " + at(i.To)
}

// ParseIssued reads one of the six documented forms, or plain words: last month,
// this year, 90d, 2026, 2026-10, 2026-10-05, october. Words for months and years
// become days here; "90d" goes to the server as last90days, which counts itself.
func ParseIssued(text string, today when.Day) (Issued, error) {
	plain := strings.Join(strings.Fields(text), " ")
	for _, form := range []func(string, when.Day) (Issued, bool, error){documented, days, calendar, named} {
		if issued, ok, err := form(plain, today); ok || err != nil {
			return issued, err
		}
	}
	return Issued{}, fmt.Errorf("the date %q was not understood; %s", text, Forms)
}

// Split tells what words after "bills" mean: a time, where they are one as a whole, else
// what to find.
func Split(words string) (issued, query string) {
	anyDay := when.Day{Year: 2000, Month: time.January, Day: 1} // whether it is a time does not hang on the day
	if _, err := ParseIssued(words, anyDay); err == nil {
		return words, ""
	}
	return "", words
}

// Forms names what ParseIssued reads.
const Forms = "write 2026-01-01/2026-03-31, last90days, after2026-01-31, atOrAfter2026-01-31, before2026-01-31, atOrBefore2026-01-31, " +
	"or last month, this month, last quarter, this year, last year, today, 90d, 2026, 2026-10, 2026-10-05, october"

// documented reads the forms of the API that name days.
func documented(text string, _ when.Day) (Issued, bool, error) {
	if from, to, ok := strings.Cut(text, "/"); ok {
		first, err := day(from)
		if err != nil {
			return Issued{}, false, err
		}
		last, err := day(to)
		if err != nil {
			return Issued{}, false, err
		}
		if last.Before(first) {
			return Issued{}, false, fmt.Errorf("the interval %q ends before it begins; write the earlier day first", text)
		}
		return interval(first, last), true, nil
	}
	for _, keyword := range []struct {
		word            string
		fromOff, toOff  int
		hasFrom, hasEnd bool
	}{
		{"atOrAfter", 0, 0, true, false}, {"atOrBefore", 0, 0, false, true}, {"after", 1, 0, true, false}, {"before", 0, -1, false, true},
	} {
		if len(text) <= len(keyword.word) || !strings.EqualFold(text[:len(keyword.word)], keyword.word) {
			continue
		}
		at, err := day(strings.TrimSpace(text[len(keyword.word):]))
		if err != nil {
			return Issued{}, false, err
		}
		issued := Issued{Query: keyword.word + at.String()}
		if keyword.hasFrom {
			issued.From = at.Add(keyword.fromOff)
		}
		if keyword.hasEnd {
			issued.To = at.Add(keyword.toOff)
		}
		return issued, true, nil
	}
	return Issued{}, false, nil
}

func interval(from, to when.Day) Issued {
	return Issued{Query: from.String() + "/" + to.String(), From: from, To: to}
}

func day(text string) (when.Day, error) {
	at, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil {
		return when.Day{}, fmt.Errorf("%q is not a day; write it as 2026-01-31", text)
	}
	return when.DayOf(at), nil
}

// lastDays finds "90d", "90 days", "last90days", "last 90 days".
var lastDays = regexp.MustCompile(`(?i)^(?:last ?)?(\d{1,4}) ?d(?:ays?)?$`)

func days(text string, today when.Day) (Issued, bool, error) {
	found := lastDays.FindStringSubmatch(text)
	if found == nil {
		return Issued{}, false, nil
	}
	n, _ := strconv.Atoi(found[1]) // four digits at most
	if n == 0 {
		return Issued{}, false, fmt.Errorf("%q is no time at all; write 1d or more", text)
	}
	return Issued{Query: fmt.Sprintf("last%ddays", n), From: today.Add(-n), To: today}, true, nil
}

// calendar reads 2026, 2026-10 and 2026-10-05.
func calendar(text string, _ when.Day) (Issued, bool, error) {
	for _, form := range []struct {
		layout       string
		years, month int
	}{{"2006", 1, 0}, {"2006-01", 0, 1}, {time.DateOnly, 0, 0}} {
		at, err := time.Parse(form.layout, text)
		if err != nil {
			continue
		}
		first := when.DayOf(at)
		if form.years+form.month == 0 {
			return interval(first, first), true, nil
		}
		return interval(first, when.DayOf(at.AddDate(form.years, form.month, -1))), true, nil
	}
	return Issued{}, false, nil
}

// named reads words: last month, this year, october, october 2025.
func named(text string, today when.Day) (Issued, bool, error) {
	this := today.MonthOf()
	quarter := this.Add(-(int(this.Month) - 1) % 3)
	year := when.Month{Year: this.Year, Month: time.January}
	months := func(first when.Month, n int) (Issued, bool, error) {
		return interval(first.First(), first.Add(n-1).Last()), true, nil
	}
	switch strings.ToLower(text) {
	case "today":
		return interval(today, today), true, nil
	case "yesterday":
		return interval(today.Add(-1), today.Add(-1)), true, nil
	case "this month":
		return months(this, 1)
	case "last month":
		return months(this.Add(-1), 1)
	case "this quarter":
		return months(quarter, 3)
	case "last quarter":
		return months(quarter.Add(-3), 3)
	case "this year":
		return months(year, 12)
	case "last year":
		return months(year.Add(-12), 12)
	}
	if month, ok := monthNamed(text, this); ok {
		return months(month, 1)
	}
	return Issued{}, false, nil
}

// monthNamed reads october, oct 2025. Without a year it is the latest one that has
// begun.
func monthNamed(text string, this when.Month) (when.Month, bool) {
	name, year, hasYear := strings.Cut(text, " ")
	for _, layout := range []string{"January", "Jan"} {
		at, err := time.Parse(layout, name)
		if err != nil {
			continue
		}
		month := when.Month{Year: this.Year, Month: at.Month()}
		if !hasYear {
			if month.Sub(this) > 0 {
				month = month.Add(-12)
			}
			return month, true
		}
		in, err := time.Parse("2006", year)
		month.Year = in.Year()
		return month, err == nil
	}
	return when.Month{}, false
}
