package e2e

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"btalk/internal/ptytest"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

// ended is how a command has to end: its exit code, and words on standard error that
// are there, and words that are not.
type ended struct {
	code   int
	says   []string
	hushed []string
}

// blame are words that put a failure on the operator's credentials or rights.
var blame = []string{"client id", "API key", "not entitled", "rights profile", "credentials were refused"}

func (want ended) check(t *testing.T, command string, got ptytest.Piped) {
	t.Helper()
	if got.Code != want.code {
		t.Errorf("%s: exit %d, want %d\n%s", command, got.Code, want.code, got.Err)
	}
	for _, word := range want.says {
		if !strings.Contains(got.Err, word) {
			t.Errorf("%s: it does not say %q:\n%s", command, word, got.Err)
		}
	}
	for _, word := range want.hushed {
		if strings.Contains(got.Err, word) {
			t.Errorf("%s: it says %q:\n%s", command, word, got.Err)
		}
	}
}

// commands are a read and a change.
func commands(order []string) map[string][]string {
	return map[string][]string{"customers": {"customers"}, "order create": order}
}

var blindOrder = []string{"--write", "order", "create", "--customer", "10236", "--country", "FR", "--vpn", "1", "--name", "FR_WAY", "--label", "L", "--yes"}

// What is wrong with a certificate, and how it is said, is a table of internal/api.
func TestACertificateInTheWayIsNamedAndJudgesNoCredentials(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS() // with a certificate that nobody trusts
	t.Cleanup(server.Close)
	says := []string{"certificate", "127.0.0.1", "SSL_CERT_FILE", "issuer " + server.Certificate().Issuer.String()}
	for command, args := range commands(blindOrder) {
		ended{6, says, blame}.check(t, command, btalk.Run(t, reaching(t, server.URL), args...))
	}
}

// reaching is the environment of a run against a server that is not a sandbox.
func reaching(t *testing.T, origin string) []string {
	t.Helper()
	keys := sandbox.DemoCredentials()
	return ptytest.Home(t, "BTALK_BASE_URL="+origin+"/btalk/v1", "BTALK_TOKEN_URL="+origin+"/token",
		"BTALK_CLIENT_ID="+keys.ClientID, "BTALK_CLIENT_SECRET="+keys.ClientSecret, "BTALK_API_KEY="+keys.APIKey)
}

func TestAProxyThatRefusesIsNamedAndJudgesNoCredentials(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusProxyAuthRequired, http.StatusForbidden} {
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"code":41,"message":"Invalid credentials"}`, status)
		}))
		t.Cleanup(proxy.Close)
		host := strings.TrimPrefix(proxy.URL, "http://")
		env := append(reaching(t, "https://api.example"), "HTTPS_PROXY=http://operator:hunter2hunter2@"+host)
		want := ended{6, []string{host, http.StatusText(status)}, append([]string{"hunter2"}, blame...)}
		for command, args := range commands(blindOrder) {
			want.check(t, command, btalk.Run(t, env, args...))
		}
	}
}

func TestARefusalNamesWhatWasRefusedAndEndsWithItsCode(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault, secret, profile string
		read, change           ended
	}{
		"the token server refuses": {
			secret: "wrong",
			read:   ended{4, []string{"client id or secret"}, []string{"API key"}}, change: ended{4, []string{"client id or secret"}, []string{"API key"}},
		},
		"401/41 after a new token": {
			fault: " 401/41",
			read:  ended{4, []string{"HTTP 401"}, []string{"entitled", "--write"}}, change: ended{4, []string{"HTTP 401"}, []string{"entitled"}},
		},
		"401/42 after a new token": {
			fault: " 401/42",
			read:  ended{4, []string{"HTTP 401"}, []string{"entitled", "--write"}}, change: ended{4, []string{"HTTP 401"}, []string{"entitled"}},
		},
		"throttled with 403": {
			fault: " 403/53",
			read:  ended{5, []string{"request limit"}, blame}, change: ended{5, []string{"request limit"}, blame},
		},
		"not entitled": {
			fault: " 403/50",
			read:  ended{4, []string{"not entitled"}, []string{"client id"}}, change: ended{4, []string{"not entitled"}, []string{"client id"}},
		},
		"a key that may only read": {
			profile: sandbox.ProfileReadOnly,
			read:    ended{code: 0}, change: ended{4, []string{"rights profile"}, []string{"--write"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := ptytest.Unlimited()
			options.Profile = tt.profile
			server, _, env := ptytest.Serve(t, options)
			order := orderAnything(t, env)
			if tt.fault != "" {
				for _, method := range []string{"GET", "POST"} {
					fault, err := faults.Parse(method + " /customers" + tt.fault)
					if err != nil {
						t.Fatal(err)
					}
					server.Insert(faults.New(fault))
				}
			}
			if tt.secret != "" {
				env = append(env, "BTALK_CLIENT_SECRET="+tt.secret)
			}
			for command, args := range commands(order) {
				want := tt.read
				if command != "customers" {
					want = tt.change
				}
				want.check(t, command, btalk.Run(t, env, append(args, "--refresh")...))
			}
			for _, request := range server.Requests() {
				if request.Method == http.MethodPost && request.Status < 300 && !strings.Contains(request.Path, "token") {
					t.Errorf("%s was accepted", request.Path)
				}
			}
		})
	}
}
