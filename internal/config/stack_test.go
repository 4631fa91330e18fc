package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/config"
)

// withSystem adds a file of the system to an environment.
func withSystem(t *testing.T, env *config.Env, text string, mode os.FileMode) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	env.System = append(env.System, dir)
	return path
}

func TestTheFileOfTheSystemLiesBelowThatOfTheUser(t *testing.T) {
	t.Parallel()
	env, own := given(t, "[profiles.default]\nrequests_per_minute = 30\n", "BTALK_THEME=nord")
	far := withSystem(t, &env, `
profile = "default"
theme = "dark"
[profiles.default]
requests_per_minute = 10
base_url = "https://system.example/v1"
credential_command = ["pass-helper"]
[profiles.lab]
base_url = "https://lab.example/v1"
[keys]
copy = ["f2"]
`, 0o644)
	withSystem(t, &env, "[profiles.default]\nbase_url = 'https://farther.example'\ntracking_url = 'https://farther.example/t'\n", 0o644)
	s := mustLoad(t, env, config.Flags{})
	for setting, want := range map[string]struct{ value, got, source string }{
		"requests_per_minute": {"30", "30", own + ":2"},
		"base_url":            {"https://system.example/v1", s.BaseURL, far + ":6"},
		"tracking_url":        {"https://farther.example/t", s.TrackingURL, ":3"},
		"theme":               {"nord", s.Theme, "BTALK_THEME"},
		"token_url":           {"https://api.orange.com/oauth/v3/token", s.TokenURL, "default"},
	} {
		if want.got != want.value || !strings.HasSuffix(s.Source[setting], want.source) {
			t.Errorf("%s: %q from %s; want %q from %s", setting, want.got, s.Source[setting], want.value, want.source)
		}
	}
	if s.RequestsPerMinute != 30 || len(s.CredentialCommand) != 1 || s.Keys["copy"][0] != "f2" || len(s.System) != 2 {
		t.Errorf("%d, %v, %v, %v", s.RequestsPerMinute, s.CredentialCommand, s.Keys, s.System)
	}
	if lab := mustLoad(t, env, config.Flags{Profile: "lab"}); lab.BaseURL != "https://lab.example/v1" {
		t.Errorf("a profile of the system has the address %q", lab.BaseURL)
	}
}

func TestARestrictionCannotBeLiftedFromNearer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		own, system string
		vars        []string
		flags       config.Flags
		want        bool
	}{
		"nobody restricts":                  {want: false},
		"a flag":                            {flags: config.Flags{Restricted: true, Write: true}, want: true},
		"the system, the user says no":      {system: "restricted = true", own: "restricted = false", want: true},
		"the system, the environment no":    {system: "restricted = true", vars: []string{"BTALK_RESTRICTED=false"}, want: true},
		"the user's own":                    {own: "restricted = true", vars: []string{"BTALK_RESTRICTED=no"}, want: true},
		"the environment":                   {vars: []string{"BTALK_RESTRICTED=yes"}, want: true},
		"the system with write = true here": {system: "restricted = true", own: "write = true", want: true},
	} {
		env, _ := given(t, "[profiles.default]\n"+test.own+"\n", test.vars...)
		withSystem(t, &env, "[profiles.default]\n"+test.system+"\n", 0o644)
		s := mustLoad(t, env, test.flags)
		if s.Restricted != test.want || s.Restricted && s.Write {
			t.Errorf("%s: restricted %v, write %v", name, s.Restricted, s.Write)
		}
	}
}

func TestWhoseFileIsBelieved(t *testing.T) {
	t.Parallel()
	const command, secret = "[profiles.default]\ncredential_command = ['x']\n", "[profiles.default]\nclient_secret = 'CANARY'\n"
	for name, test := range map[string]struct {
		text string
		mode os.FileMode
		want string
	}{
		"a command that others may read":              {command, 0o644, ""},
		"plain settings":                              {"theme = 'dark'\n", 0o644, ""},
		"a server without a password":                 {"[profiles.default]\nshared_url = 'redis+unix:///run/redis/s'\n", 0o644, ""},
		"a secret that others may read":               {secret, 0o644, "holds credentials and is open to others (mode 0644)"},
		"a password in shared_url":                    {"[profiles.default]\nshared_url = 'rediss://u:CANARY@h:1'\n", 0o644, "open to others"},
		"a password in proxy":                         {"[profiles.default]\nproxy = 'http://u:CANARY@h:1'\n", 0o644, "open to others"},
		"settings for all that a group may write":     {"theme = 'dark'\n", 0o664, "others can write it (mode 0664)"},
		"a command that everybody may write":          {command, 0o646, "chmod go-w"},
		"a secret that is closed, for root's service": {secret, 0o600, ""},
	} {
		env, _ := given(t, "")
		withSystem(t, &env, test.text, test.mode)
		_, err := config.Load(env, config.Flags{})
		switch {
		case test.want == "" && err != nil, test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", name, err, test.want)
		case err != nil && strings.Contains(err.Error(), "CANARY"):
			t.Errorf("%s: a secret is shown: %v", name, err)
		}
	}
}

func TestSharingAndNetworkAreChecked(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"shared_url = 'rediss://u:p@host:6379/1'":     "",
		"shared_url = 'redis://127.0.0.1:6379'":       "",
		"shared_url = 'redis+unix:///run/redis.sock'": "",
		"shared_url = 'redis://u:CANARY@host'":        "write rediss://",
		"shared_url = 'http://host'":                  "wants rediss://",
		"shared_dir = 'relative'":                     "whole path",
		"shared_hosts = 0":                            "from 1 to 1000",
		"shared_cache = true":                         "",
		"proxy = 'http://p.example:3128'":             "",
		"proxy = 'p.example:3128'":                    "is not an address",
		"ca_file = '/no/such/file'":                   "cannot be read",
	} {
		env, _ := given(t, "[profiles.default]\n"+line+"\n")
		_, err := config.Load(env, config.Flags{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "CANARY")) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}
