package calls

import (
	"cmp"
	"slices"

	"github.com/govalues/decimal"

	"btalk/internal/models/money"
)

// By is what calls are grouped by.
type By string

// The groups of calls.
const (
	ByCountry By = "country" // of the number called
	ByHour    By = "hour"    // of the start, on the clock of the file
	ByDay     By = "day"     // likewise
	BySite    By = "site"
	ByNumber  By = "number" // called
)

// Needs is the column without which there are no such groups.
func (by By) Needs() Role {
	switch by {
	case ByHour, ByDay:
		return Start
	case BySite:
		return Site
	case ByCountry, ByNumber:
	}
	return Called
}

// Sum is what calls come to.
type Sum struct {
	Calls, Answered  int64
	OffPeakCalls     int64
	length, talk     int64 // milliseconds
	billed, offPeak  int64
	Amounts          []money.Amount // one for each currency, never added up
	AmountsNotSummed int64          // calls whose amount 19 digits could not take in
}

// Seconds is the time of the calls as their file gives it.
func (s Sum) Seconds() int64 { return rounded(s.length) }

// TalkSeconds is the time of the answered calls.
func (s Sum) TalkSeconds() int64 { return rounded(s.talk) }

// BilledSeconds is the time that is billed, where the file says it.
func (s Sum) BilledSeconds() int64 { return rounded(s.billed) }

// OffPeakSeconds is the part of TalkSeconds in calls that began off-peak.
func (s Sum) OffPeakSeconds() int64 { return rounded(s.offPeak) }

// rounded turns milliseconds into seconds.
func rounded(millis int64) int64 { return (millis + 500) / 1000 }

// Group is the calls that have something in common.
type Group struct {
	Key string
	Sum
}

// maxGroups is how many groups are kept apart. Calls of those that come later
// are counted together.
const maxGroups = 30_000

// maxKey is the length of the longest key, in bytes.
const maxKey = 200

// The keys of calls that have none.
const (
	keyNone  = "not given"
	keyOther = "other"
)

// Summary sums calls up. The zero value has no groups; use NewSummary.
type Summary struct {
	Total Sum

	by      By
	offPeak OffPeak
	groups  map[string]*Sum
	places  numbers
	key     []byte
	late    int64 // calls in keyOther
}

// NewSummary is a summary without calls. The off-peak time may be empty.
func NewSummary(by By, offPeak OffPeak) *Summary {
	return &Summary{by: by, offPeak: offPeak, groups: map[string]*Sum{}}
}

// Add counts a call.
func (s *Summary) Add(call *Call) error {
	cheap := s.offPeak.covers(call.start)
	s.Total.add(call, cheap)
	s.key = s.keyOf(call, s.key[:0])
	group := s.groups[string(s.key)]
	if group == nil {
		if len(s.groups) >= maxGroups {
			s.key = append(s.key[:0], keyOther...)
			s.late++
		}
		if group = s.groups[string(s.key)]; group == nil {
			group = &Sum{}
			s.groups[string(s.key)] = group
		}
	}
	group.add(call, cheap)
	return nil
}

func (s *Summary) keyOf(call *Call, key []byte) []byte {
	switch s.by {
	case ByHour:
		if call.start.timed {
			return append(key, two(call.start.hour)...)
		}
	case ByDay:
		if call.start.dated {
			return call.start.appendDay(key)
		}
	case BySite:
		key = append(key, cellText(call.Site)...)
	case ByCountry:
		place, _ := s.places.place(call.Called)
		return append(key, place...)
	case ByNumber:
		place, number := s.places.place(call.Called)
		if place == Withheld {
			return append(key, place...)
		}
		key = append(key, cellText(number)...)
	}
	if len(key) == 0 {
		return append(key, keyNone...)
	}
	return key[:min(len(key), maxKey)]
}

func (s *Sum) add(call *Call, cheap bool) {
	s.Calls++
	if call.Answered {
		s.Answered++
	}
	s.length += call.length
	s.talk += call.talk
	s.billed += call.billed
	if cheap {
		s.OffPeakCalls++
		s.offPeak += call.talk
	}
	if call.charged && !s.charge(call.charge, call.currency) {
		s.AmountsNotSummed++
	}
}

// charge adds an amount to those of its currency.
func (s *Sum) charge(value decimal.Decimal, currency money.Currency) bool {
	for i, amount := range s.Amounts {
		if amount.Currency == currency {
			sum, ok := amount.Add(value)
			s.Amounts[i] = sum
			return ok
		}
	}
	s.Amounts = append(s.Amounts, money.Amount{Value: value, Currency: currency})
	return true
}

// Groups gives the groups, the one with the most time first, and of those alike
// the one with the most calls.
func (s *Summary) Groups() []Group {
	groups := make([]Group, 0, len(s.groups))
	for key, sum := range s.groups {
		groups = append(groups, Group{key, *sum})
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.talk, a.talk), cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Key, b.Key))
	})
	return groups
}

// National is how many numbers of ten digits were read as French, for want of a
// country code.
func (s *Summary) National() int64 { return s.places.national }

// Late is how many calls are in the group "other", because there were too many
// groups when they came.
func (s *Summary) Late() int64 { return s.late }
