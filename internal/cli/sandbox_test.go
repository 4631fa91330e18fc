package cli

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
)

func TestTheSandboxCommandRefusesWhatItCannotDoWithWhatItCan(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, c := range []struct{ flag, value, says string }{
		{"--quirk", "numeric", "there are: spike,"},
		{"--quirk", "page-cap=none", "a number from 1 on"},
		{"--fault", "GET /voicesites explode", "neither a status"},
		{"--spike", "3", "unknown flag: --spike"},
	} {
		if got := b.run(t, "sandbox", c.flag, c.value); got.code != exitUsage || !strings.Contains(got.err, c.says) {
			t.Errorf("%s %s: exit %d: %s", c.flag, c.value, got.code, got.err)
		}
	}
	if help := b.mustRun(t, "sandbox", "--help").out; !strings.Contains(help, "page-cap=N") {
		t.Errorf("the help does not list the quirks:\n%s", help)
	}
}

// TestTheSandboxCommandServesWithItsQuirks reads the address that the command prints
// and asks there: a captive portal answers every reading.
func TestTheSandboxCommandServesWithItsQuirks(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	ctx, stop := context.WithCancel(t.Context())
	printed, out := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- Run(ctx, Process{
			Args: []string{"sandbox", "--listen", "127.0.0.1:0", "--quirk", "html"}, In: strings.NewReader(""), Out: out, Err: io.Discard, Env: &b.env, Now: time.Now,
		})
	}()
	var base string
	lines := bufio.NewScanner(printed)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "These credentials") {
		if address, found := strings.CutPrefix(lines.Text(), "export BTALK_BASE_URL="); found {
			base = address
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/customers", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Client{}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || !strings.Contains(string(body), "Guest Wi-Fi") {
		t.Errorf("%s, %v", body, err)
	}
	stop()
	if code := <-done; code != exitDone {
		t.Errorf("exit %d", code)
	}
}
