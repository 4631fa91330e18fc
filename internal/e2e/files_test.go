package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"btalk/internal/ptytest"
)

// intruders are what may stand in the place of a file of ours.
var intruders = map[string]func(path string) error{
	"a pipe":             func(path string) error { return syscall.Mkfifo(path, 0o600) },
	"a link to a device": func(path string) error { return os.Symlink("/dev/zero", path) },
	"a dead link":        func(path string) error { return os.Symlink(path+".gone", path) },
	"a directory":        func(path string) error { return os.Mkdir(path, 0o700) },
	"a huge file": func(path string) error {
		return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<40))
	},
	"a file of somebody else": func(path string) error {
		return errors.Join(os.WriteFile(path, []byte("{}"), 0o644), os.Chown(path, 65534, 65534))
	},
}

// ownFiles are the files that btalk keeps beside what a first run has made, below
// the home directory.
var ownFiles = []string{
	"state/btalk/changes.jsonl", "state/btalk/changes.jsonl.last", "state/btalk/debug.log",
	"state/btalk/profiles/default/session.json", "state/btalk/profiles/default/drafts/0123456789abcdef.draft",
	"config/btalk/themes/mine.toml",
}

// TestNothingInTheWayOfAFileOfOursHangsOrMisleads puts something else in the place of
// every file of ours: what was read before stays readable, and nothing waits for it
// or reads it without end.
func TestNothingInTheWayOfAFileOfOursHangsOrMisleads(t *testing.T) {
	t.Parallel()
	for name, intrude := range intruders {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, env := ptytest.Serve(t, ptytest.Unlimited())
			home := ptytest.Dir(env, "HOME")
			want := btalk.Run(t, env, "customers", "--debug")
			if want.Code != 0 {
				t.Fatalf("exit %d: %s", want.Code, want.Err)
			}
			var replaced []string
			for _, path := range append(filesBelow(t, home), absolute(home, ownFiles)...) {
				_ = os.Remove(path)
				err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), intrude(path))
				if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EFBIG) {
					t.Skip(err)
				}
				if err != nil && !errors.Is(err, fs.ErrExist) {
					t.Fatal(err)
				}
				replaced = append(replaced, path)
			}
			for _, kind := range []string{"/salt", "/entries/", "/budget-", ".lock", "debug.log"} {
				if !strings.Contains(strings.Join(replaced, "\n"), kind) {
					t.Errorf("no file of the kind %s was replaced", kind)
				}
			}
			if got := btalk.Run(t, env, "customers", "--debug"); got.Code != 0 || got.Out != want.Out {
				t.Errorf("customers: exit %d\n%s%s", got.Code, got.Out, got.Err)
			}
			for _, args := range [][]string{{"drafts"}, {"changes"}, {"changes", "verify"}, {"cache", "info"}, {"doctor"}, {"cache", "clear"}} {
				if got := btalk.Run(t, env, args...); got.Code > 1 || strings.Contains(got.Err, "goroutine") {
					t.Errorf("%v: exit %d\n%s", args, got.Code, got.Err)
				}
			}
			x := btalk.Start(t, env)
			x.Wait("Arverne Pneumatiques SA")
			x.Keys("q")
			if code := x.Exit(); code != 0 {
				t.Errorf("the dashboard: exit %d", code)
			}
		})
	}
}

// TestNoChangeIsSentWhereItCannotBeWrittenDown is the rule of the journal: no record,
// no change.
func TestNoChangeIsSentWhereItCannotBeWrittenDown(t *testing.T) {
	t.Parallel()
	for name, intrude := range intruders {
		server, _, env := ptytest.Serve(t, ptytest.Unlimited())
		path := filepath.Join(ptytest.Dir(env, "XDG_STATE_HOME"), "btalk", "changes.jsonl")
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), intrude(path))
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EFBIG) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got := btalk.Run(t, env, orderAnything(t, env)...)
		if got.Code == 0 || !strings.Contains(got.Err, "changes.jsonl") {
			t.Errorf("%s: exit %d\n%s", name, got.Code, got.Err)
		}
		for _, request := range server.Requests() {
			if request.Method != "GET" && !strings.Contains(request.Path, "token") {
				t.Errorf("%s: %s %s was sent", name, request.Method, request.Path)
			}
		}
	}
}

func TestAConfigurationIsAPlainFileOrALinkToOne(t *testing.T) {
	t.Parallel()
	for name, intrude := range intruders {
		_, _, env := ptytest.Serve(t, ptytest.Unlimited())
		path := filepath.Join(ptytest.Dir(env, "XDG_CONFIG_HOME"), "btalk", "config.toml")
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), intrude(path))
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EFBIG) || name == "a dead link" || name == "a file of somebody else" {
			continue // no file; a file that holds no secret may be another's
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := btalk.Run(t, env, "customers"); got.Code != 2 || !strings.Contains(got.Err, "config.toml") {
			t.Errorf("%s: exit %d\n%s", name, got.Code, got.Err)
		}
	}
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	target := filepath.Join(ptytest.Dir(env, "HOME"), "dotfiles.toml")
	path := filepath.Join(ptytest.Dir(env, "XDG_CONFIG_HOME"), "btalk", "config.toml")
	if err := errors.Join(os.WriteFile(target, []byte("theme = \"mono\"\n"), 0o600), os.MkdirAll(filepath.Dir(path), 0o700), os.Symlink(target, path)); err != nil {
		t.Fatal(err)
	}
	if got := btalk.Run(t, env, "config", "check"); got.Code != 0 {
		t.Errorf("a link of the user's own: exit %d\n%s", got.Code, got.Err)
	}
}

// orderAnything is a command that sends a change.
func orderAnything(t *testing.T, env []string) []string {
	t.Helper()
	got := btalk.Run(t, env, "vpns", "10236", "-o", "csv")
	lines := strings.Split(got.Out, "\n")
	if got.Code != 0 || len(lines) < 2 {
		t.Fatalf("vpns: exit %d\n%s", got.Code, got.Err)
	}
	at := slices.Index(strings.Split(lines[0], ","), "vpnId")
	if at < 0 {
		t.Fatalf("no id in %q", lines[0])
	}
	vpn := strings.Split(lines[1], ",")[at]
	return []string{"--write", "order", "create", "--customer", "10236", "--country", "FR", "--vpn", vpn, "--name", "FR_WAY", "--label", "L", "--yes"}
}

func filesBelow(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func absolute(dir string, names []string) (paths []string) {
	for _, name := range names {
		paths = append(paths, filepath.Join(dir, name))
	}
	return paths
}
