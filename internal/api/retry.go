package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"btalk/internal/models"
)

const (
	maxRetries  = 2
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	longestWait = 2 * time.Second // that an operator waits without being asked
)

// retry sends reads again, and nothing but reads: a change that got no answer
// may have been made.
type retry struct {
	budget *budget
	next   http.RoundTripper
}

func (r retry) RoundTrip(req *http.Request) (*http.Response, error) {
	var sent atomic.Int32
	req = req.WithContext(context.WithValue(req.Context(), sentKey{}, &sent))
	for tries := 0; ; tries++ {
		resp, err := r.next.RoundTrip(req)
		tries = max(tries, int(sent.Load())-1)
		if !reads(req) || tries >= maxRetries || req.Context().Value(onceKey{}) != nil {
			return resp, err
		}
		wait, worthwhile := r.judge(req.Context(), tries, resp, err)
		if !worthwhile || !r.budget.mayRetry(req.Context()) {
			return resp, err
		}
		if resp != nil {
			discard(resp)
		}
		if err := Pause(req.Context(), wait); err != nil {
			return nil, err
		}
		if req, err = rewound(req); err != nil {
			return nil, err
		}
	}
}

type onceKey struct{}

// withOnce has a request under ctx sent once: whoever sent it knows what to do when it
// fails.
func withOnce(ctx context.Context) context.Context {
	return context.WithValue(ctx, onceKey{}, true)
}

type sentKey struct{}

// counted lets retry know how often the request under ctx goes out: Go's own
// transport sends a read once more, unasked, when an idle connection turns out
// to be dead. It is called after the token was had, which travels under the
// same context.
func counted(ctx context.Context) context.Context {
	sent, ok := ctx.Value(sentKey{}).(*atomic.Int32)
	if !ok {
		return ctx
	}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Add(1) }})
}

// judge reports whether to try again, and when. A throttle is waited for by the
// budget below, if it is short.
func (r retry) judge(ctx context.Context, tries int, resp *http.Response, err error) (time.Duration, bool) {
	if err != nil {
		return backoff(tries), mayPass(ctx, err)
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests, http.StatusForbidden:
		return 0, throttles(resp.StatusCode, readEnvelope(peek(resp)).code) && r.budget.throttleEndsWithin(maxWaitOf(ctx))
	case http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusGatewayTimeout,
		http.StatusInternalServerError, http.StatusRequestTimeout:
		wait := max(backoff(tries), retryAfter(resp.Header, r.budget.now(), 0))
		return wait, wait <= backoffCap/10
	}
	return 0, false
}

// backoff draws from a window that doubles: full jitter does the least work
// when many wait.
func backoff(tries int) time.Duration {
	return rand.N(min(backoffCap, backoffBase<<tries))
}

// mayPass reports whether an error of the network may be over in a second, rather than one
// that will not, or that took its time already.
func mayPass(ctx context.Context, err error) bool {
	var (
		known       *models.Error
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		record      tls.RecordHeaderError
		alert       tls.AlertError
		name        *net.DNSError
		proxy       *proxyError
	)
	switch {
	case ctx.Err() != nil, errors.As(err, &known), errors.Is(err, errSlow), errors.Is(err, errForeignOrigin):
		return false
	case errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &record), errors.As(err, &alert):
		return false
	case errors.As(err, &proxy):
		return proxy.status >= http.StatusInternalServerError
	case errors.As(err, &name):
		return name.IsTemporary && !name.IsNotFound
	}
	return true
}

// Pause waits, or ends with ctx: the error is then its cause.
func Pause(ctx context.Context, wait time.Duration) error {
	if wait <= 0 {
		return context.Cause(ctx)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// What is retried in all, over all processes (see budget.mayRetry).
const (
	freeRetries   = 2
	earnedByReply = 0.1
	retriesFor    = 10 * time.Minute // that the free ones are for
)
