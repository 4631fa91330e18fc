package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
)

// verdicts is what the doctor says, by check.
func (b *bench) verdicts(t *testing.T, args ...string) (map[string]string, int) {
	t.Helper()
	got := b.run(t, append([]string{"doctor", "-o", "json"}, args...)...)
	all := map[string]string{}
	for _, item := range got.items(t) {
		all[text(t, item, "check")] = text(t, item, "verdict")
	}
	return all, got.code
}

func TestDoctorFindsNothingWrong(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	all, code := b.verdicts(t)
	for _, check := range []string{"config", "permissions", "credentials", "proxy", "token", "api", "clock", "budget", "cache", "terminal", "locale"} {
		if all[check] != "ok" {
			t.Errorf("%s: %q, want ok", check, all[check])
		}
	}
	if code != exitDone {
		t.Errorf("exit %d, want 0", code)
	}
}

func TestDoctorNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, check, verdict string
		code                 int
		upset                func(t *testing.T, b *bench)
	}{
		{"no credentials", "credentials", "fail", exitFailed, func(_ *testing.T, b *bench) { b.set("BTALK_API_KEY", "") }},
		{"a wrong secret", "token", "fail", exitFailed, func(_ *testing.T, b *bench) { b.set("BTALK_CLIENT_SECRET", "wrong") }},
		{"a wrong key", "api", "fail", exitFailed, func(_ *testing.T, b *bench) { b.set("BTALK_API_KEY", strings.Repeat("x", 40)) }},
		{"nobody there", "token", "fail", exitFailed, func(_ *testing.T, b *bench) { b.set("BTALK_TOKEN_URL", "http://127.0.0.1:1/token") }},
		{"a bad setting", "config", "fail", exitFailed, func(_ *testing.T, b *bench) { b.set("BTALK_WRITE", "perhaps") }},
		{"an unknown variable", "config", "warn", exitDone, func(_ *testing.T, b *bench) { b.set("BTALK_COLOUR", "x") }},
		{"an open directory", "permissions", "warn", exitDone, func(t *testing.T, b *bench) {
			if err := os.MkdirAll(b.env.Dirs.State, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(b.env.Dirs.State, 0o755); err != nil {
				t.Fatal(err)
			}
		}},
		{"a cache that cannot be", "cache", "warn", exitDone, func(t *testing.T, b *bench) {
			b.env.Dirs.Cache = filepath.Join(t.TempDir(), "file", "cache")
			if err := os.WriteFile(filepath.Dir(b.env.Dirs.Cache), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			b.env.Dirs.Runtime = ""
		}},
		{"a runtime directory of somebody else", "runtime", "warn", exitDone, func(_ *testing.T, b *bench) {
			b.env.Dirs.RuntimeFault = "could not use the directory"
		}},
		{"no place to share the budget in", "budget", "warn", exitDone, func(_ *testing.T, b *bench) { b.env.Dirs.Runtime = "" }},
		{"a locale without UTF-8", "locale", "warn", exitDone, func(_ *testing.T, b *bench) { b.set("LC_ALL", "C") }},
		{"a clock that is off", "clock", "warn", exitDone, func(_ *testing.T, b *bench) { b.later(time.Hour) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			test.upset(t, b)
			all, code := b.verdicts(t)
			if all[test.check] != test.verdict || code != test.code {
				t.Errorf("%s: %q, exit %d; want %q, exit %d", test.check, all[test.check], code, test.verdict, test.code)
			}
		})
	}
}

func TestDoctorSaysALineForEachCheckAndNoSecret(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_CLIENT_SECRET", "CANARY")
	got := b.run(t, "doctor")
	if strings.Contains(got.out+got.err, "CANARY") {
		t.Errorf("a secret is shown:\n%s%s", got.out, got.err)
	}
	for line := range strings.Lines(got.out) {
		if word := strings.Fields(line)[0]; word != "ok" && word != "warn" && word != "fail" {
			t.Errorf("line begins with %q: %s", word, line)
		}
	}
	if !strings.Contains(got.out, "→") {
		t.Errorf("no remedy:\n%s", got.out)
	}
}

func TestDoctorAsksNothingOffline(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_TOKEN_URL", "http://127.0.0.1:1/token")
	if all, code := b.verdicts(t, "--offline"); all["api"] != "warn" || code != exitDone {
		t.Errorf("api %q, exit %d; want warn, 0", all["api"], code)
	}
}

func TestDoctorNamesTheProxyOfTheProfileWithoutItsPassword(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_PROXY", "http://user:CANARY@127.0.0.1:1")
	got := b.run(t, "doctor")
	if !strings.Contains(got.out, "through 127.0.0.1:1") || strings.Contains(got.out+got.err, "CANARY") {
		t.Errorf("%s%s", got.out, got.err)
	}
}

func TestDoctorNamesTheDirectoryWhereTheBudgetIsKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	dir := filepath.Join(t.TempDir(), "missing")
	b.set("BTALK_SHARED_DIR", dir)
	for _, item := range b.run(t, "doctor", "-o", "json").items(t) {
		if text(t, item, "check") == "budget" && strings.Contains(text(t, item, "remedy"), dir) {
			return
		}
	}
	t.Error("the remedy does not name it")
}
