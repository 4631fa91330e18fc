package bills

import (
	"strings"

	"github.com/govalues/decimal"

	"btalk/internal/models/money"
)

// Row is a bill in a list, with what is odd about it there.
type Row struct {
	Bill

	Odd []Oddity
}

// Rows puts bills into the order of a list, and says what is odd about each.
func Rows(list []Bill, style money.Style) []Row {
	Sort(list)
	odd := Oddities(list, style)
	rows := make([]Row, len(list))
	for i := range list {
		rows[i] = Row{list[i], odd[i]}
	}
	return rows
}

// Plain are the bills of rows.
func Plain(rows []Row) []Bill {
	list := make([]Bill, len(rows))
	for i := range rows {
		list[i] = rows[i].Bill
	}
	return list
}

// Signs are the signs of the flags, each once.
func (r *Row) Signs() string {
	var signs strings.Builder
	for _, odd := range r.Odd {
		if sign := odd.Flag.Sign(); !strings.Contains(signs.String(), sign) {
			signs.WriteString(sign)
		}
	}
	return signs.String()
}

// Shown is an amount of the bill for people: as it counts, a credit note against.
// What is not readable is shown as sent.
func (b *Bill) Shown(column Column, style money.Style) string {
	amount := *b.Amount(column)
	amount.Amount, _ = b.Counted(column)
	return amount.Text(style)
}

// Exact is an amount of the bill for scripts: signed as it counts, with a dot and no
// groups. One that is not readable is as it was sent, as a text, so that no
// spreadsheet takes it for a number.
func (b *Bill) Exact(column Column) string {
	amount, reading := b.Counted(column)
	switch reading {
	case money.Read:
		return amount.String()
	case money.Empty:
		return ""
	default:
		return "'" + b.Amount(column).Sent.String()
	}
}

// Key is what a list is sorted by for an amount: the number, before what is none.
func (b *Bill) Key(column Column) string {
	amount, reading := b.Counted(column)
	if reading != money.Read {
		return "9" + b.Amount(column).Sent.String()
	}
	return SortKey(amount.Value)
}

// SortKey writes a number so that texts sort as numbers do.
func SortKey(value decimal.Decimal) string {
	const digits = 19 // of a decimal, on either side of the mark
	whole, fraction, _ := strings.Cut(value.Abs().String(), ".")
	key := strings.Repeat("0", max(digits-len(whole), 0)) + whole + fraction + strings.Repeat("0", max(digits-len(fraction), 0))
	if !value.IsNeg() {
		return "2" + key
	}
	return "1" + strings.Map(func(r rune) rune { return '0' + '9' - r }, key)
}

// Exact is the date as a spreadsheet reads it, or as sent.
func (m Moment) Exact() string {
	if m.Date.None() {
		return m.Sent.String()
	}
	return m.Date.String()
}

// Period is the period billed: 2026-09 where it is a month, else both days.
func (b *Bill) Period() string {
	from, to := b.From.Date.Day, b.To.Date.Day
	switch {
	case !from.None() && from == from.MonthOf().First() && to == from.MonthOf().Last():
		return from.MonthOf().String()
	case b.From.Sent.Empty() && b.To.Sent.Empty():
		return ""
	case b.To.Sent.Empty():
		return "from " + b.From.Exact()
	}
	return strings.TrimSpace(b.From.Exact() + " – " + b.To.Exact())
}

// IsType reports whether a bill is of the type that somebody names: "creditnote" is
// any credit note, "invoice" any that is none and says nothing else, and any other
// word the type as sent.
func (b *Bill) IsType(wanted string) bool {
	switch word := letters(wanted); word {
	case "":
		return true
	case "creditnote", "credit":
		return b.Credit()
	case "invoice":
		return !b.Credit() && (b.Type.Empty() || letters(b.Type.Raw()) == word)
	default:
		return letters(b.Type.Raw()) == word || letters(b.Category.Raw()) == word
	}
}
