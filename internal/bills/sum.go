package bills

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"btalk/internal/models/money"
)

// Sum is what the bills of one currency come to.
type Sum struct {
	money.Amount
	Bills int // counted in the amount
}

// Left counts what is in no sum.
type Left struct {
	Without    int // bills without an amount
	Unreadable int // bills whose amount is not readable, or could be read in two ways
	TooLarge   int // bills that a sum of 19 digits does not hold
}

// Count is the number of bills that are in no sum.
func (l Left) Count() int { return l.Without + l.Unreadable + l.TooLarge }

// lacks reports whether an amount that was sent is in no sum: what the sum is compared
// with would be compared with less than there is.
func (l Left) lacks() bool { return l.Unreadable+l.TooLarge > 0 }

// Sums are the sums of a list, one a currency.
type Sums struct {
	Bills int   // all, counted or not
	Each  []Sum // the currency with the most bills first, then by code; none is a currency of its own
	Left
}

// Total adds up the amounts of a column.
func Total(bills []Bill, column Column) Sums {
	sums := Sums{Bills: len(bills)}
	for i := range bills {
		amount, reading := bills[i].Counted(column)
		if sums.count(reading) {
			sums.add(amount)
		}
	}
	slices.SortStableFunc(sums.Each, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(b.Bills, a.Bills), cmp.Compare(a.Currency.String(), b.Currency.String()))
	})
	return sums
}

// count reports whether an amount of the reading can be added, and notes what is
// left out.
func (l *Left) count(reading money.Reading) bool {
	switch reading {
	case money.Read:
		return true
	case money.Empty:
		l.Without++
	default:
		l.Unreadable++
	}
	return false
}

func (s *Sums) add(amount money.Amount) {
	at := slices.IndexFunc(s.Each, func(sum Sum) bool { return sum.Currency == amount.Currency })
	if at < 0 {
		at = len(s.Each)
		s.Each = append(s.Each, Sum{Amount: money.Amount{Currency: amount.Currency}})
	}
	sum, ok := s.Each[at].Add(amount.Value)
	if !ok {
		s.TooLarge++
		return
	}
	s.Each[at] = Sum{sum, s.Each[at].Bills + 1}
}

// Words says what is left out: "2 without amount, 1 not readable"; "" when nothing
// is.
func (l Left) Words() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{l.Without, "without amount"}, {l.Unreadable, "not readable"}, {l.TooLarge, "too large to add"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return strings.Join(parts, ", ")
}

// Line is the line below a list: "Σ 37 shown  EUR 12,345.67  USD -45.00  ·  2
// without amount". What says which bills they are: shown, marked.
func (s Sums) Line(style money.Style, what string) string {
	var line strings.Builder
	fmt.Fprintf(&line, "Σ %d %s", s.Bills, what)
	for _, sum := range s.Each {
		currency := sum.Currency.String()
		if currency == "" {
			currency = "no currency"
		}
		fmt.Fprintf(&line, "  %s %s", currency, style.Number(sum.Amount))
	}
	if left := s.Words(); left != "" {
		line.WriteString("  ·  " + left)
	}
	return line.String()
}
