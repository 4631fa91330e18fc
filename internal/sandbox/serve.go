package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP is the way of every request: received and written down, delayed,
// perhaps struck by a fault, answered.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := newCall(r, newRequestID(), s.options.Now())
	entry := s.log.add(c)
	w.Header().Set("X-OAPI-Request-Id", c.id)
	if !s.pause(r.Context(), s.options.Delay) {
		return
	}
	fault, struck := s.faults.take(c)
	if struck && !fault.Applied && !s.pause(r.Context(), fault.Delay) {
		return
	}
	if struck && fault.replacesAnswer() && !fault.Applied {
		s.log.answered(entry, fault.strike(s, w, r, answer{status: http.StatusOK}))
		return
	}
	fault.pagingFault(c)
	reply := s.answer(c)
	if fault.What == FaultTwice {
		reply = s.answer(c)
	}
	reply = s.dressed(reply)
	if struck && fault.Applied && !s.pause(r.Context(), fault.Delay) {
		return
	}
	if struck {
		s.log.answered(entry, fault.strike(s, w, r, reply))
		return
	}
	s.log.answered(entry, reply.status)
	reply.write(w)
}

// answer is the sandbox without its faults: gateway first, then back end.
func (s *Server) answer(c *call) answer {
	if c.path == tokenPath {
		return s.issueToken(c)
	}
	if !strings.HasPrefix(c.path, btalkPath+"/") {
		return gatewayRefusal(http.StatusNotFound, codeNotFound, "there is no API at %s", c.path)
	}
	if refused, in := s.tokens.check(c); !in {
		return refused
	}
	if refused, in := s.quota.check(); !in {
		return refused
	}
	if refused, in := checkAPIKey(c); !in {
		return refused
	}
	handle, refused := s.find(c)
	if handle == nil {
		return refused
	}
	return s.dispatch(c, handle)
}

// dispatch runs the handler under the lock that its method needs.
func (s *Server) dispatch(c *call, handle func(*call) answer) answer {
	if c.safe() {
		s.state.RLock()
		defer s.state.RUnlock()
		return handle(c)
	}
	if s.options.Profile == ProfileReadOnly {
		return refusal(http.StatusForbidden, codeDenied, "the rights profile %s of this API key does not allow %s", ProfileReadOnly, c.http.Method)
	}
	s.state.Lock()
	defer s.state.Unlock()
	return handle(c)
}

// changing is called by a handler when all checks have passed, before it
// applies the change.
func (s *Server) changing() {
	if s.options.OnChange != nil {
		s.options.OnChange()
	}
}

// pause waits; false when the client or the sandbox has gone meanwhile.
func (s *Server) pause(ctx context.Context, wait time.Duration) bool {
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-s.closing:
	}
	return false
}

func newRequestID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails (crypto/rand)
	return "sandbox-" + hex.EncodeToString(id[:])
}

// me answers B1: the rights profile of the API key.
func (s *Server) me(*call) answer {
	return ok(map[string]string{"rightsProfile": s.options.Profile})
}
