package text_test

import (
	"testing"
	"time"

	"btalk/internal/models/text"
)

func TestAgesAreInTheCoarsestUnitOfUse(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for old, want := range map[time.Duration]struct {
		age, ago string
		lasts    time.Duration
	}{
		-10 * 365 * day:                {"0 s", "some time ago", time.Minute},
		-3 * time.Minute:               {"0 s", "some time ago", time.Minute},
		-time.Minute:                   {"0 s", "just now", time.Minute},
		0:                              {"0 s", "just now", time.Minute},
		59 * time.Second:               {"59 s", "just now", time.Second},
		time.Minute:                    {"1 min", "1 min ago", time.Minute},
		3*time.Minute + 20*time.Second: {"3 min", "3 min ago", 40 * time.Second},
		time.Hour:                      {"1 h", "1 h ago", time.Hour},
		2*day - time.Second:            {"47 h", "47 h ago", time.Second},
		2 * day:                        {"2 days", "2 days ago", day},
		10 * 365 * day:                 {"3650 days", "3650 days ago", day},
	} {
		if got := text.Age(old); got != want.age {
			t.Errorf("Age(%v) = %q, want %q", old, got, want.age)
		}
		if ago, lasts := text.Ago(old); ago != want.ago || lasts != want.lasts {
			t.Errorf("Ago(%v) = %q for %v, want %q for %v", old, ago, lasts, want.ago, want.lasts)
		}
	}
}

func TestMomentsAreInTheirZoneForPeopleAndInUTCForPrograms(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 23, 5, 9, 0, time.FixedZone("", -5*3600))
	for got, want := range map[string]string{
		text.Moment(at): "2026-11-25 23:05:09", text.Minute(at): "2026-11-25 23:05", text.Stamp(at): "2026-11-26T04:05:09Z",
		text.Moment(time.Time{}) + text.Minute(time.Time{}) + text.Stamp(time.Time{}): "",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCountsAreInWords(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		text.Count(1, "address", "addresses"): "1 address", text.Count(0, "number", "numbers"): "0 numbers",
		text.Count(int64(12_000_000_000), "number", "numbers"): "12000000000 numbers",
		text.Grouped(999): "999", text.Grouped(1000): "1,000", text.Grouped(1_002_003): "1,002,003",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNearestHasTheFewestLettersToChange(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"refrsh": "refresh", "REFRESH": "refresh", "pagedown": "page-down", "opne": "open", "zzz": "top"} {
		if got := text.Nearest(name, []string{"refresh", "open", "page-down", "top", "tip"}); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
	for name, candidates := range map[string][]string{
		"xab":    {"ba", "ab"},        // a letter too many before
		"orderd": {"bored", "orders"}, // another letter
		"b":      {"aa", "ab"},        // a letter missing before
		"abc":    {"cab", "ab"},       // a letter too many behind
	} {
		if got := text.Nearest(name, candidates); got != candidates[1] {
			t.Errorf("Nearest(%q) of %q = %q", name, candidates, got)
		}
	}
	if got := text.Nearest("open", nil); got != "" {
		t.Errorf("nearest of nothing is %q", got)
	}
}
