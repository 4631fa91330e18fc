package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"btalk/internal/config"
)

// TestWhatIsWrongIsRefusedWithItsPlace: every case is a file or an environment
// with a mistake, and what the message must say. PATH stands for the file.
func TestWhatIsWrongIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	const p = "[profiles.default]\n"
	for name, test := range map[string]struct {
		text  string
		vars  []string
		flags config.Flags
		want  []string
	}{
		"unknown key at the top":            {text: "\nthem = 'x'", want: []string{`PATH:2: unknown key "them"`, "nearest known key: theme"}},
		"unknown key in a profile":          {text: p + "clientid = 'x'", want: []string{`PATH:2: unknown key "profiles.default.clientid"`, "nearest known key: client_id"}},
		"several unknown keys":              {text: "a = 1\n" + p + "b = 2", want: []string{"PATH:1:", "PATH:3:"}},
		"unknown table":                     {text: "\n[colours]\nx = 1", want: []string{"PATH:2:", `"colours"`}},
		"unknown table of profiles":         {text: "[profles.default]\nclient_id = 'x'", want: []string{`PATH:1: unknown key "profles.default"`, "nearest known key: profiles"}},
		"profile key at the top":            {text: "client_id = 'x'", want: []string{"PATH:1:", "put it below [profiles.default]"}},
		"top key in a profile":              {text: p + "theme = 'x'", want: []string{"PATH:2:", "belongs at the top of the file"}},
		"unknown key with escapes":          {text: `"a\u001b[31m" = 1`, want: []string{`\x1b[31m`}},
		"number for a text":                 {text: p + "client_id = 3", want: []string{"PATH:2: client_id: wrong type: it wants a text"}},
		"text for a number":                 {text: p + "requests_per_minute = 'x'", want: []string{"PATH:2: requests_per_minute: wrong type: it wants a whole number"}},
		"fraction for a number":             {text: p + "requests_per_minute = 1.5", want: []string{"PATH:2: requests_per_minute: wrong type"}},
		"number for a flag":                 {text: p + "write = 1", want: []string{"PATH:2: write: wrong type: it wants true or false"}},
		"text for a command":                {text: p + "credential_command = 'pass x'", want: []string{"PATH:2: credential_command: wrong type: it wants a list"}},
		"a key of the dashboard at the top": {text: "esc_wait = '50ms'", want: []string{"PATH:1:", "put it below [interface]"}},
		"unknown key of the dashboard":      {text: "[interface]\nescwait = '50ms'", want: []string{`PATH:2: unknown key "interface.escwait"`, "nearest known key: esc_wait"}},
		"number for a time":                 {text: "[interface]\nesc_wait = 50", want: []string{"PATH:2: esc_wait: wrong type: it wants a text in quotes"}},
		"no time":                           {text: "[interface]\nesc_wait = '50'", want: []string{"PATH:2: esc_wait", "from 1ms to 1s"}},
		"too long a time":                   {text: "[interface]\nesc_wait = '1h'", want: []string{"PATH:2: esc_wait", "from 1ms to 1s"}},
		"no time at all":                    {text: "[interface]\nesc_wait = '0s'", want: []string{"PATH:2: esc_wait", "from 1ms to 1s"}},
		"text for keys":                     {text: "[keys]\nrefresh = 'r'", want: []string{"PATH:2: refresh: wrong type: it wants a list of keys"}},
		"value for a table":                 {text: "profiles = 3", want: []string{"PATH:1: profiles: wrong type: it wants a table"}},
		"value for a profile":               {text: "[profiles]\nlab = 'x'", want: []string{"PATH:2: lab: wrong type: it wants a table"}},
		"not TOML":                          {text: "theme = 'dark'\nwhat?", want: []string{"PATH:2:", "btalk config init"}},
		"key twice":                         {text: "theme = 'a'\ntheme = 'b'", want: []string{"PATH:2:", "already defined"}},
		"not UTF-8":                         {text: "theme = '\xff'", want: []string{"PATH:1:"}},
		"newer version":                     {text: "version = 2", want: []string{"PATH:1: version: is 2; this btalk reads version 1"}},
		"no such profile, file":             {text: "profile = 'x'\n[profiles.a]\n[profiles.b]", want: []string{"PATH:1: profile: there is no profile x; there are: a, b"}},
		"no such profile, environment":      {text: "[profiles.a]", vars: []string{"BTALK_PROFILE=x"}, want: []string{"BTALK_PROFILE: profile: there is no profile x; there are: a"}},
		"no such profile, flag":             {text: "[profiles.a]", flags: config.Flags{Profile: "x"}, want: []string{"--profile: ", "there are: a"}},
		"no profile at all but one asked":   {vars: []string{"BTALK_PROFILE=x"}, want: []string{"no profile x, nor any other", "add [profiles.x] to PATH"}},
		"no default among the profiles":     {text: "[profiles.a]", want: []string{"no profile default; there are: a"}},
		"http to the world":                 {text: p + "base_url = 'http://api.example/x'", want: []string{"PATH:2: base_url: must begin with https://"}},
		"http to a lookalike":               {vars: []string{"BTALK_BASE_URL=http://localhost.example/"}, want: []string{"BTALK_BASE_URL: base_url: must begin with https://"}},
		"http to 128.0.0.1":                 {vars: []string{"BTALK_TOKEN_URL=http://128.0.0.1/"}, want: []string{"BTALK_TOKEN_URL"}},
		"another scheme":                    {vars: []string{"BTALK_TRACKING_URL=ftp://h/"}, want: []string{"BTALK_TRACKING_URL", "https://"}},
		"no scheme":                         {vars: []string{"BTALK_BILLING_URL=api.example/x"}, want: []string{"BTALK_BILLING_URL", "is not an address"}},
		"no host":                           {vars: []string{"BTALK_BASE_URL=https:///x"}, want: []string{"is not an address"}},
		"password in an address":            {vars: []string{"BTALK_BASE_URL=https://u:CANARY@h/"}, want: []string{"must not hold a user name"}},
		"query in an address":               {vars: []string{"BTALK_BASE_URL=https://h/?k=CANARY"}, want: []string{"no ? and no #"}},
		"port zero":                         {vars: []string{"BTALK_BASE_URL=https://h:0/"}, want: []string{"no valid port"}},
		"port just out of range":            {vars: []string{"BTALK_BASE_URL=https://h:65536/"}, want: []string{"no valid port"}},
		"port out of range":                 {vars: []string{"BTALK_BASE_URL=https://h:70000/"}, want: []string{"no valid port"}},
		"broken address":                    {vars: []string{"BTALK_BASE_URL=https://h:CANARY/%zz"}, want: []string{"is not an address"}},
		"no requests at all":                {text: p + "requests_per_minute = 0", want: []string{"PATH:2: requests_per_minute: wants a whole number from 1"}},
		"requests in words":                 {vars: []string{"BTALK_REQUESTS_PER_MINUTE=many"}, want: []string{"BTALK_REQUESTS_PER_MINUTE", "whole number"}},
		"write perhaps":                     {vars: []string{"BTALK_WRITE=maybe"}, want: []string{"BTALK_WRITE: write: wants true or false"}},
		"theme as a path":                   {text: "theme = '../x.toml'", want: []string{"PATH:1: theme: is a name, not a path"}},
		"key with a line break":             {text: p + `api_key = "CANARY\nX: y"`, want: []string{"PATH:2: api_key: holds a blank, a line break"}},
		"secret with a blank":               {text: p + `client_secret = "CANARY CANARY"`, want: []string{"PATH:2: client_secret: holds a blank"}},
		"header with two words":             {vars: []string{"BTALK_AUTHORIZATION_HEADER=Basic CANARY CANARY"}, want: []string{"BTALK_AUTHORIZATION_HEADER", "holds a blank"}},
		"b2b key with an accent":            {vars: []string{"BTALK_B2B_API_KEY=CANARYé"}, want: []string{"BTALK_B2B_API_KEY", "outside ASCII"}},
		"all mistakes at once":              {text: p + "base_url = 'x'\nwrite = false", vars: []string{"BTALK_WRITE=x"}, want: []string{"PATH:2", "BTALK_WRITE"}},
		"one key for two actions":           {text: "[keys]\nrefresh = ['r']\nsort = ['s', 'r']", want: []string{`PATH:3: key "r" of action sort belongs to action refresh already (PATH:2)`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, path := given(t, test.text, test.vars...)
			_, err := config.Load(env, test.flags)
			if err == nil {
				t.Fatal("no error")
			}
			if typed := new(config.Error); !errors.As(err, &typed) {
				t.Errorf("%T is not a config.Error", err)
			}
			message := err.Error()
			for _, want := range test.want {
				if want = strings.ReplaceAll(want, "PATH", path); !strings.Contains(message, want) {
					t.Errorf("error %q\nwants    %q", message, want)
				}
			}
			if strings.Contains(message, "CANARY") || strings.Contains(message, "\x1b") || !utf8.ValidString(message) {
				t.Errorf("error shows what it must not: %q", message)
			}
		})
	}
}

func TestAddressesThatAreRight(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://api.example":         "https://api.example",
		"https://api.example/":        "https://api.example",
		"https://api.example/v1///":   "https://api.example/v1",
		"https://api.example:8443/v1": "https://api.example:8443/v1",
		"http://127.0.0.1:8080/v1":    "http://127.0.0.1:8080/v1",
		"https://h:1":                 "https://h:1",
		"https://h:65535":             "https://h:65535",
		"http://127.255.0.9":          "http://127.255.0.9",
		"http://[::1]:80/":            "http://[::1]:80",
		"http://LOCALHOST/":           "http://LOCALHOST",
		"HTTPS://h/a%2Fb":             "https://h/a%2Fb",
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			s := mustLoad(t, config.Env{Vars: []string{"BTALK_BASE_URL=" + given}}, config.Flags{})
			if s.BaseURL != want {
				t.Errorf("got %q, want %q", s.BaseURL, want)
			}
		})
	}
}

func TestASecretThatOthersCouldReadIsRefusedWithTheLineToType(t *testing.T) {
	t.Parallel()
	const p = "[profiles.default]\n"
	for name, test := range map[string]struct {
		text    string
		mode    os.FileMode
		refused bool
	}{
		"secret, for the user only":             {p + "client_secret = 's'", 0o600, false},
		"secret, read-only":                     {p + "client_secret = 's'", 0o400, false},
		"secret, for all":                       {p + "client_secret = 's'", 0o644, true},
		"secret, for the group":                 {p + "client_secret = 's'", 0o640, true},
		"secret of another profile":             {p + "[profiles.b]\nclient_secret = 's'", 0o644, true},
		"header":                                {p + "authorization_header = 'YTpi'", 0o604, true},
		"API key":                               {p + "api_key = 's'", 0o644, true},
		"B2B key":                               {p + "b2b_api_key = 's'", 0o644, true},
		"tracking key":                          {p + "tracking_api_key = 's'", 0o644, true},
		"billing key":                           {p + "billing_api_key = 's'", 0o644, true},
		"nothing secret, for all":               {p + "client_id = 'c'\nclient_secret = ''", 0o644, false},
		"a command, to read for all":            {p + "credential_command = ['x']", 0o644, false},
		"a command, to change for all":          {p + "credential_command = ['x']", 0o666, true},
		"nothing secret nor a command, for all": {"theme = 'dark'", 0o666, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, path := given(t, test.text)
			if err := os.Chmod(path, test.mode); err != nil {
				t.Fatal(err)
			}
			_, err := config.Load(env, config.Flags{})
			if (err != nil) != test.refused {
				t.Fatalf("error %v, want one: %v", err, test.refused)
			}
			if test.refused && !strings.Contains(err.Error(), "type: chmod 600 "+path) {
				t.Errorf("error %q lacks the line to type", err)
			}
		})
	}
}

func TestTheLineToTypeIsQuotedForTheShell(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"it's mine.toml": `/it'\''s mine.toml'`,
		"esc\x1b'.toml":  `/esc\x1b\'.toml'`,
		"plain-1.toml":   `/plain-1.toml`,
		"$(reboot).toml": `/$(reboot).toml'`,
		"Größe é.toml":   `/Größe é.toml'`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, []byte("[profiles.default]\napi_key = 'x'"), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := config.Load(config.Env{Vars: []string{"BTALK_CONFIG=" + path}}, config.Flags{})
			if err == nil || !strings.HasSuffix(err.Error(), want) || strings.Contains(err.Error(), "\x1b") {
				t.Errorf("error %v, want it to end in %s", err, want)
			}
		})
	}
}

func TestWhatIsNoPlainFileIsRefusedAndNeverWaitedFor(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string]func(path string) error{
		"a pipe":      func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a directory": func(path string) error { return os.Mkdir(path, 0o700) },
		"a device":    func(path string) error { return os.Symlink("/dev/zero", path) },
		"too large": func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 2<<20))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, path := given(t, "")
			if err := errors.Join(os.Remove(path), replace(path)); err != nil {
				t.Fatal(err)
			}
			if _, err := config.Load(env, config.Flags{}); err == nil || !strings.Contains(err.Error(), "not a plain file") {
				t.Errorf("error %v", err)
			}
		})
	}
}
