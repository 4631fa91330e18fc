package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/sandboxtest"
)

func TestTokenEndpoint(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	demo := sandbox.DemoCredentials()
	for name, tc := range map[string]struct {
		id, secret, form string
		status           int
		kind             string
	}{
		"wrong secret":       {demo.ClientID, "no", "grant_type=client_credentials", 401, "invalid_client"},
		"wrong id":           {"no", demo.ClientSecret, "grant_type=client_credentials", 401, "invalid_client"},
		"no grant type":      {demo.ClientID, demo.ClientSecret, "", 400, "invalid_request"},
		"another grant type": {demo.ClientID, demo.ClientSecret, "grant_type=password", 400, "unsupported_grant_type"},
	} {
		answer := c.TokenRequest(tc.id, tc.secret, tc.form)
		var body struct {
			Error       string `json:"error"`
			Description string `json:"error_description"`
		}
		if err := json.Unmarshal(answer.Body, &body); err != nil {
			t.Fatal(err)
		}
		if answer.Status != tc.status || body.Error != tc.kind || body.Description == "" || answer.Header.Get("X-Oapi-Request-Id") == "" {
			t.Errorf("%s: answer is %d %s", name, answer.Status, answer.Body)
		}
	}
}

func TestTokenLooksAsRecorded(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{TokenLife: 7 * time.Minute, TextExpiry: true})
	demo := sandbox.DemoCredentials()
	answer := c.TokenRequest(demo.ClientID, demo.ClientSecret, "grant_type=client_credentials")
	var body map[string]any
	answer.Into(t, &body)
	if body["token_type"] != "Bearer" || body["expires_in"] != "420" || len(sandboxtest.As[string](t, body["access_token"])) < 300 {
		t.Errorf("token is %s", answer.Body)
	}
	if !bytes.HasPrefix(answer.Body, []byte("\n")) || !bytes.HasSuffix(answer.Body, []byte("  ")) {
		t.Error("the recorded answer began with a newline and ended with blanks")
	}
	if len(demo.APIKey) != 40 {
		t.Errorf("API key has %d characters, want 40", len(demo.APIKey))
	}
}

func TestCredentialsOfACall(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := sandboxtest.Start(t, sandbox.Options{Now: now.Now})
	good, key := c.Token, c.APIKey
	c.Token = ""
	c.Get("/me").MustRefuse(t, 401, 40, "Bearer")
	c.Token = "made up"
	c.Get("/me").MustRefuse(t, 401, 41, "not valid")
	c.Token, c.APIKey = good, ""
	c.Get("/me").MustRefuse(t, 400, 25, "X-BT-API-KEY")
	c.APIKey = "short"
	c.Get("/me").MustRefuse(t, 400, 26, "X-BT-API-KEY")
	c.APIKey = strings.Repeat("x", 40)
	c.Get("/me").MustRefuse(t, 403, 50, "API key")
	c.APIKey = key
	now.pass(time.Hour)
	c.Get("/me").MustRefuse(t, 401, 42, "expired")
	c.Login()
	c.Server.RevokeTokens()
	c.Get("/me").MustRefuse(t, 401, 41, "not valid")
	c.Login()
	c.Server.ExpireTokens()
	c.Get("/me").MustRefuse(t, 401, 42, "expired")
}

func TestPathsAndMethodsThatDoNotExist(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	c.Get("/nothing").MustRefuse(t, 404, 60, "/nothing")
	c.Get("/customers/0/vpns").MustRefuse(t, 404, 60, "customerCode")
	c.Get("/countries/ZZ").MustRefuse(t, 404, 60, "iso2")
	c.Get("/countries/FRA").MustRefuse(t, 400, 20, "iso2")
	c.Do(http.MethodDelete, "/customers", "").MustRefuse(t, 405, 61, "DELETE")
	if body := c.Get("/nothing").Body; body[0] != '{' {
		t.Errorf("the gateway refuses with an object (E1), not %s", body)
	}
	if body := c.Get("/countries/ZZ").Body; body[0] != '[' {
		t.Errorf("the back end refuses with an array (E2), not %s", body)
	}
}

func TestPaging(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{VoiceSites: 90})
	for query, want := range map[string]int{"": 40, "?limit=1000": 90, "?offset=80": 10, "?limit=5&offset=88": 2, "?offset=90": 0, "?offset=5000": 0, "?limit=0": 0} {
		answer := c.Get("/voicesites" + query)
		var items []any
		answer.Into(t, &items)
		if len(items) != want || answer.Body[0] != '[' {
			t.Errorf("%s gave %d items, want %d", query, len(items), want)
		}
		if answer.Header.Get("X-Total-Count") != "90" || answer.Header.Get("X-Result-Count") != strconv.Itoa(want) {
			t.Errorf("%s counts %v", query, answer.Header)
		}
	}
	c.Get("/voicesites?limit=1001").MustRefuse(t, 400, 28, "limit")
	c.Get("/voicesites?limit=ten").MustRefuse(t, 400, 28, "limit")
	c.Get("/voicesites?offset=-1").MustRefuse(t, 400, 28, "offset")
}

func TestPagesTogetherAreTheList(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{MaxPage: 100})
	c.Get("/voicesites?limit=101").MustRefuse(t, 400, 28, "100")
	seen := map[any]bool{}
	for offset := 0; offset < sandbox.DefaultVoiceSites; offset += 100 {
		for _, item := range c.List(fmt.Sprintf("/voicesites?limit=100&offset=%d", offset)) {
			seen[item["voiceSiteId"]] = true
		}
	}
	if len(seen) != sandbox.DefaultVoiceSites {
		t.Errorf("the pages hold %d voicesites, want %d", len(seen), sandbox.DefaultVoiceSites)
	}
}

func TestQuotaRefusesAndRecovers(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := sandboxtest.Start(t, sandbox.Options{RequestsPerMinute: 3, SpikePerSecond: -1, Now: now.Now})
	for range 3 {
		if answer := c.Get("/me"); answer.Status != 200 {
			t.Fatalf("within the quota: %d", answer.Status)
		}
		now.pass(10 * time.Second)
	}
	for range 5 { // refused requests do not count
		answer := c.Get("/me")
		answer.MustRefuse(t, 403, 53, "global quota limit")
		if _, tells := answer.Header["Retry-After"]; tells {
			t.Error("the gateway sends no Retry-After")
		}
	}
	now.pass(30 * time.Second) // the first one is a minute old
	if answer := c.Get("/me"); answer.Status != 200 {
		t.Errorf("after the wait: %d", answer.Status)
	}
	c.Get("/me").MustRefuse(t, 403, 53, "global quota limit")
}

func TestSpikeArrest(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := sandboxtest.Start(t, sandbox.Options{RequestsPerMinute: 100, SpikePerSecond: 2, Now: now.Now})
	c.Get("/me")
	c.Get("/me")
	c.Get("/me").MustRefuse(t, 403, 53, "spike arrest limit")
	now.pass(time.Second)
	if answer := c.Get("/me"); answer.Status != 200 {
		t.Errorf("a second later: %d", answer.Status)
	}
}

func TestReadOnlyProfileRefusesEveryUnsafeMethod(t *testing.T) {
	t.Parallel()
	changes := 0
	c := sandboxtest.Start(t, sandbox.Options{Profile: sandbox.ProfileReadOnly, OnChange: func() { changes++ }})
	if got := string(c.Get("/me").Body); got != `{"rightsProfile":"readonly"}` {
		t.Errorf("/me is %s", got)
	}
	c.Do(http.MethodPost, "/customers/10236/orders/voicesite", "{}").MustRefuse(t, 403, 50, "readonly")
	c.Do(http.MethodPut, "/customers/10236/voicesites/x/voiceaddress", "{}").MustRefuse(t, 403, 50, "readonly")
	c.Do(http.MethodPost, "/customers/10236/opc/cloudvoicenumbers", "{}").MustRefuse(t, 403, 50, "readonly")
	if changes != 0 {
		t.Errorf("%d changes were applied", changes)
	}
}

func TestDelayIsAddedToEachAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Options{Delay: 300 * time.Millisecond})
		began := time.Now()
		server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/btalk/v1/me", nil))
		if took := time.Since(began); took != 300*time.Millisecond {
			t.Errorf("the answer took %s", took)
		}
	})
}

func TestRequestsAreWrittenDown(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	c.Server.ForgetRequests()
	c.Get("/customers?limit=3")
	c.Get("/customers/10236/vpns")
	c.Do(http.MethodPost, "/customers/10236/orders/voicesite", `{"a":1}`)
	for _, tc := range []struct {
		method, prefix string
		want           int
	}{{"GET", "/customers", 2}, {"GET", "/btalk/v1/customers", 2}, {"*", "/customers/*/orders", 1}, {"POST", "/customers", 1}, {"", "/", 3}, {"GET", "/custom", 0}} {
		if got := c.Server.Count(tc.method, tc.prefix); got != tc.want {
			t.Errorf("Count(%q, %q) is %d, want %d", tc.method, tc.prefix, got, tc.want)
		}
	}
	all := c.Server.Requests()
	if first := all[0]; first.Query != "limit=3" || first.Status != 200 || first.Path != "/btalk/v1/customers" || first.ID == "" {
		t.Errorf("the first request is %+v", first)
	}
	if last := all[2]; string(last.Body) != `{"a":1}` || last.Status != 400 {
		t.Errorf("the last request is %+v", last)
	}
}

func TestListenOnlyOnLoopback(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":8080", "192.0.2.1:80", "example.org:80", "127.0.0.1", "127.0.0.1:http2", "[::]:0"} {
		if running, err := sandbox.New(sandbox.Options{}).Listen(addr); err == nil {
			_ = running.Close()
			t.Errorf("it listens on %s", addr)
		}
	}
	running, err := sandbox.New(sandbox.Options{}).Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = running.Close() }()
	if !strings.HasPrefix(running.Origin(), "http://127.0.0.1:") || running.BaseURL() != running.Origin()+"/btalk/v1" || running.TokenURL() != running.Origin()+"/oauth/v3/token" {
		t.Errorf("it listens at %s", running.BaseURL())
	}
}
