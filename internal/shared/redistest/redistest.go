// Package redistest starts a real redis-server for tests. It is not for the program:
// only tests import it.
package redistest

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Redis is a server on a socket of its own.
type Redis struct {
	Socket string

	t      *testing.T
	config []string
	cmd    *exec.Cmd
}

// Start starts redis-server with lines of configuration. Where there is none the test
// is skipped with a word, and CI insists on it.
func Start(t *testing.T, config ...string) *Redis {
	t.Helper()
	dir, err := os.MkdirTemp("", "btalk") //nolint:usetesting // that of the test has a longer path than a socket may: 104 bytes on darwin
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	r := &Redis{t: t, Socket: filepath.Join(dir, "s")}
	r.config = append([]string{"port 0", "unixsocket " + r.Socket, `save ""`, "appendonly no", "loglevel warning"}, config...)
	r.Up()
	t.Cleanup(r.Down)
	return r
}

// URL is its address.
func (r *Redis) URL() string { return "redis+unix://" + r.Socket }

// Up starts it, again after Down.
func (r *Redis) Up() {
	r.t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") == "true" {
			r.t.Fatal("no redis-server, and CI insists on it; install redis-server")
		}
		r.t.Skip("no redis-server: the shared budget is NOT tested; install redis-server to check what CI checks")
	}
	r.cmd = exec.CommandContext(r.t.Context(), program, "-") //nolint:gosec // the program of that name
	r.cmd.Stdin = strings.NewReader(strings.Join(r.config, "\n") + "\n")
	r.cmd.Dir = filepath.Dir(r.Socket)
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	for {
		if conn, err := (&net.Dialer{}).DialContext(r.t.Context(), "unix", r.Socket); err == nil {
			_ = conn.Close()
			return
		}
		if r.cmd.Process.Signal(syscall.Signal(0)) != nil || r.t.Context().Err() != nil {
			r.t.Fatal("redis-server does not start")
		}
		<-time.After(5 * time.Millisecond)
	}
}

// Down ends it without a word.
func (r *Redis) Down() {
	if r.cmd.ProcessState == nil {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
		_ = os.Remove(r.Socket)
	}
}

// Signal sends it a signal: SIGSTOP makes it hang, SIGCONT go on.
func (r *Redis) Signal(signal os.Signal) {
	r.t.Helper()
	if err := r.cmd.Process.Signal(signal); err != nil {
		r.t.Fatal(err)
	}
}

// Do runs a command that is answered with OK.
func (r *Redis) Do(words ...string) error {
	conn, err := (&net.Dialer{}).DialContext(r.t.Context(), "unix", r.Socket)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte(strings.Join(words, " ") + "\r\n")); err != nil {
		return err
	}
	reply := make([]byte, len("+OK"))
	if _, err := io.ReadFull(conn, reply); err != nil || string(reply) != "+OK" {
		return fmt.Errorf("%v: answered %q, %w", words, reply, err)
	}
	return nil
}
