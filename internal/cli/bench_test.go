package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"btalk/internal/config"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

// bench is a machine of its own for one test: a sandbox that counts, empty
// directories, a clock that can be put forward.
type bench struct {
	server  *sandbox.Server
	running *sandbox.Running
	env     config.Env
	ahead   atomic.Int64 // of the real clock, in nanoseconds
}

// result is what a run left behind.
type result struct {
	code     int
	out, err string
}

func newBench(t *testing.T, options sandbox.Options) *bench {
	t.Helper()
	b := &bench{}
	options.Now = b.now
	b.server = sandbox.New(options)
	running, err := b.server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatalf("sandbox did not start: %v", err)
	}
	t.Cleanup(func() { _ = running.Close() })
	b.running = running
	dir := t.TempDir()
	keys := sandbox.DemoCredentials()
	b.env = config.Env{
		Dirs: config.Dirs{
			Config: filepath.Join(dir, "config"), Cache: filepath.Join(dir, "cache"),
			State: filepath.Join(dir, "state"), Runtime: filepath.Join(dir, "run"),
		},
		Vars: []string{
			"BTALK_BASE_URL=" + running.BaseURL(), "BTALK_TOKEN_URL=" + running.TokenURL(),
			"BTALK_CLIENT_ID=" + keys.ClientID, "BTALK_CLIENT_SECRET=" + keys.ClientSecret,
			"BTALK_API_KEY=" + keys.APIKey, "BTALK_B2B_API_KEY=" + keys.B2BKey,
			"BTALK_TRACKING_URL=" + running.TrackingURL(), "BTALK_BILLING_URL=" + running.BillingURL(),
		},
	}
	return b
}

func (b *bench) now() time.Time         { return time.Now().Add(time.Duration(b.ahead.Load())) }
func (b *bench) later(by time.Duration) { b.ahead.Add(int64(by)) }

// set overrides a variable of the environment; "" removes it.
func (b *bench) set(name, value string) {
	kept := b.env.Vars[:0:0]
	for _, v := range b.env.Vars {
		if !strings.HasPrefix(v, name+"=") {
			kept = append(kept, v)
		}
	}
	if value != "" {
		kept = append(kept, name+"="+value)
	}
	b.env.Vars = kept
}

func (b *bench) run(t *testing.T, args ...string) result {
	t.Helper()
	return b.runWith(t, "", args...)
}

func (b *bench) runWith(t *testing.T, input string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(t.Context(), Process{
		Args: args, In: strings.NewReader(input), Out: &out, Err: &errs, Build: Build{Version: "v1.2.3", Commit: "0123456789ab", Date: "1795622063"},
		Env: &b.env, Now: b.now,
	})
	return result{code, out.String(), errs.String()}
}

// mustRun is a run that has to end well.
func (b *bench) mustRun(t *testing.T, args ...string) result {
	t.Helper()
	got := b.run(t, args...)
	if got.code != exitDone {
		t.Fatalf("btalk %s: exit %d\n%s", strings.Join(args, " "), got.code, got.err)
	}
	return got
}

// items reads standard output as one JSON array of objects.
func (r result) items(t *testing.T) []map[string]any {
	t.Helper()
	var items []map[string]any
	if err := json.Unmarshal([]byte(r.out), &items); err != nil {
		t.Fatalf("standard output is not one JSON array: %v\n%s", err, r.out)
	}
	return items
}

// object reads standard output as one JSON object.
func (r result) object(t *testing.T) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(r.out), &object); err != nil {
		t.Fatalf("standard output is not one JSON object: %v\n%s", err, r.out)
	}
	return object
}

// text is a field of an item that has to be a string.
func text(t *testing.T, item map[string]any, field string) string {
	t.Helper()
	value, ok := item[field].(string)
	if !ok {
		t.Fatalf("%s is not text: %v", field, item[field])
	}
	return value
}

func (b *bench) fault(t *testing.T, text string) {
	t.Helper()
	fault, err := faults.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	b.server.Insert(faults.New(fault))
}

// interrupted is a context that a signal has ended.
func interrupted(t *testing.T, by signalError) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(by)
	return ctx
}
