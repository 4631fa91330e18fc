package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestAServedAccountReadsAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, restrict := range map[string]func(b *bench) []string{
		"by the flag":        func(*bench) []string { return []string{"--restricted", "--write"} },
		"by the environment": func(b *bench) []string { b.set("BTALK_RESTRICTED", "true"); return []string{"--write"} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			flags := restrict(b)
			for args, want := range map[string]int{
				"customers":                             exitDone,
				"country CH":                            exitDone,
				"version":                               exitDone,
				"config show":                           exitUsage,
				"config path":                           exitUsage,
				"doctor":                                exitUsage,
				"cache info":                            exitUsage,
				"cache clear":                           exitUsage,
				"drafts":                                exitUsage,
				"changes":                               exitUsage,
				"sandbox":                               exitUsage,
				"man --dir /tmp/x":                      exitUsage,
				"numbers publish C S 33140000000 --yes": exitUsage,
				"address push S FR a1=x --yes":          exitUsage,
				"order create --customer C --yes":       exitUsage,
				"customers --debug":                     exitUsage,
			} {
				if got := b.run(t, append(strings.Fields(args), flags...)...); got.code != want {
					t.Errorf("%s: exit %d, want %d\n%s", args, got.code, want, got.err)
				}
			}
		})
	}
}

func TestNoMessageOfAServedAccountNamesAPlaceOfTheHost(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.env.Dirs.Cache = filepath.Join(file, "cache")
	open := b.run(t, "customers")
	if !strings.Contains(open.err, file) {
		t.Fatalf("the cache says nothing of its place, so this proves nothing: %s", open.err)
	}
	served := b.run(t, "customers", "--restricted")
	if served.code != exitDone || strings.Contains(served.err, file) || strings.Contains(served.err, filepath.Dir(file)) {
		t.Errorf("exit %d: %s", served.code, served.err)
	}
}
