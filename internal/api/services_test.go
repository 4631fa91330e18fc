package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"btalk/internal/models"
)

// all three APIs at one host, and one of them below the base of another.
func threeAPIs(cfg *Config) {
	cfg.BaseURL = "https://api.example"
	cfg.TrackingURL, cfg.TrackingAPIKey = "https://api.example/order-tracking/b2b/v1", "tracking-key"
	cfg.BillingURL, cfg.BillingAPIKey = "https://api.example/billing/b2b/v1", "billing-key"
}

// located is a client of three APIs at one host.
func located(t *testing.T, answers map[string]http.HandlerFunc) (*simulator, *Client, services) {
	t.Helper()
	var cfg Config
	s, c := newSimulated(t, answers, threeAPIs, func(adapted *Config) { cfg = *adapted })
	apis, err := locate(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s, c, apis
}

func TestEachAPIGetsItsOwnKeyAndNoOther(t *testing.T) {
	t.Parallel()
	s, c, apis := located(t, nil)
	for _, tt := range []struct {
		api         *service
		path        string
		btalk, sent string // X-BT-API-KEY, X-Api-Key
	}{
		{apis.btalk, "/me", "0123456789012345678901234567890123456789", ""},
		{apis.tracking, "/orders", "", "tracking-key"},
		{apis.billing, "/bills", "", "billing-key"},
	} {
		_, _ = (&source{service: tt.api, out: c.out}).get(t.Context(), ask{op: "try", path: tt.path}, nil)
		seen := s.seen()
		got := seen[len(seen)-1]
		if !strings.HasSuffix(got.path, tt.path) || got.header.Get("X-Bt-Api-Key") != tt.btalk || got.header.Get("X-Api-Key") != tt.sent {
			t.Errorf("%s: keys %q and %q", got.path, got.header.Get("X-Bt-Api-Key"), got.header.Get("X-Api-Key"))
		}
	}
}

func TestARequestNeverReachesAnotherAPI(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for from, to := range map[string]string{
			"/order-tracking/b2b/v1/orders": "/billing/b2b/v1/bills", "/billing/b2b/v1/bills": "/me", "/billing/b2b/v1/reports": "//api.example/order-tracking/b2b/v1/orders",
		} {
			redirect := func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", to)
				w.WriteHeader(status)
			}
			s, c, apis := located(t, map[string]http.HandlerFunc{from: redirect})
			api := apis.billing
			if strings.HasPrefix(from, "/order") {
				api = apis.tracking
			}
			_, err := (&source{service: api, out: c.out}).get(t.Context(), ask{op: "try", path: strings.TrimPrefix(from, api.base.Path)}, nil)
			if models.KindOf(err) != models.Malformed {
				t.Errorf("%d from %s to %s: %v", status, from, to, err)
			}
			if n := len(s.seen()); n != 2 { // the token, and the one that was answered
				t.Errorf("%d from %s to %s: %d requests", status, from, to, n)
			}
		}
	}
}

// TestTheBaseOfAnotherAPIIsNotBelowOnesOwn: an API whose base lies above that of
// another does not follow a redirect into it, and its key does not get there.
func TestTheBaseOfAnotherAPIIsNotBelowOnesOwn(t *testing.T) {
	t.Parallel()
	for _, to := range []string{"/billing/b2b/v1/bills", "https://api.example/order-tracking/b2b/v1", "/billing/b2b/v1/"} {
		s, c, apis := located(t, map[string]http.HandlerFunc{"/me": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusTemporaryRedirect)
		}})
		_, err := (&source{service: apis.btalk, out: c.out}).get(t.Context(), ask{op: "try", path: "/me"}, nil)
		if models.KindOf(err) != models.Malformed || len(s.seen()) != 2 { // the token, and the one that was answered
			t.Errorf("to %s: %v, %d requests", to, err, len(s.seen()))
		}
		if apis.btalk.owns(apis.billing.base) || !apis.btalk.owns(apis.btalk.base) || !apis.billing.owns(apis.billing.base) {
			t.Errorf("to %s: an address belongs to two APIs or to none", to)
		}
	}
}

func TestCredentialsAreOnlyForTheAPIThatIsAsked(t *testing.T) {
	t.Parallel()
	s, c, apis := located(t, nil)
	foreign := []string{
		"https://evil.example/order-tracking/b2b/v1/orders", "https://api.example:444/order-tracking/b2b/v1/orders",
		"http://api.example/order-tracking/b2b/v1/orders", "https://api.example/me", "https://api.example/billing/b2b/v1/bills",
		"https://api.example/order-tracking/b2b/v11/orders",
	}
	for _, address := range foreign {
		req, err := c.out.request(t.Context(), apis.tracking, http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.out.http.Do(req)
		if err == nil {
			_ = resp.Body.Close()
			t.Errorf("%s was asked", address)
		}
	}
	if req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.example/me", nil); err == nil {
		if resp, err := c.out.http.Do(req); err == nil {
			_ = resp.Body.Close()
			t.Error("a request for no API was sent")
		}
	}
	if n := len(s.seen()); n != 0 {
		t.Errorf("%d requests left", n)
	}
}

func TestTheSearchOfBillsIsAReadAndNothingBesideIt(t *testing.T) {
	t.Parallel()
	s, c, apis := located(t, nil)
	for path, passes := range map[string]bool{"/bills/search": true, "/bills": false, "/bills/search/x": false} {
		req, err := c.out.request(t.Context(), apis.billing, http.MethodPost, apis.billing.address(path, url.Values{}), []byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.out.http.Do(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		if (err == nil) != passes || s.count(http.MethodPost, path) > 0 != passes {
			t.Errorf("%s: %v, want that it passes: %v", path, err, passes)
		}
	}
}
