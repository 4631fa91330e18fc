package bills

import (
	"fmt"
	"strings"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// The names under which amounts come. amountDue is not among them: it is what is
// left to pay, and 0 once the bill is settled.
var (
	netNames   = [...]string{"amountExcludingTax", "taxExcludedAmount", "netAmount", "totalExcludingTax"}
	taxNames   = [...]string{"taxAmount", "vatAmount", "totalTax"}
	grossNames = [...]string{"amountIncludingTax", "taxIncludedAmount", "grossAmount", "totalIncludingTax", "totalAmount", "amount"}
)

// Decode reads the bills of a list. What the list proves about how amounts are
// written decides those that could be read in two ways. No bill is left out, not
// even one without an id; notBills counts the items that are no objects.
func Decode(items []models.Value) (bills []Bill, notBills int) {
	bills = make([]Bill, 0, len(items))
	open := false
	for _, item := range items {
		if item.Kind() != models.ObjectValue {
			notBills++
			continue
		}
		bill := decode(fields.Of(item), marks{})
		bill.Raw = item
		bills = append(bills, bill)
		open = open || bill.ambiguous()
	}
	if open {
		settle(bills, proof(items))
	}
	return bills, notBills
}

// settle reads the bills again of which an amount could be read in two ways.
func settle(bills []Bill, marks marks) {
	for i := range bills {
		if bills[i].ambiguous() {
			raw := bills[i].Raw
			bills[i] = decode(fields.Of(raw), marks)
			bills[i].Raw = raw
		}
	}
}

func decode(r *fields.Reader, marks marks) Bill {
	bill := Bill{
		ID:           r.Text("id", "billId"),
		Number:       r.Text("billNo", "billNumber", "invoiceNumber", "number"),
		Type:         r.Text("type", "billType"),
		Category:     r.Text("category"),
		Issued:       moment(r, "issuedAt", "billDate", "issueDate", "date"),
		Due:          moment(r, "dueDate", "paymentDueDate"),
		Net:          readAmount(r, marks, netNames[:]),
		Tax:          readAmount(r, marks, taxNames[:]),
		Gross:        readAmount(r, marks, grossNames[:]),
		CurrencySent: r.Text("currency", "currencyCode"),
		Status:       r.Text("status", "state"),
	}
	bill.CustomerID, bill.Customer = r.Text("customerId", "customerCode"), r.Text("customer", "customerName")
	if customer := r.Object("customer"); customer != nil {
		bill.CustomerID, bill.Customer = customer.Text("id", "code"), customer.Text("name")
	}
	var currency models.Text
	bill.Account, bill.AccountName = r.Text("billingAccountId", "billingAccount", "accountId"), r.Text("billingAccountName")
	if account := r.Object("billingAccount", "account"); account != nil {
		bill.Account, bill.AccountName, currency = account.Text("id", "number"), account.Text("name", "label"), account.Text("currency")
	}
	bill.From, bill.To = period(r)
	bill.credit = isCredit(bill.Type) || isCredit(bill.Category)
	bill.complete(currency)
	return bill
}

func moment(r *fields.Reader, names ...string) Moment {
	return momentOf(r.Text(names...))
}

func momentOf(sent models.Text) Moment {
	date, _ := when.Parse(sent.Raw())
	return Moment{Sent: sent, Date: date}
}

// period reads the period billed: an object, two fields, or "2026-09-01/2026-09-30".
func period(r *fields.Reader) (from, to Moment) {
	if nested := r.Object("period", "billingPeriod"); nested != nil {
		return moment(nested, "startDate", "startDateTime", "start", "from"), moment(nested, "endDate", "endDateTime", "end", "to")
	}
	if text := r.Text("period", "billingPeriod"); !text.Empty() {
		first, last, _ := strings.Cut(text.Raw(), "/")
		return momentOf(models.NewText(first)), momentOf(models.NewText(last))
	}
	return moment(r, "periodStart", "startDate"), moment(r, "periodEnd", "endDate")
}

// Item is one line of a bill.
type Item struct {
	Label, Quantity models.Text
	Net, Tax, Gross Amount
	Other           []fields.Field
}

// DecodeItems reads the lines of a bill, in the order sent. They take the currency
// of the bill where they name none.
func DecodeItems(items []models.Value, bill *Bill) []Item {
	marks := proof(items)
	lines := make([]Item, len(items))
	for i, value := range items {
		r := fields.Of(value)
		line := Bill{
			Net: readAmount(r, marks, netNames[:]), Tax: readAmount(r, marks, taxNames[:]), Gross: readAmount(r, marks, grossNames[:]),
			CurrencySent: r.Text("currency"),
		}
		line.complete(models.NewText(bill.Money().String()))
		lines[i] = Item{
			Label: r.Text("label", "description", "name"), Quantity: r.Text("quantity"),
			Net: line.Net, Tax: line.Tax, Gross: line.Gross,
		}
		lines[i].Other = r.Rest()
	}
	return lines
}

// Difference is the sum of the lines less the amount of the bill in a column: what
// is shown beside the bill, and never corrected. ok is false when one of them is
// not readable.
func Difference(bill *Bill, lines []Item, column Column) (difference money.Amount, ok bool) {
	total := bill.Amount(column)
	if total.Reading != money.Read || len(lines) == 0 {
		return money.Amount{}, false
	}
	difference = money.Amount{Value: total.Value.Neg(), Currency: total.Currency}
	for i := range lines {
		line := Bill{Net: lines[i].Net, Tax: lines[i].Tax, Gross: lines[i].Gross}
		amount := line.Amount(column)
		if amount.Reading != money.Read || amount.Currency != total.Currency {
			return money.Amount{}, false
		}
		if difference, ok = difference.Add(amount.Value); !ok {
			return money.Amount{}, false
		}
	}
	return difference, true
}

// Differences say, for each column, that the lines of a bill come to another sum than
// the bill: a sentence each.
func Differences(bill *Bill, lines []Item, style money.Style) []string {
	var said []string
	for _, column := range []Column{Net, Tax, Gross} {
		if difference, ok := Difference(bill, lines, column); ok && !difference.Value.IsZero() {
			sum, _ := bill.Amount(column).Add(difference.Value)
			said = append(said, fmt.Sprintf("%s: the lines come to %s, the bill says %s; the bill counts",
				column, style.Amount(sum), style.Amount(bill.Amount(column).Amount)))
		}
	}
	return said
}
