package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"
)

// transport sends the requests of all APIs: the chain, and what is shared by its
// links.
type transport struct {
	http      *http.Client // over the chain
	tokens    *tokenSource
	budget    *budget
	exchanges *exchangeLog
	explain   explainer
	userAgent string
	now       func() time.Time
}

const acceptJSON = "application/json"

// get sends what an ask wants, a page of it perhaps, and reads all of the answer.
// Any answer but a complete 2xx is an error, which comes beside the answer.
func (s *source) get(ctx context.Context, a ask, query url.Values) (answer, error) {
	method := http.MethodGet
	if a.search != nil {
		method, ctx = http.MethodPost, withSearch(ctx)
	}
	t, op := s.out, a.op
	req, err := t.request(ctx, s.service, method, s.service.address(a.path, query), a.search)
	if err != nil {
		return answer{}, t.explain.onTheWay(ctx, op, err)
	}
	if a.search != nil {
		req.Header.Set("Content-Type", acceptJSON)
	}
	resp, err := t.http.Do(req)
	if err != nil {
		return answer{}, t.explain.onTheWay(ctx, op, err)
	}
	got, err := receive(resp)
	switch {
	case got.status/100 != 2:
		return got, s.service.blame(t.explain.refused(op, got))
	case errors.Is(err, errTooLarge):
		return got, t.explain.unreadable(op, got, err)
	case err != nil:
		return got, t.explain.onTheWay(ctx, op, err)
	}
	got.body = t.explain.secrets.hideInData(got.body)
	return got, nil
}

// request makes a request of a service, with the headers that each one has.
func (t *transport) request(ctx context.Context, s *service, method, address string, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(withService(ctx, s), method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", acceptJSON)
	req.Header.Set("User-Agent", t.userAgent)
	if s.language != "" {
		req.Header.Set("Accept-Language", s.language)
	}
	return req, nil
}

// answer is an answer of a server, as much of it as came.
type answer struct {
	status int
	header http.Header
	body   []byte
	to     *url.URL // what was asked; nil when it is not known
}

// receive reads an answer to its end.
func receive(resp *http.Response) (answer, error) {
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	got := answer{status: resp.StatusCode, header: resp.Header, body: body}
	if resp.Request != nil {
		got.to = resp.Request.URL
	}
	return got, err
}
