// Package money reads amounts as people and programs write them, and adds them up
// without losing a digit: "1 234,50 €", "(12.00)", "1.2345e3".
//
// An amount is a decimal with the scale that was sent, and a currency or none.
// There is no conversion, no rounding and no floating point. Where a text could be
// two amounts ("1,234") it says so and gives none.
//
// It is a leaf: whoever shows or adds amounts may import it.
package money

import (
	"github.com/govalues/decimal"
)

// Amount is a sum of money.
type Amount struct {
	Value    decimal.Decimal // the scale is kept as sent: 12.30 is not 12.3
	Currency Currency        // zero: none was given
}

// String writes the amount with at least the decimals that its currency has.
func (a Amount) String() string { return a.Value.Pad(a.Currency.Digits()).String() }

// Add adds an amount of the same currency. ok is false, and the sum unchanged,
// when 19 digits do not hold the result.
func (a Amount) Add(value decimal.Decimal) (sum Amount, ok bool) {
	total, err := a.Value.AddExact(value, max(a.Value.Scale(), value.Scale()))
	if err != nil {
		return a, false
	}
	return Amount{total, a.Currency}, true
}

// Mark is the sign before the decimals.
type Mark byte

// The marks.
const (
	NoMark Mark = 0
	Dot    Mark = '.'
	Comma  Mark = ','
)

// other is the mark that groups thousands where m stands before the decimals.
func (m Mark) other() Mark {
	switch m {
	case Dot:
		return Comma
	case Comma:
		return Dot
	default:
		return NoMark
	}
}

// Reading says what a text is.
type Reading int

// The readings of a text.
const (
	Empty      Reading = iota // no amount: "", "-", "NULL", "n/a"
	Read                      // an amount
	Ambiguous                 // two amounts: "1,234" while the mark is not known
	Unreadable                // no amount that 19 digits hold
)

// Parse reads an amount. The mark is what else is known of the text, such as
// what other amounts of the list prove; NoMark when nothing is.
func Parse(text []byte, mark Mark) (Amount, Reading) {
	n, currency, reading := scan(text)
	if reading != Read {
		return Amount{}, reading
	}
	at, reading := n.decimals(mark)
	if reading != Read {
		return Amount{}, reading
	}
	value, ok := n.value(at)
	if !ok {
		return Amount{}, Unreadable
	}
	return Amount{value, currency}, Read
}

// Proof gives the mark before decimals that a text proves, NoMark when it could
// be either.
func Proof(text []byte) Mark {
	n, _, reading := scan(text)
	if reading != Read {
		return NoMark
	}
	at, reading := n.decimals(NoMark)
	switch {
	case reading != Read:
		return NoMark
	case at >= 0:
		return Mark(n.body[at])
	case n.count(Dot) > 0:
		return Comma
	case n.count(Comma) > 0:
		return Dot
	}
	return NoMark
}
