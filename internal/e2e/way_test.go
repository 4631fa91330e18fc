package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/ptytest"
	"btalk/internal/sandbox"
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

func TestACertificateInTheWayIsNamedAndJudgesNoCredentials(t *testing.T) {
	t.Parallel()
	now, year := time.Now(), 365*24*time.Hour
	for name, tt := range map[string]struct {
		from, to time.Time
		host     string
		trusted  bool
		says     string
	}{
		"expired":           {now.Add(-2 * year), now.Add(-time.Hour), "localhost", true, "it has expired"},
		"not valid yet":     {now.Add(time.Hour), now.Add(year), "localhost", true, "it is not valid yet"},
		"for another host":  {now.Add(-year), now.Add(year), "other.example", true, "it is not for localhost"},
		"of unknown issuer": {now.Add(-year), now.Add(year), "localhost", false, "SSL_CERT_FILE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			origin, roots := serveTLS(t, tt.host, tt.from, tt.to)
			env := reaching(t, origin)
			if tt.trusted {
				env = append(env, "SSL_CERT_FILE="+roots)
			}
			says := []string{"certificate", "localhost", tt.says, "Canary Issuer", tt.from.UTC().Format(time.DateOnly), tt.to.UTC().Format(time.DateOnly)}
			for command, args := range commands(blindOrder) {
				ended{6, says, blame}.check(t, command, btalk.Run(t, env, args...))
			}
		})
	}
}

// serveTLS is a server that shows a certificate of its own making; roots is a file
// that holds it.
func serveTLS(t *testing.T, host string, from, to time.Time) (origin, roots string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Canary Issuer"}, DNSNames: []string{host},
		NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	roots = filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1), roots
}

// reaching is the environment of a run against a server that is no sandbox.
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
					fault, err := sandbox.ParseFault(method + " /customers" + tt.fault)
					if err != nil {
						t.Fatal(err)
					}
					server.Inject(fault)
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
