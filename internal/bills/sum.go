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
	line := strings.Join(append([]string{s.counted(what)}, s.amounts(style)...), "  ")
	if left := s.Words(); left != "" {
		line += "  ·  " + left
	}
	return line
}

// Parts is Line where there is less room, in parts of which none is shown in half. What
// is left out stands before all sums but the first: without it they are taken for whole.
func (s Sums) Parts(style money.Style, what string) []string {
	parts := append([]string{s.counted(what)}, s.amounts(style)...)
	if left := s.Words(); left != "" {
		parts = slices.Insert(parts, min(2, len(parts)), left)
	}
	return parts
}

func (s Sums) counted(what string) string { return fmt.Sprintf("Σ %d %s", s.Bills, what) }

func (s Sums) amounts(style money.Style) []string {
	written := make([]string, len(s.Each))
	for i, sum := range s.Each {
		written[i] = cmp.Or(sum.Currency.String(), "no currency") + " " + style.Number(sum.Amount)
	}
	return written
}
