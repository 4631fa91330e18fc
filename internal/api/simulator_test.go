package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"btalk/internal/models"
)

// simulator is a server that answers as the test says and writes down what it
// was asked. It is a transport, so that tests may run in a synctest bubble; at
// a base path that is not empty, so that a wrong address is found out.
type simulator struct {
	mu       sync.Mutex
	requests []request
	token    http.HandlerFunc            // answers the token endpoint; nil: a good token
	answers  map[string]http.HandlerFunc // by path below the base
	issued   int
}

type request struct {
	at                  time.Time
	method, path, query string
	header              http.Header
	body                string
}

const (
	simulatorBase  = "https://api.example/gateway/btalk/v1"
	simulatorToken = "https://api.example/oauth/v3/token"
)

// newSimulated makes a simulator and a client of it.
func newSimulated(tb testing.TB, answers map[string]http.HandlerFunc, change ...func(*Config)) (*simulator, *Client) {
	tb.Helper()
	s := &simulator{answers: answers}
	cfg := Config{
		BaseURL: simulatorBase, TokenURL: simulatorToken, ClientID: "client-id", ClientSecret: "client-secret",
		APIKey: "0123456789012345678901234567890123456789", RequestsPerMinute: 10_000, Transport: s,
	}
	for _, adapt := range change {
		adapt(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	c.out.budget.spike.SetLimit(1e6)
	return s, c
}

func (s *simulator) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		_ = req.Body.Close()
	}
	s.mu.Lock()
	s.requests = append(s.requests, request{
		time.Now(), req.Method, req.URL.EscapedPath(), req.URL.RawQuery, req.Header.Clone(), string(body),
	})
	s.mu.Unlock()
	recorder := httptest.NewRecorder()
	s.answer(recorder, req)
	resp := recorder.Result()
	resp.Request = req
	return resp, nil
}

func (s *simulator) answer(w http.ResponseWriter, req *http.Request) {
	if req.URL.Path == "/oauth/v3/token" {
		if s.token != nil {
			s.token(w, req)
			return
		}
		s.mu.Lock()
		s.issued++
		token := s.issued
		s.mu.Unlock()
		fmt.Fprintf(w, "\n{\"token_type\":\"Bearer\",\"access_token\":\"token-%d\",\"expires_in\":3600}  ", token)
		return
	}
	path := strings.TrimPrefix(req.URL.Path, "/gateway/btalk/v1")
	if handle, ok := s.answers[path]; ok {
		handle(w, req)
		return
	}
	refuse(w, http.StatusNotFound, models.CodeNotFound, "Resource not found")
}

// count tells how many requests had this method ("" for any) and a path that
// ends so.
func (s *simulator) count(method, suffix string) int {
	n := 0
	for _, r := range s.seen() {
		if (method == "" || r.method == method) && strings.HasSuffix(r.path, suffix) {
			n++
		}
	}
	return n
}

func (s *simulator) seen() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]request(nil), s.requests...)
}

// says answers with a status and a body, as JSON. A list is counted, as the
// API documents.
func says(status int, body string) http.HandlerFunc {
	items := models.Value(strings.TrimPrefix(body, "\xef\xbb\xbf")).List()
	return func(w http.ResponseWriter, req *http.Request) {
		if len(items) > 0 {
			w.Header().Set("X-Total-Count", strconv.Itoa(len(items)))
		}
		uncounted(status, body)(w, req)
	}
}

// announcing gives a list again and again, and counts more than it has.
func announcing(total int, list string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("X-Total-Count", strconv.Itoa(total))
		uncounted(http.StatusOK, list)(w, req)
	}
}

// uncounted says it without a count.
func uncounted(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		w.Header().Set("X-Oapi-Request-Id", "request-7")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// refuse writes the gateway's error envelope E1.
func refuse(w http.ResponseWriter, status, code int, message string) {
	body, _ := json.Marshal(map[string]any{"code": code, "message": message, "description": "described"})
	says(status, string(body))(w, nil)
}

func refusing(status, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { refuse(w, status, code, "message") }
}

// inTurn answers the first request with the first handler, and so on; the last
// one answers all that follow.
func inTurn(handlers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	next := 0
	return func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		handle := handlers[min(next, len(handlers)-1)]
		next++
		mu.Unlock()
		handle(w, req)
	}
}

// pass lets time pass, in a synctest bubble.
func pass(d time.Duration) { <-time.After(d) }
