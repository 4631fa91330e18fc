package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestMachineRoomSpeaksJSON(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	tests := []struct{ args, field, want string }{
		{"version", "version", "v1.2.3"},
		{"config path", "path", filepath.Join(b.env.Dirs.Config, "config.toml")},
		{"config check", "credentials", "good"},
		{"config check --offline", "credentials", "not tried"},
		{"config init", "path", filepath.Join(b.env.Dirs.Config, "config.toml")},
	}
	for _, test := range tests {
		got := b.mustRun(t, append(strings.Fields(test.args), "-o", "json")...).object(t)
		if got[test.field] != test.want {
			t.Errorf("%s: %s is %v, want %s", test.args, test.field, got[test.field], test.want)
		}
	}
}

func TestShownSettingsSayWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_COLOUR", "x")
	got := b.mustRun(t, "config", "show", "-o", "csv")
	if !strings.Contains(got.out, "authorization_header,[set],client_id and client_secret\n") {
		t.Errorf("the header has no source:\n%s", got.out)
	}
	if !strings.Contains(got.err, "BTALK_COLOUR sets nothing") {
		t.Errorf("an odd variable is not told:\n%s", got.err)
	}
}

func TestReboundKeysAreCheckedByEveryCommand(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, keys, want string }{
		{"an action that does not exist", "refesh = ['f5']", "config.toml:2: unknown action \"refesh\"; nearest known action: refresh"},
		{"the key of another action", "refresh = ['?']", "help"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			if err := os.MkdirAll(b.env.Dirs.Config, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(b.env.Dirs.Config, "config.toml"), []byte("[keys]\n"+test.keys+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range []string{"me", "config check"} {
				got := b.run(t, strings.Fields(args)...)
				if got.code != exitUsage || !strings.Contains(got.err, test.want) || !strings.Contains(got.err, "config.toml") {
					t.Errorf("%s: exit %d, %s; want 2 and %q", args, got.code, got.err, test.want)
				}
			}
		})
	}
}

func TestEmptyArgumentIsAUsageError(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, args := range [][]string{{"vpns", ""}, {"voicesite", " "}, {"country", "FR", ""}, {"geoareas", "CH", ""}} {
		if got := b.run(t, args...); got.code != exitUsage || !strings.Contains(got.err, "is empty") {
			t.Errorf("%q: exit %d, %s", args, got.code, got.err)
		}
	}
}
