package api

import (
	"io"
	"mime"
	"net/http"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset turns an answer into UTF-8 where it declares another encoding, such
// as ISO-8859-1. What declares nothing, or what nobody knows, stays as it is.
type charset struct{ next http.RoundTripper }

func (l charset) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := l.next.RoundTrip(req)
	if err != nil || isStream(req.Context()) { // a document is kept byte for byte
		return resp, err
	}
	_, parameters, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil || parameters["charset"] == "" {
		return resp, nil //nolint:nilerr // what declares nothing stays as it is
	}
	encoding, err := htmlindex.Get(parameters["charset"])
	if err != nil || encoding == unicode.UTF8 {
		return resp, nil //nolint:nilerr // as does what nobody knows
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{transform.NewReader(resp.Body, encoding.NewDecoder()), resp.Body}
	return resp, nil
}
