package bills

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/govalues/decimal"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// Payer is a billing account.
type Payer struct {
	ID, Name models.Text
	Currency models.Text
	Other    []fields.Field
	Raw      models.Value

	Bills    int
	Last     when.Day
	LastSum  Amount       // gross of the last bill, as it counts: a credit note against
	Usual    money.Amount // the median of its last six invoices, rounded as these are written
	HasUsual bool
	Missing  when.Day // when the next bill was to come, 10 days ago or longer; none when nothing is missing
}

// DecodeAccounts reads billing accounts.
func DecodeAccounts(items []models.Value) []Payer {
	var payers []Payer
	for _, item := range items {
		r := fields.Of(item)
		payer := Payer{
			ID: r.Text("id", "billingAccountId", "number"), Name: r.Text("name", "label"), Currency: r.Text("currency"), Raw: item,
		}
		payer.Other = r.Rest()
		payers = append(payers, payer)
	}
	return payers
}

// Report is a report that can be downloaded like a bill.
type Report struct {
	ID, Name, Period models.Text
	Own              bool     // made for this customer (customerSpecificReports)
	Formats          []string // media types, as sent
	Other            []fields.Field
	Raw              models.Value
}

// DecodeReports reads reports; own says of which of the two lists.
func DecodeReports(items []models.Value, own bool) []Report {
	reports := make([]Report, len(items))
	for i, item := range items {
		r := fields.Of(item)
		report := Report{
			ID: r.Text("id", "reportId"), Name: r.Text("name", "label", "title"), Period: r.Text("period", "month"), Own: own, Raw: item,
		}
		isList := func(value models.Value) bool { return value.Kind() == models.ListValue }
		for _, format := range r.Value(isList, "formats", "mediaTypes").List() {
			report.Formats = append(report.Formats, format.Text().String())
		}
		report.Other = r.Rest()
		reports[i] = report
	}
	return reports
}

// Accounts puts beside each account what is known of its bills, and adds accounts
// that only bills name. The bills must be all that are known, not a choice of them:
// what is not there counts as missing. Accounts with a missing bill come first,
// then by name.
func Accounts(listed []Payer, bills []Bill, today when.Day) []Payer {
	payers := slices.Clone(listed)
	at := map[string]int{}
	for i, payer := range payers {
		at[payer.ID.Raw()] = i
	}
	of := map[int][]int{}
	for i := range bills {
		bill := &bills[i]
		if bill.Account.Empty() {
			continue
		}
		place, known := at[bill.Account.Raw()]
		if !known {
			place = len(payers)
			at[bill.Account.Raw()] = place
			payers = append(payers, Payer{ID: bill.Account, Name: bill.AccountName, Currency: models.NewText(bill.Money().String()), Raw: rawOf(bill)})
		}
		of[place] = append(of[place], i)
	}
	for place, rows := range of {
		payers[place].describe(bills, rows, today)
	}
	slices.SortStableFunc(payers, func(a, b Payer) int {
		return cmp.Or(a.Missing.Compare(b.Missing), cmp.Compare(a.Name.String(), b.Name.String()), cmp.Compare(a.ID.Raw(), b.ID.Raw()))
	})
	return payers
}

// rawOf is an account that no list has, as the bill names it.
func rawOf(bill *Bill) models.Value {
	raw, err := json.Marshal(map[string]string{"id": bill.Account.Raw(), "name": bill.AccountName.Raw()})
	if err != nil { // cannot be: they are texts
		return nil
	}
	return raw
}

// describe works out what the bills of the account say about it.
func (p *Payer) describe(bills []Bill, rows []int, today when.Day) {
	own := make([]Bill, len(rows))
	for i, row := range rows {
		own[i] = bills[row]
	}
	p.Bills = len(own)
	var days []when.Day
	var amounts []decimal.Decimal
	currency := money.Currency{}
	for _, i := range byIssue(own) {
		bill := &own[i]
		amount, reading := bill.Counted(Gross)
		p.Last, p.LastSum = bill.Issued.Date.Day, bill.Gross
		p.LastSum.Amount = amount
		if bill.Credit() {
			continue
		}
		days = append(days, bill.Issued.Date.Day)
		if reading != money.Read {
			continue
		}
		if amount.Currency != currency {
			amounts, currency = nil, amount.Currency
		}
		amounts = append(amounts, amount.Value)
	}
	if amounts = lastOf(amounts, usualOf); len(amounts) > 0 {
		usual, ok := median(amounts, currency)
		p.Usual, p.HasUsual = money.Amount{Value: usual, Currency: currency}, ok
	}
	p.Missing = missing(days, today)
}

// late is how many days after its usual day a bill is missing.
const late = 10

// missing is the day on which the next bill was to come, when the account is billed
// every month and more than ten days have passed since; else none. Days are those
// of its invoices, oldest first.
func missing(days []when.Day, today when.Day) when.Day {
	var first []when.Day // the first bill of each month
	for _, day := range days {
		if len(first) == 0 || first[len(first)-1].MonthOf() != day.MonthOf() {
			first = append(first, day)
		}
	}
	first = lastOf(first, usualOf)
	if len(first) < usualMin {
		return when.Day{}
	}
	latest := lastOf(first, usualMin)
	for i, day := range latest[1:] {
		if day.MonthOf().Sub(latest[i].MonthOf()) != 1 {
			return when.Day{}
		}
	}
	usual := make([]int, len(first))
	for i, day := range first {
		usual[i] = day.Day
	}
	slices.Sort(usual)
	next := first[len(first)-1].MonthOf().Add(1)
	due := next.First().Add(min(usual[len(usual)/2], next.Last().Day) - 1)
	if today.Sub(due) <= late {
		return when.Day{}
	}
	return due
}
