package bills

import (
	"strings"
	"testing"
	"time"

	"btalk/internal/models/when"
)

// today is the day of the tests, a Wednesday.
func today() when.Day { return when.Day{Year: 2026, Month: time.November, Day: 25} }

func TestTheSixDocumentedFormsAndPlainWords(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, query, preview string }{
		{"2024-01-01/2024-03-31", "2024-01-01/2024-03-31", "1 Jan 2024 to 31 Mar 2024"},
		{"2024-01-01/2024-01-01", "2024-01-01/2024-01-01", "1 Jan 2024"},
		{"last90days", "last90days", "27 Aug 2026 to 25 Nov 2026"},
		{"after2024-01-31", "after2024-01-31", "from 1 Feb 2024"},
		{"atOrAfter2024-01-31", "atOrAfter2024-01-31", "from 31 Jan 2024"},
		{"before2024-03-01", "before2024-03-01", "until 29 Feb 2024"},
		{"atOrBefore2024-01-31", "atOrBefore2024-01-31", "until 31 Jan 2024"},
		{"ATORBEFORE 2024-01-31", "atOrBefore2024-01-31", "until 31 Jan 2024"},
		{"90d", "last90days", "27 Aug 2026 to 25 Nov 2026"},
		{"last 7 days", "last7days", "18 Nov 2026 to 25 Nov 2026"},
		{"1 day", "last1days", "24 Nov 2026 to 25 Nov 2026"},
		{"last month", "2026-10-01/2026-10-31", "1 Oct 2026 to 31 Oct 2026"},
		{" Last  Month ", "2026-10-01/2026-10-31", "1 Oct 2026 to 31 Oct 2026"},
		{"this month", "2026-11-01/2026-11-30", "1 Nov 2026 to 30 Nov 2026"},
		{"this quarter", "2026-10-01/2026-12-31", "1 Oct 2026 to 31 Dec 2026"},
		{"last quarter", "2026-07-01/2026-09-30", "1 Jul 2026 to 30 Sep 2026"},
		{"this year", "2026-01-01/2026-12-31", "1 Jan 2026 to 31 Dec 2026"},
		{"last year", "2025-01-01/2025-12-31", "1 Jan 2025 to 31 Dec 2025"},
		{"today", "2026-11-25/2026-11-25", "25 Nov 2026"},
		{"yesterday", "2026-11-24/2026-11-24", "24 Nov 2026"},
		{"2024", "2024-01-01/2024-12-31", "1 Jan 2024 to 31 Dec 2024"},
		{"2024-02", "2024-02-01/2024-02-29", "1 Feb 2024 to 29 Feb 2024"},
		{"2026-10-05", "2026-10-05/2026-10-05", "5 Oct 2026"},
		{"October", "2026-10-01/2026-10-31", "1 Oct 2026 to 31 Oct 2026"},
		{"nov", "2026-11-01/2026-11-30", "1 Nov 2026 to 30 Nov 2026"},
		{"december", "2025-12-01/2025-12-31", "1 Dec 2025 to 31 Dec 2025"},
		{"oct 2024", "2024-10-01/2024-10-31", "1 Oct 2024 to 31 Oct 2024"},
	}
	for _, test := range tests {
		issued, err := ParseIssued(test.text, today())
		if err != nil || issued.Query != test.query || issued.Preview() != test.preview {
			t.Errorf("%q is %q, %q (%v), want %q, %q", test.text, issued.Query, issued.Preview(), err, test.query, test.preview)
		}
	}
}

func TestWhatIsNotADateSaysWhatIs(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"", Forms},
		{"soon", Forms},
		{"2024-13", Forms},
		{"oct 20x4", Forms},
		{"0d", "1d or more"},
		{"2024-01-01/", `"" is not a day; write it as 2026-01-31`},
		{"01/02/2024", `"01" is not a day`},
		{"2024-03-31/2024-01-01", "ends before it begins"},
		{"after2024-02-30", `"2024-02-30" is not a day`},
		{"beforelunch", `"lunch" is not a day`},
	}
	for _, test := range tests {
		if issued, err := ParseIssued(test.text, today()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q is %q, %v; want an error with %q", test.text, issued.Query, err, test.want)
		}
	}
	for _, form := range []string{"2026-01-01/2026-03-31", "last90days", "after", "atOrAfter", "before", "atOrBefore", "last month"} {
		if !strings.Contains(Forms, form) {
			t.Errorf("the forms do not name %s", form)
		}
	}
}

func TestARangeHoldsItsEnds(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, in, out string }{
		{"2026-10", "2026-10-01 2026-10-31", "2026-09-30 2026-11-01"},
		{"after2026-10-01", "2026-10-02 2099-01-01", "2026-10-01"},
		{"atOrBefore2026-10-01", "2026-10-01 2000-01-01", "2026-10-02"},
	}
	for _, test := range tests {
		issued, err := ParseIssued(test.text, today())
		if err != nil {
			t.Fatal(err)
		}
		for days, want := range map[string]bool{test.in: true, test.out: false} {
			for text := range strings.FieldsSeq(days) {
				date, _ := when.Parse(text)
				if issued.Contains(date.Day) != want {
					t.Errorf("%s holds %s: %v", test.text, text, !want)
				}
			}
		}
		if issued.Contains(when.Day{}) {
			t.Errorf("%s holds a bill without a date", test.text)
		}
	}
}

func TestARangeChoosesByTheDayAndKeepsWhatHasNone(t *testing.T) {
	t.Parallel()
	all := list(t, `[{"id":"1","issuedAt":"2026-10-31"},{"id":"2","issuedAt":"2026-11-01"},{"id":"3","issuedAt":"soon"},{"id":"4"},{"id":"5","issuedAt":"2026-08-27"},{"id":"6","issuedAt":"2026-08-25"}]`)
	for text, want := range map[string]string{
		"last month": "1 3 4", "2026-11": "2 3 4", "90d": "1 2 3 4 5", "before2026-11-01": "1 3 4 5 6", "after2026-10-31": "2 3 4",
	} {
		issued, err := ParseIssued(text, when.Day{Year: 2026, Month: 11, Day: 25})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, bill := range issued.Choose(all) {
			ids = append(ids, bill.ID.Raw())
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s chooses %s, want %s", text, got, want)
		}
	}
	if got := (Issued{}).Choose(all); len(got) != len(all) {
		t.Errorf("no range chooses %d of %d", len(got), len(all))
	}
}

func TestWordsAreATimeWhereTheyAreOneAsAWhole(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][2]string{
		"": {}, "last month": {"last month", ""}, "Last Month": {"Last Month", ""}, "2026-10": {"2026-10", ""}, "90d": {"90d", ""}, "october 2025": {"october 2025", ""},
		"last month lyon": {"", "last month lyon"}, "1013390": {"", "1013390"}, "after lunch": {"", "after lunch"}, "last": {"", "last"},
	} {
		if issued, query := Split(words); issued != want[0] || query != want[1] {
			t.Errorf("%q is the time %q and the query %q, want %q", words, issued, query, want)
		}
	}
}
