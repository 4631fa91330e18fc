package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"btalk/internal/sandbox"
)

// client speaks to a sandbox over a real connection, as plainly as it can.
type client struct {
	t      *testing.T
	server *sandbox.Server
	at     *sandbox.Running
	http   *http.Client
	token  string
	apiKey string
}

// reply is an answer that was read to its end.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// start serves a sandbox without limits on its pace and logs in.
func start(t *testing.T, options sandbox.Options) *client {
	t.Helper()
	if options.RequestsPerMinute == 0 {
		options.RequestsPerMinute, options.SpikePerSecond = -1, -1
	}
	server := sandbox.New(options)
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &client{t: t, server: server, at: running, http: &http.Client{Transport: transport}, apiKey: sandbox.DemoCredentials().APIKey}
	c.login()
	return c
}

func (c *client) login() {
	c.t.Helper()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	demo := sandbox.DemoCredentials()
	c.tokenRequest(demo.ClientID, demo.ClientSecret, "grant_type=client_credentials").into(c.t, &token)
	c.token = token.AccessToken
}

func (c *client) tokenRequest(id, secret, form string) reply {
	c.t.Helper()
	request := c.request(http.MethodPost, c.at.TokenURL(), form)
	request.SetBasicAuth(id, secret)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.send(request)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer
}

func (c *client) request(method, url, body string) *http.Request {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	return request
}

func (c *client) try(method, path, body string) (reply, error) {
	c.t.Helper()
	return c.send(c.call(method, path, body))
}

// call is a request with all that the gateway asks for.
func (c *client) call(method, path, body string) *http.Request {
	c.t.Helper()
	request := c.request(method, c.at.BaseURL()+path, body)
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("X-Bt-Api-Key", c.apiKey)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func (c *client) send(request *http.Request) (reply, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, body}, err
}

func (c *client) do(method, path, body string) reply {
	c.t.Helper()
	answer, err := c.try(method, path, body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}

func (c *client) get(path string) reply { c.t.Helper(); return c.do(http.MethodGet, path, "") }

// list reads a page of objects.
func (c *client) list(path string) []map[string]any {
	c.t.Helper()
	var items []map[string]any
	c.get(path).into(c.t, &items)
	return items
}

// into decodes a success.
func (r reply) into(t *testing.T, target any) {
	t.Helper()
	if r.status >= 300 {
		t.Fatalf("answer is %d: %s", r.status, r.body)
	}
	if err := json.Unmarshal(r.body, target); err != nil {
		t.Fatalf("answer %.200s: %v", r.body, err)
	}
}

// as takes a decoded JSON value for what it shall be.
func as[T any](t *testing.T, value any) T {
	t.Helper()
	typed, fits := value.(T)
	if !fits {
		t.Fatalf("%v is %T, not what was expected", value, value)
	}
	return typed
}

// refusal is one error, out of whichever envelope.
type refusal struct {
	Code        int    `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description"`
}

// refusals reads E2, the back end's array, or E1, the gateway's object.
func (r reply) refusals(t *testing.T) []refusal {
	t.Helper()
	var several []refusal
	if bytes.HasPrefix(r.body, []byte("[")) {
		if err := json.Unmarshal(r.body, &several); err != nil {
			t.Fatal(err)
		}
		if len(several) == 0 {
			t.Fatalf("answer %d is an empty list, not a refusal", r.status)
		}
		return several
	}
	several = make([]refusal, 1)
	if err := json.Unmarshal(r.body, &several[0]); err != nil {
		t.Fatalf("answer %d %.200s: %v", r.status, r.body, err)
	}
	return several
}

// mustRefuse checks status, code and a part of the description.
func (r reply) mustRefuse(t *testing.T, status, code int, says string) {
	t.Helper()
	first := r.refusals(t)[0]
	if r.status != status || first.Code != code || !strings.Contains(first.Description, says) {
		t.Errorf("answer is %d %s, want %d with code %d and %q", r.status, r.body, status, code, says)
	}
	if r.header.Get("X-Oapi-Request-Id") == "" {
		t.Error("the answer has no X-OAPI-Request-Id")
	}
}

// clock is a time that only moves when told to.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
