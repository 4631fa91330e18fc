package measure

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// The benchmarks report metrics and fail nothing. Compare medians of one run:
//
//	go test ./internal/measure -run '^$' -bench . -benchtime 20x

// BenchmarkStart is from the start of the process to the last line of the first
// frame, from a warm cache: on a terminal that answers, on one that does not,
// and with 50,000 voicesites as the last place.
func BenchmarkStart(b *testing.B) {
	silent := ptytest.Look{Columns: columns, Rows: rows, Mute: true}
	far := ptytest.Look{Columns: columns, Rows: rows, Late: 300 * time.Millisecond}
	for _, bench := range []struct {
		name  string
		sites int
		look  ptytest.Look
	}{{"answers", 600, usual()}, {"silent", 600, silent}, {"300 ms away", 600, far}, {"50000", many, usual()}} {
		b.Run(bench.name, func(b *testing.B) {
			env := large(b, bench.sites)
			var frames []float64
			for b.Loop() {
				began := time.Now()
				x := btalk.StartIn(b, bench.look, env)
				x.Wait("("+strconv.Itoa(bench.sites)+")", "? help")
				_, last := x.Sent()
				frames = append(frames, milliseconds(last.Sub(began)))
				leave(x)
			}
			b.ReportMetric(median(frames), "ms/frame")
		})
	}
}

// BenchmarkKey is from a key to the last byte of the answer, and the processor
// time that it takes, in a full table.
func BenchmarkKey(b *testing.B) {
	for _, sites := range []int{600, many} {
		b.Run(strconv.Itoa(sites), func(b *testing.B) {
			x := btalk.StartIn(b, usual(), large(b, sites))
			x.Wait("(" + strconv.Itoa(sites) + ")")
			x.Quiet(settled)
			var waits []float64
			busy := processor(b, x.PID())
			for b.Loop() {
				before, _ := x.Sent()
				pressed := time.Now()
				x.Keys(ptytest.Down)
				x.WaitFor("an answer", func(string) bool { after, _ := x.Sent(); return after > before })
				x.Quiet(25 * time.Millisecond)
				_, last := x.Sent()
				waits = append(waits, milliseconds(last.Sub(pressed)))
			}
			b.ReportMetric(median(waits), "ms/key")
			b.ReportMetric(milliseconds(processor(b, x.PID())-busy)/float64(b.N), "cpu-ms/key")
		})
	}
}

// BenchmarkFilterKey is a keystroke in the filter of 50,000 voicesites, to the
// last byte of the answer.
func BenchmarkFilterKey(b *testing.B) {
	x := btalk.StartIn(b, usual(), large(b, many))
	x.Wait("(50000)")
	x.Quiet(settled)
	x.Keys("/l")
	x.Quiet(settled)
	var waits []float64
	typed := 0
	for b.Loop() {
		keys := []string{"y", "o", "n", "\x7f", "\x7f", "\x7f"}[typed%6]
		typed++
		before, _ := x.Sent()
		pressed := time.Now()
		x.Keys(keys)
		x.WaitFor("an answer", func(string) bool { after, _ := x.Sent(); return after > before })
		x.Quiet(25 * time.Millisecond)
		_, last := x.Sent()
		waits = append(waits, milliseconds(last.Sub(pressed)))
	}
	b.ReportMetric(median(waits), "ms/key")
}

// BenchmarkVersion is the least that any command costs.
func BenchmarkVersion(b *testing.B) {
	env := ptytest.Home(b)
	for b.Loop() {
		btalk.Run(b, env, "version")
	}
}

// large is a home whose cache holds a list of voicesites, and whose last place
// it is.
func large(tb testing.TB, sites int) []string {
	tb.Helper()
	options := ptytest.Unlimited()
	options.VoiceSites = sites
	_, _, env := ptytest.Serve(tb, options)
	x := btalk.StartIn(tb, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	x.Keys(":voicesites" + ptytest.Enter)
	x.Wait("Voicesites (" + strconv.Itoa(sites) + ")")
	x.Quiet(settled)
	leave(x)
	return env
}

// processor is what a process used so far.
func processor(tb testing.TB, pid int) time.Duration {
	tb.Helper()
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		tb.Skip("this system does not tell what a process uses")
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	var ticks int
	for _, field := range fields[11:13] { // utime and stime; proc_pid_stat(5)
		n, err := strconv.Atoi(field)
		if err != nil {
			tb.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * (time.Second / 100)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
