package api

import (
	"context"
	"net/http"
)

// reauth replays a request once with a new token when the API refused the old
// one.
type reauth struct {
	tokens *tokenSource
	next   http.RoundTripper
}

func (r reauth) RoundTrip(req *http.Request) (*http.Response, error) {
	var used string
	resp, err := r.next.RoundTrip(req.WithContext(withTokenNote(req.Context(), &used)))
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	refusal := readEnvelope(peek(resp))
	if !renewable(req, refusal) || !r.tokens.drop(used, faultOf(refusal)) {
		return resp, nil
	}
	again, err := rewound(req)
	if err != nil {
		return resp, nil //nolint:nilerr // the refusal itself is the better answer
	}
	discard(resp)
	return r.next.RoundTrip(again)
}

// renewable reports whether a new token may help. A change is replayed only when
// the gateway says in full that the token was out of date: then the back end
// has not seen it.
func renewable(req *http.Request, e envelope) bool {
	if !reads(req) {
		return e.json && !e.backend && e.code == codeExpiredToken
	}
	return e.code == codeExpiredToken || e.code == codeInvalidToken || e.code == 0
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
