package api

import (
	"context"
	"net/http"
	"net/url"
	"sync/atomic"

	"btalk/internal/models"
)

// guard is the last link before the network. It lets reads pass, and a change
// only when Send made it and changes are on: whatever the rest of the program
// does, nothing else leaves.
type guard struct {
	writing func() bool
	token   *url.URL // takes the form of the token request
	search  *url.URL // POST /bills/search is a read; nil without Billing
	next    http.RoundTripper
}

func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.check(req); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	return g.next.RoundTrip(req)
}

// check says why a request must not leave.
func (g guard) check(req *http.Request) error {
	if safe(req.Method) {
		return nil
	}
	if req.Method == http.MethodPost && (sameAddress(g.token, req.URL) || sameAddress(g.search, req.URL)) {
		return nil
	}
	attempts, isChange := req.Context().Value(changeKey{}).(*atomic.Int32)
	if !isChange || !g.writing() {
		return readOnly("")
	}
	if leaving, ok := req.Context().Value(leavingKey{}).(func() error); ok {
		if err := leaving(); err != nil {
			return &models.Error{Kind: models.Invalid, Detail: models.NewText(err.Error())}
		}
	}
	attempts.Add(1)
	return nil
}

type leavingKey struct{}

// WithLeaving has leaving called each time before a change under ctx leaves, as
// late as possible. Where it fails nothing leaves.
func WithLeaving(ctx context.Context, leaving func() error) context.Context {
	return context.WithValue(ctx, leavingKey{}, leaving)
}

func sameAddress(a, b *url.URL) bool {
	return a != nil && sameOrigin(a, b) && a.EscapedPath() == b.EscapedPath()
}

func readOnly(op string) *models.Error { return &models.Error{Op: op, Kind: models.ReadOnly} }

type changeKey struct{}

// withChange marks the request of a change, and counts how often it was handed
// to the network.
func withChange(ctx context.Context, attempts *atomic.Int32) context.Context {
	return context.WithValue(ctx, changeKey{}, attempts)
}
