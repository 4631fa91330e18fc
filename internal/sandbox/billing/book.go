package billing

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// account is a billing account.
type account struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Currency string `json:"currency"`

	customer int
	months   int   // how many bills it has
	day      int   // of the month, on which it is billed
	usual    int64 // net, in the smallest unit
	latin    bool  // its CSV is ISO-8859-1
}

// customers are some of those of the Business Talk sandbox, with their codes.
var customers = [...]struct{ id, name string }{
	{"10236", "Arverne Pneumatiques SA"},
	{"13092", "Compagnie Maritime du Ponant"},
	{"17341", "Meridian Foods International"},
	{"11873", "Banque Lémanique & Cie"},
	{"21584", "Tessellate Aerospace plc"},
	{"22317", "Voltara Retail Europe BV"},
}

// accounts have 369 bills between them.
var accounts = [...]account{
	{"BA-100231", "Arverne Lyon", "EUR", 0, 36, 3, 412_050, true},
	{"BA-100232", "Arverne Clermont-Ferrand", "EUR", 0, 36, 5, 1_208_400, false},
	{"BA-100233", "Arverne Île-de-France", "EUR", 0, 30, 5, 96_375, true},
	{"BA-130921", "Ponant Le Havre", "EUR", 1, 36, 8, 655_000, false},
	{"BA-130922", "Ponant La Réunion", "EUR", 1, 36, 8, 233_190, true},
	{"BA-130923", "Ponant Martinique", "EUR", 1, 26, 10, 187_745, false},
	{"BA-173410", "Meridian London", "GBP", 2, 36, 4, 890_010, false},
	{"BA-173411", "Meridian New York", "USD", 2, 24, 12, 1_450_075, false},
	{"BA-118730", "Lémanique Genève", "CHF", 3, 22, 6, 778_860, false},
	{"BA-215840", "Tessellate Toulouse", "EUR", 4, 36, 7, 2_310_500, false},
	{"BA-215841", "Tessellate Praha", "EUR", 4, 17, 11, 64_020, false},
	{"BA-223170", "Voltara Amsterdam", "EUR", 5, 14, 9, 345_600, false},
	{"BA-223171", "Voltara Warszawa", "PLN", 5, 12, 14, 1_920_300, false},
	{"BA-223172", "Voltara Tokyo", "JPY", 5, 8, 13, 480_000, false},
}

// The accounts and bills with something wrong.
const (
	thrice       = 3  // has three bills in the last month
	withoutLast  = 9  // has not got its last bill
	twice        = 1  // has one bill twice
	negative     = 6  // has one invoice below zero
	creditNotes  = 28 // every second one is written below zero
	firstID      = 1_013_390
	unusualEvery = 97 // one bill of so many is far off the usual
)

// money is an amount in one of the three forms that the API might use.
type money struct {
	minor    int64
	currency string
	form     int
}

// The forms of an amount.
const (
	asText = iota
	asNumber
	asObject
)

func (m money) digits() string {
	if m.currency == "JPY" {
		return strconv.FormatInt(m.minor, 10)
	}
	sign, minor := "", m.minor
	if minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%d.%02d", sign, minor/100, minor%100)
}

// MarshalJSON writes the amount in its form.
func (m money) MarshalJSON() ([]byte, error) {
	switch m.form {
	case asNumber:
		return []byte(m.digits()), nil
	case asObject:
		return fmt.Appendf(nil, `{"value":%s,"unit":%q}`, m.digits(), m.currency), nil
	default:
		return json.Marshal(m.digits())
	}
}

type party struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Segment string `json:"segment,omitempty"`
}

type period struct {
	StartDate string `json:"startDate"`
	EndDate   string `json:"endDate"`
}

// bill is one bill as the API shows it.
type bill struct {
	ID            string `json:"id"`
	BillNo        string `json:"billNo"`
	Customer      party  `json:"customer"`
	Type          string `json:"type"`
	SendingFormat string `json:"sendingFormat"`
	IssuedAt      string `json:"issuedAt"`
	DueDate       string `json:"dueDate"`
	Period        period `json:"period"`
	Account       party  `json:"billingAccount"`
	Currency      string `json:"currency"`
	Net           money  `json:"amountExcludingTax"`
	Tax           money  `json:"taxAmount"`
	Gross         money  `json:"amountIncludingTax"`
	Status        string `json:"status"`

	account int
	issued  time.Time
	lines   int
}

// book is all bills, the newest first.
type book struct{ bills []bill }

// newBook makes the bills of a day.
func newBook(today time.Time) book {
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	w := writer{today: today, chance: rand.New(rand.NewPCG(36, 400))}
	for i := range accounts {
		for _, issued := range w.issues(i) {
			w.invoice(i, issued)
		}
	}
	lastMonth := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -1, 0)
	w.invoice(thrice, lastMonth.AddDate(0, 0, 14))
	w.invoice(thrice, lastMonth.AddDate(0, 0, 21))
	again := w.bills[w.find(twice, 2)]
	again.BillNo += "-B"
	w.bills = append(w.bills, again)
	below := &w.bills[w.find(negative, 1)]
	for _, amount := range []*money{&below.Net, &below.Tax, &below.Gross} {
		amount.minor = -amount.minor
	}
	for n := range creditNotes {
		w.creditNote(n)
	}
	slices.SortStableFunc(w.bills, func(a, b bill) int { return b.issued.Compare(a.issued) })
	for i := range w.bills {
		w.bills[i].ID = strconv.Itoa(firstID + len(w.bills) - i)
	}
	return book{w.bills}
}

type writer struct {
	today  time.Time
	chance *rand.Rand
	bills  []bill
}

// issues are the days on which an account was billed, the latest first.
func (w *writer) issues(i int) []time.Time {
	const overdue = 11 // days after which a bill is clearly missing
	until := w.today
	if i == withoutLast {
		until = until.AddDate(0, 0, -overdue)
	}
	latest := time.Date(until.Year(), until.Month(), accounts[i].day, 0, 0, 0, 0, time.UTC)
	if latest.After(until) {
		latest = latest.AddDate(0, -1, 0)
	}
	if i == withoutLast {
		latest = latest.AddDate(0, -1, 0)
	}
	days := make([]time.Time, accounts[i].months)
	for n := range days {
		days[n] = latest.AddDate(0, -n, 0)
	}
	return days
}

// find gives the nth bill of an account, from the latest on.
func (w *writer) find(account, n int) int {
	for i := range w.bills {
		if w.bills[i].account == account {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return 0
}

func (w *writer) invoice(i int, issued time.Time) {
	net := accounts[i].usual * (950 + w.chance.Int64N(101)) / 1000
	if len(w.bills)%unusualEvery == unusualEvery-1 {
		net = net * 8 / 5
	}
	w.add("invoice", i, issued, net)
}

// creditNote takes part of an earlier bill back; every second one is written below
// zero.
func (w *writer) creditNote(n int) {
	of := w.bills[(n*13+5)%len(w.bills)]
	net := max(of.Net.minor, -of.Net.minor) / int64(3+n%5)
	if n%2 == 0 {
		net = -net
	}
	issued := of.issued.AddDate(0, 0, 2)
	if issued.After(w.today) {
		issued = w.today
	}
	w.add("creditNote", of.account, issued, net)
}

func (w *writer) add(kind string, i int, issued time.Time, net int64) {
	const percent, dueAfter = 20, 30
	a := accounts[i]
	tax := net * percent / 100
	if a.Currency != "EUR" && a.Currency != "GBP" {
		tax = 0
	}
	form := asText
	switch w.chance.IntN(10) {
	case 0:
		form = asNumber
	case 1:
		form = asObject
	}
	amount := func(minor int64) money { return money{minor, a.Currency, form} }
	first := time.Date(issued.Year(), issued.Month(), 1, 0, 0, 0, 0, time.UTC)
	due := issued.AddDate(0, 0, dueAfter)
	status := "open"
	if due.Before(w.today) {
		status = [...]string{"paid", "paid", "paid", "paid", "paid", "overdue"}[w.chance.IntN(6)]
	}
	prefix := map[string]string{"invoice": "F", "creditNote": "AV"}[kind]
	w.bills = append(w.bills, bill{
		BillNo: fmt.Sprintf("%s-%s-%s-%03d", prefix, issued.Format("200601"), strings.TrimPrefix(a.ID, "BA-"), len(w.bills)%1000),
		Type:   kind, Customer: party{customers[a.customer].id, customers[a.customer].name, "int"},
		SendingFormat: [...]string{"paper", "pdf"}[i%2], IssuedAt: issued.Format(time.DateOnly), DueDate: due.Format(time.DateOnly),
		Period:  period{first.AddDate(0, -1, 0).Format(time.DateOnly), first.AddDate(0, 0, -1).Format(time.DateOnly)},
		Account: party{ID: a.ID, Name: a.Name}, Currency: a.Currency,
		Net: amount(net), Tax: amount(tax), Gross: amount(net + tax), Status: status,
		account: i, issued: issued, lines: 3 + w.chance.IntN(38),
	})
}

// item is one line of a bill.
type item struct {
	Label    string `json:"label"`
	Quantity int    `json:"quantity"`
	Net      money  `json:"amountExcludingTax"`
	TaxRate  int    `json:"taxRate"`
}

// items are the lines of a bill. They come to its net, but for one bill in 19, where
// they are a hundredth off as rounded lines are.
func (b *bill) items() []item {
	labels := [...]string{
		"Business Talk access", "SIP channels", "Calls to France", "Calls to mobiles", "International calls", "Number range, 10 numbers",
		"Contact Center Access", "Router rental", "Emergency address service", "Maintenance",
	}
	lines := make([]item, b.lines)
	rest := b.Net.minor
	if len(b.ID) > 0 && (firstID+int(b.issued.Unix()/86400)+b.lines)%19 == 0 {
		rest++
	}
	for i := range lines {
		part := rest / int64(len(lines)-i)
		rest -= part
		lines[i] = item{labels[i%len(labels)], 1 + i%7, money{part, b.Currency, b.Net.form}, 20}
	}
	return lines
}
