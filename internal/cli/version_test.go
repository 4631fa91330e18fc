package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"btalk/internal/config"
	"btalk/internal/sandbox"
)

func TestTheVersionSaysFromWhatItWasBuilt(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, args := range [][]string{{"version"}, {"--version"}, {"-v"}} {
		if got := b.run(t, args...); got.code != exitDone || !strings.HasPrefix(got.out, "btalk v1.2.3\n") {
			t.Errorf("%v: exit %d, %q", args, got.code, got.out)
		}
	}
	var facts map[string]string
	if err := json.Unmarshal([]byte(b.run(t, "version", "-o", "json").out), &facts); err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"version": "v1.2.3", "commit": "0123456789ab", "date": "2026-11-25T15:54:23Z"} {
		if facts[field] != want {
			t.Errorf("%s is %q, want %q", field, facts[field], want)
		}
	}
	for _, field := range []string{"go", "system"} {
		if facts[field] == "" {
			t.Errorf("%s is missing in %v", field, facts)
		}
	}
}

func TestABuildWithoutADateIsOfNoTime(t *testing.T) {
	t.Parallel()
	for _, date := range []string{"", "0", "-1", "yesterday"} {
		if at := (Build{Date: date}).when(); !at.IsZero() {
			t.Errorf("%q is %v", date, at)
		}
	}
}

func TestEveryCommandHasAManualPageOfTheReleasesDate(t *testing.T) {
	t.Parallel()
	b, dir := newBench(t, sandbox.Options{}), filepath.Join(t.TempDir(), "man1")
	if got := b.run(t, "man", "--dir", dir); got.code != exitDone {
		t.Fatalf("exit %d: %s", got.code, got.err)
	}
	visit(newRoot(newRuntime(Process{}, config.Env{})), func(cmd *cobra.Command) {
		if !cmd.IsAvailableCommand() {
			return
		}
		page, err := os.ReadFile(filepath.Join(dir, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"))
		if err != nil {
			t.Error(err)
			return
		}
		if !strings.Contains(string(page), `"Nov 2026"`) || !strings.Contains(string(page), "btalk v1.2.3") {
			t.Errorf("%s: the head is %q", cmd.CommandPath(), strings.SplitN(string(page), "\n", 3)[1])
		}
	})
}

// TestHelp holds what a page of help consists of, in its order.
func TestHelp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, test := range []struct {
		args  []string
		parts []string
	}{
		{nil, []string{"btalk is a terminal dashboard", "Examples:\n  btalk --demo", "Usage:\n  btalk [flags]", "Dashboard:\n  open ", "Look up:", "Other commands:", "Flags:", "--profile NAME", "More:", "btalk exit-codes"}},
		{[]string{"voicesites"}, []string{"voicesites", "Examples:", "Usage:\n  btalk voicesites [QUERY]", "Flags:", "--customer", "Flags of every command:", "--offline"}},
		{[]string{"address"}, []string{"Usage:", "Commands:\n  check ", "spread ", "Flags of every command:"}},
	} {
		got := b.run(t, append(test.args, "--help")...)
		rest := got.out
		for _, part := range test.parts {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("%v: %q is missing, or before its place, in\n%s", test.args, part, got.out)
				break
			}
			rest = after
		}
		if got.code != exitDone || got.err != "" || strings.Contains(got.out, " \n") {
			t.Errorf("%v: exit %d, %q, or blanks at the end of a line", test.args, got.code, got.err)
		}
	}
}

func visit(cmd *cobra.Command, each func(*cobra.Command)) {
	each(cmd)
	for _, child := range cmd.Commands() {
		visit(child, each)
	}
}
