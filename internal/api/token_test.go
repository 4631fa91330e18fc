package api

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

func TestTokenLife(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]time.Duration{
		`3600`: time.Hour, `"3600"`: time.Hour, `3600.0`: time.Hour, `" 60 "`: time.Minute, `"7776000"`: 90 * day,
		`0`: defaultLife, `-1`: defaultLife, `1e12`: defaultLife, `1e400`: defaultLife, `null`: defaultLife,
		`"soon"`: defaultLife, `true`: defaultLife, `"NaN"`: defaultLife, `{}`: defaultLife, ``: defaultLife,
	} {
		if got := tokenLife(models.Value(body)); got != want {
			t.Errorf("expires_in %s: %v, want %v", body, got, want)
		}
	}
}

func TestTokenAnswers(t *testing.T) {
	t.Parallel()
	const good = `{"access_token":"abc","expires_in":3600}`
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		kind   models.Kind
		fault  string
	}{
		"good":                     {says(200, good), models.NoError, ""},
		"without expires_in":       {says(200, `{"access_token":"abc"}`), models.NoError, ""},
		"created":                  {says(201, good), models.NoError, ""},
		"empty":                    {says(200, ``), models.Malformed, ""},
		"no token in it":           {says(200, `{"token_type":"Bearer"}`), models.Malformed, ""},
		"token with a line end":    {says(200, `{"access_token":"a\r\nX: y"}`), models.Malformed, ""},
		"web page":                 {says(200, `<html>log in to the WiFi</html>`), models.Malformed, ""},
		"two MiB":                  {says(200, `{"access_token":"`+strings.Repeat("a", 2<<20)+`"}`), models.Malformed, ""},
		"wrong id or secret":       {says(401, `{"error":"invalid_client","error_description":"wrong"}`), models.Unauthorized, models.FaultClient},
		"wrong id or secret (400)": {says(400, `{"error":"invalid_client","error_description":"wrong"}`), models.Unauthorized, models.FaultClient},
		"no grant type":            {says(400, `{"error":"invalid_request"}`), models.Invalid, ""},
		"throttled":                {refusing(403, codeTooMany), models.Throttled, ""},
		"in maintenance":           {refusing(503, codeUnavailable), models.Server, ""},
		"redirect":                 {says(302, ``), models.Malformed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`)})
			s.token = tt.answer
			_, err := c.Me(t.Context(), models.Cached)
			if got := models.KindOf(err); got != tt.kind {
				t.Fatalf("kind %v, want %v: %v", got, tt.kind, err)
			}
			var failure *models.Error
			if errors.As(err, &failure) && failure.Fault.Raw() != tt.fault {
				t.Errorf("fault %q, want %q", failure.Fault, tt.fault)
			}
		})
	}
}

func TestTheReadyHeaderIsTakenInEveryForm(t *testing.T) {
	t.Parallel()
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("id:secret"))
	for _, header := range []string{want, " " + want + "\n", strings.TrimPrefix(want, "Basic "), "basic " + want[6:], "Authorization: " + want} {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`)}, func(cfg *Config) {
			cfg.ClientID, cfg.ClientSecret, cfg.AuthorizationHeader = "", "", header
		})
		if _, err := c.Me(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		if got := s.seen()[0].header.Get("Authorization"); got != want {
			t.Errorf("%q was sent as %q", header, got)
		}
	}
}

func TestManyReadersShareOneToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{})
		s.token = func(w http.ResponseWriter, req *http.Request) {
			pass(time.Second)
			says(200, `{"access_token":"abc","expires_in":3600}`)(w, req)
		}
		for i := range 100 {
			s.answers[fmt.Sprintf("/customers/%d/vpns", i)] = says(200, `[]`)
		}
		var readers sync.WaitGroup
		for i := range 100 {
			readers.Go(func() {
				if _, err := c.VPNs(t.Context(), strconv.Itoa(i), models.Cached); err != nil {
					t.Error(err)
				}
			})
		}
		readers.Wait()
		if got := s.count("POST", "/token"); got != 1 {
			t.Errorf("%d token calls, want 1", got)
		}
	})
}

func TestTokenIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`)})
		for _, step := range []struct {
			wait  time.Duration
			calls int
		}{{0, 1}, {58 * time.Minute, 1}, {61 * time.Second, 2}, {time.Minute, 2}} {
			pass(step.wait)
			if _, err := c.Me(t.Context(), models.Refresh); err != nil {
				t.Fatal(err)
			}
			if got := s.count("POST", "/token"); got != step.calls {
				t.Errorf("after %v: %d token calls, want %d", step.wait, got, step.calls)
			}
		}
	})
}

func TestWaitingForATokenObeysTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`)})
		s.token = func(w http.ResponseWriter, req *http.Request) {
			<-release
			says(200, `{"access_token":"abc"}`)(w, req)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		began := time.Now()
		_, err := c.Me(ctx, models.Cached)
		if waited := time.Since(began); err == nil || waited != 200*time.Millisecond {
			t.Errorf("gave up after %v: %v", waited, err)
		}
		close(release)
	})
}

func TestRefusedCredentialsAreNotTriedAgainAndAgain(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]struct {
		token http.HandlerFunc
		me    http.HandlerFunc
	}{
		"the token endpoint refuses":  {says(401, `{"error":"invalid_client"}`), says(200, `{"rightsProfile":"full"}`)},
		"the API refuses every token": {nil, refusing(401, codeExpiredToken)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sim, c := newSimulated(t, map[string]http.HandlerFunc{"/me": s.me})
				sim.token = s.token
				for range 50 {
					_, err := c.Me(t.Context(), models.Refresh)
					if models.KindOf(err) != models.Unauthorized || models.AdviceFor(err).Title == "the credentials were refused" {
						t.Fatalf("err %v, want one that names what was refused", err)
					}
					pass(time.Second)
				}
				if got := sim.count("POST", "/token"); got > 2 {
					t.Errorf("%d token calls in a minute, want at most 2", got)
				}
			})
		})
	}
}

// TestRefusals is the 401 matrix: at most one renewal and one replay.
func TestRefusals(t *testing.T) {
	t.Parallel()
	good := says(200, `{"rightsProfile":"readonly"}`)
	for name, tt := range map[string]struct {
		answer        http.HandlerFunc
		tokens, calls int
		kind          models.Kind
	}{
		"expired once":        {inTurn(refusing(401, codeExpiredToken), good), 2, 2, models.NoError},
		"invalid once":        {inTurn(refusing(401, codeInvalidToken), good), 2, 2, models.NoError},
		"without words, once": {inTurn(says(401, ``), good), 2, 2, models.NoError},
		"a page, once":        {inTurn(says(401, `<html>`), good), 2, 2, models.NoError},
		"expired for ever":    {refusing(401, codeExpiredToken), 2, 2, models.Unauthorized},
		"invalid for ever":    {refusing(401, codeInvalidToken), 2, 2, models.Unauthorized},
		"missing credentials": {refusing(401, 40), 1, 1, models.Unauthorized},
		"forbidden":           {refusing(403, 50), 1, 1, models.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": tt.answer})
			_, err := c.Me(t.Context(), models.Cached)
			if got := models.KindOf(err); got != tt.kind {
				t.Errorf("kind %v, want %v: %v", got, tt.kind, err)
			}
			if tokens, calls := s.count("POST", "/token"), s.count("GET", "/me"); tokens != tt.tokens || calls != tt.calls {
				t.Errorf("%d tokens and %d calls, want %d and %d", tokens, calls, tt.tokens, tt.calls)
			}
		})
	}
}

func TestCheckCredentialsNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := says(200, `{"rightsProfile":"full"}`)
	for name, tt := range map[string]struct {
		token, me http.HandlerFunc
		fault     string
	}{
		"all is well":         {nil, good, ""},
		"client":              {says(401, `{"error":"invalid_client"}`), good, models.FaultClient},
		"key unknown":         {nil, refusing(403, 50), models.FaultKey},
		"key refused":         {nil, says(401, `[{"code":41,"message":"Invalid credentials"}]`), models.FaultKey},
		"key of wrong length": {nil, says(400, `[{"code":26,"message":"Invalid header","description":"the header X-BT-API-KEY"}]`), models.FaultKey},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": tt.me})
			s.token = tt.token
			err := c.CheckCredentials(t.Context())
			var failure *models.Error
			switch {
			case tt.fault == "" && err != nil:
				t.Error(err)
			case tt.fault != "" && (!errors.As(err, &failure) || failure.Fault.Raw() != tt.fault):
				t.Errorf("%v does not blame the %s", err, tt.fault)
			}
		})
	}
}

func TestMissingCredentialsAskForNothing(t *testing.T) {
	t.Parallel()
	for fault, adapt := range map[string]func(*Config){
		models.FaultClient: func(cfg *Config) { cfg.ClientID, cfg.ClientSecret = "", "" },
		models.FaultKey:    func(cfg *Config) { cfg.APIKey = "" },
	} {
		s, c := newSimulated(t, nil, adapt)
		_, err := c.Customers(t.Context(), models.Cached)
		failure, ok := errors.AsType[*models.Error](err)
		if !ok || failure.Kind != models.Unauthorized || failure.Fault.Raw() != fault || len(s.seen()) != 0 {
			t.Errorf("without %s: %v, %d requests", fault, err, len(s.seen()))
		}
	}
}
