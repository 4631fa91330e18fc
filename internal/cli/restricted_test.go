package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"btalk/internal/bills"
	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/ui"
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

func TestASettingThatIsWrongLiftsNoRestrictionAndIsNotShown(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]func(b *bench) []string{
		"another variable": func(b *bench) []string {
			b.set("BTALK_RESTRICTED", "yes")
			b.set("BTALK_SHARED_HOSTS", "many")
			return nil
		},
		"the variable itself": func(b *bench) []string {
			b.set("BTALK_RESTRICTED", "maybe")
			_ = os.RemoveAll(b.env.Dirs.Config)
			return nil
		},
		"a profile of no file":   func(*bench) []string { return []string{"--profile", "other"} },
		"another line":           func(b *bench) []string { b.set("BTALK_BASE_URL", "ftp://api"); return nil },
		"certificates not there": func(b *bench) []string { b.set("BTALK_CA_FILE", "/srv/ca/ours.pem"); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			if err := os.MkdirAll(b.env.Dirs.Config, 0o700); err != nil {
				t.Fatal(err)
			}
			own := []byte("[profiles.default]\nrestricted = true\n")
			if err := os.WriteFile(filepath.Join(b.env.Dirs.Config, "config.toml"), own, 0o600); err != nil {
				t.Fatal(err)
			}
			flags := wrong(b)
			for _, args := range []string{"config path", "doctor", "man --dir /tmp/x", "customers --demo --debug"} {
				got := b.run(t, append(strings.Fields(args), flags...)...)
				if got.code != exitUsage || !strings.Contains(got.err, "restricted") {
					t.Errorf("%s: exit %d, want it refused\n%s%s", args, got.code, got.out, got.err)
				}
			}
			got := b.run(t, append([]string{"customers"}, flags...)...)
			if got.code != exitUsage || strings.Contains(got.err, "/") || strings.Contains(got.err, "BTALK_") {
				t.Errorf("exit %d, want that the settings are wrong and nothing of them\n%s", got.code, got.err)
			}
		})
	}
}

// commandsBelow are all below one, itself included.
func commandsBelow(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, child := range cmd.Commands() {
		all = append(all, commandsBelow(child)...)
	}
	return all
}

func TestAServedAccountRunsWhatIsListedAndNothingElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_RESTRICTED", "true")
	rt := newRuntime(Process{Now: b.now}, b.env)
	root := newRoot(rt)
	var run []string
	for _, cmd := range commandsBelow(root) {
		if rt.mayRun(cmd) != nil {
			continue
		}
		run = append(run, cmd.CommandPath())
		cmd.Flags().VisitAll(func(flag *pflag.Flag) {
			if place, _ := pflag.UnquoteUsage(flag); place == "DIR" || place == "FILE" {
				t.Errorf("%s --%s names a place of the host", cmd.CommandPath(), flag.Name)
			}
		})
	}
	for _, listed := range served() {
		if listed != "btalk help" && !slices.Contains(run, listed) { // cobra adds help when it runs
			t.Errorf("%s is listed and cannot be run", listed)
		}
	}
	if len(run) > len(served()) {
		t.Errorf("%q can be run, %q are listed", run, served())
	}
}

// What the dashboard may ask for that is not a read of the API: a served account is
// refused what changes something, here or there. A method that is new belongs to one.
func TestTheDashboardOfAServedAccountChangesNothing(t *testing.T) {
	t.Parallel()
	looks := []string{"Budget", "Exchanges", "Notice", "Holding", "Records", "Record", "Verify", "Reconcile", "Undo", "Plan", "NewReference", "Writing"}
	var world servedWorld
	refused := map[string]func() error{
		"SetWrite": func() error { world.SetWrite(true); return errRestricted },
		"Forget":   world.Forget,
		"Settle":   func() error { return world.Settle("id", models.Done) },
		"Save": func() error {
			_, err := world.Save(t.Context(), bills.Paper{}, t.TempDir(), false)
			return err
		},
		"Send": func() error {
			_, err := world.Send(t.Context(), models.Plan{}, "", nil)
			return err
		},
	}
	service, mode := reflect.TypeFor[ui.Service](), reflect.TypeFor[models.Mode]()
	for method := range service.Methods() {
		last := method.Type.NumIn() - 1
		if last >= 0 && method.Type.In(last) == mode || slices.Contains(looks, method.Name) {
			continue
		}
		refuse, known := refused[method.Name]
		switch {
		case !known:
			t.Errorf("nothing says whether a served account may %s", method.Name)
		case !errors.Is(refuse(), errRestricted):
			t.Errorf("a served account may %s", method.Name)
		}
	}
}

func TestAnErrorOfTheDiskNamesNoPlaceOnTheScreenOfAServedAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.env.Dirs.State, b.env.Dirs.Runtime = filepath.Join(file, "state"), filepath.Join(file, "run")
	rt := newRuntime(Process{Now: b.now, Err: io.Discard}, b.env)
	world, err := rt.backend.world(rt.backend.client(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	paths := hiddenPaths(rt.backend.hostPaths())
	served, drafts := servedWorld{world, paths}, servedShelf{shelf{rt.backend}, paths}
	_, open := drafts.Open("20260101T000000-00000000")
	_, records := served.Records()
	_, verify := served.Verify()
	for name, err := range map[string]error{
		"save a draft": drafts.Save(drafts.NewID(), []byte("{}")), "open a draft": open, "records": records, "verify": verify,
	} {
		if err != nil && strings.Contains(err.Error(), filepath.Dir(file)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (shelf{rt.backend}).Save(drafts.NewID(), []byte("{}")); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("%v: it names no place anyway, so this proves nothing", err)
	}
}
