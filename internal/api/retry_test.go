package api

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

func TestReadsAreRetriedTwiceAtMost(t *testing.T) {
	t.Parallel()
	good := says(200, `{"rightsProfile":"full"}`)
	bad := refusing(503, codeUnavailable)
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		calls  int
		kind   models.Kind
	}{
		"good at once":         {good, 1, models.NoError},
		"good after one":       {inTurn(bad, good), 2, models.NoError},
		"good after two":       {inTurn(bad, refusing(502, 1), good), 3, models.NoError},
		"bad for ever":         {bad, 3, models.Server},
		"500":                  {refusing(500, 1), 3, models.Server},
		"502 of a proxy":       {says(502, `<html>`), 3, models.Server},
		"504":                  {refusing(504, 6), 3, models.Server},
		"408":                  {refusing(408, 63), 3, models.Server},
		"not found":            {refusing(404, models.CodeNotFound), 1, models.NotFound},
		"refused parameter":    {refusing(400, 27), 1, models.Invalid},
		"method":               {refusing(405, models.CodeNotAllowed), 1, models.Invalid},
		"not implemented":      {refusing(501, 1), 1, models.Server},
		"proxy asks for login": {says(407, ``), 1, models.Offline},
		"wants long to wait":   {retryIn("60", bad), 1, models.Server},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": tt.answer})
				_, err := c.Me(t.Context(), models.Cached)
				if got := models.KindOf(err); got != tt.kind {
					t.Errorf("kind %v, want %v: %v", got, tt.kind, err)
				}
				if got := s.count("GET", "/me"); got != tt.calls {
					t.Errorf("%d calls, want %d", got, tt.calls)
				}
			})
		})
	}
}

func retryIn(seconds string, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Retry-After", seconds)
		answer(w, req)
	}
}

func TestServerInTroubleIsNotFlooded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": refusing(503, codeUnavailable)})
		const asked = 600
		for range asked {
			_, _ = c.Me(t.Context(), models.Cached)
			pass(time.Second)
		}
		got := s.count("GET", "/me")
		t.Logf("%d requests for %d reads", got, asked)
		if got > asked*11/10 {
			t.Errorf("%d requests for %d reads, want at most a tenth more", got, asked)
		}
	})
}

// TestRetriesAreFewOverAllProcesses has a new process for each read, as a
// script does.
func TestRetriesAreFewOverAllProcesses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir, calls := t.TempDir(), 0
		const asked = 60
		for range asked {
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": refusing(503, codeUnavailable)}, func(cfg *Config) { cfg.RuntimeDir = dir })
			_, _ = c.Me(t.Context(), models.Cached)
			calls += s.count("GET", "/me")
			pass(8 * time.Second)
		}
		t.Logf("%d requests for %d reads", calls, asked)
		if calls > asked*11/10 {
			t.Errorf("%d requests for %d reads, want at most a tenth more", calls, asked)
		}
	})
}

// transportFunc is a network of one line.
type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func TestTroubleOfTheNetwork(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err   error
		calls int
	}{
		"reset":     {&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, 3},
		"refused":   {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, 3},
		"no name":   {&net.DNSError{Err: "no such host", Name: "api.example", IsNotFound: true}, 1},
		"truncated": {io.ErrUnexpectedEOF, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				sim, _ := newSimulated(t, nil)
				_, c := newSimulated(t, nil, func(cfg *Config) {
					cfg.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
						if strings.HasSuffix(req.URL.Path, "/token") {
							return sim.RoundTrip(req)
						}
						calls++
						return nil, tt.err
					})
				})
				_, err := c.Customers(t.Context(), models.Cached)
				if models.KindOf(err) != models.Offline || strings.Contains(err.Error(), "limit=") {
					t.Errorf("err %v, want offline, without the query", err)
				}
				if calls != tt.calls {
					t.Errorf("%d calls, want %d", calls, tt.calls)
				}
			})
		})
	}
}

// TestDeadConnectionsCountAsTries uses a real connection: Go's transport sends
// a read again by itself when the connection that it kept is dead.
func TestDeadConnectionsCountAsTries(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	c := listening(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodPost {
			giveToken(w)
			return
		}
		calls.Add(1)
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
	}))
	if _, err := c.Me(t.Context(), models.Cached); models.KindOf(err) != models.Offline {
		t.Errorf("err %v, want offline", err)
	}
	if got := calls.Load(); got != 3 {
		t.Errorf("%d calls, want 3", got)
	}
}
