package bills

import (
	"github.com/govalues/decimal"

	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// Bar is one month of a chart.
type Bar struct {
	Month   when.Month
	Sum     money.Amount
	Bills   int    // counted in the sum
	Change  string // against the month before: +12.5%; "" when it cannot be said
	Running bool   // the month of today: more may come
	Left
}

// Bars sums up the last n months, the one of today included, oldest first. A month
// without bills has a bar of nothing.
func Bars(bills []Bill, currency money.Currency, column Column, dating Dating, today when.Day, n int) []Bar {
	bars := make([]Bar, n)
	parts := make([]Part, n)
	first := today.MonthOf().Add(1 - n)
	for i := range bills {
		bill := &bills[i]
		month := bill.Month(dating)
		at := month.Sub(first)
		if month.None() || at < 0 || at >= n || bill.Money() != currency {
			continue
		}
		amount, reading := bill.Counted(column)
		if reading == money.Read && amount.Currency != currency {
			reading = money.Unreadable // it belongs to another sum
		}
		if parts[at].count(reading) {
			parts[at].add(amount)
		}
	}
	for i, part := range parts {
		bars[i] = Bar{
			Month: first.Add(i), Sum: money.Amount{Value: part.Value, Currency: currency}, Bills: part.Bills,
			Running: i == n-1, Left: part.Left,
		}
		if i > 0 {
			bars[i].Change = change(part, parts[i-1])
		}
	}
	return bars
}

// Lengths gives the length of each bar in eighths of a cell, the longest one filling
// the cells, rounded half to even. What is not nothing is drawn with at least one.
func Lengths(bars []Bar, cells int) []int {
	const eighths = 8
	longest := decimal.Zero
	for _, bar := range bars {
		longest = longest.Max(bar.Sum.Value.Abs())
	}
	lengths := make([]int, len(bars))
	for i, bar := range bars {
		share, err := bar.Sum.Value.Abs().Quo(longest)
		if err != nil || share.IsZero() {
			continue
		}
		whole, err := share.Mul(decimal.MustNew(int64(cells*eighths), 0))
		if err != nil {
			continue
		}
		length, _, _ := whole.Round(0).Int64(0)
		lengths[i] = max(1, int(length))
	}
	return lengths
}

// Currencies are the currencies of bills, the one with the most bills first.
func Currencies(bills []Bill, column Column) []money.Currency {
	sums := Total(bills, column)
	currencies := make([]money.Currency, len(sums.Each))
	for i, sum := range sums.Each {
		currencies[i] = sum.Currency
	}
	return currencies
}
