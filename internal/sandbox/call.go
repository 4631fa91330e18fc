package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxBody is the largest request body that is taken, in bytes.
const maxBody = 1 << 20

// call is one request, as an API sees it.
type call struct {
	http   *http.Request
	path   string            // escaped, as it was sent
	params map[string]string // values of the route's {names}, unescaped
	query  url.Values
	body   []byte
	pages  pages
	whole  bool // see Whole
}

func newCall(r *http.Request) *call {
	body, _ := io.ReadAll(r.Body) // it is in memory: see ServeHTTP
	return &call{http: r, path: r.URL.EscapedPath(), query: r.URL.Query(), body: body, whole: isWhole(r)}
}

type wholeKey struct{}

func isWhole(r *http.Request) bool {
	_, whole := r.Context().Value(wholeKey{}).(bool)
	return whole
}

// Whole is the request of a layer that needs a list whole, whatever limit and offset
// say. It does not count against the quota.
func Whole(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), wholeKey{}, true))
}

// safe reports whether the method promises to change nothing.
func (c *call) safe() bool {
	return c.http.Method == http.MethodGet || c.http.Method == http.MethodHead || c.http.Method == http.MethodOptions
}

// decode reads the JSON body into target. The answer says what is wrong when
// ok is false.
func (c *call) decode(target any) (refused answer, ok bool) {
	if mediaType := c.http.Header.Get("Content-Type"); !strings.HasPrefix(mediaType, "application/json") {
		return gatewayRefusal(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type is %q, application/json is expected", mediaType), false
	}
	if len(bytes.TrimSpace(c.body)) == 0 {
		return gatewayRefusal(http.StatusBadRequest, codeMissingBody, "the request has no body"), false
	}
	if len(c.body) > maxBody {
		return gatewayRefusal(http.StatusRequestEntityTooLarge, 66, "the body is larger than %d bytes", maxBody), false
	}
	if !utf8.Valid(c.body) {
		return gatewayRefusal(http.StatusBadRequest, codeInvalidBody, "the body is not valid UTF-8"), false
	}
	if err := json.Unmarshal(c.body, target); err != nil {
		return gatewayRefusal(http.StatusBadRequest, codeInvalidBody, "the body is not the JSON that is expected: %v", err), false
	}
	return answer{}, true
}

// number reads a query parameter that counts from zero.
func (c *call) number(name string, fallback int) (int, error) {
	if !c.query.Has(name) {
		return fallback, nil
	}
	value, err := strconv.Atoi(c.query.Get(name))
	if err != nil || value < 0 {
		return 0, fmt.Errorf("%s is %q, a number from 0 on is expected", name, c.query.Get(name))
	}
	return value, nil
}
