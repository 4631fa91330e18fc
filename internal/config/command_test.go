package config_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"btalk/internal/config"
)

// TestMain lets the test binary be the credential command: HELPER says what it does.
func TestMain(m *testing.M) {
	switch what := os.Getenv("HELPER"); what {
	case "":
		os.Exit(m.Run())
	case "hang":
		r, _, err := os.Pipe()
		if err != nil {
			os.Exit(9)
		}
		_, _ = r.Read(make([]byte, 1))
	case "flood":
		for range 2000 {
			fmt.Fprint(os.Stdout, strings.Repeat("x", 100))
		}
	case "fail":
		fmt.Fprint(os.Stderr, canary)
		os.Exit(3)
	case "environment":
		env := strings.Join(os.Environ(), "\n")
		fmt.Fprintf(os.Stdout, `{"client_id": "seen:%v"}`, strings.Contains(env, "BTALK_CLIENT_SECRET") || !strings.Contains(env, "OTHER=kept"))
	case "arguments":
		fmt.Fprintf(os.Stdout, `{"client_id": "%s"}`, strings.Join(os.Args[1:], "|"))
	default:
		fmt.Fprint(os.Stdout, what)
	}
	os.Exit(0)
}

// withHelper are settings whose credential command is this binary.
func withHelper(t *testing.T, helper string, vars ...string) config.Settings {
	t.Helper()
	env, _ := given(t, fmt.Sprintf(
		"[profiles.default]\nclient_id = 'file-id'\nclient_secret = 'file-secret'\ncredential_command = ['%s', '$HOME;', '*']\n", os.Args[0]),
		append(vars, "HELPER="+helper, "OTHER=kept")...)
	return mustLoad(t, env, config.Flags{})
}

func TestTheCredentialCommandComesBetweenFileAndEnvironment(t *testing.T) {
	t.Parallel()
	s := withHelper(t, `{"client_id": "cmd-id", "client_secret": "cmd-secret", "api_key": "cmd-key", "b2b_api_key": null, "version": 1}`,
		"BTALK_API_KEY="+key40)
	if s.ClientID != "file-id" {
		t.Errorf("before: id %q", s.ClientID)
	}
	s, err := s.WithCredentials(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.ClientID != "cmd-id" || s.ClientSecret.Reveal() != "cmd-secret" || s.APIKey.Reveal() != key40 {
		t.Errorf("id %q, secret %q, key %q", s.ClientID, s.ClientSecret.Reveal(), s.APIKey.Reveal())
	}
	if s.Source["client_id"] != "credential_command" || s.Source["api_key"] != "BTALK_API_KEY" {
		t.Errorf("sources %q and %q", s.Source["client_id"], s.Source["api_key"])
	}
}

func TestWithoutACommandNothingHappens(t *testing.T) {
	t.Parallel()
	s, err := mustLoad(t, config.Env{}, config.Flags{}).WithCredentials(t.Context())
	if err != nil || len(s.Missing()) != 3 {
		t.Errorf("error %v, missing %v", err, s.Missing())
	}
}

func TestTheCommandRunsWithoutShellAndWithoutOurSecrets(t *testing.T) {
	t.Parallel()
	for helper, want := range map[string]string{
		"arguments":   "$HOME;|*",
		"environment": "seen:false",
	} {
		t.Run(helper, func(t *testing.T) {
			t.Parallel()
			s, err := withHelper(t, helper, "BTALK_CLIENT_SECRET="+canary).WithCredentials(t.Context())
			if err != nil || s.ClientID != want {
				t.Errorf("id %q, want %q; error %v", s.ClientID, want, err)
			}
		})
	}
}

func TestACommandThatDoesNotDeliverIsAnError(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ helper, want string }{
		"too much":          {"flood", "printed more than 64 KiB"},
		"a failure":         {"fail", "failed: exit status 3"},
		"no JSON":           {canary, "did not print one JSON object"},
		"a list":            {`["` + canary + `"]`, "did not print one JSON object"},
		"null":              {`null`, "did not print one JSON object"},
		"two objects":       {`{"client_id":"a"} {}`, "did not print one JSON object"},
		"a list for a text": {`{"client_secret": ["CANARY"]}`, "printed a client_secret that is not a text"},
		"a key in two":      {`{"api_key": "` + canary + ` x"}`, "api_key: holds a blank"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := withHelper(t, test.helper).WithCredentials(t.Context())
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "CANARY") {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if typed := new(config.Error); !errors.As(err, &typed) {
				t.Errorf("%T is not a config.Error", err)
			}
		})
	}
}

func TestACommandThatHangsIsStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := withHelper(t, "hang").WithCredentials(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want it to be the context's", err)
	}
}

func TestACommandThatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	for argv, want := range map[string]string{
		`["no-such-program-here"]`: "executable file not found",
		`["/no/such/program"]`:     "no such file or directory",
		`[""]`:                     "cannot be run",
	} {
		t.Run(argv, func(t *testing.T) {
			t.Parallel()
			env, path := given(t, "[profiles.default]\ncredential_command = "+argv)
			s, err := config.Load(env, config.Flags{})
			if err == nil {
				_, err = s.WithCredentials(t.Context())
			}
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path+":2") {
				t.Errorf("error %v, want %q with the line", err, want)
			}
		})
	}
}
