package catalog

import (
	"strings"

	"btalk/internal/bills"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// Bills declares bills and credit notes. An amount is shown as it counts: a credit
// note against, whatever sign it was sent with. Today is the day from which due dates
// are counted.
func Bills(style money.Style, today when.Day) Noun[bills.Row] {
	return Noun[bills.Row]{
		Name: "bill", Plural: "bills",
		ID:    func(r bills.Row) string { return r.ID.Raw() },
		Title: func(r bills.Row) string { return strings.TrimSpace(r.Type.String() + " " + firstOf(r.Number, r.ID)) },
		Names: func(r bills.Row) []models.Text { return []models.Text{r.ID, r.Number} },
		Raw:   func(r bills.Row) models.Value { return r.Raw },
		API:   Billing,
		Path:  func(r bills.Row) string { return models.Path("bills", r.ID.Raw()) },
		Columns: []Column[bills.Row]{
			{Name: "issued", Title: "Issued", Field: "issuedAt", Value: func(r bills.Row) string { return r.Issued.Exact() }, Text: func(r bills.Row) string { return dayOf(r.Issued) }, Min: 10, Fixed: true, Grade: ladder.Basic, Priority: 9},
			{Name: "odd", Title: "!", Text: func(r bills.Row) string { return r.Signs() }, Tone: oddTone, Cap: 3, Fixed: true, Grade: ladder.Useful, Priority: 6},
			{Name: "type", Title: "Type", Field: "type", Value: func(r bills.Row) string { return r.Type.String() }, Tone: billTone, Min: 7, Cap: 16, Fixed: true, Grade: ladder.Useful, Priority: 5},
			{Name: "bill", Title: "Bill", Field: "id", Value: func(r bills.Row) string { return r.ID.String() }, Min: 8, Cap: 24, Fixed: true, Grade: ladder.Basic, Priority: 8},
			{Name: "account", Title: "Account", Field: "billingAccount.id", Value: func(r bills.Row) string { return r.Account.String() }, Min: 6, Cap: 20, Fixed: true, Grade: ladder.Basic, Priority: 7},
			{Name: "period", Title: "Period", Field: "period", Value: func(r bills.Row) string { return r.Period() }, Cap: 23, Fixed: true, Grade: ladder.Extra, Priority: 3},
			{Name: "due", Title: "Due", Field: "dueDate", Value: func(r bills.Row) string { return r.Due.Exact() }, Text: func(r bills.Row) string { return dayOf(r.Due) }, Min: 10, Fixed: true, Grade: ladder.Useful, Priority: 4},
			amountColumn("net", "amountExcludingTax", bills.Net, style, ladder.Useful, 1),
			amountColumn("tax", "taxAmount", bills.Tax, style, ladder.Useful, 0),
			amountColumn("gross", "amountIncludingTax", bills.Gross, style, ladder.Basic, 9),
			{Name: "cur", Title: "Cur", Field: "currency", Value: func(r bills.Row) string { return r.Money().String() }, Min: 3, Fixed: true, Grade: ladder.Basic, Priority: 8},
			{Name: "state", Title: "State", Field: "status", Value: func(r bills.Row) string { return r.Status.String() }, Cap: 16, Fixed: true, Grade: ladder.Extra, Priority: 2},
			{Name: "name", Title: "Account name", Field: "billingAccount.name", Value: func(r bills.Row) string { return r.AccountName.String() }, Cap: 32, Grade: ladder.Extra, Priority: 2},
			{Name: "number", Title: "Number", Field: "billNo", Value: func(r bills.Row) string { return r.Number.String() }, Cap: 24, Fixed: true, Grade: ladder.Extra, Priority: 2},
			{Name: "customer", Title: "Customer", Field: "customer", Value: func(r bills.Row) string { return firstOf(r.Customer, r.CustomerID) }, Cap: 28, Grade: ladder.Extra, Priority: 1},
			{Title: "From", Field: "periodStart", Value: func(r bills.Row) string { return r.From.Exact() }},
			{Title: "To", Field: "periodEnd", Value: func(r bills.Row) string { return r.To.Exact() }},
		},
		Fields: []string{"issuedAt", "type", "id", "billingAccount.id", "period", "dueDate", "amountExcludingTax", "taxAmount", "amountIncludingTax", "currency", "status"},
		Detail: func(r bills.Row) []Detail { return billDetail(r, style, today) },
	}
}

// ForAccountant is the noun of bills with the columns of the CSV for the accountant.
func ForAccountant(noun Noun[bills.Row]) Noun[bills.Row] {
	noun.Fields = bills.Header()
	return noun
}

// amountColumn is one of the three amounts.
func amountColumn(name, field string, column bills.Column, style money.Style, grade ladder.Grade, priority int) Column[bills.Row] {
	return Column[bills.Row]{
		Name: name, Title: column.String(), Field: field, Right: true, Min: 10, Fixed: true, Grade: grade, Priority: priority,
		Value: func(r bills.Row) string { return r.Exact(column) },
		Text:  func(r bills.Row) string { return r.Shown(column, style) },
		Order: func(r bills.Row) string { return r.Key(column) },
		Tone: func(r bills.Row) Tone {
			if reading := r.Amount(column).Reading; reading != money.Read && reading != money.Empty {
				return Doubtful
			}
			return Plain
		},
	}
}

// dayOf is the day as written, whatever time stands behind it.
func dayOf(m bills.Moment) string {
	if m.Date.None() {
		return m.Sent.String()
	}
	return m.Date.Day.String()
}

func oddTone(r bills.Row) Tone {
	if len(r.Odd) > 0 {
		return Doubtful
	}
	return Plain
}

func billTone(r bills.Row) Tone {
	if r.Credit() {
		return Special
	}
	return Plain
}

func billDetail(r bills.Row, style money.Style, today when.Day) []Detail {
	note := ""
	if r.Credit() {
		note = "counts against"
	}
	details := []Detail{
		{Label: "Bill", Heading: true},
		{Label: "Bill", Value: r.ID.String()},
		{Label: "Number", Value: r.Number.String()},
		{Label: "Type", Value: r.Type.String(), Note: note},
		{Label: "Category", Value: r.Category.String()},
		{Label: "State", Value: r.Status.String()},
		{Label: "Issued", Value: r.Issued.Exact()},
		{Label: "Due", Value: r.Due.Exact(), Note: when.Distance(r.Due.Date.Day, today)},
		{Label: "Period", Value: r.Period()},
		{Label: "Account", Value: r.Account.String()},
		{Label: "Account name", Value: r.AccountName.String()},
		{Label: "Customer", Value: r.Customer.String()},
		{Label: "Customer id", Value: r.CustomerID.String()},
		{},
		{Label: "Amounts", Heading: true},
	}
	for _, column := range []bills.Column{bills.Net, bills.Tax, bills.Gross} {
		details = append(details, amountDetail(&r.Bill, column, style))
	}
	for i, odd := range r.Odd {
		if i == 0 {
			details = append(details, Detail{}, Detail{Label: "To look at", Heading: true})
		}
		details = append(details, Detail{Label: odd.Flag.Sign(), Value: models.Safe(odd.Why)})
	}
	return append(details, rest(r.Other())...)
}

func amountDetail(b *bills.Bill, column bills.Column, style money.Style) Detail {
	amount := b.Amount(column)
	value := b.Shown(column, style)
	detail := Detail{Label: column.String(), Value: value}
	switch amount.Reading {
	case money.Read:
		detail.Value = strings.TrimSpace(value + " " + amount.Currency.String())
		if amount.Computed {
			detail.Note = "worked out from the two others"
		} else if counted, _ := b.Counted(column); counted.Value != amount.Value {
			detail.Note = "sent as " + amount.Sent.String()
		}
	case money.Ambiguous:
		detail.Note = "could be two amounts; in no sum"
	case money.Unreadable:
		detail.Note = "not readable; in no sum"
	case money.Empty:
	}
	return detail
}

// BillGroups declares the groups of bills: one a group and currency.
func BillGroups(style money.Style) Noun[bills.Group] {
	return Noun[bills.Group]{
		Name: "group", Plural: "groups",
		ID:    groupID,
		Title: func(g bills.Group) string { return strings.TrimSpace(g.Label() + " " + g.Currency.String()) },
		Raw:   func(g bills.Group) models.Value { return rawOf(g) },
		Columns: []Column[bills.Group]{
			{Name: "group", Title: "Group", Field: "group", Text: func(g bills.Group) string { return models.Safe(g.Label()) }, Min: 8, Cap: 36},
			{Name: "currency", Title: "Currency", Field: "currency", Text: func(g bills.Group) string { return g.Currency.String() }, Min: 3, Fixed: true, Grade: ladder.Basic, Priority: 9},
			{Name: "bills", Title: "Bills", Field: "bills", Text: func(g bills.Group) string { return count(g.Bills) }, Right: true, Fixed: true, Grade: ladder.Basic, Priority: 7},
			sumColumn("net", bills.Net, style, ladder.Useful, 3), sumColumn("tax", bills.Tax, style, ladder.Useful, 2), sumColumn("gross", bills.Gross, style, ladder.Basic, 9),
			{Name: "change", Title: "Change", Field: "change", Text: func(g bills.Group) string { return g.Change }, Right: true, Fixed: true, Grade: ladder.Basic, Priority: 8},
			{
				Name: "previous", Title: "Month before", Field: "previous", Value: func(g bills.Group) string { return previous(g, plainly) },
				Text:  func(g bills.Group) string { return previous(g, style.Number) },
				Right: true, Fixed: true, Grade: ladder.Useful, Priority: 4,
			},
			{Name: "left", Title: "Left out", Field: "leftOut", Text: func(g bills.Group) string { return g.LeftOut() }, Tone: leftTone, Cap: 40, Grade: ladder.Useful, Priority: 6},
			{Title: "Net left out", Field: "netLeftOut", Text: func(g bills.Group) string { return count(g.Net.Count()) }},
			{Title: "Tax left out", Field: "taxLeftOut", Text: func(g bills.Group) string { return count(g.Tax.Count()) }},
			{Title: "Gross left out", Field: "grossLeftOut", Text: func(g bills.Group) string { return count(g.Gross.Count()) }},
		},
		Fields: []string{"group", "currency", "bills", "net", "tax", "gross", "change", "leftOut"},
	}
}

// WithCounts is the noun of groups with all that a script needs: the month before, and
// how many bills are in no sum.
func WithCounts(noun Noun[bills.Group]) Noun[bills.Group] {
	noun.Fields = []string{"group", "currency", "bills", "net", "tax", "gross", "previous", "change", "netLeftOut", "taxLeftOut", "grossLeftOut", "leftOut"}
	return noun
}

func groupID(g bills.Group) string {
	if len(g.Values) == 0 {
		return ""
	}
	return strings.Join(g.Values, "\x00") + "\x00" + g.Currency.String()
}

func sumColumn(name string, column bills.Column, style money.Style, grade ladder.Grade, priority int) Column[bills.Group] {
	return Column[bills.Group]{
		Name: name, Title: column.String(), Field: name, Right: true, Min: 10, Fixed: true, Grade: grade, Priority: priority,
		Value: func(g bills.Group) string { return g.Sum(column).Exact(g.Currency) },
		Text:  func(g bills.Group) string { return g.Sum(column).Shown(g.Currency, style) },
		Order: func(g bills.Group) string { return bills.SortKey(g.Sum(column).Value) },
	}
}

func previous(g bills.Group, write func(money.Amount) string) string {
	if !g.HasPrevious {
		return ""
	}
	return write(g.Previous)
}

func leftTone(g bills.Group) Tone {
	if g.LeftOut() != "" {
		return Doubtful
	}
	return Plain
}
