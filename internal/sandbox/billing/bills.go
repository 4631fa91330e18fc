package billing

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// filters are the fields that bills can be chosen by, as query parameters and in
// the body of a search. Only the two dates are documented (api-contract §4.2).
func filters() map[string]func(b *bill, value string, today time.Time) (bool, error) {
	equal := func(field func(*bill) string) func(*bill, string, time.Time) (bool, error) {
		return func(b *bill, value string, _ time.Time) (bool, error) { return strings.EqualFold(field(b), value), nil }
	}
	return map[string]func(*bill, string, time.Time) (bool, error){
		"issuedAt": func(b *bill, value string, today time.Time) (bool, error) {
			days, err := parseSpan(value, today)
			return days.holds(b.issued), err
		},
		"period": func(b *bill, value string, today time.Time) (bool, error) {
			days, err := parseSpan(value, today)
			first, _ := time.Parse(time.DateOnly, b.Period.StartDate) // ours
			last, _ := time.Parse(time.DateOnly, b.Period.EndDate)    // ours
			return days.holds(first) && days.holds(last), err
		},
		"type":             equal(func(b *bill) string { return b.Type }),
		"billNo":           equal(func(b *bill) string { return b.BillNo }),
		"billingAccountId": equal(func(b *bill) string { return b.Account.ID }),
		"customerId":       equal(func(b *bill) string { return b.Customer.ID }),
		"currency":         equal(func(b *bill) string { return b.Currency }),
		"status":           equal(func(b *bill) string { return b.Status }),
	}
}

// choose gives the bills that all wishes hold for.
func (a *API) choose(wishes map[string]string, today time.Time) ([]bill, error) {
	chosen := []bill{}
	known := filters()
	for _, candidate := range a.book().bills {
		all := true
		for name, value := range wishes {
			holds, err := known[name](&candidate, value, today)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			all = all && holds
		}
		if all {
			chosen = append(chosen, candidate)
		}
	}
	return chosen, nil
}

func (a *API) listBills(r *request) reply {
	wishes := map[string]string{}
	for name := range filters() {
		if r.query.Has(name) {
			wishes[name] = r.query.Get(name)
		}
	}
	chosen, err := a.choose(wishes, r.now)
	if err != nil {
		return refusal(http.StatusBadRequest, 28, "%v", err)
	}
	return page(r, chosen)
}

// searchBills takes the same names in a body.
func (a *API) searchBills(r *request) reply {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return refusal(http.StatusUnsupportedMediaType, 68, "application/json is expected")
	}
	const most = 1 << 20
	body, err := io.ReadAll(io.LimitReader(r.Body, most))
	if err != nil || len(body) == 0 {
		return refusal(http.StatusBadRequest, 21, "the request has no body")
	}
	var wishes map[string]string
	if err := json.Unmarshal(body, &wishes); err != nil {
		return refusal(http.StatusBadRequest, 22, "an object of texts is expected: %v", err)
	}
	for name := range wishes {
		if _, known := filters()[name]; !known {
			return refusal(http.StatusBadRequest, 24, "%s is not a field of bills", name)
		}
	}
	chosen, err := a.choose(wishes, r.now)
	if err != nil {
		return refusal(http.StatusBadRequest, 24, "%v", err)
	}
	return page(r, chosen)
}

func (a *API) find(id string) (*bill, reply) {
	bills := a.book().bills
	for i := range bills {
		if bills[i].ID == id {
			return &bills[i], reply{}
		}
	}
	return nil, refusal(http.StatusNotFound, 60, "there is no bill %q", id)
}

func (a *API) showBill(r *request) reply {
	found, refused := a.find(r.id)
	if found == nil {
		return refused
	}
	switch format, known := r.format(); {
	case !known:
		return refusal(http.StatusNotAcceptable, 62, "a bill is there as application/json, application/pdf and text/csv")
	case format == "application/pdf":
		return reply{status: http.StatusOK, contentType: format, body: pdf(found.paper())}.named(r, found.BillNo, "pdf", a.options.HostileNames)
	case format == "text/csv":
		return found.csv().named(r, found.BillNo, "csv", a.options.HostileNames)
	}
	return ok(found)
}

func (a *API) listItems(r *request) reply {
	found, refused := a.find(r.id)
	if found == nil {
		return refused
	}
	return page(r, found.items())
}

func (a *API) listAccounts(r *request) reply { return page(r, accounts[:]) }

// listOffers gives ids with a colon inside, as another Orange company has them
// (api-contract §8.1).
func (a *API) listOffers(r *request) reply {
	var ids []string
	for _, account := range accounts {
		ids = append(ids, "btlvs:"+account.ID)
	}
	return page(r, ids)
}

// format is what the request wants: overrideAccept before Accept.
func (r *request) format() (format string, known bool) {
	wanted := r.query.Get("overrideAccept")
	if wanted == "" {
		wanted = r.Header.Get("Accept")
	}
	if wanted == "" {
		return "application/json", true
	}
	for part := range strings.SplitSeq(wanted, ",") {
		kind, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch strings.ToLower(kind) {
		case "*/*", "application/*", "application/json":
			return "application/json", true
		case "application/pdf", "text/csv":
			return strings.ToLower(kind), true
		}
	}
	return "", false
}

// paper is the text of the PDF.
func (b *bill) paper() []string {
	lines := []string{
		"Orange Business (sandbox)", "", b.Type + " " + b.BillNo, b.Customer.Name, b.Account.Name + " (" + b.Account.ID + ")",
		"Issued " + b.IssuedAt + ", due " + b.DueDate, "", "",
	}
	for _, line := range b.items() {
		lines = append(lines, fmt.Sprintf("%-30s %4d %14s %s", line.Label, line.Quantity, line.Net.digits(), b.Currency))
	}
	return append(lines, "", "Net "+b.Net.digits(), "Tax "+b.Tax.digits(), "Total "+b.Gross.digits()+" "+b.Currency)
}

// csv is the bill with semicolons and decimal commas, as UTF-8 with a byte order
// mark or, for some accounts, as ISO-8859-1.
func (b *bill) csv() reply {
	var text strings.Builder
	text.WriteString("Libellé;Quantité;Montant HT;Devise\r\n")
	for _, line := range b.items() {
		fmt.Fprintf(&text, "%s;%d;%s;%s\r\n", line.Label, line.Quantity, strings.Replace(line.Net.digits(), ".", ",", 1), b.Currency)
	}
	if accounts[b.account].latin {
		return reply{status: http.StatusOK, contentType: "text/csv; charset=ISO-8859-1", body: []byte(windows(text.String()))}
	}
	return reply{status: http.StatusOK, contentType: "text/csv; charset=UTF-8", body: []byte("\ufeff" + text.String())}
}
