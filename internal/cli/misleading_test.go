package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"btalk/internal/config"
	"btalk/internal/sandbox"
)

func TestWhatIsNotFoundIsSaidInWordsThatHelp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site := b.mustRun(t, "voicesites", "--customer", "10236", "-o", "json").items(t)[0]
	other := ""
	for _, customer := range b.mustRun(t, "customers", "-o", "json").items(t) {
		if code := text(t, customer, "customerCode"); code != "10236" {
			other = code
			break
		}
	}
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"geoareas CH geneve":      {exitNothing, "Genève"},
		"voicesites --vpn europe": {exitUsage, "--customer"},
		"--write numbers publish " + other + " " + text(t, site, "voiceSiteId") + " 33140000000 --yes": {exitNothing, "belongs to the customer 10236"},
	} {
		got := b.run(t, strings.Fields(args)...)
		if got.code != want.code || !strings.Contains(got.err, want.says) {
			t.Errorf("%s: exit %d, want %d with %q:\n%s", args, got.code, want.code, want.says, got.err)
		}
	}
}

func TestNoFileOfTheCurrentDirectoryIsTakenForOurs(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"session.json", "changes.jsonl"} {
		if err := os.WriteFile(name, []byte(`{"never":"read"}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := newRuntime(Process{}, config.Env{}).backend
	if got := s.keptPlace(); got != nil {
		t.Errorf("read %q", got)
	}
	if records, err := s.records().Records(); err == nil {
		t.Errorf("read %v", records)
	}
	if drafts, err := s.drafts().List(); err != nil || len(drafts) > 0 {
		t.Errorf("%v, %v", drafts, err)
	}
}

func TestAPlaceThatIsNoRegularFileIsNotRead(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(path string) error{
		"a pipe":               func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a link to a device":   func(path string) error { return os.Symlink("/dev/zero", path) },
		"a directory":          func(path string) error { return os.Mkdir(path, 0o700) },
		"larger than sensible": func(path string) error { return os.WriteFile(path, nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var told strings.Builder
			s := newRuntime(Process{Err: &told}, config.Env{Dirs: config.Dirs{State: t.TempDir()}}).backend
			s.flags.demo = true
			path := filepath.Join(s.stateDir(), "session.json")
			if err := os.MkdirAll(s.stateDir(), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := prepare(path); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(name, "larger") {
				if err := os.Truncate(path, 1<<40); err != nil {
					t.Skip(err)
				}
			}
			if got := s.keptPlace(); got != nil || !strings.Contains(told.String(), "session.json") {
				t.Errorf("read %d bytes and said %q", len(got), told.String())
			}
		})
	}
}

func TestALocaleWithoutUTF8IsToldWithWhatToSet(t *testing.T) {
	t.Parallel()
	for vars, cure := range map[string]string{
		"LC_ALL=C": "LC_ALL=C.UTF-8", "LANG=POSIX": "LANG=C.UTF-8", "LC_ALL=fr_FR.ISO-8859-1 LANG=fr_FR.UTF-8": "LC_ALL=C.UTF-8",
		"LC_CTYPE=C LANG=en_US.UTF-8": "LC_CTYPE=C.UTF-8", "LANG=fr_FR.UTF-8": "", "LANG=C.utf8": "", "LC_ALL=C.UTF-8 LANG=C": "", "": "",
	} {
		s := newRuntime(Process{}, config.Env{Vars: strings.Fields(vars)}).backend
		fault, got := localeFault(s.variable)
		if (cure == "") != (fault == "") || !strings.HasSuffix(got, cure) {
			t.Errorf("%q: %q, %q", vars, fault, got)
		}
	}
}

func TestAKeyThatMayOnlyReadIsNotToldToAddWrite(t *testing.T) {
	t.Parallel()
	for profile, want := range map[string]map[string]result{
		sandbox.ProfileReadOnly: {"": {code: exitCredentials, err: "rights profile"}, "--write": {code: exitCredentials, err: "rights profile"}},
		"":                      {"": {code: exitUsage, err: "--write"}},
	} {
		b := newBench(t, sandbox.Options{Profile: profile})
		vpn := text(t, b.mustRun(t, "vpns", "10236", "-o", "json").items(t)[0], "vpnId")
		for flag, want := range want {
			args := []string{"order", "create", "--customer", "10236", "--country", "FR", "--vpn", vpn, "--name", "FR_READ_ONLY", "--label", "L", "--yes"}
			if flag != "" {
				args = append(args, flag)
			}
			got := b.run(t, args...)
			if got.code != want.code || !strings.Contains(got.err, want.err) {
				t.Errorf("profile %q, flag %q: exit %d, want %d with %q:\n%s", profile, flag, got.code, want.code, want.err, got.err)
			}
			if profile != "" && strings.Contains(got.err, "--write") {
				t.Errorf("it suggests --write:\n%s", got.err)
			}
		}
	}
}
