package measure

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// firstFrame waits for the last line of the first frame and gives the screen.
// Lines come from the top down, so that with the last one all are there.
func firstFrame(x *ptytest.Terminal) string {
	x.TB.Helper()
	var frame string
	x.WaitFor("the first frame", func(screen string) bool {
		frame = screen
		lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
		return strings.Contains(lines[len(lines)-1], "? help")
	})
	return age.ReplaceAllString(frame, "fetched")
}

// startsWith starts btalk until its first frame is want, three times at most: the
// program gives what is on disk 50 ms to arrive, and a machine with other work
// may take that time for itself. The last start is left running.
func startsWith(t *testing.T, want string, look ptytest.Look, env []string) *ptytest.Terminal {
	t.Helper()
	for start := 1; ; start++ {
		x := btalk.StartIn(t, look, env)
		got := firstFrame(x)
		if got == want {
			return x
		}
		if start == 3 {
			t.Errorf("the first frame is\n%s\nit should be\n%s", got, want)
			return x
		}
		leave(x)
	}
}

// age is what the clock may change between two starts.
var age = regexp.MustCompile(`fetched (?:just now|\d+ min ago)|requests +\S+`)

func TestFirstFrameIsCompleteAndNeedsNoServer(t *testing.T) {
	t.Parallel()
	server, running, env := ptytest.Serve(t, ptytest.Unlimited())
	x := btalk.StartIn(t, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	goTo(x, "voicesites")
	complete := age.ReplaceAllString(x.Text(), "fetched")
	leave(x)

	server.ForgetRequests()
	y := startsWith(t, complete, usual(), env)
	y.Quiet(settled)
	if sent := server.Requests(); len(sent) > 0 {
		t.Errorf("a start from a warm cache sent %d requests: %+v", len(sent), sent)
	}
	leave(y)

	_ = running.Close()
	leave(startsWith(t, complete, usual(), env))
}

func TestTerminalThatIsSilentOrFarAwayPaintsTheSame(t *testing.T) {
	t.Parallel()
	env := warm(t, "voicesites")
	here := btalk.StartIn(t, usual(), env)
	here.Wait("1/600")
	here.Quiet(settled)
	want := age.ReplaceAllString(here.Text(), "fetched")
	leave(here)
	for _, test := range []struct {
		name string
		look ptytest.Look
	}{
		{"silent", ptytest.Look{Columns: columns, Rows: rows, Mute: true}},
		{"answers after 300 ms", ptytest.Look{Columns: columns, Rows: rows, Late: 300 * time.Millisecond}},
	} {
		t.Log(test.name)
		x := startsWith(t, want, test.look, env)
		x.Quiet(settled)
		x.Keys(ptytest.Down)
		x.Wait("2/600")
		x.Keys("g")
		x.Wait("1/600")
		leave(x)
	}
}
