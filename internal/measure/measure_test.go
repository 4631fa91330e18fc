// Package measure holds what the dashboard may cost: bytes on the line, requests,
// keystrokes, memory, time. It drives the real binary from outside and holds
// tests and benchmarks only.
//
// What can be counted is a test, so that it holds on any machine: bytes,
// requests, keystrokes, memory. What must be timed is a benchmark and fails
// nothing: a busy machine is not a defect. docs/measures.md has the table.
package measure

import (
	"slices"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// btalk is the program under test, built once.
var btalk ptytest.Program

func TestMain(m *testing.M) { ptytest.Main(m, &btalk) }

// The terminal of all measures.
const (
	columns = 120
	rows    = 36
)

// The silences after which something counts as over. A cursor move is over
// before the pane beside it follows; everything else is when the pane has.
const (
	moved   = 150 * time.Millisecond
	settled = 500 * time.Millisecond
)

func usual() ptytest.Look { return ptytest.Look{Columns: columns, Rows: rows} }

// warm is a home whose cache holds what a walk through the places reads.
func warm(tb testing.TB, places ...string) []string {
	tb.Helper()
	_, _, env := ptytest.Serve(tb, ptytest.Unlimited())
	x := btalk.StartIn(tb, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	for _, place := range places {
		goTo(x, place)
	}
	leave(x)
	return env
}

// goTo goes to a place by name and waits until nothing more is drawn.
func goTo(x *ptytest.Terminal, place string) {
	x.TB.Helper()
	x.Keys(":")
	x.Wait("Go to, do")
	x.Keys(place + ptytest.Enter)
	x.Gone("Go to, do")
	x.Wait("fetched")
	x.Quiet(settled)
}

// leave ends the program; the place is kept for the next start.
func leave(x *ptytest.Terminal) {
	x.TB.Helper()
	x.Keys(ptytest.CtrlC)
	if code := x.Exit(); code != 0 {
		x.TB.Fatalf("exit %d", code)
	}
}

// cost counts the bytes from now until nothing was written for that long.
func cost(x *ptytest.Terminal, silence time.Duration, do func()) int {
	x.TB.Helper()
	before, _ := x.Sent()
	do()
	x.Quiet(silence)
	after, _ := x.Sent()
	return after - before
}

func median[T int | float64](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
