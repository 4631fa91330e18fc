// Package ptytest runs the real binary for the tests: in a pseudo-terminal with
// an emulated screen behind it, and in pipes. It waits for what a person would
// wait for, a text on the screen, and counts every byte. Only tests import it:
// internal/e2e holds what must work, internal/measure what it may cost.
package ptytest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
)

// Timeout is how long anything may take. It is a bound for a machine that is
// busy with other tests, not a measure.
const Timeout = 20 * time.Second

// The keys that are not themselves.
const (
	Enter = "\r"
	Esc   = "\x1b"
	CtrlC = "\x03"
	Down  = "\x1b[B"
)

// Program is the path of the binary under test.
type Program string

// Main is the TestMain of a package: it builds btalk as make does, tells where
// it is, and runs the tests.
func Main(m *testing.M, built *Program) {
	dir, err := os.MkdirTemp("", "btalk-test-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "btalk")
	build := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "btalk") //nolint:gosec,forbidigo // The path is ours, and a TestMain has no context.
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build btalk: %v\n%s", err, out))
	}
	*built = Program(path)
	m.Run()
}

// Home is an empty home directory: the environment that a program gets there,
// and nothing of the machine's own.
func Home(tb testing.TB, vars ...string) []string {
	tb.Helper()
	dir := tb.TempDir()
	return append([]string{
		"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
		"XDG_CONFIG_HOME=" + dir + "/config", "XDG_CACHE_HOME=" + dir + "/cache",
		"XDG_STATE_HOME=" + dir + "/state", "XDG_RUNTIME_DIR=" + dir,
	}, vars...)
}

// Dir is the value of a variable of env.
func Dir(env []string, name string) string {
	for _, v := range env {
		if value, found := strings.CutPrefix(v, name+"="); found {
			return value
		}
	}
	return ""
}

// Serve starts a server of the API in the test and gives the environment that
// reaches it: its two addresses and the credentials, nothing configured.
func Serve(tb testing.TB, options sandbox.Options) (*sandbox.Server, *sandbox.Running, []string) {
	tb.Helper()
	server := sandbox.New(options)
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = running.Close() })
	keys := sandbox.DemoCredentials()
	return server, running, Home(tb,
		"BTALK_BASE_URL="+running.BaseURL(), "BTALK_TOKEN_URL="+running.TokenURL(),
		"BTALK_CLIENT_ID="+keys.ClientID, "BTALK_CLIENT_SECRET="+keys.ClientSecret, "BTALK_API_KEY="+keys.APIKey,
		"BTALK_REQUESTS_PER_MINUTE=1000")
}

// Unlimited is a sandbox that never throttles: the tests count for themselves.
func Unlimited() sandbox.Options {
	return sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1}
}

// Piped is what a run outside a terminal leaves behind.
type Piped struct {
	Code     int
	Out, Err string
}

// Run starts btalk with pipes and waits for its end.
func (p Program) Run(tb testing.TB, env []string, args ...string) Piped {
	tb.Helper()
	var out, errs strings.Builder
	cmd := exec.CommandContext(tb.Context(), string(p), args...) //nolint:gosec // The tests say what they run.
	cmd.Env, cmd.Dir = env, Dir(env, "HOME")
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		tb.Fatal(err)
	}
	return Piped{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}
