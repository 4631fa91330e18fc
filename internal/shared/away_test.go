package shared

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/valkey-io/valkey-go"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ rule, url, refused string }{
		{"TLS", "rediss://user:pass@redis.example:6380/1", ""},
		{"a socket", "redis+unix:///run/redis.sock", ""},
		{"this host by name", "redis://localhost:6379", ""},
		{"this host by number", "redis://127.0.0.1:6379", ""},
		{"this host by number 6", "redis://[::1]:6379", ""},
		{"in clear to another host", "redis://:hunter2@redis.example:6379", "rediss://"},
		{"another scheme", "https://redis.example", `"https"`},
		{"no scheme", "redis.example:6379", "write rediss://"},
		{"no address", "::", "write rediss://"},
		{"a database that is not a number", "rediss://:hunter2@redis.example/x", "write rediss://"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s, err := Open(Options{URL: c.url, Origin: "o", Credential: "c"})
			if c.refused == "" {
				if err != nil {
					t.Fatal(err)
				}
				s.Close()
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Fatalf("got %v, want %q in it", err, c.refused)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the password is in %q", err)
			}
		})
	}
}

func TestWithoutACredentialNothingIsShared(t *testing.T) {
	if _, err := Open(Options{URL: "redis://localhost", Origin: "o"}); err == nil {
		t.Error("opened")
	}
}

func view(t *testing.T, s *Server) error {
	t.Helper()
	_, err := s.Ledger(t.Context(), rules)
	return err
}

func away(t *testing.T, err error) string {
	t.Helper()
	var a *AwayError
	if !errors.As(err, &a) {
		t.Fatalf("got %v, want that it is away", err)
	}
	return a.Reason
}

func TestNothingListens(t *testing.T) {
	s, err := Open(Options{URL: "redis+unix://" + filepath.Join(short(t), "none"), Origin: "o", Credential: "c"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.State() != nil {
		t.Error("away before it was needed")
	}
	if why := away(t, view(t, s)); !strings.Contains(why, "no such file") {
		t.Errorf("reason %q", why)
	}
	if s.State() == nil {
		t.Error("no word on the screen")
	}
}

// mute accepts and never says anything, as a server that hangs does.
func mute(t *testing.T) (url string, arrivals func() int) {
	t.Helper()
	path := filepath.Join(short(t), "s")
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	count := make(chan int, 1)
	count <- 0
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			count <- <-count + 1
		}
	}()
	return "redis+unix://" + path, func() int { n := <-count; count <- n; return n }
}

func TestAServerThatHangsIsTriedOnceAndThenLeftAlone(t *testing.T) {
	url, arrivals := mute(t)
	s, err := Open(Options{URL: url, Origin: "o", Credential: "c"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if why := away(t, view(t, s)); !strings.Contains(why, "did not answer within 200ms") {
		t.Errorf("reason %q", why)
	}
	for range 100 {
		away(t, view(t, s))
	}
	if n := arrivals(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}

func TestItComesBackByItself(t *testing.T) {
	r := start(t)
	s := r.host(nil)
	must(t, func() (any, error) { return nil, view(t, s) })
	r.Down()
	away(t, view(t, s))
	r.Up()
	must(t, func() (any, error) { return nil, view(t, s) }) // asks until it serves
	if s.State() != nil {
		t.Errorf("still said to be away: %v", s.State())
	}
}

// Who asked nothing while the server was started again has a connection that is lost,
// and learns of it when the server serves.
func TestAConnectionLostMeanwhileIsMadeAnewAndNothingIsAway(t *testing.T) {
	r := start(t)
	s := r.host(nil)
	must(t, func() (any, error) { return nil, view(t, s) })
	lasted := s.link.client
	r.Down()
	r.Up()
	for range 2 {
		if err := view(t, s); err != nil || s.State() != nil {
			t.Errorf("the first call after it: %v, %v", err, s.State())
		}
	}
	if s.link.client == lasted {
		t.Error("the connection is still the one that was lost: the test shows nothing")
	}
}

func TestATurnAskedForAgainOverANewConnectionIsStillOnesOwn(t *testing.T) {
	r := start(t)
	a := r.host(nil)
	ask := func(token string) int64 {
		return must(t, func() (left int64, err error) {
			err = a.step(t.Context(), "k", []string{"lease", "", token, "60000"}, func(_ string, reply valkey.ValkeyResult) error {
				left, err = reply.AsInt64()
				return err
			})
			return left, err
		})
	}
	if first, again, other := ask("mine"), ask("mine"), ask("yours"); first != 0 || again != 0 || other <= 0 {
		t.Errorf("waits %d, %d and %d ms, want none, none and some", first, again, other)
	}
}

func TestARefusalSaysWhatToDo(t *testing.T) {
	for _, c := range []struct {
		rule   string
		config []string
		reason string
	}{
		{"a password is wanted", []string{"requirepass p"}, "password"},
		{"its memory is full", []string{"maxmemory 1"}, "memory is full"},
		{"the user may not", []string{"user default on nopass ~other:* +@all"}, "docs/fleet.md"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s := start(t, c.config...).host(nil)
			for {
				why := away(t, view(t, s))
				if strings.Contains(why, c.reason) {
					return
				}
				if !strings.Contains(why, "did not answer") && !strings.Contains(why, "cannot connect") || t.Context().Err() != nil {
					t.Fatalf("reason %q, want %q in it", why, c.reason)
				}
			}
		})
	}
}

func TestAServerThatRepeatsThePasswordDoesNotGetItShown(t *testing.T) {
	t.Parallel()
	path := filepath.Join(short(t), "s")
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			go func() {
				said := make([]byte, 4096)
				for n, err := conn.Read(said); err == nil; n, err = conn.Read(said) {
					commands := strings.Count("\n"+string(said[:n]), "\n*") // each is an array
					_, _ = conn.Write([]byte(strings.Repeat("-ERR cannot parse `HELLO 3 AUTH btalk CANARY`\r\n", commands)))
				}
			}()
		}
	}()
	s, err := Open(Options{URL: "redis+unix://btalk:CANARY@" + path, Origin: "o", Credential: "c"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if why := away(t, view(t, s)); strings.Contains(why, "CANARY") || !strings.Contains(why, "cannot parse") {
		t.Errorf("reason %q, want that of the server without the password", why)
	}
}

func TestTheDocumentedUserSuffices(t *testing.T) {
	r := start(t, "user btalk on >p ~btalk:* +eval +evalsha +get +set +del +pttl +time +hget +hset +hmget +hgetall +llen +lindex +rpush +lpop +pexpire +ping +hello +select +info",
		"user default off")
	s, err := Open(Options{URL: "redis+unix://btalk:p@" + r.Socket, Origin: "o", Credential: "c"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	take(t, s, 60)
	must(t, func() (Ledger, error) { return s.Throttled(t.Context(), rules, 0, 0) })
	must(t, func() (Ledger, error) { return s.Passed(t.Context(), rules, 0.1) })
	_, _, m := get(t, s, "k", "f")
	put(t, s, "k", "f", m, "b")
	drop(t, s, "f")
	must(t, func() (any, error) { _, err := s.Generations(t.Context(), "f"); return nil, err })
	must(t, func() (any, error) {
		release, _, err := s.Lease(t.Context(), "k", time.Second)
		if err == nil {
			release(t.Context())
		}
		return nil, err
	})
}

func TestAfterCloseNothingIsAsked(t *testing.T) {
	r := start(t)
	s := r.host(nil)
	must(t, func() (any, error) { return nil, view(t, s) })
	s.Close()
	away(t, view(t, s))
}

func TestWhoLeavesDoesNotOpenTheBreaker(t *testing.T) {
	r := start(t)
	s := r.host(nil)
	must(t, func() (any, error) { return nil, view(t, s) })
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Ledger(gone, rules); err == nil {
		t.Error("answered to who had left")
	}
	if s.State() != nil {
		t.Errorf("away: %v", s.State())
	}
}
