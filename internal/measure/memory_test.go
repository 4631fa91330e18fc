package measure

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"btalk/internal/ptytest"
	"btalk/internal/sandbox"
)

// many is the largest list that the dashboard is made for.
const many = 50_000

// residentMiB is what the process may hold at most at any time.
const residentMiB = 150

func TestMemoryWithFiftyThousandVoiceSites(t *testing.T) {
	t.Parallel()
	options := ptytest.Unlimited()
	options.VoiceSites = many
	server, _, env := ptytest.Serve(t, options)
	x := btalk.StartIn(t, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	x.Keys(":voicesites" + ptytest.Enter)
	x.Wait("Voicesites (50000)")
	workOn(x)
	for range 3 {
		refresh(x, server)
	}
	checkMemory(t, x)
	leave(x)
	y := btalk.StartIn(t, usual(), env) // again, from the disk
	y.Wait("(50000)")
	workOn(y)
	checkMemory(t, y)
	leave(y)
}

func checkMemory(t *testing.T, x *ptytest.Terminal) {
	t.Helper()
	got := peak(t, x.PID())
	t.Logf("%d MiB resident at the most", got)
	if got > residentMiB {
		t.Errorf("%d MiB resident, at most %d are due", got, residentMiB)
	}
}

// workOn filters, sorts, opens some and goes back, and jumps by the palette.
func workOn(x *ptytest.Terminal) {
	x.TB.Helper()
	x.Keys("/lyon" + ptytest.Enter)
	x.Wait("/50000)")
	x.Quiet(settled)
	for range 3 {
		x.Keys(ptytest.Enter)
		x.Wait("Further fields", "Technical name")
		x.Keys("h")
		x.Wait("/lyon")
		x.Keys("j")
	}
	x.Quiet(settled)
	x.Keys(ptytest.Esc)
	x.Wait("(50000)")
	x.Keys("s")
	x.Wait("Sort by")
	x.Keys("j" + ptytest.Enter)
	x.Gone("Sort by")
	x.Keys("G")
	x.Wait("50000/50000")
	x.Keys(":paris")
	x.Wait("voicesite FR")
	x.Keys(ptytest.Esc)
	x.Gone("Go to, do")
}

// refresh reads the whole list again.
func refresh(x *ptytest.Terminal, server *sandbox.Server) {
	x.TB.Helper()
	const pages = many / 1000
	before := server.Count("GET", "/voicesites")
	x.Keys("r")
	x.WaitFor("all pages", func(string) bool { return server.Count("GET", "/voicesites") >= before+pages })
	x.Gone("refreshing")
	x.Wait("fetched")
	x.Quiet(settled)
}

// peak is the most that a process held so far, in MiB: VmHWM of the kernel.
func peak(tb testing.TB, pid int) int {
	tb.Helper()
	status, err := os.Open("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		tb.Skip("this system does not tell how much memory a process holds")
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			if err != nil {
				tb.Fatal(err)
			}
			return kib / 1024
		}
	}
	tb.Fatal("no VmHWM in the status of the process")
	return 0
}
