package api

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

// throughProxy is a client whose requests go through a proxy that answers
// every CONNECT and every request with answer.
func throughProxy(t *testing.T, answer http.HandlerFunc) (c *Client, proxy string) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	ground, ok := network(nil, nil).(*http.Transport)
	if !ok {
		t.Fatal("the network is not a transport")
	}
	ground.Proxy = http.ProxyURL(address)
	c, err = New(Config{
		BaseURL: "https://api.example/btalk/v1", TokenURL: "https://api.example/oauth/v3/token",
		ClientID: "client-id", ClientSecret: "client-secret", APIKey: "api-key-api-key", Write: true, Transport: ground,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, address.Host
}

func TestARefusalOfTheProxyIsNamedAndJudgesNoCredentials(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 407, 400} {
		c, proxy := throughProxy(t, says(status, `{"code":41,"message":"Invalid credentials"}`))
		for name, ask := range map[string]func() error{
			"token": func() error { return c.CheckCredentials(t.Context()) },
			"read":  func() error { _, err := c.Customers(t.Context(), models.Cached); return err },
			"change": func() error {
				return c.Send(t.Context(), "order", models.PlannedRequest{Method: "POST", Path: "/orders"}).Err
			},
		} {
			err := ask()
			var failure *models.Error
			if !errors.As(err, &failure) || failure.Kind != models.Offline || failure.Fault.Raw() != models.FaultProxy {
				t.Fatalf("%s, %d: %+v", name, status, err)
			}
			words := err.Error() + models.AdviceFor(err).Hint
			if !strings.Contains(words, proxy) || !strings.Contains(words, http.StatusText(status)) {
				t.Errorf("%s, %d: it names no proxy or status: %s", name, status, words)
			}
			checkBlamesNoCredentials(t, err)
		}
	}
}

func TestTheProxyOfAProfileIsNamedWhenItIsNotReached(t *testing.T) {
	t.Parallel()
	c, err := New(Config{
		BaseURL: "https://api.example/btalk/v1", TokenURL: "https://api.example/oauth/v3/token",
		ClientID: "client-id", ClientSecret: "client-secret", APIKey: "api-key-api-key",
		Proxy: &url.URL{Scheme: "http", Host: "127.0.0.1:1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.CheckCredentials(t.Context()); err == nil || !strings.Contains(err.Error(), "the proxy 127.0.0.1:1 could not be reached") {
		t.Errorf("%v, want the proxy by its name", err)
	}
}

func checkBlamesNoCredentials(t *testing.T, err error) {
	t.Helper()
	for _, word := range []string{"API key", "client id", "credentials were refused", "entitled"} {
		if strings.Contains(err.Error(), word) {
			t.Errorf("%q blames the %s", err, word)
		}
	}
}

func TestAnAnswerOfSomebodyInBetweenJudgesNoCredentials(t *testing.T) {
	t.Parallel()
	const page = "<html><body>Access denied</body></html>"
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		kind   models.Kind
	}{
		"proxy wants a password":       {says(407, ``), models.Offline},
		"page that refuses":            {says(403, page), models.Malformed},
		"page that wants a log-in":     {says(401, page), models.Malformed},
		"throttle with 403":            {refusing(403, 53), models.Throttled},
		"throttle with 401":            {refusing(401, 53), models.Throttled},
		"throttle, the code as a text": {says(403, `{"code":"53","message":"Too many requests"}`), models.Throttled},
		"throttle of the back end":     {says(403, `[{"code":53,"message":"Too many requests"}]`), models.Throttled},
		"throttle with 429":            {says(429, ``), models.Throttled},
	} {
		for _, at := range []string{"token", "api"} {
			t.Run(name+" at the "+at, func(t *testing.T) {
				t.Parallel()
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": tt.answer})
				if at == "token" {
					s.token = tt.answer
				}
				_, err := c.Customers(models.WithLane(t.Context(), models.PrefetchLane), models.Cached)
				if models.KindOf(err) != tt.kind {
					t.Fatalf("kind %v, want %v: %v", models.KindOf(err), tt.kind, err)
				}
				checkBlamesNoCredentials(t, err)
			})
		}
	}
}

// certificate makes one for api.example, signed by itself.
func certificate(t *testing.T, from, to time.Time, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Canary Issuer"}, DNSNames: names,
		NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}
}

func TestACertificateThatIsNotAcceptedIsDescribed(t *testing.T) {
	t.Parallel()
	now := time.Now()
	year := 365 * 24 * time.Hour
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
			cert := certificate(t, tt.from, tt.to, tt.host)
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { giveToken(w) }))
			server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			t.Cleanup(server.Close)
			ground, _ := network(nil, nil).(*http.Transport)
			if ground.TLSClientConfig.RootCAs = x509.NewCertPool(); tt.trusted {
				ground.TLSClientConfig.RootCAs.AddCert(cert.Leaf)
			}
			origin := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
			c, err := New(Config{
				BaseURL: origin + "/btalk/v1", TokenURL: origin + "/token", ClientID: "client-id", ClientSecret: "client-secret",
				APIKey: "api-key-api-key", Transport: ground,
			})
			if err != nil {
				t.Fatal(err)
			}
			err = c.CheckCredentials(t.Context())
			if models.KindOf(err) != models.Offline {
				t.Fatalf("%+v", err)
			}
			for _, want := range []string{"certificate", "localhost", tt.says, "Canary Issuer", tt.from.UTC().Format("2006-01-02"), tt.to.UTC().Format("2006-01-02")} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("it does not say %q: %v", want, err)
				}
			}
			checkBlamesNoCredentials(t, err)
		})
	}
}

func TestARefusedTokenBlamesWhatTheAnswerNames(t *testing.T) {
	t.Parallel()
	for answer, fault := range map[string]string{
		`{"code":41,"message":"Invalid credentials"}`:                                    models.FaultClient,
		`{"code":42,"message":"Expired credentials"}`:                                    models.FaultClient,
		`{"code":40,"message":"Missing credentials"}`:                                    models.FaultClient,
		`{"code":41,"message":"Invalid credentials","description":"the API key is bad"}`: models.FaultKey,
		`[{"code":41,"message":"Invalid credentials"}]`:                                  models.FaultKey,
		``: models.FaultKey,
	} {
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(401, answer)})
		for range 3 { // the third is refused without a request
			_, err := c.Me(t.Context(), models.Refresh)
			var failure *models.Error
			if !errors.As(err, &failure) || failure.Kind != models.Unauthorized || failure.Fault.Raw() != fault {
				t.Errorf("%s: %+v, want the fault %q", answer, err, fault)
			}
		}
	}
}
