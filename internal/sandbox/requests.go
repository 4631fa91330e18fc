package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

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

func (l *requestLog) add(received Request) *Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.entries) >= logLimit {
		l.entries = append(l.entries[:0], l.entries[logLimit/2:]...)
	}
	l.entries = append(l.entries, &received)
	return &received
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

// Count is how many requests were received with this method ("" or "*" for
// any) and a path that begins with pathPrefix, with or without /btalk/v1; a
// "*" stands for one segment of the path.
func (s *Server) Count(method, pathPrefix string) int {
	count := 0
	for _, request := range s.Requests() {
		if Matches(method, pathPrefix, request.Method, request.Path) {
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

// Matches reports whether a request is one of those that a method ("" or "*" for any)
// and the beginning of a path stand for, as in [Server.Count].
func Matches(method, pathPrefix, actualMethod, actualPath string) bool {
	anyMethod := method == "" || method == "*"
	return (anyMethod || strings.EqualFold(method, actualMethod)) && matchesPrefix(pathPrefix, actualPath)
}

// matchesPrefix compares whole segments: /customers is a prefix of
// /customers/1 and not of /customersX.
func matchesPrefix(prefix, path string) bool {
	if !strings.HasPrefix(prefix, btalkPath) {
		path = strings.TrimPrefix(path, btalkPath)
	}
	if strings.Trim(prefix, "/") == "" {
		return true
	}
	expected, actual := strings.Split(strings.Trim(prefix, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(expected) > len(actual) {
		return false
	}
	for i, segment := range expected {
		if segment != "*" && segment != actual[i] {
			return false
		}
	}
	return true
}
