package bills

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// Key is what bills are grouped by.
type Key int

// The keys of groups.
const (
	Month Key = iota
	Account
	Type
	Currency
)

// keyNames are the keys as they are written.
var keyNames = [...]string{Month: "month", Account: "account", Type: "type", Currency: "currency"}

// String is the key as ParseKeys reads it.
func (k Key) String() string { return keyNames[k] }

// ParseKeys reads "month,account". A currency is part of every group in any case.
func ParseKeys(text string) ([]Key, error) {
	var keys []Key
	for word := range strings.SplitSeq(text, ",") {
		at := slices.Index(keyNames[:], strings.ToLower(strings.TrimSpace(word)))
		switch {
		case at < 0:
			return nil, fmt.Errorf("bills cannot be grouped by %q; write one or more of %s, with a comma between", word, strings.Join(keyNames[:], ", "))
		case !slices.Contains(keys, Key(at)):
			keys = append(keys, Key(at))
		}
	}
	return keys, nil
}

// Group is the bills of one group and currency.
type Group struct {
	Values          []string // one for each key; "" where the bill has none
	Currency        money.Currency
	Bills           int
	Net, Tax, Gross Part
	Previous        money.Amount // gross of the month before; only where the groups are months
	HasPrevious     bool
	Change          string // against the month before: +12.5%; "" when it cannot be said

	month when.Month
}

// Part is one sum of a group and what is not in it.
type Part struct {
	Value decimal.Decimal
	Bills int // counted
	Left
}

// Label names the group: "2026-10", "2026-10 · BA1".
func (g Group) Label() string {
	labels := slices.Clone(g.Values)
	for i, label := range labels {
		if label == "" {
			labels[i] = "none"
		}
	}
	return strings.Join(labels, " · ")
}

// LeftOut says what of the group is in no sum: "gross: 2 without amount; tax: 1 not
// readable"; "" when nothing is.
func (g Group) LeftOut() string {
	var parts []string
	for _, part := range []struct {
		column Column
		left   Left
	}{{Gross, g.Gross.Left}, {Net, g.Net.Left}, {Tax, g.Tax.Left}} {
		if words := part.left.Words(); words != "" {
			parts = append(parts, strings.ToLower(part.column.String())+": "+words)
		}
	}
	return strings.Join(parts, "; ")
}

// Sum is the sum of a column, and the bills that are not in it.
func (g Group) Sum(column Column) Part {
	switch column {
	case Net:
		return g.Net
	case Tax:
		return g.Tax
	default:
		return g.Gross
	}
}

// Shown is the sum for people, "" when no bill is in it.
func (p Part) Shown(currency money.Currency, style money.Style) string {
	if p.Bills == 0 {
		return ""
	}
	return style.Number(money.Amount{Value: p.Value, Currency: currency})
}

// By groups bills. Months come newest first, the rest by name, the currency with
// the most bills first within a group.
func By(bills []Bill, keys []Key, dating Dating) []Group {
	at := map[string]int{}
	var groups []Group
	var name []byte
	for i := range bills {
		bill := &bills[i]
		currency := bill.Money()
		name = name[:0]
		for _, key := range keys {
			name = append(append(name, key.of(bill, dating, currency)...), 0)
		}
		name = append(name, currency[:]...)
		place, known := at[string(name)]
		if !known {
			place = len(groups)
			at[string(name)] = place
			groups = append(groups, newGroup(bill, keys, dating))
		}
		groups[place].add(bill)
	}
	if slices.Contains(keys, Month) {
		compare(groups, keys)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return order(a, b, keys) })
	return groups
}

func newGroup(bill *Bill, keys []Key, dating Dating) Group {
	group := Group{Currency: bill.Money(), month: bill.Month(dating), Values: make([]string, len(keys))}
	for i, key := range keys {
		group.Values[i] = key.of(bill, dating, group.Currency)
	}
	return group
}

// of is what a bill has for the key.
func (k Key) of(b *Bill, dating Dating, currency money.Currency) string {
	switch k {
	case Month:
		return b.Month(dating).String()
	case Account:
		return b.Account.String()
	case Type:
		return b.Type.String()
	default:
		return currency.String()
	}
}

func (g *Group) add(bill *Bill) {
	g.Bills++
	for _, part := range []struct {
		to     *Part
		column Column
	}{{&g.Net, Net}, {&g.Tax, Tax}, {&g.Gross, Gross}} {
		amount, reading := bill.Counted(part.column)
		if reading == money.Read && amount.Currency != g.Currency {
			reading = money.Unreadable // it belongs to another sum
		}
		if part.to.count(reading) {
			part.to.add(amount)
		}
	}
}

func (p *Part) add(amount money.Amount) {
	sum, ok := money.Amount{Value: p.Value}.Add(amount.Value)
	if !ok {
		p.TooLarge++
		return
	}
	p.Value = sum.Value
	p.Bills++
}

// compare gives each month the one before it, of the same other keys and currency.
func compare(groups []Group, keys []Key) {
	monthAt := slices.Index(keys, Month)
	name := func(g *Group, month when.Month) string {
		values := slices.Clone(g.Values)
		values[monthAt] = month.String()
		return strings.Join(values, "\x00") + "\x00" + g.Currency.String()
	}
	known := map[string]int{}
	for i := range groups {
		known[name(&groups[i], groups[i].month)] = i
	}
	for i := range groups {
		group := &groups[i]
		if group.month.None() {
			continue
		}
		before, ok := known[name(group, group.month.Add(-1))]
		if !ok || groups[before].Gross.Bills == 0 {
			continue
		}
		group.Previous = money.Amount{Value: groups[before].Gross.Value, Currency: group.Currency}
		group.HasPrevious = true
		group.Change = change(group.Gross, groups[before].Gross)
	}
}

// change is the step from before to now in percent, rounded half to even: "+12.5%".
// "" when one of the sums has no bill, or lacks an amount.
func change(now, before Part) string {
	if now.Bills == 0 || before.Bills == 0 || now.lacks() || before.lacks() {
		return ""
	}
	step, err := now.Value.Sub(before.Value)
	if err != nil || before.Value.IsZero() {
		return ""
	}
	share, err := step.Quo(before.Value.Abs())
	if err != nil {
		return ""
	}
	percent, err := share.Mul(decimal.Hundred)
	if err != nil {
		return ""
	}
	rounded := percent.Round(1).Pad(1)
	if rounded.IsPos() {
		return "+" + rounded.String() + "%"
	}
	return rounded.String() + "%"
}

func order(a, b Group, keys []Key) int {
	for i, key := range keys {
		x, y := a.Values[i], b.Values[i]
		switch {
		case x == y:
			continue
		case x == "":
			return 1
		case y == "":
			return -1
		case key == Month:
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	}
	return cmp.Or(cmp.Compare(b.Bills, a.Bills), cmp.Compare(a.Currency.String(), b.Currency.String()))
}
