package api_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"btalk/internal/api"
	"btalk/internal/bills"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// recorder is a server that writes down the credentials that reach it, and answers
// one request in three by pointing to another address.
type recorder struct {
	*httptest.Server

	mu        sync.Mutex
	asked     int
	elsewhere []string
	got       []http.Header
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{}
	r.Server = httptest.NewServer(http.HandlerFunc(r.answer))
	t.Cleanup(r.Close)
	return r
}

func (r *recorder) answer(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if strings.HasSuffix(req.URL.Path, "/token") {
		_, _ = w.Write([]byte(`{"access_token":"token","token_type":"Bearer","expires_in":3600}`))
		return
	}
	r.got = append(r.got, req.Header.Clone())
	r.asked++
	if len(r.elsewhere) > 0 && r.asked%3 == 0 {
		http.Redirect(w, req, r.elsewhere[r.asked/3%len(r.elsewhere)], []int{http.StatusMovedPermanently, http.StatusTemporaryRedirect}[r.asked%2])
		return
	}
	_, _ = w.Write([]byte(`[{"id":"1"}]`))
}

// keys are the headers that may hold a key, and the one each server may see.
func (r *recorder) keys() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	keys := map[string]int{}
	for _, header := range r.got {
		for _, name := range []string{"X-Bt-Api-Key", "X-Api-Key"} {
			if value := header.Get(name); value != "" {
				keys[name+" "+value]++
			}
		}
	}
	return keys
}

func TestEachKeyGoesToItsOwnAPIAloneRedirectsIncluded(t *testing.T) {
	t.Parallel()
	btalk, tracking, billing, stranger := newRecorder(t), newRecorder(t), newRecorder(t), newRecorder(t)
	tracking.elsewhere = []string{btalk.URL + "/btalk/v1/me", billing.URL + "/billing/b2b/v1/bills", stranger.URL + "/orders", tracking.URL + "/order-tracking/b2b/v1/orders"}
	billing.elsewhere = []string{tracking.URL + "/order-tracking/b2b/v1/orders", btalk.URL + "/btalk/v1/customers", stranger.URL, billing.URL + "/elsewhere"}
	btalk.elsewhere = []string{billing.URL + "/billing/b2b/v1/bills", tracking.URL + "/order-tracking/b2b/v1/orders", stranger.URL, "//" + strings.TrimPrefix(stranger.URL, "http://")}
	client, err := api.New(api.Config{
		BaseURL: btalk.URL + "/btalk/v1", TokenURL: stranger.URL + "/token",
		TrackingURL: tracking.URL + "/order-tracking/b2b/v1", BillingURL: billing.URL + "/billing/b2b/v1",
		ClientID: "id", ClientSecret: "secret", APIKey: "of-btalk", TrackingAPIKey: "of-tracking", BillingAPIKey: "of-billing",
		RequestsPerMinute: 1000,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		_, _ = client.Customers(t.Context(), models.Refresh)
		_, _ = client.TrackedOrder(t.Context(), strconv.Itoa(i), models.Refresh)
		_, _ = client.Bills(t.Context(), bills.Issued{}, models.Refresh)
	}
	for name, check := range map[string]struct {
		server *recorder
		own    string
	}{
		"Business Talk":  {btalk, "X-Bt-Api-Key of-btalk"},
		"Order Tracking": {tracking, "X-Api-Key of-tracking"},
		"Billing":        {billing, "X-Api-Key of-billing"},
		"a stranger":     {stranger, ""},
	} {
		keys := check.server.keys()
		if check.own != "" && keys[check.own] < 17 {
			t.Errorf("%s got its key %d times", name, keys[check.own])
		}
		delete(keys, check.own)
		if len(keys) > 0 {
			t.Errorf("%s got keys of others: %v", name, keys)
		}
	}
	if len(stranger.got) > 0 {
		t.Errorf("a stranger was asked %d times", len(stranger.got))
	}
}

func TestWithoutAKeyOnlyItsOwnPartIsMissing(t *testing.T) {
	t.Parallel()
	server, client := servedAll(t, func(cfg *api.Config) { cfg.TrackingAPIKey, cfg.BillingAPIKey = "", "" })
	if _, err := client.Customers(t.Context(), models.Cached); err != nil {
		t.Fatal(err)
	}
	server.ForgetRequests()
	for fault, read := range reads(client) {
		err := read(t)
		wantFault(t, err, fault, "there is no "+fault)
	}
	if n := len(server.Requests()); n > 0 {
		t.Errorf("%d requests without a key", n)
	}
}

func TestARefusedKeyCostsOnlyItsOwnPart(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(http.ResponseWriter){
		"with words about the key": nil,
		"with words about credentials": func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"code":41,"message":"Invalid credentials","description":"The requested service needs credentials, but the ones provided were invalid."}`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, client := servedAll(t, func(cfg *api.Config) { cfg.TrackingAPIKey, cfg.BillingAPIKey = "old", "old" })
			if change != nil {
				server.Insert(func(next http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						if strings.Contains(r.URL.Path, "/b2b/") {
							change(w)
							return
						}
						next.ServeHTTP(w, r)
					})
				})
			}
			for range 6 {
				for fault, read := range reads(client) {
					wantFault(t, read(t), fault, "the "+fault+" was refused")
				}
				if _, err := client.Customers(t.Context(), models.Refresh); err != nil {
					t.Fatalf("Business Talk lost its token: %v", err)
				}
			}
			if n := server.Count("POST", "/oauth/v3/token"); n > 3 {
				t.Errorf("%d tokens for keys that are refused", n)
			}
		})
	}
}

// servedAll is a sandbox with all three APIs.
func servedAll(t *testing.T, change ...func(*api.Config)) (*sandbox.Server, *api.Client) {
	t.Helper()
	server := sandbox.New(sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	demo := sandbox.DemoCredentials()
	cfg := api.Config{
		BaseURL: running.BaseURL(), TokenURL: running.TokenURL(), TrackingURL: running.TrackingURL(), BillingURL: running.BillingURL(),
		ClientID: demo.ClientID, ClientSecret: demo.ClientSecret, APIKey: demo.APIKey, TrackingAPIKey: demo.B2BKey, BillingAPIKey: demo.B2BKey,
		RequestsPerMinute: 1000,
	}
	for _, adapt := range change {
		adapt(&cfg)
	}
	client, err := api.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return server, client
}

// reads reads from each of the APIs with a key that the portal does not show.
func reads(client *api.Client) map[string]func(*testing.T) error {
	return map[string]func(*testing.T) error{
		models.FaultTrackingKey: func(t *testing.T) error {
			t.Helper()
			_, err := client.TrackedOrders(t.Context(), "Current", models.Refresh)
			return err
		},
		models.FaultBillingKey: func(t *testing.T) error {
			t.Helper()
			_, err := client.BillingAccounts(t.Context(), models.Refresh)
			return err
		},
	}
}

func wantFault(t *testing.T, err error, fault, title string) {
	t.Helper()
	failure, ok := errors.AsType[*models.Error](err)
	if !ok || failure.Kind != models.Unauthorized || failure.Fault.Raw() != fault || models.AdviceFor(err).Title != title {
		t.Fatalf("error is %v, want %q", err, title)
	}
	if hint := models.AdviceFor(err).Hint; !strings.Contains(hint, "Orange representative") || !strings.Contains(hint, "2 years") {
		t.Errorf("the hint is %q", hint)
	}
}
