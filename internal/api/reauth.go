package api

import (
	"context"
	"net/http"

	"btalk/internal/models"
)

// reauth replays a request once with a new token when the API refused the old
// one. An API that refuses a new one as well has no other renewed: its key is at fault,
// and the other APIs need the token.
type reauth struct {
	tokens *tokenSource
	next   http.RoundTripper
}

func (r reauth) RoundTrip(req *http.Request) (*http.Response, error) {
	var used string
	resp, err := r.next.RoundTrip(req.WithContext(withTokenNote(req.Context(), &used)))
	service := serviceOf(req.Context(), req.URL)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		service.judge(resp)
		return resp, err
	}
	refusal := readEnvelope(peek(resp))
	if !renewable(req, refusal) || !r.renew(service, used, refusal) {
		return resp, nil
	}
	again, err := rewound(req)
	if err != nil {
		return resp, nil //nolint:nilerr // the refusal itself is the better answer
	}
	discard(resp)
	resp, err = r.next.RoundTrip(again)
	service.judge(resp)
	return resp, err
}

// renew drops a token that the service refused; false when no new one may be asked for.
// An API with a key of its own has one new token for trying: when that is refused too it
// is the key, and what the other APIs know of the token stays as it is.
func (r reauth) renew(s *service, token string, refusal envelope) bool {
	if s.fault == models.FaultKey {
		return r.tokens.drop(token, faultOf(refusal))
	}
	if s.keyBad.Load() {
		return false
	}
	r.tokens.replace(token)
	return true
}

// judge learns from the answer to a token that is not out of date whether the key is
// good. A nil answer, or a service that is none, says nothing.
func (s *service) judge(resp *http.Response) {
	switch {
	case s == nil || resp == nil:
	case resp.StatusCode == http.StatusUnauthorized:
		s.keyBad.Store(true)
	case resp.StatusCode/100 == 2:
		s.keyBad.Store(false)
	}
}

// renewable reports whether a new token may help. A change is replayed only when
// the gateway says in full that the token was out of date: then the back end
// has not seen it.
func renewable(req *http.Request, e envelope) bool {
	if !reads(req) {
		return e.json && !e.backend && e.code == codeExpiredToken
	}
	return e.code == codeExpiredToken || e.code == 0 || e.code == codeInvalidToken && !mentionsKey(e)
}

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

type searchKey struct{}

// withSearch marks a POST under ctx as one that reads; the guard lets it pass at its
// one address only.
func withSearch(ctx context.Context) context.Context {
	return context.WithValue(ctx, searchKey{}, true)
}

// reads reports whether a request changes nothing, whatever its method.
func reads(req *http.Request) bool {
	return safe(req.Method) || req.Context().Value(searchKey{}) != nil
}

// rewound is req with its body at the beginning again.
func rewound(req *http.Request) (*http.Request, error) {
	again := req.Clone(req.Context())
	if req.Body == nil || req.Body == http.NoBody {
		return again, nil
	}
	if req.GetBody == nil {
		return nil, http.ErrBodyNotAllowed
	}
	body, err := req.GetBody()
	again.Body = body
	return again, err
}
