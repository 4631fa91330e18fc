package bills

import (
	"encoding/csv"
	"encoding/json"
	"io"

	"btalk/internal/models/money"
	"btalk/internal/models/text"
)

// Header is the first line of the CSV for the accountant: the names of the API.
func Header() []string {
	return []string{
		"id", "billNo", "type", "issuedAt", "dueDate", "periodStart", "periodEnd", "billingAccount.id", "billingAccount.name",
		"currency", "amountExcludingTax", "taxAmount", "amountIncludingTax", "status",
	}
}

// Cells are the bill as a line of that CSV: amounts signed as they count, with a
// dot and no groups. An amount that is not readable is written as sent, as a text,
// so that no spreadsheet takes it for a number.
func (b *Bill) Cells() []string {
	cells := []string{
		b.ID.String(), b.Number.String(), b.Type.String(), b.Issued.cell(), b.Due.cell(), b.From.cell(), b.To.cell(), b.Account.String(), b.AccountName.String(),
		b.Money().String(), b.cell(Net), b.cell(Tax), b.cell(Gross), b.Status.String(),
	}
	for i, cell := range cells {
		cells[i] = text.CSVCell(cell)
	}
	return cells
}

func (b *Bill) cell(column Column) string {
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

// cell is the date as a spreadsheet reads it, or as sent.
func (m Moment) cell() string {
	if m.Date.None() {
		return m.Sent.String()
	}
	return m.Date.String()
}

// WriteCSV writes bills for the accountant.
func WriteCSV(to io.Writer, bills []Bill) error {
	w := csv.NewWriter(to)
	if err := w.Write(Header()); err != nil {
		return err
	}
	for i := range bills {
		if err := w.Write(bills[i].Cells()); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// MarshalJSON writes a group as `bills --by` prints it: sums as texts, since a
// number of JSON is a float to most readers.
func (g Group) MarshalJSON() ([]byte, error) {
	row := struct {
		Group    string `json:"group"`
		Currency string `json:"currency"`
		Bills    int    `json:"bills"`
		Net      string `json:"net"`
		Tax      string `json:"tax"`
		Gross    string `json:"gross"`
		Previous string `json:"previous,omitempty"`
		Change   string `json:"change,omitempty"`
	}{
		Group: g.Label(), Currency: g.Currency.String(), Bills: g.Bills,
		Net: g.Net.text(g.Currency), Tax: g.Tax.text(g.Currency), Gross: g.Gross.text(g.Currency), Change: g.Change,
	}
	if g.HasPrevious {
		row.Previous = g.Previous.String()
	}
	return json.Marshal(row)
}

// text is the sum, "" when no bill is in it.
func (p Part) text(currency money.Currency) string {
	if p.Bills == 0 {
		return ""
	}
	return money.Amount{Value: p.Value, Currency: currency}.String()
}
