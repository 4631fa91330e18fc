package config_test

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"testing"

	"btalk/internal/config"
)

// TestDirectoriesFollowXDG sets variables, so it is not parallel.
func TestDirectoriesFollowXDG(t *testing.T) {
	home, run := t.TempDir(), t.TempDir()
	foreign := filepath.Join(run, "file")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	known := func(folder string) string { // as Linux has it
		account, err := user.Current()
		if err != nil || !filepath.IsAbs(account.HomeDir) {
			return ""
		}
		return filepath.Join(account.HomeDir, "."+folder, "btalk")
	}
	for name, test := range map[string]struct {
		vars map[string]string
		want config.Dirs
	}{
		"all set": {
			map[string]string{
				"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": run,
			},
			config.Dirs{Config: "/c/btalk", Cache: "/k/btalk", State: "/s/btalk", Runtime: run + "/btalk"},
		},
		"without a runtime directory, the cache directory": {
			map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k", "XDG_STATE_HOME": "/s"},
			config.Dirs{Config: "/c/btalk", Cache: "/k/btalk", State: "/s/btalk", Runtime: "/k/btalk"},
		},
		"a runtime directory that cannot be used gives way to the cache directory, and it is said why": {
			map[string]string{
				"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": foreign,
			},
			config.Dirs{
				Config: "/c/btalk", Cache: "/k/btalk", State: "/s/btalk", Runtime: "/k/btalk",
				RuntimeFault: fmt.Sprintf("could not use the directory %q: not a directory", foreign+"/btalk"),
			},
		},
		"relative values are ignored": {
			map[string]string{
				"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "run",
			},
			config.Dirs{Config: "/c/btalk", Cache: "/k/btalk", State: "/s/btalk", Runtime: "/k/btalk"},
		},
		"without HOME, below the home that the system knows": {
			map[string]string{"HOME": "", "XDG_CACHE_HOME": "relative"},
			config.Dirs{Config: known("config"), Cache: known("cache"), State: known("local/state"), Runtime: known("cache")},
		},
		"a relative HOME is none": {
			map[string]string{"HOME": "home", "XDG_STATE_HOME": "/s"},
			config.Dirs{Config: known("config"), Cache: known("cache"), State: "/s/btalk", Runtime: known("cache")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", home)
			for _, v := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"} {
				t.Setenv(v, "")
			}
			for name, value := range test.vars {
				t.Setenv(name, value)
			}
			if got := config.SystemEnv().Dirs; got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestDirectoriesAreBelowHomeOtherwise(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for _, v := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"} {
		t.Setenv(v, "relative")
	}
	t.Setenv("BTALK_THEME", "mono")
	env := config.SystemEnv()
	for _, dir := range []string{env.Dirs.Config, env.Dirs.Cache, env.Dirs.State, env.Dirs.Runtime} {
		if rel, err := filepath.Rel(home, dir); err != nil || !filepath.IsLocal(rel) || filepath.Base(dir) != "btalk" {
			t.Errorf("%q is not ours below %q", dir, home)
		}
	}
	if s := mustLoad(t, env, config.Flags{}); s.Theme != "mono" {
		t.Errorf("theme %q, want the one of the environment", s.Theme)
	}
}

func TestNoProgramThatIsStartedGetsASecret(t *testing.T) {
	t.Parallel()
	env := config.Env{Vars: []string{"PATH=/bin", "BTALK_THEME=dark"}}
	for _, name := range []string{
		"CLIENT_SECRET", "AUTHORIZATION_HEADER", "API_KEY", "B2B_API_KEY", "TRACKING_API_KEY", "BILLING_API_KEY", "SHARED_URL", "PROXY",
	} {
		env.Vars = append(env.Vars, "BTALK_"+name+"=CANARY")
	}
	if left := env.WithoutSecrets(); !slices.Equal(left, []string{"PATH=/bin", "BTALK_THEME=dark"}) {
		t.Errorf("it gets %q", left)
	}
}
