package contract_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"btalk/docs"
	"btalk/internal/api"
	"btalk/internal/contract"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

// account is a sandbox and the way to survey it.
type account struct {
	server  *sandbox.Server
	running *sandbox.Running
	options contract.Options
	survey  *contract.Survey
}

// surveyed compares a sandbox with quirks.
func surveyed(t *testing.T, o contract.Options, quirks ...string) *account {
	t.Helper()
	a, take := started(t, o, quirks...)
	take()
	return a
}

// started is a sandbox with quirks, and how to survey it: from any goroutine, since most of
// a survey is waiting.
func started(t *testing.T, o contract.Options, quirks ...string) (a *account, take func()) {
	t.Helper()
	options := sandbox.Options{VoiceSites: 60, RequestsPerMinute: -1, Now: o.Now}
	if err := faults.Apply(&options, quirks...); err != nil {
		t.Fatal(err)
	}
	a = &account{server: sandbox.New(options), options: o}
	running, err := a.server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	a.running = running
	keys := sandbox.DemoCredentials()
	wire := contract.NewWire(a.running.TokenURL(), a.options)
	client, err := api.New(api.Config{
		BaseURL: a.running.BaseURL(), TokenURL: a.running.TokenURL(), TrackingURL: a.running.TrackingURL(), BillingURL: a.running.BillingURL(),
		ClientID: keys.ClientID, ClientSecret: keys.ClientSecret, APIKey: keys.APIKey, TrackingAPIKey: keys.B2BKey, BillingAPIKey: keys.B2BKey,
		RequestsPerMinute: 1000, Around: wire.Around,
	})
	if err != nil {
		t.Fatal(err)
	}
	return a, func() { a.survey = contract.Take(t.Context(), wire, asking(client), a.options) }
}

func asking(client *api.Client) contract.Asker {
	which := map[contract.API]api.Which{contract.BusinessTalk: api.BusinessTalk, contract.Tracking: api.OrderTracking, contract.Billing: api.BillingM2M}
	return func(ctx context.Context, of contract.API, path string, query url.Values) error {
		return client.Probe(ctx, which[of], path, query)
	}
}

// found is what a report says of a fact.
func found(t *testing.T, r contract.Report, id string) contract.Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("the report does not speak of %s", id)
	return contract.Finding{}
}

// TestEveryFactOfThePageIsJudgedAndNoOther holds docs/api-contract.md and the code together.
func TestEveryFactOfThePageIsJudgedAndNoOther(t *testing.T) {
	t.Parallel()
	page, judged := contract.Rows(), contract.Judged()
	if len(page) < 100 || !strings.Contains(docs.Contract, "| id |") {
		t.Fatalf("the page has %d facts", len(page))
	}
	seen := map[string]bool{}
	for _, id := range page {
		if seen[id] {
			t.Errorf("the page has %s twice", id)
		}
		seen[id] = true
		if !judged[id] {
			t.Errorf("docs/api-contract.md states %s, which nothing looks at", id)
		}
	}
	for id := range judged {
		if !seen[id] {
			t.Errorf("%s is looked at, and docs/api-contract.md does not state it", id)
		}
	}
}

func TestAUsualServerIsAsThePageSaysWithFewRequests(t *testing.T) {
	t.Parallel()
	a := surveyed(t, contract.Options{})
	r := a.survey.Report()
	for _, f := range r.Findings {
		if f.Verdict == contract.Different && f.ID != "2.3 B1" { // the sandbox lets everything be tried
			t.Errorf("%s is different: %s", f.ID, f.How)
		}
	}
	if len(r.Unknown) > 0 || r.Stopped != "" || a.survey.Failed() != nil || r.Count(contract.Confirmed) < 70 {
		t.Errorf("unknown %v, stopped %q, %v, %d confirmed", r.Unknown, r.Stopped, a.survey.Failed(), r.Count(contract.Confirmed))
	}
	if all := a.server.Count("*", "/"); all != r.Requests || all > contract.MostRequests {
		t.Errorf("%d requests came, %d are told", all, r.Requests)
	}
	if reads := a.server.Count(http.MethodGet, "/"); reads != r.Requests-1 {
		t.Errorf("%d of %d requests are GET: all but one for a token must be", reads, r.Requests)
	}
}

// deviations says for every quirk of the sandbox where the report names it, and how.
// A quirk that only a change would show is named as such.
func deviations() map[string]struct{ fact, says string } {
	return map[string]struct{ fact, says string }{
		"spike=3":          {"1.5 L2", "throttled after 3 requests within a second"},
		"page-size=7":      {"1.6 P3", "has 7 items, not 40"},
		"max-page=50":      {"1.6 P4", "`limit=1000` is refused with 400 code 28"},
		"token-life=90s":   {"1.1 T3", "`expires_in` is 90"},
		"text-expiry":      {"1.1 T3", "`expires_in` is a text"},
		"rights=readonly":  {"2.3 B1", "`readonly`"},
		"rights=readwrite": {"2.3 B1", "another value: `readwrite`"},
		"post-address":     {"6 X3", "whether PUT or POST pushes, only a change would show"},
		"order-path=plain": {"2.2 B5", "only a change would show it"},
		"html":             {"1.8 R3", "a page of HTML with status 200"},
		"error-200":        {"1.8 R5", "status 200 with an error in it, code 1"},
		"stall":            {"1.8 R1", "it takes too long"},
		"close":            {"1.8 R1", "the connection was closed"},
		"reset":            {"1.8 R1", "the connection was reset"},
		"half-header":      {"1.8 R1", "the connection was closed"},
		"truncated":        {"1.8 R3", "JSON that is cut off or broken"},
		"slow":             {"1.8 R2", "it takes too long"},
		"latin1":           {"1.8 R4", "charset=ISO-8859-1"},
		"numeric-codes":    {"2.3 B2", "`customerCode` is a number"},
		"extra-fields":     {"1.8 R7", "fields that the page does not name"},
		"hostile":          {"1.8 R6", "control characters or hidden marks"},
		"null-item":        {"2.3 B2", "null in place of an object"},
		"wrong-types":      {"2.3 B2", "`name` is a object"},
		"missing-id":       {"2.3 B2", "`customerCode` is missing in some"},
		"wrapped":          {"1.6 P1", "is an object with `items`"},
		"null-list":        {"1.6 P1", "null in place of a list"},
		"empty-list":       {"1.6 P2", "every list is empty"},
		"repeat-page":      {"1.6 P3", "the second page is the first one again"},
		"ignore-paging":    {"1.6 P3", "`limit` and `offset` mean nothing"},
		"page-cap=40":      {"1.6 P4", "a page has 40 items at most"},
		"page-cap=6":       {"1.6 P5", "a page has 6 items at most, whatever `limit` says"},
		"short-pages":      {"1.6 P5", "a page of `limit=10` had 9 items"},
		"inserted":         {"1.6 P3", "one was inserted in front"},
		"deleted":          {"1.6 P3", "one was deleted in front"},
		"unstable":         {"1.6 P3", "the order of the list differs from page to page"},
		"page-total":       {"1.6 P2", "X-Total-Count is the number of items of the page"},
		"no-total":         {"1.6 P2", "X-Total-Count is missing"},
		"total=99999":      {"1.6 P2", "X-Total-Count is more than the items that came"},
		"total=1":          {"1.6 P2", "X-Total-Count is less than the items that came"},
		"total=many":       {"1.6 P2", "X-Total-Count is `AAAA`, not a number"},
	}
}

// steps is a clock that goes on by step whenever it is read: what happens within a
// second does so however busy the machine is.
func steps(step time.Duration) func() time.Time {
	start, read := time.Now(), atomic.Int64{}
	return func() time.Time { return start.Add(time.Duration(read.Add(1)) * step) }
}

func TestEveryQuirkOfTheSandboxIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	covered, accounts := map[string]bool{}, map[string]*account{}
	var underWay sync.WaitGroup
	for quirk := range deviations() {
		name, _, _ := strings.Cut(quirk, "=")
		covered[name] = true
		o := contract.Options{}
		switch name {
		case "stall", "slow":
			o.Within = 1500 * time.Millisecond
		case "spike":
			o.Requests, o.Pace, o.Now = 8, time.Millisecond, steps(10*time.Millisecond)
		}
		a, take := started(t, o, quirk)
		accounts[quirk] = a
		underWay.Go(take)
	}
	underWay.Wait()
	for quirk, want := range deviations() {
		r := accounts[quirk].survey.Report()
		if got := found(t, r, want.fact); !strings.Contains(got.How, want.says) {
			t.Errorf("%s: §%s is %s: %q, want %q", quirk, want.fact, got.Verdict, got.How, want.says)
		}
		if r.Requests > contract.MostRequests {
			t.Errorf("%s: %d requests", quirk, r.Requests)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSpace(faults.QuirkHelp()), "\n") {
		name, _, _ := strings.Cut(strings.Fields(line)[0], "=")
		if !covered[name] {
			t.Errorf("nothing says where the report names the quirk %s", name)
		}
	}
}

func TestAFieldNeverSeenIsToldWithItsType(t *testing.T) {
	t.Parallel()
	r := surveyed(t, contract.Options{}, "extra-fields").survey.Report()
	want := contract.UnknownField{Where: "/customers", Field: "xSince2031.neverSeenBefore", Kinds: "flag"}
	if !slices.Contains(r.Unknown, want) {
		t.Errorf("%v is missing in %v", want, r.Unknown)
	}
}

func TestAServerThatDoesNotAnswerIsNotAskedOnAndOn(t *testing.T) {
	t.Parallel()
	a := surveyed(t, contract.Options{}, "close")
	r := a.survey.Report()
	if r.Stopped != "the API does not answer" || r.Requests > 8 || a.survey.Failed() == nil {
		t.Errorf("stopped %q after %d requests, %v", r.Stopped, r.Requests, a.survey.Failed())
	}
}

func TestOnlyGETAndTheRequestForATokenLeave(t *testing.T) {
	t.Parallel()
	came := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { came++ }))
	t.Cleanup(server.Close)
	token := server.URL + "/oauth/v3/token"
	for _, test := range []struct {
		method, address string
		passes          bool
	}{
		{http.MethodGet, server.URL + "/btalk/v1/me", true},
		{http.MethodPost, token, true},
		{http.MethodPost, server.URL + "/btalk/v1/customers/1/orders", false},
		{http.MethodPost, server.URL + "/billing/b2b/v1/bills/search", false},
		{http.MethodPost, token + "/more", false},
		{http.MethodPut, token, false},
		{http.MethodPut, server.URL + "/btalk/v1/me", false},
		{http.MethodDelete, server.URL + "/btalk/v1/me", false},
		{http.MethodPatch, server.URL + "/btalk/v1/me", false},
		{http.MethodHead, server.URL + "/btalk/v1/me", false},
		{http.MethodOptions, server.URL + "/btalk/v1/me", false},
	} {
		came = 0
		through := contract.NewWire(token, contract.Options{}).Around(&http.Transport{})
		request, err := http.NewRequestWithContext(t.Context(), test.method, test.address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := through.RoundTrip(request)
		if err == nil {
			_ = response.Body.Close()
		}
		if passed := came == 1; passed != test.passes || passed != (err == nil) {
			t.Errorf("%s %s: came %d times, %v", test.method, test.address, came, err)
		}
	}
}

func TestNoMoreRequestsLeaveThanWereGranted(t *testing.T) {
	t.Parallel()
	a := surveyed(t, contract.Options{Requests: 7})
	r := a.survey.Report()
	if all := a.server.Count("*", "/"); all != 7 || r.Stopped != "the requests of the survey were spent" {
		t.Errorf("%d requests, stopped %q", all, r.Stopped)
	}
	if got := found(t, r, "4.1 M1"); got.Verdict != contract.NotSeen || !strings.Contains(got.How, "spent") {
		t.Errorf("%+v", got)
	}
}
