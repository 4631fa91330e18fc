package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// maxBody is the largest request body that is taken, in bytes.
const maxBody = 1 << 20

// call is one request on its way through the sandbox.
type call struct {
	id       string
	http     *http.Request
	path     string            // escaped, as it was sent
	params   map[string]string // values of the route's {names}, unescaped
	query    url.Values
	body     []byte
	received time.Time
	unpaged  bool // by a fault: limit and offset mean nothing
}

func newCall(r *http.Request, id string, received time.Time) *call {
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody+1)) // a body cut short is refused as invalid JSON
	return &call{id: id, http: r, path: r.URL.EscapedPath(), query: r.URL.Query(), body: body, received: received}
}

// safe tells whether the method promises to change nothing.
func (c *call) safe() bool {
	return c.http.Method == http.MethodGet || c.http.Method == http.MethodHead || c.http.Method == http.MethodOptions
}

// decode reads the JSON body into target. The answer says what is wrong when
// ok is false.
func (c *call) decode(target any) (refused answer, ok bool) {
	if mediaType := c.http.Header.Get("Content-Type"); !strings.HasPrefix(mediaType, "application/json") {
		return gatewayRefusal(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type is %q, application/json is expected", mediaType), false
	}
	if len(bytes.TrimSpace(c.body)) == 0 {
		return gatewayRefusal(http.StatusBadRequest, codeMissingBody, "the request has no body"), false
	}
	if len(c.body) > maxBody {
		return gatewayRefusal(http.StatusRequestEntityTooLarge, 66, "the body is larger than %d bytes", maxBody), false
	}
	if !utf8.Valid(c.body) {
		return gatewayRefusal(http.StatusBadRequest, codeInvalidBody, "the body is not valid UTF-8"), false
	}
	if err := json.Unmarshal(c.body, target); err != nil {
		return gatewayRefusal(http.StatusBadRequest, codeInvalidBody, "the body is not the JSON that is expected: %v", err), false
	}
	return answer{}, true
}

// number reads a query parameter that counts from zero.
func (c *call) number(name string, fallback int) (int, error) {
	if !c.query.Has(name) {
		return fallback, nil
	}
	value, err := strconv.Atoi(c.query.Get(name))
	if err != nil || value < 0 {
		return 0, fmt.Errorf("%s is %q, a number from 0 on is expected", name, c.query.Get(name))
	}
	return value, nil
}

// Request is one request as it was received, for those who count.
type Request struct {
	At     time.Time
	ID     string // X-OAPI-Request-Id of the answer
	Method string
	Path   string // escaped, with the API's prefix: /btalk/v1/voicesites
	Query  string
	Header http.Header
	Body   []byte
	Status int // of the answer; 0 while under way or when the answer was withheld
}

// logLimit bounds the log of a sandbox that runs for days.
const logLimit = 20_000

// requestLog holds the latest requests.
type requestLog struct {
	mu      sync.Mutex
	entries []*Request
}

func (l *requestLog) add(c *call) *Request {
	entry := &Request{
		At: c.received, ID: c.id, Method: c.http.Method, Path: c.path,
		Query: c.http.URL.RawQuery, Header: c.http.Header.Clone(), Body: c.body,
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.entries) >= logLimit {
		l.entries = append(l.entries[:0], l.entries[logLimit/2:]...)
	}
	l.entries = append(l.entries, entry)
	return entry
}

func (l *requestLog) answered(entry *Request, status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry.Status = status
}

// Requests are the requests received, oldest first; of a long run the latest
// ten thousand or more.
func (s *Server) Requests() []Request {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	requests := make([]Request, len(s.log.entries))
	for i, entry := range s.log.entries {
		requests[i] = *entry
	}
	return requests
}

// Count tells how many requests were received with this method ("" or "*" for
// any) and a path that begins with pathPrefix, with or without /btalk/v1; a
// "*" stands for one segment of the path.
func (s *Server) Count(method, pathPrefix string) int {
	count := 0
	for _, request := range s.Requests() {
		if matchesMethod(method, request.Method) && matchesPrefix(pathPrefix, request.Path) {
			count++
		}
	}
	return count
}

// ForgetRequests empties the log.
func (s *Server) ForgetRequests() {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	s.log.entries = nil
}
