package bills

import (
	"bytes"
	"strings"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/money"
)

// Amount is one amount of a bill.
type Amount struct {
	money.Amount
	Sent     models.Text // as written; empty when nothing was sent
	Reading  money.Reading
	Computed bool // from the two others; shown with ≈
}

// Text is the amount for people; one that is not readable is shown as sent.
func (a *Amount) Text(style money.Style) string {
	switch {
	case a.Reading != money.Read:
		return a.Sent.String()
	case a.Computed:
		return "≈" + style.Number(a.Amount)
	}
	return style.Number(a.Amount)
}

// readAmount reads an amount in any of its forms: a number, a text, an object with
// value and unit or amount and currency.
func readAmount(r *fields.Reader, marks marks, names []string) Amount {
	value, unit := findAmount(r, names)
	if value == nil {
		return Amount{}
	}
	sent := value.Text()
	mark := marks.any
	if value.Kind() == models.NumberValue || mark == money.NoMark && marks.dots && !strings.Contains(sent.Raw(), ",") {
		mark = money.Dot
	}
	read, reading := money.Parse([]byte(sent.Raw()), mark)
	amount := Amount{Amount: read, Sent: sent, Reading: reading}
	if amount.Currency == (money.Currency{}) {
		amount.name(unit)
	}
	return amount
}

// findAmount finds the number or text of an amount, and the unit that stands beside
// it.
func findAmount(r *fields.Reader, names []string) (value models.Value, unit models.Text) {
	for _, name := range names {
		if value := r.Value(isPlain, name); value != nil {
			return value, models.Text{}
		}
		inner := r.Object(name)
		if value := inner.Value(isPlain, "value", "amount"); value != nil {
			return value, inner.Text("unit", "currency", "currencyCode")
		}
	}
	return nil, models.Text{}
}

func isPlain(value models.Value) bool {
	return value.Kind() == models.NumberValue || value.Kind() == models.StringValue
}

// name gives an amount the currency that stands beside it. A currency that is
// there and cannot be read spoils the amount: it would be added to others of none.
func (a *Amount) name(unit models.Text) {
	if a.Reading != money.Read || strings.TrimSpace(unit.Raw()) == "" {
		return
	}
	code, ok := money.ParseCode(unit.Raw())
	if !ok {
		a.Reading = money.Unreadable
		return
	}
	a.Currency = code
}

// ambiguous reports whether an amount of the bill could be read in two ways.
func (b *Bill) ambiguous() bool {
	return b.Net.Reading == money.Ambiguous || b.Tax.Reading == money.Ambiguous || b.Gross.Reading == money.Ambiguous
}

// complete gives a bill's amounts their currency, and works out the one that is
// missing from the two others.
func (b *Bill) complete(account models.Text) {
	currency := b.CurrencySent
	if strings.TrimSpace(currency.Raw()) == "" {
		currency = account
	}
	b.Currency, _ = money.ParseCode(currency.Raw())
	for _, amount := range []*Amount{&b.Net, &b.Tax, &b.Gross} {
		if amount.Currency == (money.Currency{}) {
			amount.name(currency)
		}
	}
	switch {
	case b.Gross.Reading == money.Empty:
		b.Gross = compute(b.Net, b.Tax, 1)
	case b.Net.Reading == money.Empty:
		b.Net = compute(b.Gross, b.Tax, -1)
	case b.Tax.Reading == money.Empty:
		b.Tax = compute(b.Gross, b.Net, -1)
	}
}

// compute adds b to a, or takes it off, where both are readable and of one
// currency.
func compute(a, b Amount, sign int) Amount {
	if a.Reading != money.Read || b.Reading != money.Read || a.Currency != b.Currency || a.Computed || b.Computed {
		return Amount{}
	}
	other := b.Value
	if sign < 0 {
		other = other.Neg()
	}
	sum, ok := a.Add(other)
	if !ok {
		return Amount{}
	}
	return Amount{Amount: sum, Reading: money.Read, Computed: true}
}

// marks are what the amounts of a list prove about how they are written.
type marks struct {
	any  money.Mark // before decimals, in all of them
	dots bool       // a dot, where there is no comma
}

// proof reads the marks off the amounts that are texts. One with a comma that can
// be read in one way only proves the mark of all. One with a dot alone ("9.99") is
// how programs write any number: it says what a dot is, and nothing about "1,234".
// Amounts that disagree prove nothing.
func proof(items []models.Value) marks {
	var proved marks
	dots := false
	for _, item := range items {
		for _, text := range amountTexts(item) {
			switch mark := money.Proof(text); {
			case mark == money.NoMark:
			case mark == money.Dot && !bytes.ContainsRune(text, ','):
				dots = true
			case proved.any != money.NoMark && proved.any != mark:
				return marks{}
			default:
				proved.any = mark
			}
		}
	}
	if dots && proved.any == money.Comma {
		return marks{}
	}
	proved.dots = dots
	return proved
}

// amountTexts are the amounts of a bill that are written as texts.
func amountTexts(item models.Value) [][]byte {
	var texts [][]byte
	r := fields.Of(item)
	for _, names := range [][]string{netNames[:], taxNames[:], grossNames[:]} {
		if value, _ := findAmount(r, names); value.Kind() == models.StringValue {
			texts = append(texts, []byte(value.Text().Raw()))
		}
	}
	return texts
}
