package bills

import (
	"cmp"
	"slices"
	"strings"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/text"
	"btalk/internal/models/when"
)

// Bill is an invoice, a credit note, or whatever else the API calls a bill. Only id,
// customer, type and sendingFormat are documented (api-contract §4.2).
type Bill struct {
	ID           models.Text
	Number       models.Text // what stands on the paper, where that is not the id
	Type         models.Text // as sent
	Category     models.Text // TMF678: normal, creditNote, …
	CustomerID   models.Text
	Customer     models.Text
	Account      models.Text // id of the billing account
	AccountName  models.Text
	Issued, Due  Moment
	From, To     Moment // the period billed
	Net, Tax     Amount
	Gross        Amount
	Currency     money.Currency // of the bill; an amount may name its own
	CurrencySent models.Text
	Status       models.Text
	Raw          models.Value

	credit bool
}

// Moment is a date of a bill: as sent, and as a date where it could be read.
type Moment struct {
	Sent models.Text
	Date when.Date
}

// Column names one of the three amounts of a bill.
type Column int

// The columns, in the order in which a key changes them.
const (
	Gross Column = iota
	Net
	Tax
)

// String is the title of the column.
func (c Column) String() string { return [...]string{"Gross", "Net", "Tax"}[c] }

// Amount is the amount in a column, as sent.
func (b *Bill) Amount(column Column) *Amount {
	switch column {
	case Net:
		return &b.Net
	case Tax:
		return &b.Tax
	default:
		return &b.Gross
	}
}

// Credit reports whether the bill is a credit note, by its type or category in any
// language and spelling that is known (api-contract §8.2).
func (b *Bill) Credit() bool { return b.credit }

func isCredit(kind models.Text) bool {
	switch word := letters(kind.Raw()); word {
	case "", "invoice":
		return false
	case "avoir", "cn", "381":
		return true
	default:
		return strings.Contains(word, "credit")
	}
}

// letters are those of a text, whatever its case, accents and blanks.
func letters(word string) string { return strings.ReplaceAll(text.Fold(word), " ", "") }

// Counted is what the bill adds to a sum: a credit note counts −|amount|, anything
// else as written. The reading says why there is none.
func (b *Bill) Counted(column Column) (amount money.Amount, reading money.Reading) {
	sent := b.Amount(column)
	amount = sent.Amount
	if sent.Reading == money.Read && b.Credit() {
		amount.Value = amount.Value.Abs().Neg()
	}
	return amount, sent.Reading
}

// Money is the currency of the bill: of its amounts before its own.
func (b *Bill) Money() money.Currency {
	for _, amount := range []*Amount{&b.Gross, &b.Net, &b.Tax} {
		if amount.Reading == money.Read && amount.Currency != (money.Currency{}) {
			return amount.Currency
		}
	}
	return b.Currency
}

// Other gives every field that no rule knows, in the order sent.
func (b *Bill) Other() []fields.Field {
	r := fields.Of(b.Raw)
	decode(r, marks{})
	return r.Rest()
}

// Dating says which date puts a bill into its month.
type Dating int

// The datings.
const (
	ByIssue  Dating = iota // the day of issue, as written
	ByPeriod               // the end of the period billed
)

// Month is the month of the bill; none when that date is missing.
func (b *Bill) Month(dating Dating) when.Month {
	date := b.Issued.Date
	if dating == ByPeriod {
		date = b.To.Date
	}
	if date.None() {
		return when.Month{}
	}
	return date.Day.MonthOf()
}

// Sort puts bills into the order of a list: the newest issue first, undated last,
// then by id.
func Sort(bills []Bill) {
	slices.SortStableFunc(bills, func(a, b Bill) int {
		x, y := a.Issued.Date, b.Issued.Date
		if x.None() || y.None() {
			return cmp.Or(x.Compare(y), cmp.Compare(a.ID.Raw(), b.ID.Raw()))
		}
		return cmp.Or(y.Compare(x), cmp.Compare(a.ID.Raw(), b.ID.Raw()))
	})
}
