package change

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/journal"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// step is a moment of a send at which the process may be killed.
type step string

const (
	beforeIntent  step = "before the intent is written"
	afterIntent   step = "after the intent was written"
	beforeRequest step = "before the request leaves"
	onTheWire     step = "when the request has left"
	afterAnswer   step = "when the answer is there"
	beforeOutcome step = "before the outcome is written"
	afterOutcome  step = "after the outcome was written"
	afterSend     step = "after all"
)

func steps() []step {
	return []step{beforeIntent, afterIntent, beforeRequest, onTheWire, afterAnswer, beforeOutcome, afterOutcome, afterSend}
}

// doomed kills its process at a step, as kill -9 does.
type doomed struct{ at step }

func (d doomed) reach(s step) {
	if d.at == s {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until it arrives
	}
}

// doomedJournal and doomedNetwork are what a send passes, with the steps marked.
type doomedJournal struct {
	Journal
	doomed
}

func (j doomedJournal) Intend(record models.Record) error {
	j.reach(beforeIntent)
	err := j.Journal.Intend(record)
	j.reach(afterIntent)
	return err
}

func (j doomedJournal) Conclude(id string, outcome models.Outcome) error {
	j.reach(beforeOutcome)
	err := j.Journal.Conclude(id, outcome)
	j.reach(afterOutcome)
	return err
}

type doomedNetwork struct {
	doomed

	next http.RoundTripper
}

func (n doomedNetwork) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodPut {
		return n.next.RoundTrip(req)
	}
	n.reach(beforeRequest)
	trace := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { n.reach(onTheWire) }}
	resp, err := n.next.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	n.reach(afterAnswer)
	return resp, err
}

// TestSendingProcess is not a test of its own: it is what the processes of the
// tests below run. It waits for the end of its input, sends the plan in
// SEND_PLAN, and prints the error or the outcome.
func TestSendingProcess(t *testing.T) {
	dir := os.Getenv("SEND_DIR")
	if dir == "" {
		return
	}
	text, err := os.ReadFile(os.Getenv("SEND_PLAN"))
	if err != nil {
		t.Fatal(err)
	}
	var plan models.Plan
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	kill := doomed{step(os.Getenv("SEND_KILL"))}
	credentials := sandbox.DemoCredentials()
	client, err := api.New(api.Config{
		BaseURL: os.Getenv("SEND_BASE"), TokenURL: os.Getenv("SEND_TOKEN"), Write: true,
		ClientID: credentials.ClientID, ClientSecret: credentials.ClientSecret, APIKey: credentials.APIKey,
		Store: cache.NewMemory(cache.Options{}), Transport: doomedNetwork{kill, &http.Transport{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	records := journal.OpenRecords(filepath.Join(dir, "changes.jsonl"), filepath.Join(dir, "run"), time.Now)
	engine := New(client, doomedJournal{records, kill}, Author{Profile: "default"}, time.Now)
	_, _ = io.Copy(io.Discard, os.Stdin)
	sent, err := engine.Send(t.Context(), plan, plan.Confirm.Answer(), nil)
	kill.reach(afterSend)
	fmt.Fprintf(os.Stdout, "\nsent: %s, %v\n", sent.State(), err)
}

// sender is a process that sends the plan once its input ends.
func (w *world) sender(ctx context.Context, plan models.Plan, kill step) (*exec.Cmd, io.Closer, *strings.Builder) {
	w.t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		w.t.Fatal(err)
	}
	file := filepath.Join(w.t.TempDir(), "plan.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		w.t.Fatal(err)
	}
	process := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestSendingProcess$", "-test.count=1")
	process.Env = append(os.Environ(), "SEND_DIR="+w.dir, "SEND_PLAN="+file, "SEND_KILL="+string(kill),
		"SEND_BASE="+w.running.BaseURL(), "SEND_TOKEN="+w.running.TokenURL())
	gate, err := process.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	out := &strings.Builder{}
	process.Stdout = out
	if err := process.Start(); err != nil {
		w.t.Fatal(err)
	}
	return process, gate, out
}

// TestKilledAtEachStepOfASend: never two writes, and the journal tells the
// truth at the next start. CHANGE_KILL_RUNS is how often each step is tried.
func TestKilledAtEachStepOfASend(t *testing.T) {
	t.Parallel()
	runs, err := strconv.Atoi(os.Getenv("CHANGE_KILL_RUNS"))
	if err != nil {
		runs = 2
	}
	w := newWorld(t)
	site := w.site("GB")
	for run := range runs {
		for i, at := range steps() {
			w.restart()
			w.server.ForgetRequests()
			before := w.changes.Load()
			plan := w.plan(w.push(site, address.Number, strconv.Itoa(100+run*len(steps())+i)))
			process, gate, _ := w.sender(t.Context(), plan, at)
			_ = gate.Close()
			var killed *exec.ExitError
			if err := process.Wait(); !errors.As(err, &killed) || killed.Success() {
				t.Fatalf("%s: the process was not killed: %v", at, err)
			}
			w.checkAfterKill(plan, at, before)
		}
	}
}

// checkAfterKill looks at the server and at the journal, as the next start does.
func (w *world) checkAfterKill(plan models.Plan, at step, before int32) {
	w.t.Helper()
	if n := w.writes(); n > 1 {
		w.t.Errorf("%s: the server received %d writes", at, n)
	}
	audit, err := w.Verify()
	if err != nil || !audit.Whole() {
		w.t.Errorf("%s: the journal is %+v, %v", at, audit, err)
	}
	record, err := w.Record(plan.ID)
	if at == beforeIntent {
		if err == nil || w.writes() != 0 {
			w.t.Errorf("%s: the journal knows of it (%v), or %d writes were received", at, record.State, w.writes())
		}
		return
	}
	want := models.OutcomeUnknown
	switch at {
	case afterIntent:
		want = models.NotSent
	case afterOutcome, afterSend:
		want = models.Done
	default:
	}
	if err != nil || record.State != want {
		w.t.Fatalf("%s: the journal says %s, %v; want %s", at, record.State, err, want)
	}
	w.reconcileNow(plan.ID)
	record, err = w.Record(plan.ID)
	applied := w.changes.Load() > before
	if err != nil || (record.State == models.Done) && !applied || record.State == models.NotSent && (applied || w.writes() > 0) {
		w.t.Errorf("%s: after reading the journal says %s (%v), while the server has applied it: %v", at, record.State, err, applied)
	}
	if at == afterAnswer && record.State != models.Done {
		w.t.Errorf("%s: reading did not settle it: %s, %s", at, record.State, record.Settled)
	}
	if _, err := w.Send(w.t.Context(), plan, "yes", nil); !errors.Is(err, models.ErrSentBefore) {
		w.t.Errorf("%s: the plan could be sent again: %v", at, err)
	}
	if record.Open() {
		if err := w.Settle(plan.ID, models.Refused); err != nil {
			w.t.Fatal(err)
		}
	}
}

// reconcileNow makes the first reading only.
func (w *world) reconcileNow(id string) {
	w.t.Helper()
	record, err := w.Record(id)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.readOnce(w.t.Context(), []models.Record{record}); err != nil {
		w.t.Fatal(err)
	}
}

func TestProcessesThatSendTheSamePlan(t *testing.T) {
	t.Parallel()
	const processes = 4
	w := newWorld(t)
	plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
	type sender struct {
		process *exec.Cmd
		gate    io.Closer
		out     *strings.Builder
	}
	var senders []sender
	for range processes {
		process, gate, out := w.sender(t.Context(), plan, "")
		senders = append(senders, sender{process, gate, out})
	}
	for _, s := range senders {
		_ = s.gate.Close()
	}
	done := 0
	for _, s := range senders {
		if err := s.process.Wait(); err != nil {
			t.Errorf("a process failed: %v\n%s", err, s.out)
		}
		if strings.Contains(s.out.String(), "sent: done, <nil>") {
			done++
		}
	}
	if done != 1 {
		t.Errorf("%d processes say that they have sent it, want 1", done)
	}
	w.wantWrites(1, 1)
	if record := w.lastRecord(); record.State != models.Done {
		t.Errorf("the journal says %s", record.State)
	}
}
