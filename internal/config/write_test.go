package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/config"
)

func secrets(pairs ...string) map[string]config.Secret {
	values := map[string]config.Secret{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = config.NewSecret(pairs[i+1])
	}
	return values
}

func wantText(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("file says\n%s\nwant\n%s", got, want)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %04o, want 0600", info.Mode().Perm())
	}
}

func TestWriteKeepsEverythingElse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, profile string
		values          map[string]config.Secret
		after           string
	}{
		"values are replaced where they stand": {
			"# mine\ntheme = 'dark' # dim\n[profiles.lab]\nclient_id = 'old' # the id\nbase_url = \"https://h\"\n", "lab",
			secrets("client_id", "new"),
			"# mine\ntheme = 'dark' # dim\n[profiles.lab]\nclient_id = \"new\" # the id\nbase_url = \"https://h\"\n",
		},
		"values are added below the header": {
			"[profiles.lab] # lab\nwrite = true\n[keys]\n", "lab",
			secrets("client_id", "a", "client_secret", "b"),
			"[profiles.lab] # lab\nclient_id = \"a\"\nclient_secret = \"b\"\nwrite = true\n[keys]\n",
		},
		"a header on the last line": {
			"[profiles.lab]", "lab",
			secrets("client_id", "a"),
			"[profiles.lab]\nclient_id = \"a\"\n",
		},
		"a profile is added at the end": {
			"[profiles.default]\nclient_id = 'x'", "new one",
			secrets("client_id", "a"),
			"[profiles.default]\nclient_id = 'x'\n\n[profiles.\"new one\"]\nclient_id = \"a\"\n",
		},
		"an empty value clears": {
			"[profiles.default]\nclient_id = 'x'\n", "default",
			secrets("client_id", "", "api_key", ""),
			"[profiles.default]\nclient_id = \"\"\n",
		},
		"a new secret clears the header that would win over it": {
			"[profiles.default]\nauthorization_header = 'Basic YTpi'\n", "default",
			secrets("client_id", "c", "client_secret", "d"),
			"[profiles.default]\nclient_id = \"c\"\nclient_secret = \"d\"\nauthorization_header = \"\"\n",
		},
		"values over several lines": {
			"[profiles.default]\nclient_id = '''\nx\ny'''\nwrite = true\n", "default",
			secrets("client_id", "z"),
			"[profiles.default]\nclient_id = \"z\"\nwrite = true\n",
		},
		"an inline table": {
			"profiles = { default = { client_id = 'x' } }\n", "default",
			secrets("client_id", "y"),
			"profiles = { default = { client_id = \"y\" } }\n",
		},
		"quotes and backslashes": {
			"[profiles.default]\n", "default",
			secrets("client_secret", `a"b\c'd`),
			"[profiles.default]\nclient_secret = \"a\\\"b\\\\c'd\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, path := given(t, test.before)
			if err := os.Chmod(path, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := config.Write(path, test.profile, test.values); err != nil {
				t.Fatal(err)
			}
			wantText(t, path, test.after)
			mustLoad(t, env, config.Flags{Profile: test.profile})
		})
	}
}

func TestWriteMakesAFileThatExplainsItself(t *testing.T) {
	t.Parallel()
	env := config.Env{Dirs: dirs(t)}
	path := filepath.Join(env.Dirs.Config, "config.toml")
	if err := config.Write(path, "lab", secrets("client_id", "a", "client_secret", "b", "api_key", key40)); err != nil {
		t.Fatal(err)
	}
	s := mustLoad(t, env, config.Flags{})
	if s.Profile != "lab" || s.ClientID != "a" || len(s.Missing()) != 0 {
		t.Errorf("profile %q, id %q, missing %v", s.Profile, s.ClientID, s.Missing())
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "# budget of this credential") {
		t.Errorf("no comments in it; error %v", err)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("directory %v, %v", info.Mode(), err)
	}
}

func TestWriteLeavesAloneWhatItCannotEdit(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ before, want string }{
		"not TOML":                     {"what?", ":1:"},
		"a new key in an inline table": {"profiles = { default = { write = true } }\n", "cannot be edited without damage"},
		"a new key in dotted keys":     {"profiles.default.write = true\n[keys]\n", "cannot be edited without damage"},
		"an unknown setting":           {"[profiles.default]\n", "cannot be edited without damage"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, path := given(t, test.before)
			values := secrets("client_id", "a")
			if name == "an unknown setting" {
				values = secrets("clientid", "a")
			}
			err := config.Write(path, "default", values)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			wantText(t, path, test.before)
		})
	}
}

func TestWriteFollowsALinkAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	_, target := given(t, "theme = 'dark'\n")
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := config.Write(link, "default", secrets("client_id", "a")); err != nil {
		t.Fatal(err)
	}
	wantText(t, target, "theme = 'dark'\n\n[profiles.default]\nclient_id = \"a\"\n")
	if now, err := os.Readlink(link); err != nil || now != target {
		t.Errorf("link to %q, %v", now, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(target)); err != nil || len(entries) != 1 {
		t.Errorf("%d files, %v", len(entries), err)
	}
}

func TestWriteSaysWhyItCannot(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"below a file":           filepath.Join(file, "config.toml"),
		"where none can be":      "/proc/btalk/config.toml",
		"in a directory's place": filepath.Dir(file),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := config.Write(path, "default", secrets("client_id", "a"))
			if typed := new(config.Error); !errors.As(err, &typed) || !strings.Contains(err.Error(), "cannot be") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestInitNeverOverwrites(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "config.toml")
	if err := config.Init(path); err != nil {
		t.Fatal(err)
	}
	wantText(t, path, config.Default())
	if err := os.WriteFile(path, []byte("theme = 'mine'"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := config.Init(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want one that it exists", err)
	}
	wantText(t, path, "theme = 'mine'")
}

func TestCheckLooksAtEveryProfile(t *testing.T) {
	t.Parallel()
	_, path := given(t, `
[profiles.default]
api_key = "short"
[profiles.lab]
base_url = "http://h"
[profiles.prod]
requests_per_minute = -1
[keys]
copy = ["f2"]
sort = ["f2"]
`)
	warnings, err := config.Check(path, nil)
	if len(warnings) != 1 || !strings.Contains(warnings[0], ":3: api_key has 5 characters") {
		t.Errorf("warnings %q", warnings)
	}
	for _, want := range []string{":5: base_url", ":7: requests_per_minute", ":10: key \"f2\""} {
		if err == nil || strings.Count(err.Error(), want) != 1 {
			t.Errorf("error %v, want %q once", err, want)
		}
	}
	for name, text := range map[string]string{"good": config.Default(), "empty": "", "another profile": "profile='a'\n[profiles.a]"} {
		if _, path := given(t, text); true {
			if warnings, err := config.Check(path, nil); err != nil || len(warnings) != 0 {
				t.Errorf("%s: %v, %v", name, warnings, err)
			}
		}
	}
	if _, err := config.Check(path+"x", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestAProfileIsWrittenUnderANameThatTOMLReads(t *testing.T) {
	t.Parallel()
	for profile, header := range map[string]string{
		"az-AZ_09": "[profiles.az-AZ_09]", "a.b": `[profiles."a.b"]`, "a/b": `[profiles."a/b"]`, "a:b": `[profiles."a:b"]`,
		"a@b": `[profiles."a@b"]`, "a[b": `[profiles."a[b"]`, "a`b": "[profiles.\"a`b\"]", "a{b": `[profiles."a{b"]`, "é": `[profiles."é"]`,
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := config.Write(path, profile, secrets("client_id", "x")); err != nil {
			t.Errorf("%q: %v", profile, err)
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), header+"\n") {
			t.Errorf("%q: the file says\n%s, %v; want %s", profile, text, err, header)
		}
		settings, err := config.Load(config.Env{Vars: []string{"BTALK_CONFIG=" + path}}, config.Flags{Profile: profile})
		if err != nil || settings.Profile != profile {
			t.Errorf("%q is read as %q, %v", profile, settings.Profile, err)
		}
	}
}

func TestTheSandboxOfOrangeGetsAProfileOfItsOwnAndNothingElseChanges(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "btalk", "config.toml")
	if err := config.AddSandbox(path); err != nil {
		t.Fatal(err)
	}
	const added = "\n[profiles.sandbox]\nbase_url = \"https://api.orange.com/btalk/beta/v1\"\n"
	wantText(t, path, config.Default()+added)
	if err := config.AddSandbox(path); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), `a profile "sandbox" already`) {
		t.Errorf("a second time: %v", err)
	}
	wantText(t, path, config.Default()+added)

	mine := "# mine\nprofile = \"work\"\n[profiles.work]\nclient_id = \"x\" # my id\n"
	own := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(own, []byte(mine), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := config.AddSandbox(own); err != nil {
		t.Fatal(err)
	}
	wantText(t, own, mine+added)
	s, err := config.Load(config.Env{Vars: []string{"BTALK_CONFIG=" + own}}, config.Flags{Profile: "sandbox"})
	if err != nil || s.BaseURL != "https://api.orange.com/btalk/beta/v1" || s.TokenURL != "https://api.orange.com/oauth/v3/token" {
		t.Errorf("%s, %s, %v", s.BaseURL, s.TokenURL, err)
	}

	broken := "[profiles.sandbox\n"
	if err := os.WriteFile(own, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := config.AddSandbox(own); err == nil {
		t.Error("a file that cannot be read is written to")
	}
	wantText(t, own, broken)
}
