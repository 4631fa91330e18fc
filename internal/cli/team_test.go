package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/shared/redistest"
	"btalk/internal/ui/firstrun"
)

// colleague is the bench of another operator: nothing in common but the API and the credentials.
func (b *bench) colleague(t *testing.T) *bench {
	t.Helper()
	other, root := &bench{server: b.server, running: b.running, env: b.env}, t.TempDir()
	other.env.Vars = slices.Clone(b.env.Vars)
	other.env.Dirs.Config = filepath.Join(root, "config")
	other.env.Dirs.Cache = filepath.Join(root, "cache")
	other.env.Dirs.State = filepath.Join(root, "state")
	other.env.Dirs.Runtime = filepath.Join(root, "run")
	return other
}

// shareDir shares a directory of a group, with the cache.
func (b *bench) shareDir(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Chmod(dir, 0o770|fs.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	b.set("BTALK_SHARED_DIR", dir)
	b.set("BTALK_SHARED_CACHE", "true")
	return dir
}

func TestTheCacheThatIsShownAndClearedIsTheOneThatIsUsed(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	dir := b.shareDir(t)
	b.mustRun(t, "customers")
	used := func() (entries string) {
		item := b.mustRun(t, "cache", "info", "-o", "json").items(t)[0]
		if at := text(t, item, "directory"); at != filepath.Join(dir, "cache") {
			t.Errorf("the cache is said to be in %s", at)
		}
		return fmt.Sprint(item["entries"])
	}
	if n := used(); n == "0" {
		t.Error("nothing is cached")
	}
	b.mustRun(t, "cache", "clear")
	if n := used(); n != "0" {
		t.Errorf("%s entries after all were cleared", n)
	}
}

func TestASecondOperatorOpensWhatTheFirstHasReadWithoutARequest(t *testing.T) {
	for name, share := range map[string]func(t *testing.T, b *bench){
		"through a shared server": func(t *testing.T, b *bench) {
			t.Helper()
			b.set("BTALK_SHARED_URL", redistest.Start(t).URL())
		},
		"through a shared directory": func(t *testing.T, b *bench) {
			t.Helper()
			b.shareDir(t)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, sandbox.Options{})
			share(t, b)
			first := b.mustRun(t, "customers", "-o", "json")
			other := b.colleague(t)
			other.set("BTALK_TOKEN_URL", "http://127.0.0.1:1/token") // no request can be made
			for {
				second := other.run(t, "customers", "-o", "json")
				if second.code == 0 && second.out == first.out {
					return
				}
				if !strings.Contains(second.err, "did not answer") || t.Context().Err() != nil {
					t.Fatalf("exit %d:\n%s", second.code, second.err)
				}
				<-time.After(100 * time.Millisecond) // the machine is busy: the shared server was late
			}
		})
	}
}

func TestAnAwaySharedServerIsSaidAndHoldsNothingUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_SHARED_URL", "redis+unix:///nowhere/socket")
	b.set("BTALK_SHARED_HOSTS", "3")
	got := b.mustRun(t, "me")
	if !strings.Contains(got.err, "shared server is away") || !strings.Contains(got.out, "of 20 requests") {
		t.Errorf("%s%s\nwant the share of this host, and why", got.out, got.err)
	}
	if all, code := b.verdicts(t); all["shared_url"] != "warn" || code != exitDone {
		t.Errorf("doctor: %q, exit %d; want warn, 0", all["shared_url"], code)
	}
}

func TestAWrongPasswordOfTheSharedServerIsSaidWithoutThePassword(t *testing.T) {
	r := redistest.Start(t, "requirepass right")
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_SHARED_URL", "redis+unix://:CANARY@"+r.Socket)
	for range 20 {
		got := b.run(t, "doctor")
		if strings.Contains(got.out+got.err, "CANARY") {
			t.Fatalf("the password is shown:\n%s%s", got.out, got.err)
		}
		if strings.Contains(got.out, "refuses the user or the password") {
			return
		}
	}
	t.Error("doctor does not name the wrong password")
}

func TestTheFirstRunJoinsTheTeam(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_SHARED_URL", "redis+unix:///nowhere/socket")
	b.set("BTALK_CLIENT_ID", "")
	b.set("BTALK_CLIENT_SECRET", "")
	rt := newRuntime(Process{Now: b.now, Err: io.Discard}, b.env)
	settings, err := rt.backend.settings()
	if err != nil {
		t.Fatal(err)
	}
	keys := sandbox.DemoCredentials()
	typed := withCredentials(settings, firstrun.Credentials{ClientID: keys.ClientID, ClientSecret: keys.ClientSecret, APIKey: keys.APIKey})
	target, err := rt.backend.ownTarget(typed)
	if err != nil || target.Team == nil {
		t.Errorf("%v, %v; want the shared server with the credentials that were typed", target.Team, err)
	}
}

func TestDoctorHasAskedTheSharedServerBeforeItJudgesIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_SHARED_URL", "redis+unix:///nowhere/socket")
	if all, _ := b.verdicts(t, "--refresh"); all["shared_url"] != "warn" {
		t.Errorf("shared_url: %q, want warn", all["shared_url"])
	}
}
