package api

import (
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
	if !renewable(req.Method, refusal) || !r.tokens.drop(used, faultOf(refusal)) {
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
func renewable(method string, e envelope) bool {
	if !safe(method) {
		return e.json && !e.backend && e.code == codeExpiredToken
	}
	return e.code == codeExpiredToken || e.code == codeInvalidToken || e.code == 0
}

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

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
