package cli

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestTheContractIsComparedInAPageToPaste(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 60})
	b.set("BTALK_B2B_API_KEY", "")
	dir := filepath.Join(t.TempDir(), "answers")
	got := b.mustRun(t, "doctor", "--contract", "--record", dir)
	for _, want := range []string{"# The API compared with docs/api-contract.md\n", "a server on this machine: ", "| §1.6 P1 | A list is a bare JSON array |", "Order Tracking: its key is missing"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not in the report:\n%s", want, got.out)
		}
	}
	if files, err := filepath.Glob(filepath.Join(dir, "*.json")); err != nil || len(files) < 20 || !strings.Contains(got.err, "files written to "+dir) {
		t.Errorf("%d files, %v: %s", len(files), err, got.err)
	}
	if again := b.run(t, "doctor", "--contract", "--record", dir); again.code != exitFailed || !strings.Contains(again.err, "nothing is written over") {
		t.Errorf("exit %d: %s", again.code, again.err)
	}
	if changes := b.server.Count(http.MethodPost, "/") - b.server.Count(http.MethodPost, "/oauth/v3/token"); changes != 0 {
		t.Errorf("%d requests could have changed something", changes)
	}
}

func TestTheContractForScripts(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 60})
	var report struct {
		Requests int `json:"requests"`
		Facts    []struct {
			ID, Fact, Verdict, Seen string
		} `json:"facts"`
	}
	if err := json.Unmarshal([]byte(b.mustRun(t, "doctor", "--contract", "-o", "json").out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Requests == 0 || len(report.Facts) < 100 || report.Facts[0].ID != "1.1 T1" || report.Facts[0].Verdict != "confirmed" {
		t.Errorf("%d requests, %d facts", report.Requests, len(report.Facts))
	}
}

func TestTheContractIsNotComparedWhereItCannotBe(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		args []string
		set  [2]string
		code int
		says string
	}{
		{"offline", []string{"--contract", "--offline"}, [2]string{}, exitUsage, "--offline asks nobody"},
		{"a directory without --contract", []string{"--record", "x"}, [2]string{}, exitUsage, "Add --contract"},
		{"a wrong secret", []string{"--contract"}, [2]string{"BTALK_CLIENT_SECRET", "wrong"}, exitCredentials, "client id or secret"},
		{"a wrong key", []string{"--contract"}, [2]string{"BTALK_API_KEY", strings.Repeat("x", 40)}, exitCredentials, "API key"},
		{"nobody there", []string{"--contract"}, [2]string{"BTALK_BASE_URL", "http://127.0.0.1:1/btalk/v1"}, exitUnreachable, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			if test.set[0] != "" {
				b.set(test.set[0], test.set[1])
			}
			if got := b.run(t, append([]string{"doctor"}, test.args...)...); got.code != test.code || !strings.Contains(got.err, test.says) {
				t.Errorf("exit %d, want %d: %s", got.code, test.code, got.err)
			}
		})
	}
}
