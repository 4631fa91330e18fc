package bills

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/govalues/decimal"

	"btalk/internal/models/money"
)

// Flag is what is odd about a bill.
type Flag int

// The flags.
const (
	Unusual    Flag = iota // far off what the account usually pays
	Twice                  // the same account, period and amount as another bill
	Unreadable             // an amount that cannot be read, or in two ways
)

// Sign is the flag in one cell.
func (f Flag) Sign() string { return [...]string{"!", "=", "?"}[f] }

// Oddity is a flag of a bill with its reason in a sentence.
type Oddity struct {
	Flag Flag
	Why  string
}

// Oddities says what is odd about each bill, in their order.
func Oddities(bills []Bill, style money.Style) [][]Oddity {
	odd := make([][]Oddity, len(bills))
	note := func(i int, flag Flag, why string, args ...any) {
		odd[i] = append(odd[i], Oddity{flag, fmt.Sprintf(why, args...)})
	}
	unusual(bills, style, note)
	twice(bills, note)
	for i := range bills {
		for _, column := range []Column{Net, Tax, Gross} {
			switch amount := bills[i].Amount(column); amount.Reading {
			case money.Ambiguous:
				note(i, Unreadable, "%s %q could be two amounts; it is in no sum", column, amount.Sent)
			case money.Unreadable:
				note(i, Unreadable, "%s %q is not readable; it is in no sum", column, amount.Sent)
			case money.Empty, money.Read:
			}
		}
	}
	return odd
}

// The measures of what is unusual.
const (
	usualOf  = 6      // bills before it make the usual amount
	usualMin = 3      // fewer make none
	farUnits = 50     // off by more units of the currency
	farShare = "0.25" // and by more of the usual amount
)

// series tells bills whose amounts can be compared.
type series struct {
	account  string
	credit   bool
	currency money.Currency
}

// unusual compares each bill with the last six of the same account, type and
// currency before it.
func unusual(bills []Bill, style money.Style, note func(int, Flag, string, ...any)) {
	before := map[series][]decimal.Decimal{}
	for _, i := range byIssue(bills) {
		bill := &bills[i]
		amount, reading := bill.Counted(Gross)
		if reading != money.Read || bill.Account.Empty() {
			continue
		}
		key := series{bill.Account.Raw(), bill.Credit(), amount.Currency}
		earlier := before[key]
		if len(earlier) >= usualMin {
			if usual, ok := median(earlier, amount.Currency); ok && far(amount.Value, usual) {
				usualAmount := money.Amount{Value: usual, Currency: amount.Currency}
				note(i, Unusual, "%s is far off the usual %s of this account", style.Amount(amount), style.Amount(usualAmount))
			}
		}
		before[key] = lastOf(append(earlier, amount.Value), usualOf)
	}
}

func lastOf[T any](list []T, n int) []T { return list[max(0, len(list)-n):] }

// byIssue gives the places of dated bills, oldest first.
func byIssue(bills []Bill) []int {
	var places []int
	for i := range bills {
		if !bills[i].Issued.Date.None() {
			places = append(places, i)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(bills[a].Issued.Date.Compare(bills[b].Issued.Date), cmp.Compare(bills[a].ID.Raw(), bills[b].ID.Raw()))
	})
	return places
}

// median is the amount in the middle, between the two in the middle where there
// are two: rounded half to even to as many decimals as these were sent with, and to no
// fewer than the currency has.
func median(values []decimal.Decimal, currency money.Currency) (decimal.Decimal, bool) {
	sorted := slices.SortedFunc(slices.Values(values), decimal.Decimal.Cmp)
	low, high := sorted[(len(sorted)-1)/2], sorted[len(sorted)/2]
	if low == high {
		return low, true
	}
	sum, err := low.Add(high)
	if err != nil {
		return decimal.Decimal{}, false
	}
	middle, err := sum.Quo(decimal.Two)
	return middle.Round(max(low.Scale(), high.Scale(), currency.Digits())), err == nil
}

func far(value, usual decimal.Decimal) bool {
	off, err := value.Sub(usual)
	if err != nil {
		return true
	}
	share, err := usual.Abs().Mul(decimal.MustParse(farShare))
	return err == nil && off.Abs().Cmp(share) > 0 && off.Abs().Cmp(decimal.MustNew(farUnits, 0)) > 0
}

// twice finds bills of one account, period and amount.
func twice(bills []Bill, note func(int, Flag, string, ...any)) {
	type same struct {
		series
		from, to, amount string
	}
	first := map[same]int{}
	for i := range bills {
		bill := &bills[i]
		amount, reading := bill.Counted(Gross)
		if reading != money.Read || amount.Value.IsZero() || bill.Account.Empty() || bill.From.Date.None() {
			continue
		}
		key := same{
			series{bill.Account.Raw(), bill.Credit(), amount.Currency},
			bill.From.Date.Day.String(), bill.To.Date.Day.String(), amount.Value.Trim(0).String(),
		}
		other, known := first[key]
		if !known {
			first[key] = i
			continue
		}
		const why = "the same account, period and amount as bill %s"
		note(i, Twice, why, bills[other].ID)
		note(other, Twice, why, bill.ID)
	}
}
