package billing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

const key = "key-of-the-tests"

func noon() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }

// ask sends a request to an API with the right key. Headers are "Name: value".
func ask(t *testing.T, api *API, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, Base+path, strings.NewReader(body))
	r.Header.Set("X-Api-Key", key)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	api.ServeHTTP(w, r)
	return w
}

func newAPI() *API { return New(Options{Key: key, Now: noon}) }

// row is a bill as a client that knows nothing of this package reads it.
type row struct {
	ID, BillNo, Type, IssuedAt, Currency, Status string
	Period                                       struct{ StartDate, EndDate string }
	BillingAccount                               struct{ ID string }
	Gross                                        json.RawMessage `json:"amountIncludingTax"`
	Net                                          json.RawMessage `json:"amountExcludingTax"`
}

func (r row) form() string {
	return map[byte]string{'"': "text", '{': "object"}[r.Gross[0]]
}

func (r row) negative() bool { return bytes.ContainsRune(r.Gross, '-') }

// everything reads a list page by page.
func everything(t *testing.T, api *API, path string) []row {
	t.Helper()
	var all []row
	for {
		w := ask(t, api, http.MethodGet, fmt.Sprintf("%s&limit=100&offset=%d", path, len(all)), "")
		var rows []row
		if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s, %v", path, w.Code, w.Body, err)
		}
		if all = append(all, rows...); len(rows) < 100 {
			return all
		}
	}
}

func TestTheBillsAreThoseOfTheDesign(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2026-11-25", "2026-11-01", "2026-12-31", "2028-02-29", "2027-01-01", "2026-03-05"} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		api := New(Options{Key: key, Now: func() time.Time { return at }})
		rows := everything(t, api, "/bills?")
		count := map[string]int{}
		perAccount, ids := map[string]int{}, map[string]bool{}
		lastMonth := at.AddDate(0, 0, -at.Day()).Format("2006-01")
		for _, one := range rows {
			if ids[one.ID] || one.IssuedAt > day {
				t.Errorf("%s: bill %s of %s is there twice, or of the future", day, one.ID, one.IssuedAt)
			}
			ids[one.ID] = true
			count[one.Type]++
			count[one.Currency]++
			count["form "+one.form()]++
			if one.negative() {
				count["negative "+one.Type]++
			}
			if strings.HasPrefix(one.IssuedAt, lastMonth) && one.Type == "invoice" {
				perAccount[one.BillingAccount.ID]++
			}
		}
		if len(rows) != 400 || count["creditNote"] != 28 || count["negative creditNote"] != 14 || count["negative invoice"] != 1 {
			t.Errorf("%s: %d bills, %v", day, len(rows), count)
		}
		if texts := count["form text"]; texts < 300 || texts > 340 || count["form object"] == 0 || count["form "] == 0 {
			t.Errorf("%s: forms of amounts %v", day, count)
		}
		if euros := count["EUR"] * 100 / len(rows); euros < 65 || euros > 80 || count["USD"]*count["GBP"]*count["CHF"]*count["JPY"]*count["PLN"] == 0 {
			t.Errorf("%s: currencies %v", day, count)
		}
		if perAccount[accounts[thrice].ID] != 3 {
			t.Errorf("%s: %d bills of %s in the last month, want 3", day, perAccount[accounts[thrice].ID], accounts[thrice].ID)
		}
		if len(perAccount) < len(accounts)-1 {
			t.Errorf("%s: last month is nearly empty: %v", day, perAccount)
		}
	}
}

func TestOneBillIsThereTwiceAndOneAccountLacksItsLast(t *testing.T) {
	t.Parallel()
	rows := everything(t, newAPI(), "/bills?type=invoice")
	same := map[string]int{}
	latest := map[string]string{}
	for _, one := range rows {
		same[one.BillingAccount.ID+one.Period.StartDate+string(one.Gross)]++
		latest[one.BillingAccount.ID] = max(latest[one.BillingAccount.ID], one.IssuedAt)
	}
	doubles := 0
	for _, n := range same {
		doubles += n - 1
	}
	if doubles != 1 {
		t.Errorf("%d bills are there twice, want 1", doubles)
	}
	for id, day := range latest {
		if missing := day < "2026-11"; missing != (id == accounts[withoutLast].ID) {
			t.Errorf("the latest bill of %s is of %s", id, day)
		}
	}
}

func TestEveryStartHasTheSameNumbers(t *testing.T) {
	t.Parallel()
	first, second := ask(t, newAPI(), http.MethodGet, "/bills?limit=100", ""), ask(t, newAPI(), http.MethodGet, "/bills?limit=100", "")
	if !bytes.Equal(first.Body.Bytes(), second.Body.Bytes()) || first.Body.Len() < 10_000 {
		t.Errorf("two starts differ, or say nothing: %d bytes", first.Body.Len())
	}
}

func TestPagesAndTheirHeaders(t *testing.T) {
	t.Parallel()
	api := newAPI()
	tests := []struct {
		query           string
		status, n, rows int
	}{
		{"", 200, 400, 10},
		{"limit=100", 200, 400, 100},
		{"limit=100&offset=390", 200, 400, 10},
		{"offset=1000", 200, 400, 0},
		{"limit=0", 200, 400, 0},
		{"limit=101", 400, 0, 0},
		{"limit=x", 400, 0, 0},
		{"offset=-1", 400, 0, 0},
	}
	for _, test := range tests {
		w := ask(t, api, http.MethodGet, "/bills?"+test.query, "")
		if w.Code != test.status {
			t.Errorf("%s: status %d", test.query, w.Code)
			continue
		}
		if w.Code != http.StatusOK {
			continue
		}
		var rows []row
		if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil || len(rows) != test.rows || rows == nil {
			t.Errorf("%s: %d rows, %v", test.query, len(rows), err)
		}
		if w.Header().Get("X-Total-Count") != strconv.Itoa(test.n) || w.Header().Get("X-Result-Count") != strconv.Itoa(test.rows) {
			t.Errorf("%s: headers %v", test.query, w.Header())
		}
	}
}

func TestFiltersInTheQueryAndInASearch(t *testing.T) {
	t.Parallel()
	api := newAPI()
	tests := []struct {
		field, value string
		holds        func(row) bool
	}{
		{"issuedAt", "2026-10-01/2026-10-31", func(r row) bool { return r.IssuedAt[:7] == "2026-10" }},
		{"issuedAt", "last90days", func(r row) bool { return r.IssuedAt >= "2026-08-27" }},
		{"issuedAt", "after2026-10-05", func(r row) bool { return r.IssuedAt > "2026-10-05" }},
		{"issuedAt", "atOrAfter2026-10-05", func(r row) bool { return r.IssuedAt >= "2026-10-05" }},
		{"issuedAt", "before2026-10-05", func(r row) bool { return r.IssuedAt < "2026-10-05" }},
		{"issuedAt", "atOrBefore2026-10-05", func(r row) bool { return r.IssuedAt <= "2026-10-05" }},
		{"period", "2026-09-01/2026-09-30", func(r row) bool { return r.Period.StartDate == "2026-09-01" }},
		{"type", "creditnote", func(r row) bool { return r.Type == "creditNote" }},
		{"currency", "PLN", func(r row) bool { return r.Currency == "PLN" }},
		{"billingAccountId", "BA-100231", func(r row) bool { return r.BillingAccount.ID == "BA-100231" }},
		{"status", "overdue", func(r row) bool { return r.Status == "overdue" }},
	}
	all := everything(t, api, "/bills?")
	for _, test := range tests {
		want := 0
		for _, one := range all {
			if test.holds(one) {
				want++
			}
		}
		got := everything(t, api, "/bills?"+test.field+"="+test.value)
		w := ask(t, api, http.MethodPost, "/bills/search", fmt.Sprintf("{%q:%q}", test.field, test.value), "Content-Type: application/json")
		if len(got) != want || want == 0 || w.Header().Get("X-Total-Count") != strconv.Itoa(want) {
			t.Errorf("%s=%s: %d bills, %s by search, want %d", test.field, test.value, len(got), w.Header().Get("X-Total-Count"), want)
		}
		for _, one := range got {
			if !test.holds(one) {
				t.Errorf("%s=%s gives bill %s of %s", test.field, test.value, one.ID, one.IssuedAt)
			}
		}
	}
}

func TestRefusalsCarryTheCodesOfTheGateway(t *testing.T) {
	t.Parallel()
	api := newAPI()
	const jsonBody = "Content-Type: application/json"
	tests := []struct {
		method, path, body string
		headers            []string
		status, code       int
	}{
		{"GET", "/bills?issuedAt=soon", "", nil, 400, 28},
		{"GET", "/bills?issuedAt=2026-01-31/2026-01-01", "", nil, 400, 28},
		{"GET", "/bills?issuedAt=after2026-02-30", "", nil, 400, 28},
		{"GET", "/bills?period=last0days", "", nil, 400, 28},
		{"GET", "/bills/unknown", "", nil, 404, 60},
		{"GET", "/bills/unknown/items", "", nil, 404, 60},
		{"GET", "/bills/1013391?overrideAccept=image/png", "", nil, 406, 62},
		{"GET", "/bills/1013391", "", []string{"Accept: image/png"}, 406, 62},
		{"GET", "/reports/monthly-summary?overrideAccept=image/png", "", nil, 406, 62},
		{"GET", "/customerSpecificReports/cost-centres", "", []string{"Accept: application/pdf"}, 406, 62},
		{"GET", "/reports/call-types", "", []string{"Accept: application/pdf"}, 406, 62}, // before it fails
		{"GET", "/reports/unknown", "", nil, 404, 60},
		{"GET", "/snapshots", "", nil, 404, 60},
		{"GET", "/bills/a/b/c", "", nil, 404, 60},
		{"DELETE", "/bills", "", nil, 405, 61},
		{"GET", "/asyncJobs/1", "", nil, 404, 60},
		{"POST", "/bills/search", "{}", nil, 415, 68},
		{"POST", "/bills/search", "", []string{jsonBody}, 400, 21},
		{"POST", "/bills/search", "[]", []string{jsonBody}, 400, 22},
		{"POST", "/bills/search", `{"colour":"red"}`, []string{jsonBody}, 400, 24},
		{"POST", "/bills/search", `{"issuedAt":"soon"}`, []string{jsonBody}, 400, 24},
		{"GET", "/bills", "", []string{"X-Api-Key: wrong"}, 401, 41},
		{"GET", "/bills", "", []string{"X-Api-Key: ", "X-BT-API-KEY: " + key}, 400, 25},
	}
	for _, test := range tests {
		w := ask(t, api, test.method, test.path, test.body, test.headers...)
		var refused struct {
			Code                 int
			Message, Description string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &refused); err != nil || w.Code != test.status || refused.Code != test.code || refused.Message == "" || refused.Description == "" {
			t.Errorf("%s %s: %d %s, want %d/%d", test.method, test.path, w.Code, w.Body, test.status, test.code)
		}
	}
	if w := ask(t, New(Options{Now: noon}), http.MethodGet, "/status", ""); w.Code != http.StatusOK {
		t.Errorf("without a key of its own: %d", w.Code)
	}
}

func TestABillInItsFormats(t *testing.T) {
	t.Parallel()
	api := newAPI()
	names := map[string]bool{}
	for i := range 40 {
		path := fmt.Sprintf("/bills/%d", firstID+1+i)
		plain := ask(t, api, http.MethodGet, path, "")
		var shown row
		if err := json.Unmarshal(plain.Body.Bytes(), &shown); err != nil || "/bills/"+shown.ID != path {
			t.Fatalf("%s: %s, %v", path, plain.Body, err)
		}
		printed := ask(t, api, http.MethodGet, path+"?overrideAccept=application/pdf", "", "Accept: text/csv")
		if body := printed.Body.String(); !strings.HasPrefix(body, "%PDF-1.4") || !strings.Contains(body, shown.BillNo) || !strings.HasSuffix(body, "%%EOF\n") {
			t.Errorf("%s as PDF: %.60q", path, body)
		}
		table := ask(t, api, http.MethodGet, path, "", "Accept: text/csv;q=0.9, application/pdf")
		latin := strings.Contains(table.Header().Get("Content-Type"), "8859")
		if body := table.Body.String(); latin && !strings.Contains(body, "Libell\xe9;") || !latin && !strings.HasPrefix(body, "\ufeffLibellé;") {
			t.Errorf("%s as CSV (%s): %.60q", path, table.Header().Get("Content-Type"), body)
		}
		disposition := printed.Header().Get("Content-Disposition")
		if _, _, err := mime.ParseMediaType(disposition); disposition != "" && err != nil {
			t.Errorf("%s: %q, %v", path, disposition, err)
		}
		names[strings.SplitN(disposition, "=", 2)[0]] = true
	}
	if len(names) != 3 {
		t.Errorf("names come in %d ways, want 3: %v", len(names), names)
	}
}

func TestThePDFsTableOfObjectsIsRight(t *testing.T) {
	t.Parallel()
	document := pdf([]string{"Genève (1) \\ €", "東"})
	for n := 1; n <= 5; n++ {
		place := bytes.Index(document, fmt.Appendf(nil, "\n%d 0 obj\n", n)) + 1
		if !bytes.Contains(document, fmt.Appendf(nil, "%010d 00000 n \n", place)) {
			t.Errorf("object %d is at %d, which the table does not say", n, place)
		}
	}
	if !bytes.Contains(document, []byte("(Gen\xe8ve \\(1\\) \\\\ \x80) Tj")) || !bytes.Contains(document, []byte("(?) Tj")) {
		t.Errorf("text %q", document)
	}
	if start := bytes.LastIndex(document, []byte("xref\n0")); !bytes.Contains(document, fmt.Appendf(nil, "startxref\n%d\n", start)) {
		t.Errorf("the table is at %d: %q", start, document[start:])
	}
}

func TestLinesComeToTheBillOrAreRoundedLines(t *testing.T) {
	t.Parallel()
	same, off := 0, 0
	for _, candidate := range newBook(noon()).bills {
		lines := candidate.items()
		var sum int64
		for _, line := range lines {
			sum += line.Net.minor
		}
		switch {
		case len(lines) < 3 || len(lines) > 40:
			t.Errorf("%d lines", len(lines))
		case sum == candidate.Net.minor:
			same++
		case sum == candidate.Net.minor+1:
			off++
		default:
			t.Errorf("the lines of %s come to %d, the bill to %d", candidate.ID, sum, candidate.Net.minor)
		}
	}
	if off == 0 || off > same/5 {
		t.Errorf("%d bills are the sum of their lines, %d are not", same, off)
	}
}

func TestTheSmallLists(t *testing.T) {
	t.Parallel()
	api := newAPI()
	for path, want := range map[string]string{
		"/billingAccounts?limit=100": `"id":"BA-118730"`, "/installedOfferIds": `"btlvs:BA-100231"`, "/reports": `"monthly-usage"`,
		"/customerSpecificReports": `"cost-centres"`, "/status": `{"status":"OK"}`, "/version": "2.4.0", "/reports/monthly-summary": `"2026-10"`,
	} {
		if w := ask(t, api, http.MethodGet, path, ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	w := ask(t, api, http.MethodGet, "/reports/monthly-summary", "", "Accept: application/pdf")
	if !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("a report as PDF: %.40q", w.Body)
	}
}

func TestHostileNamesComeOnRequest(t *testing.T) {
	t.Parallel()
	api := New(Options{Key: key, Now: noon, HostileNames: true})
	seen := map[string]bool{}
	for i := range 200 {
		w := ask(t, api, http.MethodGet, fmt.Sprintf("/bills/%d", firstID+1+i), "", "Accept: application/pdf")
		seen[w.Header().Get("Content-Disposition")] = true
	}
	if len(seen) != 10 || len(HostileNames()) != 10 {
		t.Errorf("%d names, want ten", len(seen))
	}
	if w := ask(t, api, http.MethodGet, "/bills/1013391", ""); w.Header().Get("Content-Disposition") != "" {
		t.Error("JSON has the name of a file")
	}
}
