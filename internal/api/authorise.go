package api

import (
	"context"
	"errors"
	"net/http"
)

// authorise attaches the credentials, as late as possible: no link above ever
// holds them, and no other origin ever gets them.
type authorise struct {
	tokens *tokenSource
	next   http.RoundTripper
}

var errForeignOrigin = errors.New("the address is not one of the API that was asked; nothing was sent there")

func (a authorise) RoundTrip(req *http.Request) (*http.Response, error) {
	service := serviceOf(req.Context(), req.URL)
	if service == nil {
		return nil, errForeignOrigin
	}
	if service.key == "" {
		return nil, missing("", service.fault)
	}
	token, err := a.tokens.get(req.Context())
	if err != nil {
		return nil, err
	}
	noteToken(req.Context(), token.AccessToken)
	req = req.Clone(counted(req.Context()))
	token.SetAuthHeader(req)
	req.Header.Set(service.keyHeader, service.key)
	return a.next.RoundTrip(req)
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
