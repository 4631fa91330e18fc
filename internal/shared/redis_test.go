package shared

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/valkey-io/valkey-go"
)

// redis is a real server on a socket of its own.
type redis struct {
	t      *testing.T
	socket string
	config []string
	cmd    *exec.Cmd
}

// start starts redis-server with lines of configuration. Where there is none
// the test is skipped with a word, and CI insists on it.
func start(t *testing.T, config ...string) *redis {
	t.Helper()
	r := &redis{t: t, socket: filepath.Join(short(t), "s")}
	r.config = append([]string{"port 0", "unixsocket " + r.socket, `save ""`, "appendonly no", "loglevel warning"}, config...)
	r.up()
	t.Cleanup(r.down)
	return r
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

func (r *redis) up() {
	r.t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") == "true" {
			r.t.Fatal("no redis-server, and CI insists on it; install redis-server")
		}
		r.t.Skip("no redis-server: the shared budget is NOT tested; install redis-server to check what CI checks")
	}
	r.cmd = exec.CommandContext(r.t.Context(), program, "-")
	r.cmd.Stdin = strings.NewReader(strings.Join(r.config, "\n") + "\n")
	r.cmd.Dir = filepath.Dir(r.socket)
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	for {
		if conn, err := (&net.Dialer{}).DialContext(r.t.Context(), "unix", r.socket); err == nil {
			_ = conn.Close()
			return
		}
		if r.cmd.Process.Signal(syscall.Signal(0)) != nil || r.t.Context().Err() != nil {
			r.t.Fatal("redis-server does not start")
		}
		<-time.After(5 * time.Millisecond)
	}
}

func (r *redis) down() {
	if r.cmd.ProcessState == nil {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
		_ = os.Remove(r.socket)
	}
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
func (r *redis) url() string           { return "redis+unix://" + r.socket }
func (r *redis) host(c *clock) *Server { return r.as("id:secret", c) }

func (r *redis) as(credential string, c *clock) *Server {
	r.t.Helper()
	o := Options{URL: r.url(), Origin: "https://api.example", Credential: credential}
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
	option, err := valkey.ParseURL("unix://" + r.socket)
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
