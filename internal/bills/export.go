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
		b.ID.String(), b.Number.String(), b.Type.String(), b.Issued.Exact(), b.Due.Exact(), b.From.Exact(), b.To.Exact(), b.Account.String(), b.AccountName.String(),
		b.Money().String(), b.Exact(Net), b.Exact(Tax), b.Exact(Gross), b.Status.String(),
	}
	for i, cell := range cells {
		cells[i] = text.CSVCell(cell)
	}
	return cells
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
// number of JSON is a float to most readers, and beside them how many bills are in
// none.
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

		NetLeftOut   int    `json:"netLeftOut"`
		TaxLeftOut   int    `json:"taxLeftOut"`
		GrossLeftOut int    `json:"grossLeftOut"`
		LeftOut      string `json:"leftOut"`
	}{
		Group: g.Label(), Currency: g.Currency.String(), Bills: g.Bills,
		Net: g.Net.Exact(g.Currency), Tax: g.Tax.Exact(g.Currency), Gross: g.Gross.Exact(g.Currency), Change: g.Change,
		NetLeftOut: g.Net.Count(), TaxLeftOut: g.Tax.Count(), GrossLeftOut: g.Gross.Count(), LeftOut: g.LeftOut(),
	}
	if g.HasPrevious {
		row.Previous = g.Previous.String()
	}
	return json.Marshal(row)
}

// Exact is the sum for scripts, "" when no bill is in it.
func (p Part) Exact(currency money.Currency) string {
	if p.Bills == 0 {
		return ""
	}
	return money.Amount{Value: p.Value, Currency: currency}.String()
}
