package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/bills"
	"btalk/internal/models"
	"btalk/internal/models/when"
	made "btalk/internal/sandbox/billing"
)

const billingKey = "key-of-billing"

// billingOver serves one handler as Billing, and gives a client of it.
func billingOver(t *testing.T, answer http.Handler, change ...func(*Config)) (*simulator, *Client) {
	t.Helper()
	var s *simulator
	seen := func(req *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.requests = append(s.requests, request{at: time.Now(), method: req.Method, path: req.URL.EscapedPath(), query: req.URL.RawQuery, header: req.Header.Clone()})
	}
	var c *Client
	s, c = newSimulated(t, nil, append([]func(*Config){func(cfg *Config) {
		cfg.BillingURL, cfg.BillingAPIKey = "https://api.example/billing/b2b/v1", billingKey
		inner := cfg.Transport
		cfg.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
			if !strings.HasPrefix(req.URL.Path, "/billing/") {
				return inner.RoundTrip(req)
			}
			seen(req)
			recorder := httptest.NewRecorder()
			answer.ServeHTTP(recorder, req)
			resp := recorder.Result()
			resp.Request = req
			return resp, nil
		})
	}}, change...)...)
	return s, c
}

type roundTrip func(*http.Request) (*http.Response, error)

func (r roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return r(req) }

func madeBilling(options made.Options) *made.API {
	options.Key = billingKey
	if options.Now == nil {
		options.Now = func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }
	}
	return made.New(options)
}

func (s *simulator) ofBilling() (asked []string) {
	for _, r := range s.seen() {
		if strings.HasPrefix(r.path, "/billing/") {
			query, _ := url.QueryUnescape(r.query)
			asked = append(asked, strings.TrimSuffix(r.method+" "+strings.TrimPrefix(r.path, "/billing/b2b/v1")+"?"+query, "?"))
		}
	}
	return asked
}

func TestFourHundredBillsCostFourRequestsAndAgainNone(t *testing.T) {
	t.Parallel()
	s, c := billingOver(t, madeBilling(made.Options{}))
	for range 2 {
		got, err := c.Bills(t.Context(), bills.Issued{}, models.Cached)
		if err != nil || len(got.Value) != 400 || got.Lacks() != "" {
			t.Fatalf("%d bills, %v, %s", len(got.Value), err, got.Note)
		}
	}
	last, err := bills.ParseIssued("last month", when.Day{Year: 2026, Month: 11, Day: 25})
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Bills(t.Context(), last, models.Cached) // the list of all is fresh
	if err != nil || len(got.Value) == 0 || len(got.Value) == 400 {
		t.Errorf("%d bills of last month, %v", len(got.Value), err)
	}
	if asked := s.ofBilling(); len(asked) != 4 || asked[3] != "GET /bills?limit=100&offset=300" {
		t.Errorf("asked %q", asked)
	}
	for _, r := range s.seen() {
		if strings.HasPrefix(r.path, "/billing/") && (r.header.Get("X-Api-Key") != billingKey || r.header.Get("X-BT-API-KEY") != "") {
			t.Errorf("the keys of %s: %v", r.path, r.header)
		}
	}
}

func TestARangeIsAskedForWhereTheWholeListIsNotCached(t *testing.T) {
	t.Parallel()
	s, c := billingOver(t, madeBilling(made.Options{}))
	last, err := bills.ParseIssued("90d", when.Day{Year: 2026, Month: 11, Day: 25})
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Bills(t.Context(), last, models.Cached)
	if asked := s.ofBilling(); err != nil || len(got.Value) == 0 || len(asked) != 1 || asked[0] != "GET /bills?issuedAt=last90days&limit=100&offset=0" {
		t.Errorf("%d bills, %v, asked %q", len(got.Value), err, asked)
	}
}

// pagesOf serves 400 bills on pages as the test says.
func pagesOf(page func(q url.Values) (size int, offset int, refuse string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		size, offset, refuse := page(r.URL.Query())
		if refuse != "" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"code":%s,"message":"limit"}`, refuse)
			return
		}
		var out bytes.Buffer
		for i := offset; i < min(offset+size, 400); i++ {
			fmt.Fprintf(&out, `,{"id":"%d","amountIncludingTax":"0.10","currency":"EUR"}`, i)
		}
		w.Header().Set("X-Total-Count", "400")
		fmt.Fprintf(w, "[%s]", strings.TrimPrefix(out.String(), ","))
	}
}

func TestServersWithPagesOfTheirOwnGiveAllBills(t *testing.T) {
	t.Parallel()
	number := func(text string) int { n, _ := strconv.Atoi(text); return n }
	tests := []struct {
		name string
		page func(q url.Values) (int, int, string)
		most int
	}{
		{"ten unasked, a hundred at most", func(q url.Values) (int, int, string) {
			limit := max(number(q.Get("limit")), 10)
			return min(limit, 100), number(q.Get("offset")), ""
		}, 6},
		{"no limit is taken (28)", func(q url.Values) (int, int, string) {
			if q.Has("limit") {
				return 0, 0, "28"
			}
			return 80, number(q.Get("offset")), ""
		}, 7},
		{"no limit is taken (27)", func(q url.Values) (int, int, string) {
			if q.Has("limit") {
				return 0, 0, "27"
			}
			return 100, number(q.Get("offset")), ""
		}, 6},
		{"no offset is taken either", func(q url.Values) (int, int, string) {
			if len(q) > 0 {
				return 0, 0, "28"
			}
			return 400, 0, ""
		}, 3},
	}
	for _, test := range tests {
		s, c := billingOver(t, pagesOf(test.page))
		got, err := c.Bills(t.Context(), bills.Issued{}, models.Cached)
		if asked := s.ofBilling(); err != nil || len(got.Value) != 400 || got.Lacks() != "" || len(asked) > test.most {
			t.Errorf("%s: %d bills, %v, %q, %d requests: %q", test.name, len(got.Value), err, got.Note, len(asked), asked)
		}
	}
}

func TestASearchIsAReadThatNeedsNoWriteModeAndIsTriedAgain(t *testing.T) {
	t.Parallel()
	tries := 0
	api := madeBilling(made.Options{})
	s, c := billingOver(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		api.ServeHTTP(w, r)
	}))
	for range 2 {
		got, err := c.SearchBills(t.Context(), map[string]string{"currency": "JPY"}, models.Cached)
		if err != nil || len(got.Value) == 0 || got.Value[0].Currency.String() != "JPY" {
			t.Fatalf("%d bills, %v", len(got.Value), err)
		}
	}
	if asked := s.ofBilling(); len(asked) != 2 || asked[0] != "POST /bills/search?limit=100&offset=0" || asked[1] != asked[0] {
		t.Errorf("asked %q", asked)
	}
	other, err := c.SearchBills(t.Context(), map[string]string{"currency": "PLN"}, models.Cached)
	if err != nil || len(other.Value) == 0 || other.Value[0].Currency.String() != "PLN" {
		t.Errorf("another search is answered from the cache of the first: %d bills, %v", len(other.Value), err)
	}
	if _, err := c.SearchBills(t.Context(), map[string]string{"colour": "red"}, models.Cached); models.KindOf(err) != models.Invalid || !strings.Contains(err.Error(), "colour") {
		t.Errorf("a field that is none: %v", err)
	}
}

func TestOneBillItsItemsAccountsReportsAndJobs(t *testing.T) {
	t.Parallel()
	s, c := billingOver(t, madeBilling(made.Options{}))
	all, err := c.Bills(t.Context(), bills.Issued{}, models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	id := all.Value[0].ID.Raw()
	bill, err := c.Bill(t.Context(), id, models.Cached)
	if err != nil || bill.Value.ID.Raw() != id {
		t.Errorf("bill %s: %+v, %v", id, bill.Value.ID, err)
	}
	items, err := c.BillItems(t.Context(), id, models.Cached)
	if err != nil || len(items.Value) < 3 {
		t.Errorf("%d items, %v", len(items.Value), err)
	}
	payers, err := c.BillingAccounts(t.Context(), models.Cached)
	if err != nil || len(payers.Value) != 14 {
		t.Errorf("%d accounts, %v", len(payers.Value), err)
	}
	reports, err := c.Reports(t.Context(), models.Cached)
	if err != nil || len(reports.Value) != 4 || reports.Value[0].Own || !reports.Value[3].Own {
		t.Errorf("reports %+v, %v", reports.Value, err)
	}
	if listed, err := c.BillingJobs(t.Context(), models.Cached); err != nil || len(listed.Value) != 0 {
		t.Errorf("jobs %+v, %v", listed.Value, err)
	}
	if _, err := c.Bill(t.Context(), "nobody/..", models.Cached); models.KindOf(err) != models.NotFound {
		t.Errorf("a bill that is not there: %v", err)
	}
	if asked := s.ofBilling(); asked[len(asked)-1] != "GET /bills/nobody%2F.." {
		t.Errorf("asked %q", asked)
	}
}

func TestWithoutAListOfTheCustomersOwnReportsTheOthersAreListed(t *testing.T) {
	t.Parallel()
	_, c := billingOver(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/reports") {
			fmt.Fprint(w, `[{"id":"usage"}]`)
			return
		}
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"code":60,"message":"Resource not found"}`)
	}))
	got, err := c.Reports(t.Context(), models.Cached)
	if err != nil || len(got.Value) != 1 {
		t.Errorf("%+v, %v", got.Value, err)
	}
	if _, err := c.BillingAccounts(t.Context(), models.Cached); models.KindOf(err) != models.NotFound || !strings.Contains(err.Error(), "does not list billing accounts") {
		t.Errorf("accounts: %v", err)
	}
}

func TestWithoutBillingNothingIsSent(t *testing.T) {
	t.Parallel()
	_, none := newSimulated(t, nil)
	if _, err := none.Bills(t.Context(), bills.Issued{}, models.Cached); err == nil {
		t.Error("bills without an address")
	}
	s, c := billingOver(t, madeBilling(made.Options{}), func(cfg *Config) { cfg.BillingAPIKey = "" })
	if _, err := c.Bills(t.Context(), bills.Issued{}, models.Cached); models.KindOf(err) != models.Unauthorized || len(s.seen()) > 0 {
		t.Errorf("bills without a key: %v, %d requests", err, len(s.seen()))
	}
}
