package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"btalk/internal/models"
)

// service is one of the three APIs: where it is and which key opens it.
type service struct {
	base      *url.URL
	keyHeader string
	key       string
}

// owns tells whether u is an address of the service: same scheme, host and
// port, below the base path.
func (s *service) owns(u *url.URL) bool {
	return sameOrigin(s.base, u) &&
		(u.Path == s.base.Path || strings.HasPrefix(u.Path, strings.TrimSuffix(s.base.Path, "/")+"/"))
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// authorise attaches the credentials, as late as possible: no link above ever
// holds them, and no other origin ever gets them.
type authorise struct {
	services []*service
	tokens   *tokenSource
	next     http.RoundTripper
}

var errForeignOrigin = errors.New("the address is not one of the configured APIs; nothing was sent there")

func (a authorise) RoundTrip(req *http.Request) (*http.Response, error) {
	owner := a.ownerOf(req.URL)
	if owner == nil {
		return nil, errForeignOrigin
	}
	if owner.key == "" {
		return nil, missing("", models.FaultKey)
	}
	token, err := a.tokens.get(req.Context())
	if err != nil {
		return nil, err
	}
	noteToken(req.Context(), token.AccessToken)
	req = req.Clone(counted(req.Context()))
	token.SetAuthHeader(req)
	req.Header.Set(owner.keyHeader, owner.key)
	return a.next.RoundTrip(req)
}

func (a authorise) ownerOf(u *url.URL) *service {
	for _, s := range a.services {
		if s.owns(u) {
			return s
		}
	}
	return nil
}

type tokenKey struct{}

// withTokenNote makes room for the token that a request is sent with, so that
// exactly that one is dropped when the API refuses it.
func withTokenNote(ctx context.Context, note *string) context.Context {
	return context.WithValue(ctx, tokenKey{}, note)
}

func noteToken(ctx context.Context, token string) {
	if note, ok := ctx.Value(tokenKey{}).(*string); ok {
		*note = token
	}
}
