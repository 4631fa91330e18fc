package catalog

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"btalk/internal/bills"
	"btalk/internal/fields"
	"btalk/internal/jobs"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// Accounts declares billing accounts, with what is known of their bills.
func Accounts(style money.Style, today when.Day) Noun[bills.Payer] {
	return Noun[bills.Payer]{
		Name: "account", Plural: "accounts",
		ID:    func(p bills.Payer) string { return p.ID.Raw() },
		Title: func(p bills.Payer) string { return firstOf(p.Name, p.ID) },
		Names: func(p bills.Payer) []models.Text { return []models.Text{p.ID, p.Name} },
		Raw:   func(p bills.Payer) models.Value { return p.Raw },
		API:   Billing,
		Path:  func(bills.Payer) string { return models.Path("billingAccounts") },
		Columns: []Column[bills.Payer]{
			{Name: "account", Title: "Account", Field: "id", Value: func(p bills.Payer) string { return p.ID.String() }, Min: 8, Cap: 24},
			{Name: "name", Title: "Name", Field: "name", Value: func(p bills.Payer) string { return p.Name.String() }, Min: 16, Cap: 40, Grade: ladder.Basic, Priority: 8},
			{Name: "currency", Title: "Currency", Short: "Cur", Field: "currency", Value: func(p bills.Payer) string { return p.Currency.String() }, Fixed: true, Grade: ladder.Basic, Priority: 6},
			{Name: "bills", Title: "Bills", Field: "bills", Text: func(p bills.Payer) string { return count(p.Bills) }, Right: true, Fixed: true, Grade: ladder.Useful, Priority: 4},
			{Name: "last", Title: "Last bill", Field: "lastBill", Text: func(p bills.Payer) string { return p.Last.String() }, Min: 10, Fixed: true, Grade: ladder.Useful, Priority: 6},
			{
				Name: "gross", Title: "Last gross", Field: "lastGross", Value: func(p bills.Payer) string { return plainSum(p.LastSum) },
				Text: func(p bills.Payer) string { return p.LastSum.Text(style) }, Order: func(p bills.Payer) string { return bills.SortKey(p.LastSum.Value) },
				Right: true, Min: 10, Fixed: true, Grade: ladder.Basic, Priority: 7,
			},
			{
				Name: "usual", Title: "Usual", Field: "usual", Value: func(p bills.Payer) string { return usual(p, plainly) },
				Text: func(p bills.Payer) string { return usual(p, style.Number) }, Order: func(p bills.Payer) string { return bills.SortKey(p.Usual.Value) },
				Right: true, Min: 10, Fixed: true, Grade: ladder.Extra, Priority: 3,
			},
			{
				Name: "missing", Title: "Missing", Field: "missing", Value: func(p bills.Payer) string { return p.Missing.String() },
				Text: func(p bills.Payer) string { return missing(p, today) }, Tone: func(bills.Payer) Tone { return Bad }, Fixed: true, Grade: ladder.Basic, Priority: 9,
			},
		},
		Fields: []string{"id", "name", "currency", "bills", "lastBill", "lastGross", "usual", "missing"},
		Detail: func(p bills.Payer) []Detail { return accountDetail(p, style, today) },
	}
}

func plainly(a money.Amount) string { return a.String() }

func plainSum(a bills.Amount) string {
	if a.Reading != money.Read {
		return a.Sent.String()
	}
	return a.String()
}

func usual(p bills.Payer, write func(money.Amount) string) string {
	if !p.HasUsual {
		return ""
	}
	return write(p.Usual)
}

func missing(p bills.Payer, today when.Day) string {
	if p.Missing.None() {
		return ""
	}
	return p.Missing.String() + ", " + when.Due(p.Missing, today)
}

func accountDetail(p bills.Payer, style money.Style, today when.Day) []Detail {
	details := []Detail{
		{Label: "Billing account", Heading: true},
		{Label: "Account", Value: p.ID.String()},
		{Label: "Name", Value: p.Name.String()},
		{Label: "Currency", Value: p.Currency.String()},
		{},
		{Label: "Bills that are cached", Heading: true},
		{Label: "Bills", Value: count(p.Bills)},
		{Label: "Last bill", Value: p.Last.String(), Note: when.Distance(p.Last, today)},
		{Label: "Last gross", Value: p.LastSum.Text(style)},
		{Label: "Usual", Value: usual(p, style.Amount), Note: "half of its last six invoices are below, half above; rounded half to even"},
		{Label: "Missing", Value: missing(p, today)},
	}
	return append(details, rest(p.Other)...)
}

// Reports declares reports, which are downloaded like bills.
func Reports() Noun[bills.Report] {
	return Noun[bills.Report]{
		Name: "report", Plural: "reports",
		ID:    func(r bills.Report) string { return r.ID.Raw() },
		Title: func(r bills.Report) string { return firstOf(r.Name, r.ID) },
		Names: func(r bills.Report) []models.Text { return []models.Text{r.ID, r.Name} },
		Raw:   func(r bills.Report) models.Value { return r.Raw },
		API:   Billing,
		Path:  func(r bills.Report) string { return r.Paper("").Path() },
		Columns: []Column[bills.Report]{
			{Name: "report", Title: "Report", Field: "id", Value: func(r bills.Report) string { return r.ID.String() }, Min: 12, Cap: 32},
			{Name: "name", Title: "Name", Field: "name", Value: func(r bills.Report) string { return r.Name.String() }, Min: 16, Cap: 48, Grade: ladder.Basic, Priority: 9},
			{Name: "period", Title: "Period", Field: "period", Value: func(r bills.Report) string { return r.Period.String() }, Cap: 24, Fixed: true, Grade: ladder.Basic, Priority: 7},
			{Name: "formats", Title: "Formats", Field: "formats", Value: func(r bills.Report) string { return strings.Join(r.Formats, " ") }, Cap: 40, Grade: ladder.Useful, Priority: 5},
		},
		Fields: []string{"id", "name", "period", "formats"},
		Detail: func(r bills.Report) []Detail {
			return append([]Detail{
				{Label: "Report", Heading: true},
				{Label: "Report", Value: r.ID.String()},
				{Label: "Name", Value: r.Name.String()},
				{Label: "Period", Value: r.Period.String()},
				{Label: "Formats", Value: strings.Join(r.Formats, " ")},
			}, rest(r.Other)...)
		},
	}
}

// Jobs declares asynchronous jobs, with moments on the clock of zone.
func Jobs(zone *time.Location) Noun[jobs.Listed] {
	return Noun[jobs.Listed]{
		Name: "job", Plural: "jobs",
		ID:    func(j jobs.Listed) string { return j.ID },
		Title: func(j jobs.Listed) string { return models.Safe(strings.TrimSpace(j.ID + " " + j.What)) },
		Raw:   jobDocument,
		API:   Billing,
		Path:  func(j jobs.Listed) string { return models.Path("asyncJobs", j.ID) },
		Columns: []Column[jobs.Listed]{
			{Name: "job", Title: "Job", Field: "id", Text: func(j jobs.Listed) string { return models.Safe(j.ID) }, Min: 8, Cap: 24},
			{Name: "what", Title: "What", Field: "what", Text: func(j jobs.Listed) string { return models.Safe(j.What) }, Min: 16, Cap: 40, Grade: ladder.Basic, Priority: 8},
			{
				Name: "state", Title: "State", Field: "status", Value: func(j jobs.Listed) string { return j.Word.String() },
				Text: func(j jobs.Listed) string { return strings.TrimSpace(j.Word.String() + " " + j.Progress.String()) },
				Tone: jobTone, Min: 10, Cap: 28, Grade: ladder.Basic, Priority: 9,
			},
			{
				Name: "since", Title: "Since", Field: "since", Value: func(j jobs.Listed) string { return since(j, time.UTC, time.RFC3339) },
				Text: func(j jobs.Listed) string { return since(j, zone, "2006-01-02 15:04") }, Min: 10, Cap: 20, Grade: ladder.Useful, Priority: 6,
			},
			{Name: "result", Title: "Result", Field: "result", Text: func(j jobs.Listed) string { return firstOf(j.Message, j.Result) }, Cap: 48, Grade: ladder.Useful, Priority: 5},
		},
		Fields: []string{"id", "what", "status", "since", "result"},
	}
}

func since(j jobs.Listed, zone *time.Location, form string) string {
	if j.Since.IsZero() {
		return ""
	}
	return j.Since.In(zone).Format(form)
}

func jobTone(j jobs.Listed) Tone {
	switch j.State() {
	case jobs.Done:
		return Good
	case jobs.Failed, jobs.Cancelled:
		return Bad
	case jobs.Running:
	}
	return Doubtful
}

// jobDocument is the job as the server gave it; what is remembered here alone is made
// of what is known.
func jobDocument(j jobs.Listed) models.Value {
	if j.Raw != nil {
		return j.Raw
	}
	return rawOf(map[string]string{"id": j.ID, "what": j.What, "since": since(j, time.UTC, time.RFC3339)})
}

// rawOf is a value of ours as JSON.
func rawOf(value any) models.Value {
	raw, err := json.Marshal(value)
	if err != nil {
		return models.Value("null")
	}
	return raw
}

func count(n int) string { return strconv.Itoa(n) }

// rest are the fields that no rule knows, below a heading of their own.
func rest(others []fields.Field) []Detail {
	var details []Detail
	for _, other := range others {
		if len(details) == 0 {
			details = append(details, Detail{}, Detail{Label: "Further fields", Heading: true})
		}
		details = append(details, Detail{Label: other.Path.String(), Value: other.Value.String()})
	}
	return details
}
