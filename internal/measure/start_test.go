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
	y := btalk.StartIn(t, usual(), env)
	if got := firstFrame(y); got != complete {
		t.Errorf("the first frame is\n%s\nit should be\n%s", got, complete)
	}
	y.Quiet(settled)
	if sent := server.Requests(); len(sent) > 0 {
		t.Errorf("a start from a warm cache sent %d requests: %+v", len(sent), sent)
	}
	leave(y)

	_ = running.Close()
	z := btalk.StartIn(t, usual(), env)
	if got := firstFrame(z); got != complete {
		t.Errorf("without a server the first frame is\n%s", got)
	}
	leave(z)
}

func TestTerminalThatIsSilentOrFarAwayPaintsTheSame(t *testing.T) {
	t.Parallel()
	env := warm(t, "voicesites")
	prompt := btalk.StartIn(t, usual(), env)
	want := firstFrame(prompt)
	leave(prompt)
	for _, test := range []struct {
		name string
		look ptytest.Look
	}{
		{"silent", ptytest.Look{Columns: columns, Rows: rows, Mute: true}},
		{"answers after 300 ms", ptytest.Look{Columns: columns, Rows: rows, Late: 300 * time.Millisecond}},
	} {
		x := btalk.StartIn(t, test.look, env)
		if got := firstFrame(x); got != want {
			t.Errorf("%s: the first frame is\n%s\nit should be\n%s", test.name, got, want)
		}
		x.Quiet(settled)
		x.Keys(ptytest.Down)
		x.Wait("2/600")
		x.Keys("g")
		x.Wait("1/600")
		leave(x)
	}
}
