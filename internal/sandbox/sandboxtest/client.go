// Package sandboxtest is a client that speaks to a sandbox as plainly as it can, for the
// tests of the sandbox and of what stands in front of it.
package sandboxtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// Client speaks to a sandbox over a real connection, as plainly as it can.
type Client struct {
	T      *testing.T
	Server *sandbox.Server
	At     *sandbox.Running
	HTTP   *http.Client
	Token  string
	APIKey string
}

// Reply is an answer that was read to its end.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte
}

// Start serves a sandbox without limits on its pace and logs in.
func Start(t *testing.T, options sandbox.Options) *Client {
	t.Helper()
	if options.RequestsPerMinute == 0 {
		options.RequestsPerMinute, options.SpikePerSecond = -1, -1
	}
	server := sandbox.New(options)
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DisableKeepAlives: true} // or it sends again what was lost
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &Client{T: t, Server: server, At: running, HTTP: &http.Client{Transport: transport}, APIKey: sandbox.DemoCredentials().APIKey}
	c.Login()
	return c
}

// Login gets a token and keeps it for the calls that follow.
func (c *Client) Login() {
	c.T.Helper()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	demo := sandbox.DemoCredentials()
	c.TokenRequest(demo.ClientID, demo.ClientSecret, "grant_type=client_credentials").Into(c.T, &token)
	c.Token = token.AccessToken
}

// TokenRequest asks the token endpoint with a form.
func (c *Client) TokenRequest(id, secret, form string) Reply {
	c.T.Helper()
	request := c.Request(http.MethodPost, c.At.TokenURL(), form)
	request.SetBasicAuth(id, secret)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.Send(request)
	if err != nil {
		c.T.Fatal(err)
	}
	return answer
}

// Request is a request without credentials.
func (c *Client) Request(method, url, body string) *http.Request {
	c.T.Helper()
	request, err := http.NewRequestWithContext(c.T.Context(), method, url, strings.NewReader(body))
	if err != nil {
		c.T.Fatal(err)
	}
	return request
}

// Try calls the API; the error is one of the connection.
func (c *Client) Try(method, path, body string) (Reply, error) {
	c.T.Helper()
	return c.Send(c.Call(method, path, body))
}

// Call is a request with all that the gateway asks for.
func (c *Client) Call(method, path, body string) *http.Request {
	c.T.Helper()
	request := c.Request(method, c.At.BaseURL()+path, body)
	request.Header.Set("Authorization", "Bearer "+c.Token)
	request.Header.Set("X-Bt-Api-Key", c.APIKey)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

// Elsewhere is a GET of another API than Business Talk, with its base address and key.
func (c *Client) Elsewhere(url, key string) *http.Request {
	c.T.Helper()
	request := c.Request(http.MethodGet, url, "")
	request.Header.Set("Authorization", "Bearer "+c.Token)
	if key != "" {
		request.Header.Set("X-Api-Key", key)
	}
	return request
}

// Send sends a request and reads its answer to the end.
func (c *Client) Send(request *http.Request) (Reply, error) {
	response, err := c.HTTP.Do(request)
	if err != nil {
		return Reply{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return Reply{response.StatusCode, response.Header, body}, err
}

// Do calls the API and wants an answer, whichever.
func (c *Client) Do(method, path, body string) Reply {
	c.T.Helper()
	answer, err := c.Try(method, path, body)
	if err != nil {
		c.T.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}

// Get is Do with GET.
func (c *Client) Get(path string) Reply { c.T.Helper(); return c.Do(http.MethodGet, path, "") }

// List reads a page of objects.
func (c *Client) List(path string) []map[string]any {
	c.T.Helper()
	var items []map[string]any
	c.Get(path).Into(c.T, &items)
	return items
}

// Into decodes a success.
func (r Reply) Into(t *testing.T, target any) {
	t.Helper()
	if r.Status >= 300 {
		t.Fatalf("answer is %d: %s", r.Status, r.Body)
	}
	if err := json.Unmarshal(r.Body, target); err != nil {
		t.Fatalf("answer %.200s: %v", r.Body, err)
	}
}

// As takes a decoded JSON value for what it must be.
func As[T any](t *testing.T, value any) T {
	t.Helper()
	typed, fits := value.(T)
	if !fits {
		t.Fatalf("%v is %T, not what was expected", value, value)
	}
	return typed
}

// Refusal is one error, out of whichever envelope.
type Refusal struct {
	Code        int    `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description"`
}

// Refusals reads E2, the back end's array, or E1, the gateway's object.
func (r Reply) Refusals(t *testing.T) []Refusal {
	t.Helper()
	var several []Refusal
	if bytes.HasPrefix(r.Body, []byte("[")) {
		if err := json.Unmarshal(r.Body, &several); err != nil {
			t.Fatal(err)
		}
		if len(several) == 0 {
			t.Fatalf("answer %d is an empty list, not a refusal", r.Status)
		}
		return several
	}
	several = make([]Refusal, 1)
	if err := json.Unmarshal(r.Body, &several[0]); err != nil {
		t.Fatalf("answer %d %.200s: %v", r.Status, r.Body, err)
	}
	return several
}

// MustRefuse checks status, code and a part of the description.
func (r Reply) MustRefuse(t *testing.T, status, code int, says string) {
	t.Helper()
	first := r.Refusals(t)[0]
	if r.Status != status || first.Code != code || !strings.Contains(first.Description, says) {
		t.Errorf("answer is %d %s, want %d with code %d and %q", r.Status, r.Body, status, code, says)
	}
	if r.Header.Get("X-Oapi-Request-Id") == "" {
		t.Error("the answer has no X-OAPI-Request-Id")
	}
}
