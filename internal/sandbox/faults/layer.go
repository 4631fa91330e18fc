package faults

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"

	"btalk/internal/sandbox"
)

// New returns the layer that lets faults strike. Of those that match a request, the
// first that is not spent strikes.
func New(faults ...Fault) sandbox.Layer {
	a := &armed{faults: faults, struck: make([]int, len(faults)), chance: rand.New(rand.NewPCG(1, 2))}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if fault, strikes := a.take(r); strikes {
				fault.serve(w, r, next)
			} else {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// armed are faults and how often each has struck.
type armed struct {
	mu     sync.Mutex
	faults []Fault
	struck []int
	chance *rand.Rand
}

// take returns the fault that strikes this request.
func (a *armed) take(r *http.Request) (Fault, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, fault := range a.faults {
		spent := fault.Times > 0 && a.struck[i] >= fault.Times
		if spent || !sandbox.Matches(fault.Method, fault.Prefix, r.Method, r.URL.EscapedPath()) {
			continue
		}
		if fault.Probability > 0 && a.chance.Float64() >= fault.Probability {
			continue
		}
		a.struck[i]++
		return fault, true
	}
	return Fault{}, false
}

// serve answers a request that the fault strikes.
func (f Fault) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	body, _ := io.ReadAll(r.Body) // it is in memory
	ask := func(r *http.Request) reply { return record(next, r, body) }
	if !f.Applied && !sandbox.Pause(r.Context(), f.Delay) {
		return
	}
	k, _ := kindOf(f.What) // neither status nor delay
	k.instead = k.instead || f.What == status
	answered := reply{status: http.StatusOK}
	if !k.instead || f.Applied {
		answered = ask(r)
	}
	if f.Applied && !sandbox.Pause(r.Context(), f.Delay) {
		return
	}
	switch {
	case f.What == status:
		answered = f.refusal()
	case f.What == twice:
		answered = ask(r)
	case k.whole != nil:
		answered = k.whole(f, answered)
	case k.spoil != nil:
		answered = spoilt(answered, k.spoil)
	case k.page != nil:
		answered = paged(r, answered, ask, func(p *page) { k.page(p, f.Value) })
	case k.send != nil:
		k.send(w, r, answered)
		return
	}
	answered.write(w)
}

// reply is an answer on its way to the client.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// record asks the handler and keeps what it answers.
func record(next http.Handler, r *http.Request, body []byte) reply {
	r.Body = io.NopCloser(bytes.NewReader(body))
	recorder := &recorder{reply{status: http.StatusOK, header: http.Header{}}}
	next.ServeHTTP(recorder, r)
	return recorder.reply
}

// recorder is an [http.ResponseWriter] in memory.
type recorder struct{ reply }

func (r *recorder) Header() http.Header    { return r.header }
func (r *recorder) WriteHeader(status int) { r.status = status }

func (r *recorder) Write(data []byte) (int, error) {
	r.body = append(r.body, data...)
	return len(data), nil
}
