package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/config"
)

// key40 is an API key of the length that the portal gives.
const key40 = "0123456789012345678901234567890123456789"

// dirs are directories below one of the test's own.
func dirs(t *testing.T) config.Dirs {
	t.Helper()
	root := t.TempDir()
	return config.Dirs{
		Config: filepath.Join(root, "config"), Cache: filepath.Join(root, "cache"),
		State: filepath.Join(root, "state"), Runtime: filepath.Join(root, "run"),
	}
}

// given is an environment whose configuration file has that text.
func given(t *testing.T, text string, vars ...string) (env config.Env, path string) {
	t.Helper()
	env = config.Env{Vars: vars, Dirs: dirs(t)}
	path = filepath.Join(env.Dirs.Config, "config.toml")
	if err := os.MkdirAll(env.Dirs.Config, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return env, path
}

func mustLoad(t *testing.T, env config.Env, flags config.Flags) config.Settings {
	t.Helper()
	s, err := config.Load(env, flags)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWithoutAnythingTheDefaultsHoldAndCredentialsAreMissing(t *testing.T) {
	t.Parallel()
	env := config.Env{Dirs: dirs(t)}
	s := mustLoad(t, env, config.Flags{})
	if s.Found || s.Path != filepath.Join(env.Dirs.Config, "config.toml") || s.Dirs != env.Dirs {
		t.Errorf("found %v, path %q, dirs %v", s.Found, s.Path, s.Dirs)
	}
	got := []any{
		s.Profile, s.Theme, s.BaseURL, s.TrackingURL, s.BillingURL, s.TokenURL,
		s.RequestsPerMinute, s.Write, s.NoColor, len(s.Warnings),
	}
	want := []any{
		"default", "terminal", "https://api.orange.com/btalk/v1", "https://api.orange.com/order-tracking/b2b/v1",
		"https://api.orange.com/billing/b2b/v1", "https://api.orange.com/oauth/v3/token", 60, false, false, 0,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if missing := s.Missing(); !slices.Equal(missing, []string{"client_id", "client_secret", "api_key"}) {
		t.Errorf("missing %v", missing)
	}
	if v := config.Variable("client_id"); v != "BTALK_CLIENT_ID" {
		t.Errorf("variable %s", v)
	}
}

func TestTheTextOfConfigInitSaysTheDefaults(t *testing.T) {
	t.Parallel()
	env, _ := given(t, config.Default())
	fromFile := mustLoad(t, env, config.Flags{})
	built := mustLoad(t, config.Env{Dirs: env.Dirs, Vars: []string{"BTALK_CONFIG="}}, config.Flags{})
	for name, values := range map[string][2]any{
		"theme": {fromFile.Theme, built.Theme}, "base_url": {fromFile.BaseURL, built.BaseURL},
		"tracking_url": {fromFile.TrackingURL, built.TrackingURL}, "billing_url": {fromFile.BillingURL, built.BillingURL},
		"token_url": {fromFile.TokenURL, built.TokenURL}, "write": {fromFile.Write, built.Write},
		"requests_per_minute": {fromFile.RequestsPerMinute, built.RequestsPerMinute},
		"missing":             {len(fromFile.Missing()), 3},
	} {
		if values[0] != values[1] {
			t.Errorf("%s: file %v, built in %v", name, values[0], values[1])
		}
	}
}

const everything = `
version = 1
profile = "lab"
theme = "dark"
[profiles.default]
client_id = "of default"
[profiles.lab]
client_id = "file-id"
client_secret = "file-secret"
api_key = "` + key40 + `"
b2b_api_key = "file-b2b"
billing_api_key = "file-billing"
credential_command = ["pass", "btalk"]
base_url = "https://lab.example/btalk/v1/"
tracking_url = "https://lab.example/tracking"
billing_url = "https://lab.example/billing"
token_url = "http://127.0.0.1:8080/token"
requests_per_minute = 30
write = true
[interface]
esc_wait = "80ms"
accessible = true
[keys]
refresh = ["f5", "r"]
`

func TestTheFileSetsEverything(t *testing.T) {
	t.Parallel()
	env, path := given(t, everything)
	s := mustLoad(t, env, config.Flags{})
	got := []any{
		s.Found, s.Profile, s.Profiles, s.Theme, s.ClientID, s.ClientSecret.Reveal(), s.AuthorizationHeader.Reveal(),
		s.APIKey.Reveal(), s.TrackingAPIKey.Reveal(), s.BillingAPIKey.Reveal(), s.CredentialCommand,
		s.BaseURL, s.TrackingURL, s.BillingURL, s.TokenURL, s.RequestsPerMinute, s.Write, s.EscWait, s.Accessible, s.Keys, s.Missing(), s.Warnings,
	}
	want := []any{
		true, "lab",
		[]string{"default", "lab"},
		"dark", "file-id", "file-secret", "Basic ZmlsZS1pZDpmaWxlLXNlY3JldA==",
		key40, "file-b2b", "file-billing",
		[]string{"pass", "btalk"},
		"https://lab.example/btalk/v1", "https://lab.example/tracking", "https://lab.example/billing",
		"http://127.0.0.1:8080/token", 30, true, 80 * time.Millisecond, true,
		map[string][]string{"refresh": {"f5", "r"}},
		[]string(nil), []string(nil),
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%d: got %v, want %v", i, got[i], want[i])
		}
	}
	for setting, line := range map[string]string{
		"profile": ":3", "theme": ":4", "client_id": ":8", "credential_command": ":13", "write": ":19",
		"tracking_api_key": ":11", "authorization_header": "",
	} {
		if line != "" && s.Source[setting] != path+line || line == "" && s.Source[setting] != "not set" {
			t.Errorf("source of %s is %q", setting, s.Source[setting])
		}
	}
}

func TestTheNearerSourceWins(t *testing.T) {
	t.Parallel()
	env, path := given(t, everything,
		"BTALK_CLIENT_ID=env-id", "BTALK_CLIENT_SECRET=env-secret", "BTALK_API_KEY= "+key40[:39]+"x \n",
		"BTALK_B2B_API_KEY=env-b2b", "BTALK_TRACKING_API_KEY=env-tracking",
		"BTALK_BASE_URL=http://localhost:1/", "BTALK_TRACKING_URL=https://e/t", "BTALK_BILLING_URL=https://e/b",
		"BTALK_TOKEN_URL=https://e/o", "BTALK_REQUESTS_PER_MINUTE=7", "BTALK_THEME=mono", "BTALK_WRITE=0",
		"BTALK_PROFILE=lab", "NO_COLOR=yes")
	s := mustLoad(t, env, config.Flags{})
	got := []any{
		s.ClientID, s.ClientSecret.Reveal(), s.APIKey.Reveal(), s.TrackingAPIKey.Reveal(), s.BillingAPIKey.Reveal(),
		s.BaseURL, s.TrackingURL, s.BillingURL, s.TokenURL, s.RequestsPerMinute, s.Theme, s.Write, s.NoColor,
		s.Source["theme"], s.Source["write"], s.Source["profile"], s.Source["billing_api_key"],
	}
	want := []any{
		"env-id", "env-secret", key40[:39] + "x", "env-tracking", "file-billing",
		"http://localhost:1", "https://e/t", "https://e/b", "https://e/o", 7, "mono", false, true,
		"BTALK_THEME", "BTALK_WRITE", "BTALK_PROFILE", path + ":12",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: got %v, want %v", i, got[i], want[i])
		}
	}

	s = mustLoad(t, env, config.Flags{Theme: "light", Profile: "default", Write: true})
	if s.Theme != "light" || s.Profile != "default" || !s.Write || s.Source["write"] != "--write" {
		t.Errorf("flags: theme %s, profile %s, write %v from %s", s.Theme, s.Profile, s.Write, s.Source["write"])
	}
}

func TestAuthorizationComesAsHeaderOrAsIDAndSecret(t *testing.T) {
	t.Parallel()
	const fileHeader = "[profiles.default]\nauthorization_header = \"Basic ZmlsZTpzZWNyZXQ=\"\n"
	for name, test := range map[string]struct {
		file       string
		vars       []string
		id, header string
		warnings   int
	}{
		"header with the word":          {vars: []string{"BTALK_AUTHORIZATION_HEADER=Basic YTpi"}, id: "a", header: "Basic YTpi"},
		"header without the word":       {vars: []string{"BTALK_AUTHORIZATION_HEADER=YTpi"}, id: "a", header: "Basic YTpi"},
		"header in another case":        {vars: []string{"BTALK_AUTHORIZATION_HEADER=basic   YTpi"}, id: "a", header: "Basic YTpi"},
		"header that cannot be read":    {vars: []string{"BTALK_AUTHORIZATION_HEADER=Basic opaque!"}, header: "Basic opaque!", warnings: 1},
		"header without a colon in it":  {vars: []string{"BTALK_AUTHORIZATION_HEADER=YWI="}, header: "Basic YWI=", warnings: 1},
		"id and secret":                 {vars: []string{"BTALK_CLIENT_ID=a", "BTALK_CLIENT_SECRET=b"}, id: "a", header: "Basic YTpi"},
		"both equally near":             {vars: []string{"BTALK_CLIENT_ID=x", "BTALK_CLIENT_SECRET=y", "BTALK_AUTHORIZATION_HEADER=YTpi"}, id: "a", header: "Basic YTpi"},
		"id and secret nearer":          {file: fileHeader, vars: []string{"BTALK_CLIENT_ID=a", "BTALK_CLIENT_SECRET=b"}, id: "a", header: "Basic YTpi"},
		"half of id and secret nearer":  {file: fileHeader, vars: []string{"BTALK_CLIENT_ID=a"}, id: "file", header: "Basic ZmlsZTpzZWNyZXQ="},
		"header nearer":                 {file: "[profiles.default]\nclient_id='x'\nclient_secret='y'\n", vars: []string{"BTALK_AUTHORIZATION_HEADER=YTpi"}, id: "a", header: "Basic YTpi"},
		"id from file, secret from env": {file: "[profiles.default]\nclient_id='a'\n", vars: []string{"BTALK_CLIENT_SECRET=b"}, id: "a", header: "Basic YTpi"},
		"an id alone":                   {vars: []string{"BTALK_CLIENT_ID=a"}, id: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, _ := given(t, test.file, test.vars...)
			s := mustLoad(t, env, config.Flags{})
			if s.ClientID != test.id || s.AuthorizationHeader.Reveal() != test.header || len(s.Warnings) != test.warnings {
				t.Errorf("id %q, header %q, warnings %v", s.ClientID, s.AuthorizationHeader.Reveal(), s.Warnings)
			}
		})
	}
}

func TestWhatIsOddIsAWarning(t *testing.T) {
	t.Parallel()
	env, path := given(t, "[profiles.default]\napi_key = 'short'\n", "BTALK_APIKEY=x", "BTALK_CLIENT_IDS\x1b=x", "OTHER=1")
	s := mustLoad(t, env, config.Flags{})
	for _, want := range []string{
		path + ":2: api_key has 5 characters, those of the portal have 40",
		"environment variable BTALK_APIKEY sets nothing; nearest is BTALK_API_KEY",
		`environment variable "BTALK_CLIENT_IDS\x1b" sets nothing; nearest is BTALK_CLIENT_ID`,
	} {
		if !slices.Contains(s.Warnings, want) {
			t.Errorf("no warning %q among %q", want, s.Warnings)
		}
	}
	if len(s.Warnings) != 3 {
		t.Errorf("%d warnings, want 3", len(s.Warnings))
	}
}

func TestBTALK_CONFIGNamesTheFileAndMustBeRight(t *testing.T) {
	t.Parallel()
	_, path := given(t, "theme = 'dark'")
	s := mustLoad(t, config.Env{Vars: []string{"BTALK_CONFIG=" + path}}, config.Flags{})
	if s.Path != path || s.Theme != "dark" {
		t.Errorf("path %q, theme %q", s.Path, s.Theme)
	}
	_, err := config.Load(config.Env{Vars: []string{"BTALK_CONFIG=" + path + "x"}}, config.Flags{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("error %v", err)
	}
}

func TestWithoutAPlaceForFilesTheEnvironmentIsEnough(t *testing.T) {
	t.Parallel()
	s := mustLoad(t, config.Env{Vars: []string{
		"BTALK_CLIENT_ID=a", "BTALK_CLIENT_SECRET=b", "BTALK_API_KEY=" + key40,
	}}, config.Flags{})
	if len(s.Missing()) != 0 || s.Found || s.Path != "" {
		t.Errorf("missing %v, found %v, path %q", s.Missing(), s.Found, s.Path)
	}
}
