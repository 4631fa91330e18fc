package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/tracking"
)

// watched are the ids of the first n orders, the late ones.
func watched(t *testing.T, b *bench, n int) []string {
	t.Helper()
	ids := []string{}
	for _, item := range b.mustRun(t, "tracking", "--late", "-o", "json").items(t)[:n] {
		ids = append(ids, text(t, item, "id"))
	}
	return ids
}

// watching is a watcher on the clock of the bench.
func watching(t *testing.T, b *bench, out *bytes.Buffer, ids []string, flags watchFlags) *watcher {
	t.Helper()
	rt := newRuntime(Process{Out: out, Err: out, Now: b.now}, b.env)
	rt.flags.output = outputJSON
	r, err := rt.reader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rt.backend.close)
	return newWatcher(r, ids, flags)
}

// during drives a watcher for as long, in steps of ten seconds.
func during(t *testing.T, b *bench, w *watcher, long time.Duration) {
	t.Helper()
	ctx := models.WithLane(t.Context(), models.PrefetchLane)
	for passed := time.Duration(0); passed < long; {
		asked, err := w.step(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !asked {
			b.later(10 * time.Second)
			passed += 10 * time.Second
		}
	}
}

func TestAWatchCostsAListAMinuteAndARequestForEachChange(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{TokenLife: 24 * time.Hour})
	ids := []string{}
	for _, i := range []int{30, 32, 33, 35, 36} { // each of these changes once in the first hour of the sandbox
		ids = append(ids, strconv.Itoa(123_400+7*(i*71%130)))
	}
	var out bytes.Buffer
	during(t, b, watching(t, b, &out, ids, watchFlags{every: time.Minute}), time.Hour)
	lines := strings.Count(out.String(), "\n")
	if n := b.server.Count("GET", "/order-tracking"); n > 70 || n < 60 || lines != 10 {
		t.Errorf("%d requests in an hour for %d lines, want at most 70 for the present states and five changes", n, lines)
	}
	for _, id := range ids {
		if n := b.server.Count("GET", "/order-tracking/b2b/v1/orders/"+id); n != 1 {
			t.Errorf("the order %s was read %d times, want once, when it changed", id, n)
		}
	}
}

func TestAWatchAsCSVHasAHeaderLine(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	closed := text(t, b.mustRun(t, "tracking", "--status", "Closed", "-o", "json").items(t)[0], "id")
	lines, err := csv.NewReader(strings.NewReader(b.mustRun(t, "tracking", "watch", closed, "-o", "csv").out)).ReadAll()
	if err != nil || len(lines) != 2 {
		t.Fatalf("%v, %v", lines, err)
	}
	if got := strings.Join(lines[0], " "); got != "at id old new first ended gone" {
		t.Errorf("the header line is %q", got)
	}
	if got := strings.Join(lines[1][1:], " "); got != closed+"  Closed true true false" {
		t.Errorf("the line is %q", got)
	}
}

func TestChangesOfWatchedOrdersAreALineEach(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	var out bytes.Buffer
	ids := watched(t, b, 2)
	during(t, b, watching(t, b, &out, ids, watchFlags{every: time.Minute}), 5*time.Minute)
	seen := map[string]int{}
	for line := range strings.Lines(out.String()) {
		var change struct {
			At, ID, New string
			First       bool
		}
		if err := json.Unmarshal([]byte(line), &change); err != nil || change.At == "" || change.New == "" {
			t.Fatalf("line %q: %v", line, err)
		}
		if seen[change.ID]++; change.First != (seen[change.ID] == 1) {
			t.Errorf("line %q", line)
		}
	}
	if seen[ids[0]] < 2 || seen[ids[1]] < 2 || len(seen) != 2 {
		t.Errorf("lines by order: %v\n%s", seen, out.String())
	}
}

func TestAWatchEnds(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	closed := text(t, b.mustRun(t, "tracking", "--status", "Closed", "-o", "json").items(t)[0], "id")
	current := watched(t, b, 1)[0]
	tests := []struct {
		name, args string
		code       int
		says       string
	}{
		{"at once when the order is over", closed, exitDone, "state Closed"},
		{"when the state is reached", closed + " --until closed", exitDone, "state Closed"},
		{"in another language too", closed + " --until Closed --lang fr", exitDone, "state Clos"},
		{"when an order ends otherwise", closed + " --until Cancelled", exitFailed, "ended without the state Cancelled"},
		{"at the present state", current + " --until Current", exitDone, "state Current"},
		{"at the timeout", current + " --timeout 1ms", exitFailed, "the time is over"},
		{"for an order that there is not", "0", exitNothing, `no tracked order has the id "0"`},
		{"before it begins when it would ask too often", current + " --every 5s", exitUsage, "30s at the least"},
		{"before it begins offline", current + " --offline", exitUsage, "--offline"},
		{"without an order", "", exitUsage, "needs the ID"},
	}
	for _, test := range tests {
		got := b.run(t, append([]string{"tracking", "watch"}, strings.Fields(test.args)...)...)
		if got.code != test.code || !strings.Contains(got.out+got.err, test.says) {
			t.Errorf("%s: exit %d, want %d and %q:\n%s%s", test.name, got.code, test.code, test.says, got.out, got.err)
		}
	}
}

func TestAWatchOutlivesATroubleOfTheServerAndAsksLessOften(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	id := watched(t, b, 1)
	var out bytes.Buffer
	w := watching(t, b, &out, id, watchFlags{every: time.Minute})
	during(t, b, w, time.Minute)
	b.fault(t, "GET /order-tracking/b2b/v1/orders 500")
	b.server.ForgetRequests()
	during(t, b, w, 30*time.Minute)
	if n := b.server.Count("GET", "/order-tracking"); n == 0 || n > 15 {
		t.Errorf("%d requests in half an hour of trouble", n)
	}
	if !w.watch.Watches(id[0]) {
		t.Error("the order is no longer watched")
	}
}

func TestStatesAreTheSameInAnyCaseAndLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		state, wanted string
		is            bool
	}{
		{"Closed", "closed", true},
		{"Clos", "Closed", true},
		{"Annulé", "Closed", false},
		{"Current", "Closed", false},
		{"En cours", "Current", false},
		{"en attente", "EN ATTENTE", true},
		{"", "Closed", false},
	} {
		if got := tracking.IsState(models.NewText(test.state), test.wanted); got != test.is {
			t.Errorf("%q is %q: %v", test.state, test.wanted, got)
		}
	}
}
