package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// route is one line of the endpoint table (api-contract §2.2).
type route struct {
	method  string
	pattern []string // segments below the base; {name} takes any one segment
	handle  func(*call) answer
}

func newRoute(method, pattern string, handle func(*call) answer) route {
	return route{method, strings.Split(strings.Trim(pattern, "/"), "/"), handle}
}

// find returns the handler of a call and sets its parameters. Without one it
// answers as the gateway does: 405/61 where another method exists, else 404/60.
func (a api) find(c *call) (func(*call) answer, answer) {
	segments := strings.Split(strings.TrimPrefix(c.path, a.path+"/"), "/")
	elsewhere := false
	for _, candidate := range a.routes {
		params, matches := candidate.match(segments)
		if !matches {
			continue
		}
		if candidate.method == c.http.Method {
			c.params = params
			return candidate.handle, answer{}
		}
		elsewhere = true
	}
	if elsewhere {
		return nil, gatewayRefusal(http.StatusMethodNotAllowed, codeMethod, "%s is not possible on %s", c.http.Method, c.path)
	}
	return nil, gatewayRefusal(http.StatusNotFound, codeNotFound, "there is nothing at %s", c.path)
}

// match compares segment by segment, each unescaped on its own, so that a
// value may hold a slash (Biel%2FBienne).
func (r route) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(r.pattern) {
		return nil, false
	}
	params := map[string]string{}
	for i, expected := range r.pattern {
		value, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		if name, isParam := strings.CutPrefix(expected, "{"); isParam {
			params[strings.TrimSuffix(name, "}")] = value
		} else if value != expected {
			return nil, false
		}
	}
	return params, true
}
