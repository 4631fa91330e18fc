package api

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// canaries are secrets that can be told from anything else.
var canaries = map[string]string{
	"id": "canary-id-1f9", "secret": "canary/secret+2e8 &x", "key": "canary-key-3d7-0123456789012345678901234", "token": "canary.token-4c6",
}

// echo gives every secret back, in every form, in the body and in the headers.
func echo(status int, contentType, format string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		var all strings.Builder
		for _, secret := range canaries {
			for _, form := range []string{
				secret, url.QueryEscape(secret), strings.ToLower(url.QueryEscape(secret)), strings.ReplaceAll(secret, "/", `\\/`),
				base64.StdEncoding.EncodeToString([]byte(secret)), fmt.Sprintf("%x", secret),
			} {
				all.WriteString(form + " ")
			}
		}
		all.WriteString(base64.StdEncoding.EncodeToString([]byte(canaries["id"] + ":" + canaries["secret"])))
		w.Header().Set("X-Oapi-Request-Id", all.String())
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Location", "https://elsewhere.example/?x="+url.QueryEscape(all.String()))
		w.WriteHeader(status)
		fmt.Fprintf(w, format, all.String())
	}
}

func TestNoSecretEverShows(t *testing.T) {
	t.Parallel()
	const js = "application/json"
	for name, answer := range map[string]http.HandlerFunc{
		"E1":        echo(400, js, `{"code":20,"message":"no","description":"you sent %s"}`),
		"E2":        echo(404, js, `[{"code":60,"message":"you sent %s"}]`),
		"E3":        echo(401, js, `{"error":"invalid_client","error_description":"%s"}`),
		"text":      echo(500, "text/plain", "you sent %s"),
		"page":      echo(502, "text/html", "<html>%s"),
		"portal":    echo(200, "text/html", "<html>%s"),
		"truncated": echo(200, js, `{"a":"%s`),
		"throttle":  echo(429, js, `{"code":53,"description":"%s"}`),
		"redirect":  echo(302, js, `%s`),
		"forbidden": echo(403, js, `{"code":50,"message":"the key %s is not known"}`),
	} {
		for _, at := range []string{"token", "api"} {
			t.Run(name+" of the "+at, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { checkNoCanary(t, at, answer) })
			})
		}
	}
}

func checkNoCanary(t *testing.T, at string, answer http.HandlerFunc) {
	t.Helper()
	var told []models.Exchange
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": answer, "/orders": answer}, func(cfg *Config) {
		cfg.ClientID, cfg.ClientSecret, cfg.APIKey, cfg.Write = canaries["id"], canaries["secret"], canaries["key"], true
		cfg.Log = func(e models.Exchange) { told = append(told, e) }
	})
	s.token = says(200, `{"access_token":"`+canaries["token"]+`","expires_in":3600}`)
	if at == "token" {
		s.token = answer
	}
	_, err := c.Me(t.Context(), models.Cached)
	sent := c.Send(t.Context(), "order", models.PlannedRequest{Method: "POST", Path: "/orders"}).Err
	if err == nil {
		t.Fatal("no error")
	}
	var seen strings.Builder
	for err := range unwrapped(err, sent, c.CheckCredentials(t.Context())) {
		fmt.Fprintf(&seen, "%v\n%+v\n%#v\n", err, err, err)
	}
	fmt.Fprintf(&seen, "%+v %+v %+v", told, c.Exchanges(), models.AdviceFor(err))
	for name, secret := range canaries {
		if name == "token" && at == "token" {
			continue // it was never given out
		}
		if text.NewMask(shortestSecret, secret).Hide(seen.String()) != seen.String() {
			t.Errorf("the %s shows in %s", name, seen.String())
		}
	}
}

// unwrapped gives every error and every cause below.
func unwrapped(errs ...error) func(func(error) bool) {
	return func(yield func(error) bool) {
		for _, err := range errs {
			for ; err != nil; err = errors.Unwrap(err) {
				if !yield(err) {
					return
				}
			}
		}
	}
}

func TestProxyPasswordIsHidden(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://user:hunter2hunter2@proxy.example:3128")
	checkHidesProxyPassword(t, nil)
}

func TestPasswordOfTheProxyOfAProfileIsHidden(t *testing.T) {
	t.Parallel()
	checkHidesProxyPassword(t, &url.URL{Scheme: "http", User: url.UserPassword("user", "hunter2hunter2"), Host: "proxy.example:3128"})
}

func checkHidesProxyPassword(t *testing.T, proxy *url.URL) {
	t.Helper()
	_, c := newSimulated(t, nil, func(cfg *Config) {
		cfg.Proxy = proxy
		cfg.Transport = transportFunc(func(*http.Request) (*http.Response, error) {
			return nil, &net.OpError{Op: "proxyconnect", Err: errors.New("invalid proxy http://user:hunter2hunter2@proxy.example:3128")}
		})
	})
	err := c.CheckCredentials(t.Context())
	if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "hunter2hunter2") {
		t.Errorf("%+v", err)
	}
}

func TestExchangesAreKeptInOrderAndBounded(t *testing.T) {
	t.Parallel()
	l := &exchangeLog{secrets: newSecrets(Config{})}
	for i := range exchangesKept + 10 {
		l.add(models.Exchange{Status: i})
	}
	all := l.all()
	if len(all) != exchangesKept || all[0].Status != 10 || all[len(all)-1].Status != exchangesKept+9 {
		t.Errorf("%d exchanges from %d to %d", len(all), all[0].Status, all[len(all)-1].Status)
	}
}

func TestExchangesTellHitsFromRequests(t *testing.T) {
	t.Parallel()
	_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[]`)})
	for range 2 {
		if _, err := c.Customers(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
	}
	all := c.Exchanges()
	if len(all) != 3 || all[0].Path.Raw() != "/oauth/v3/token" || all[1].Source != models.FromServer || all[2].Source != models.FromCache {
		t.Fatalf("%+v", all)
	}
	if got := all[1].Path.Raw(); got != "/gateway/btalk/v1/customers" || all[1].RequestID.Raw() != "request-7" {
		t.Errorf("%+v", all[1])
	}
}

func TestASecretInDataIsMaskedBeforeItIsKept(t *testing.T) {
	t.Parallel()
	for _, echoed := range []string{
		`{"rightsProfile":"readwrite","echo":"canary\/secret+2e8 &x"}`,
		`{"rightsProfile":"readwrite","echo":"canary%2fsecret%2b2e8+%26x"}`,
		`{"rightsProfile":"readwrite","echo":"canary\u002Fsecret+2e8 \u0026x","token":"canary.token-4c6"}`,
	} {
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, echoed)}, func(cfg *Config) {
			cfg.ClientSecret = canaries["secret"]
		})
		for range 2 { // from the server, then from the store
			me, err := c.Me(t.Context(), models.Cached)
			if err != nil {
				t.Fatal(err)
			}
			if raw := string(me.Value.Raw); me.Value.Rights.Raw() != "readwrite" || !strings.Contains(raw, text.Masked) || strings.Contains(raw, "2e8") {
				t.Errorf("%s reads as %s", echoed, raw)
			}
		}
	}
}
