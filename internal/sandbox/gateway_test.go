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
)

func TestTokenEndpoint(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{})
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
		answer := c.tokenRequest(tc.id, tc.secret, tc.form)
		var body struct {
			Error       string `json:"error"`
			Description string `json:"error_description"`
		}
		if err := json.Unmarshal(answer.body, &body); err != nil {
			t.Fatal(err)
		}
		if answer.status != tc.status || body.Error != tc.kind || body.Description == "" || answer.header.Get("X-Oapi-Request-Id") == "" {
			t.Errorf("%s: answer is %d %s", name, answer.status, answer.body)
		}
	}
}

func TestTokenLooksAsRecorded(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{TokenLife: 7 * time.Minute, TextExpiry: true})
	demo := sandbox.DemoCredentials()
	answer := c.tokenRequest(demo.ClientID, demo.ClientSecret, "grant_type=client_credentials")
	var body map[string]any
	answer.into(t, &body)
	if body["token_type"] != "Bearer" || body["expires_in"] != "420" || len(as[string](t, body["access_token"])) < 300 {
		t.Errorf("token is %s", answer.body)
	}
	if !bytes.HasPrefix(answer.body, []byte("\n")) || !bytes.HasSuffix(answer.body, []byte("  ")) {
		t.Error("the recorded answer began with a newline and ended with blanks")
	}
	if len(demo.APIKey) != 40 {
		t.Errorf("API key has %d characters, want 40", len(demo.APIKey))
	}
}

func TestCredentialsOfACall(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := start(t, sandbox.Options{Now: now.Now})
	good, key := c.token, c.apiKey
	c.token = ""
	c.get("/me").mustRefuse(t, 401, 40, "Bearer")
	c.token = "made up"
	c.get("/me").mustRefuse(t, 401, 41, "not valid")
	c.token, c.apiKey = good, ""
	c.get("/me").mustRefuse(t, 400, 25, "X-BT-API-KEY")
	c.apiKey = "short"
	c.get("/me").mustRefuse(t, 400, 26, "X-BT-API-KEY")
	c.apiKey = strings.Repeat("x", 40)
	c.get("/me").mustRefuse(t, 403, 50, "API key")
	c.apiKey = key
	now.pass(time.Hour)
	c.get("/me").mustRefuse(t, 401, 42, "expired")
	c.login()
	c.server.RevokeTokens()
	c.get("/me").mustRefuse(t, 401, 41, "not valid")
	c.login()
	c.server.ExpireTokens()
	c.get("/me").mustRefuse(t, 401, 42, "expired")
}

func TestPathsAndMethodsThatDoNotExist(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{})
	c.get("/nothing").mustRefuse(t, 404, 60, "/nothing")
	c.get("/customers/0/vpns").mustRefuse(t, 404, 60, "customerCode")
	c.get("/countries/ZZ").mustRefuse(t, 404, 60, "iso2")
	c.get("/countries/FRA").mustRefuse(t, 400, 20, "iso2")
	c.do(http.MethodDelete, "/customers", "").mustRefuse(t, 405, 61, "DELETE")
	if body := c.get("/nothing").body; body[0] != '{' {
		t.Errorf("the gateway refuses with an object (E1), not %s", body)
	}
	if body := c.get("/countries/ZZ").body; body[0] != '[' {
		t.Errorf("the back end refuses with an array (E2), not %s", body)
	}
}

func TestPaging(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{VoiceSites: 90})
	for query, want := range map[string]int{"": 40, "?limit=1000": 90, "?offset=80": 10, "?limit=5&offset=88": 2, "?offset=90": 0, "?offset=5000": 0, "?limit=0": 0} {
		answer := c.get("/voicesites" + query)
		var items []any
		answer.into(t, &items)
		if len(items) != want || answer.body[0] != '[' {
			t.Errorf("%s gave %d items, want %d", query, len(items), want)
		}
		if answer.header.Get("X-Total-Count") != "90" || answer.header.Get("X-Result-Count") != strconv.Itoa(want) {
			t.Errorf("%s counts %v", query, answer.header)
		}
	}
	c.get("/voicesites?limit=1001").mustRefuse(t, 400, 28, "limit")
	c.get("/voicesites?limit=ten").mustRefuse(t, 400, 28, "limit")
	c.get("/voicesites?offset=-1").mustRefuse(t, 400, 28, "offset")
}

func TestPagesTogetherAreTheList(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{MaxPage: 100})
	c.get("/voicesites?limit=101").mustRefuse(t, 400, 28, "100")
	seen := map[any]bool{}
	for offset := 0; offset < sandbox.DefaultVoiceSites; offset += 100 {
		for _, item := range c.list(fmt.Sprintf("/voicesites?limit=100&offset=%d", offset)) {
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
	c := start(t, sandbox.Options{RequestsPerMinute: 3, SpikePerSecond: -1, Now: now.Now})
	for range 3 {
		if answer := c.get("/me"); answer.status != 200 {
			t.Fatalf("within the quota: %d", answer.status)
		}
		now.pass(10 * time.Second)
	}
	for range 5 { // refused requests do not count
		answer := c.get("/me")
		answer.mustRefuse(t, 403, 53, "global quota limit")
		if _, tells := answer.header["Retry-After"]; tells {
			t.Error("the gateway sends no Retry-After")
		}
	}
	now.pass(30 * time.Second) // the first one is a minute old
	if answer := c.get("/me"); answer.status != 200 {
		t.Errorf("after the wait: %d", answer.status)
	}
	c.get("/me").mustRefuse(t, 403, 53, "global quota limit")
}

func TestSpikeArrest(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := start(t, sandbox.Options{RequestsPerMinute: 100, SpikePerSecond: 2, Now: now.Now})
	c.get("/me")
	c.get("/me")
	c.get("/me").mustRefuse(t, 403, 53, "spike arrest limit")
	now.pass(time.Second)
	if answer := c.get("/me"); answer.status != 200 {
		t.Errorf("a second later: %d", answer.status)
	}
}

func TestReadOnlyProfileRefusesEveryUnsafeMethod(t *testing.T) {
	t.Parallel()
	changes := 0
	c := start(t, sandbox.Options{Profile: sandbox.ProfileReadOnly, OnChange: func() { changes++ }})
	if got := string(c.get("/me").body); got != `{"rightsProfile":"readonly"}` {
		t.Errorf("/me is %s", got)
	}
	c.do(http.MethodPost, "/customers/10236/orders/voicesite", "{}").mustRefuse(t, 403, 50, "readonly")
	c.do(http.MethodPut, "/customers/10236/voicesites/x/voiceaddress", "{}").mustRefuse(t, 403, 50, "readonly")
	c.do(http.MethodPost, "/customers/10236/opc/cloudvoicenumbers", "{}").mustRefuse(t, 403, 50, "readonly")
	if changes != 0 {
		t.Errorf("%d changes were applied", changes)
	}
}

func TestDelayIsAddedToEachAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Options{Delay: 300 * time.Millisecond})
		began := time.Now()
		server.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/btalk/v1/me", nil))
		if took := time.Since(began); took != 300*time.Millisecond {
			t.Errorf("the answer took %s", took)
		}
	})
}

func TestRequestsAreWrittenDown(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{})
	c.server.ForgetRequests()
	c.get("/customers?limit=3")
	c.get("/customers/10236/vpns")
	c.do(http.MethodPost, "/customers/10236/orders/voicesite", `{"a":1}`)
	for _, tc := range []struct {
		method, prefix string
		want           int
	}{{"GET", "/customers", 2}, {"GET", "/btalk/v1/customers", 2}, {"*", "/customers/*/orders", 1}, {"POST", "/customers", 1}, {"", "/", 3}, {"GET", "/custom", 0}} {
		if got := c.server.Count(tc.method, tc.prefix); got != tc.want {
			t.Errorf("Count(%q, %q) is %d, want %d", tc.method, tc.prefix, got, tc.want)
		}
	}
	all := c.server.Requests()
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

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.Options{NumericCodes: true, ExtraFields: true})
	first := c.list("/customers?limit=1")[0]
	if _, isNumber := first["customerCode"].(float64); !isNumber {
		t.Errorf("customerCode is %T", first["customerCode"])
	}
	if _, extra := first["xSince2031"]; !extra {
		t.Error("there is no field never seen before")
	}
	address := c.list("/countries/FR/addresses?q=rivoli+haussmann+paris")
	for _, candidate := range append(address, c.list("/countries/FR/addresses?q=haussmann")...) {
		if _, extra := candidate["xSince2031"]; extra {
			t.Error("an address candidate must stay in the exact form to push")
		}
	}
}
