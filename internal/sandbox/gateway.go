package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// gateway is what stands in front of the APIs: tokens, quota, keys, paths.
type gateway struct {
	tokens tokens
	quota  quota
	pages  pages
	apis   []api

	// state guards what requests change: a safe method holds it for reading, any
	// other for writing.
	state sync.RWMutex
}

// api is one API behind the gateway. Another one joins with a file that makes it.
type api struct {
	path     string                     // what its paths begin with
	checkKey func(*call) (answer, bool) // of its API key; false: refused
	mayWrite bool                       // the rights profile of the key
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
	g.answer(newCall(r, g.pages)).write(w)
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

func (g *gateway) ask(a api, c *call) answer {
	if refused, in := g.tokens.check(c); !in {
		return refused
	}
	if !c.whole {
		if refused, in := g.quota.check(); !in {
			return refused
		}
	}
	if refused, in := a.checkKey(c); !in {
		return refused
	}
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
