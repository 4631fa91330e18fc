package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// TestABatchThatIsKilledAndResumedWritesEachRowOnce: BTALK_BATCH is the number of
// rows (500 is the measure, killed ten times).
func TestABatchThatIsKilledAndResumedWritesEachRowOnce(t *testing.T) {
	t.Parallel()
	rows, kills := 30, 3
	if wanted, err := strconv.Atoi(os.Getenv("BTALK_BATCH")); err == nil {
		rows, kills = wanted, 10
	}
	options := ptytest.Unlimited()
	options.VoiceSites = 100 + 40*rows // so that there are enough of them in one country
	server, _, env := ptytest.Serve(t, options)
	for i, variable := range env {
		if strings.HasPrefix(variable, "BTALK_REQUESTS_PER_MINUTE=") {
			env[i] = "BTALK_REQUESTS_PER_MINUTE=100000"
		}
	}
	run := func(args ...string) *exec.Cmd {
		command := exec.CommandContext(t.Context(), string(btalk), args...)
		command.Env = env
		return command
	}
	listed, err := run("voicesites", "--country", "GB", "-o", "json").Output()
	var sites []struct {
		ID      string          `json:"voiceSiteId"`
		Address json.RawMessage `json:"address"`
	}
	if err != nil || json.Unmarshal(listed, &sites) != nil {
		t.Fatalf("the voicesites: %v\n%.300s", err, listed)
	}
	var csv strings.Builder
	csv.WriteString("site,iso2,hno\n")
	written := 0
	for _, site := range sites {
		if site.Address != nil && written < rows {
			written++
			fmt.Fprintf(&csv, "%s,GB,%d\n", site.ID, 1000+written)
		}
	}
	if written < rows {
		t.Fatalf("the sandbox has %d British voicesites with an address, want %d", written, rows)
	}
	file := filepath.Join(t.TempDir(), "batch.csv")
	if err := os.WriteFile(file, []byte(csv.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	push := func() *exec.Cmd { return run("--write", "-o", "json", "address", "push", "--from", file, "--yes") }
	perKill := rows / (kills + 1)
	for range kills {
		until := server.Count("PUT", "/") + 1 + rand.IntN(perKill)
		command := push()
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		over := make(chan struct{})
		go func() {
			defer close(over)
			_ = command.Wait() // it is killed, or ends
		}()
		for ended := false; !ended && server.Count("PUT", "/") < until; {
			select {
			case <-over:
				ended = true
			case <-time.After(time.Duration(rand.IntN(5_000)) * time.Microsecond):
			}
		}
		_ = command.Process.Kill()
		<-over
	}
	var last []struct {
		State, Change, Outcome string
	}
	for range kills + 1 { // each may have left a row that only a person can settle
		out, _ := push().Output()
		if err := json.Unmarshal(out, &last); err != nil {
			t.Fatalf("the last run: %v\n%s", err, out)
		}
		held := 0
		for _, row := range last {
			if row.State == "held" {
				held++
				if text, err := run("changes", "settle", row.Change, "refused", "--why", "read by hand").CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
			}
		}
		if held == 0 {
			break
		}
		t.Logf("%d rows were held", held)
	}
	puts := map[string]int{}
	for _, request := range server.Requests() {
		if request.Method == "PUT" {
			puts[request.Path]++
		}
	}
	for path, n := range puts {
		if n != 1 {
			t.Errorf("%s was written %d times", path, n)
		}
	}
	if len(puts) != rows {
		t.Errorf("%d rows were written, want %d", len(puts), rows)
	}
}
