package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// gateway is what stands in front of the APIs: tokens, quota, keys, paths.
type gateway struct {
	tokens tokens
	quota  quota
	apis   []api
	// mounted are the APIs that answer for themselves, by what their paths begin with.
	// They check their own key and guard their own state.
	mounted map[string]http.Handler

	// state guards what requests change: a safe method holds it for reading, any
	// other for writing.
	state sync.RWMutex
}

// api is one API behind the gateway. Another one joins with a file that makes it.
type api struct {
	path     string                     // what its paths begin with
	checkKey func(*call) (answer, bool) // of its API key; false: refused
	pages    pages
	mayWrite bool // the rights profile of the key
	routes   []route
}

// clock is what the tables of an API share.
type clock struct {
	now func() time.Time
	// changing is called by a handler when all checks have passed, before it applies
	// the change.
	changing func()
}

// ServeHTTP answers: the gateway first, then the API.
func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := newCall(r)
	for path, handler := range g.mounted {
		if strings.HasPrefix(c.path, path+"/") {
			g.handOver(c, handler, w)
			return
		}
	}
	g.answer(c).write(w)
}

// handOver lets a mounted API answer what the gateway admits.
func (g *gateway) handOver(c *call, handler http.Handler, w http.ResponseWriter) {
	if refused, in := g.admit(c); !in {
		refused.write(w)
		return
	}
	r := c.http.Clone(c.http.Context())
	r.Body = io.NopCloser(bytes.NewReader(c.body))
	handler.ServeHTTP(w, r)
}

func (g *gateway) answer(c *call) answer {
	if c.path == tokenPath {
		return g.tokens.answer(c)
	}
	for _, candidate := range g.apis {
		if strings.HasPrefix(c.path, candidate.path+"/") {
			return g.ask(candidate, c)
		}
	}
	return gatewayRefusal(http.StatusNotFound, codeNotFound, "there is no API at %s", c.path)
}

// admit checks what all APIs have in common: the token, then the quota.
func (g *gateway) admit(c *call) (refused answer, in bool) {
	if refused, in := g.tokens.check(c); !in || c.whole {
		return refused, in
	}
	return g.quota.check()
}

func (g *gateway) ask(a api, c *call) answer {
	if refused, in := g.admit(c); !in {
		return refused
	}
	if refused, in := a.checkKey(c); !in {
		return refused
	}
	c.pages = a.pages
	handle, refused := a.find(c)
	if handle == nil {
		return refused
	}
	if c.safe() {
		g.state.RLock()
		defer g.state.RUnlock()
		return handle(c)
	}
	if !a.mayWrite {
		return refusal(http.StatusForbidden, codeDenied, "the rights profile %s of this API key does not allow %s", ProfileReadOnly, c.http.Method)
	}
	g.state.Lock()
	defer g.state.Unlock()
	return handle(c)
}
