package sandbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net/http"
	"time"
)

// ServeHTTP is the way of every request: received and written down, delayed, perhaps
// changed by layers, answered.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody+1)) // a body cut short is refused as invalid JSON
	r = r.WithContext(ctx)
	r.Body = io.NopCloser(bytes.NewReader(body))
	entry := s.log.add(Request{
		At: s.options.Now(), ID: newRequestID(), Method: r.Method, Path: r.URL.EscapedPath(),
		Query: r.URL.RawQuery, Header: r.Header.Clone(), Body: body,
	})
	w.Header().Set("X-OAPI-Request-Id", entry.ID)
	if Pause(ctx, s.options.Delay) {
		s.handler().ServeHTTP(&statusWriter{w, func(status int) { s.log.answered(entry, status) }}, r)
	}
}

// statusWriter reports the status that goes out.
type statusWriter struct {
	http.ResponseWriter
	report func(status int)
}

func (w *statusWriter) WriteHeader(status int) {
	w.report(status)
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets a layer take over the connection ([http.ResponseController]).
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Pause waits; false when the client or the sandbox has gone meanwhile.
func Pause(ctx context.Context, wait time.Duration) bool {
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func newRequestID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails (crypto/rand)
	return "sandbox-" + hex.EncodeToString(id[:])
}
