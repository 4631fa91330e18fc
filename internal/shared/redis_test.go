package shared

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valkey-io/valkey-go"

	"btalk/internal/shared/redistest"
)

// redis is a real server on a socket of its own.
type redis struct {
	*redistest.Redis

	t *testing.T
}

func start(t *testing.T, config ...string) *redis {
	t.Helper()
	return &redis{redistest.Start(t, config...), t}
}

// short is a directory whose path leaves room for a socket: 104 bytes on darwin.
func short(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "btalk") //nolint:usetesting // that of the test has a longer path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// clock is a clock that a test sets.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(1_795_600_000_000)
	return c
}
func (c *clock) now() time.Time        { return time.UnixMilli(c.ms.Load()) }
func (c *clock) pass(d time.Duration)  { c.ms.Add(d.Milliseconds()) }
func (r *redis) host(c *clock) *Server { return r.as("id:secret", c) }

func (r *redis) as(credential string, c *clock) *Server {
	r.t.Helper()
	o := Options{URL: r.URL(), Origin: "https://api.example", Credential: credential}
	if c != nil {
		o.Now = c.now
	}
	s, err := Open(o)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(s.Close)
	return s
}

var rules = Rules{Window: time.Minute, First: time.Second, Longest: 15 * time.Minute, RetriesFor: 10 * time.Minute}

// must waits out the moments in which a busy machine made the server late:
// the breaker's own rules have tests of their own.
func must[T any](t *testing.T, call func() (T, error)) T {
	t.Helper()
	for {
		value, err := call()
		var away *AwayError
		if err == nil {
			return value
		}
		if !errors.As(err, &away) || t.Context().Err() != nil {
			t.Fatal(err)
		}
		<-time.After(20 * time.Millisecond)
	}
}

func take(t *testing.T, s *Server, limit int) time.Duration {
	t.Helper()
	return must(t, func() (time.Duration, error) {
		wait, _, err := s.Take(t.Context(), rules, limit)
		return wait, err
	})
}

// do runs a command as an administrator would.
func (r *redis) do(t *testing.T, words ...string) string {
	t.Helper()
	option, err := valkey.ParseURL("unix://" + r.Socket)
	if err != nil {
		t.Fatal(err)
	}
	option.DisableCache, option.ForceSingleClient = true, true
	client, err := valkey.NewClient(option)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	text, err := client.Do(t.Context(), client.B().Arbitrary(words...).Build()).ToAny()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(text)
}
