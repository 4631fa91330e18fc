package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// MostRequests is how many requests a survey may send, the one for a token and every
// repetition included.
const MostRequests = 60

// mostBytes is how much of an answer is looked at.
const mostBytes = 16 << 20

var (
	errNotGET = errors.New("only GET may be sent while the contract is compared; nothing was sent")
	errSpent  = errors.New("the requests of the survey are spent; nothing was sent")
)

// Wire stands around the network while a survey runs: it lets nothing pass but GET and the
// request for a token, counts, and keeps what came as it came.
type Wire struct {
	token  string        // the address of the token endpoint
	most   int           // requests in all
	within time.Duration // for one answer, to its last byte
	now    func() time.Time

	mu     sync.Mutex
	sent   int
	all    []*exchange
	tokens []*exchange
}

// exchange is one request and what came back, unchanged.
type exchange struct {
	began      time.Time
	status     int // 0: no answer
	header     http.Header
	body       []byte
	head, rest time.Duration // to the headers, and from there to the last byte
	err        error
}

// NewWire is the wire of one survey. Options that are zero have their usual value.
func NewWire(tokenURL string, o Options) *Wire {
	o = o.withDefaults()
	return &Wire{token: tokenURL, most: o.Requests, within: o.Within, now: o.Now}
}

type slotKey struct{}

// keptIn lets the last answer of the requests under ctx be found in slot.
func keptIn(ctx context.Context, slot **exchange) context.Context {
	return context.WithValue(ctx, slotKey{}, slot)
}

// Around puts the wire around a network.
func (w *Wire) Around(network http.RoundTripper) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) { return w.send(req, network) })
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func (w *Wire) send(req *http.Request, network http.RoundTripper) (*http.Response, error) {
	address, _, _ := strings.Cut(req.URL.String(), "?")
	isToken := req.Method == http.MethodPost && address == w.token
	e := &exchange{began: w.now()}
	if err := w.admit(req, isToken, e); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	ctx, cancel := context.WithTimeout(req.Context(), w.within)
	defer cancel()
	resp, err := network.RoundTrip(req.WithContext(ctx))
	if e.head = w.now().Sub(e.began); err != nil {
		e.err = err
		return nil, err
	}
	defer resp.Body.Close()
	e.status, e.header = resp.StatusCode, resp.Header
	e.body, e.err = io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	e.rest = w.now().Sub(e.began) - e.head
	rest := io.Reader(bytes.NewReader(e.body))
	if e.err != nil {
		rest = io.MultiReader(rest, failing{e.err})
	}
	resp.Body = io.NopCloser(rest)
	return resp, nil
}

// admit counts a request that may leave, and gives its answer a place.
func (w *Wire) admit(req *http.Request, isToken bool, e *exchange) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case !isToken && req.Method != http.MethodGet:
		return fmt.Errorf("%s: %w", req.Method, errNotGET)
	case w.sent >= w.most:
		return errSpent
	}
	w.sent++
	if isToken {
		w.tokens = append(w.tokens, e)
		return nil
	}
	w.all = append(w.all, e)
	if slot, kept := req.Context().Value(slotKey{}).(**exchange); kept {
		*slot = e
	}
	return nil
}

// Sent is how many requests have left.
func (w *Wire) Sent() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
