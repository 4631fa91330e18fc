package faults_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
	"btalk/internal/sandbox/sandboxtest"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]faults.Fault{
		"GET /voicesites 503 x3":                       {Method: "GET", Prefix: "/voicesites", What: "status", Status: 503, Times: 3},
		"get /me 401/42 x1":                            {Method: "GET", Prefix: "/me", What: "status", Status: 401, Code: 42, Times: 1},
		"* / delay=300ms p0.2":                         {Method: "*", Prefix: "/", What: "delay", Delay: 300 * time.Millisecond, Probability: 0.2},
		"PUT /customers/*/voicesites close applied x1": {Method: "PUT", Prefix: "/customers/*/voicesites", What: "close", Applied: true, Times: 1},
		"POST /customers 429 retry-after=5":            {Method: "POST", Prefix: "/customers", What: "status", Status: 429, RetryAfter: "5"},
		"POST /customers twice":                        {Method: "POST", Prefix: "/customers", What: "twice"},
	} {
		if got, err := faults.Parse(text); err != nil || got != want {
			t.Errorf("%q is %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GET /me", "FETCH /me 503", "GET me 503", "GET /me 99", "GET /me 503/x", "GET /me explode", "GET /me 503 x0", "GET /me 503 p2", "GET /me 503 often", "GET /me delay=soon"} {
		if _, err := faults.Parse(text); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q: error is %v, want one that quotes it", text, err)
		}
	}
	if _, err := faults.ParseAll([]string{"GET /me 503", "x", "y"}); err == nil || strings.Count(err.Error(), "not complete") != 2 {
		t.Errorf("both wrong faults are to be named: %v", err)
	}
}

// strike arms one fault and sends one request.
func strike(t *testing.T, c *sandboxtest.Client, fault, path string) (sandboxtest.Reply, error) {
	t.Helper()
	parsed, err := faults.Parse(fault)
	if err != nil {
		t.Fatal(err)
	}
	parsed.Times = 1
	c.Server.Insert(faults.New(parsed))
	return c.Try(http.MethodGet, path, "")
}

func TestFaultsThatAnswer(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for _, tc := range []struct {
		what         string
		status, code int
	}{
		{"401/42", 401, 42}, {"401/41", 401, 41}, {"403/50", 403, 50}, {"403/53", 403, 53}, {"429", 429, 53}, {"500", 500, 1}, {"503", 503, 5}, {"503/6", 503, 6}, {"504", 504, 6},
	} {
		answer, err := strike(t, c, "GET /me "+tc.what, "/me")
		if err != nil {
			t.Fatal(err)
		}
		answer.MustRefuse(t, tc.status, tc.code, "")
	}
	if answer, _ := strike(t, c, "GET /me 429 retry-after=7", "/me"); answer.Header.Get("Retry-After") != "7" {
		t.Error("the Retry-After that was asked for is missing")
	}
	if answer, _ := strike(t, c, "GET /me 502", "/me"); answer.Status != 502 || !bytes.HasPrefix(answer.Body, []byte("<html>")) {
		t.Errorf("502 is %d %s", answer.Status, answer.Body)
	}
	answer, _ := strike(t, c, "GET /me html", "/me")
	if answer.Status != 200 || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		t.Errorf("the captive portal answers %d %v", answer.Status, answer.Header)
	}
	if answer, _ := strike(t, c, "GET /me truncated", "/me"); answer.Status != 200 || json.Valid(answer.Body) {
		t.Errorf("truncated JSON is %s", answer.Body)
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	if _, err := strike(t, c, "GET /me close", "/me"); !errors.Is(err, io.EOF) {
		t.Errorf("close: %v", err)
	}
	if _, err := strike(t, c, "GET /me reset", "/me"); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("reset: %v", err)
	}
	if _, err := strike(t, c, "GET /me half-header", "/me"); err == nil {
		t.Error("half a header was taken for an answer")
	}
	c.HTTP.Timeout = 100 * time.Millisecond // however long: no answer comes
	if _, err := strike(t, c, "GET /me stall", "/me"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stall: %v", err)
	}
}

func TestCloseLetsGoOfStalledRequests(t *testing.T) {
	t.Parallel()
	stall, err := faults.Parse("* / stall")
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Options{Layers: []sandbox.Layer{faults.New(stall)}})
		done := make(chan struct{})
		go func() {
			defer close(done)
			server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/btalk/v1/me", nil))
		}()
		synctest.Wait()
		server.Shut()
		<-done
	})
}

func TestSlowBodyArrivesWhole(t *testing.T) {
	t.Parallel()
	slow, err := faults.Parse("* / slow")
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Options{Layers: []sandbox.Layer{faults.New(slow)}})
		recorder := httptest.NewRecorder()
		began := time.Now()
		server.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/btalk/v1/me", nil))
		if took := time.Since(began); took < time.Second || !json.Valid(recorder.Body.Bytes()) {
			t.Errorf("the body %s came in %s", recorder.Body, took)
		}
	})
}

func TestFaultsOfLists(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	body := func(what, path string) any {
		t.Helper()
		answer, err := strike(t, c, "GET /voicesites "+what, path)
		if err != nil {
			t.Fatal(err)
		}
		var value any
		answer.Into(t, &value)
		return value
	}
	items := func(what, path string) []any { return sandboxtest.As[[]any](t, body(what, path)) }
	object := func(what, path string, at int) map[string]any {
		return sandboxtest.As[map[string]any](t, items(what, path)[at])
	}
	if got := items("null-item", "/voicesites")[20]; got != nil {
		t.Errorf("null-item is %v", got)
	}
	if _, isText := object("wrong-types", "/voicesites", 20)["country"].(string); isText {
		t.Error("wrong-types left country a text")
	}
	if _, has := object("missing-id", "/voicesites", 20)["voiceSiteId"]; has {
		t.Error("missing-id left the id")
	}
	if body("null-list", "/voicesites") != nil {
		t.Error("null-list is not null")
	}
	if wrapped := sandboxtest.As[[]any](t, sandboxtest.As[map[string]any](t, body("wrapped", "/voicesites"))["items"]); len(wrapped) != 40 {
		t.Errorf("wrapped holds %d items", len(wrapped))
	}
	if got := items("ignore-paging", "/voicesites?limit=10&offset=500"); len(got) != 600 {
		t.Errorf("ignore-paging gave %d items", len(got))
	}
	first := object("repeat-page", "/voicesites?limit=1", 0)["voiceSiteId"]
	if again := object("repeat-page", "/voicesites?limit=1&offset=7", 0)["voiceSiteId"]; again != first {
		t.Error("repeat-page went on")
	}
	label := sandboxtest.As[string](t, object("hostile", "/voicesites", 0)["customerSiteLabel"])
	for _, needle := range []string{"\x1b]52;", "\u202e", "\u200b", "\a", "\r\n"} {
		if !strings.Contains(label, needle) {
			t.Errorf("hostile text %q lacks %q", label, needle)
		}
	}
}

func TestFaultsCountAndChoose(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	once, err := faults.Parse("GET /customers/*/vpns 503 x2")
	if err != nil {
		t.Fatal(err)
	}
	c.Server.Insert(faults.New(once))
	statuses := []int{c.Get("/customers").Status, c.Get("/customers/10236/vpns").Status, c.Get("/customers/10236/vpns").Status, c.Get("/customers/10236/vpns").Status}
	if want := [4]int{200, 503, 503, 200}; [4]int(statuses) != want {
		t.Errorf("statuses are %v, want %v", statuses, want)
	}
	c.Server.Insert(faults.New(faults.Fault{Method: "*", Prefix: "/me", What: "status", Status: 500, Probability: 0.5}))
	struck := 0
	for range 100 {
		if c.Get("/me").Status == 500 {
			struck++
		}
	}
	if struck < 30 || struck > 70 {
		t.Errorf("a probability of one half struck %d times of 100", struck)
	}
}
