package api

import (
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

func writing(cfg *Config) { cfg.Write = true }

// TestOutcomes: what a complete answer says of a change, and how often it was
// sent.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	done := says(201, `{"orderId":7}`)
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   models.OutcomeState
		sent   int
		kind   models.Kind
	}{
		"created":                    {done, models.Done, 1, models.NoError},
		"no content":                 {says(204, ``), models.Done, 1, models.NoError},
		"accepted":                   {says(202, `null`), models.Done, 1, models.NoError},
		"done, in plain words":       {says(200, `OK`), models.OutcomeUnknown, 1, models.Unknown},
		"refused by the back end":    {says(400, `[{"code":24,"message":"a3"}]`), models.Refused, 1, models.Invalid},
		"refused without words":      {says(405, ``), models.Refused, 1, models.Invalid},
		"expired token, then done":   {inTurn(refusing(401, codeExpiredToken), done), models.Done, 2, models.NoError},
		"expired token, twice":       {refusing(401, codeExpiredToken), models.Refused, 2, models.Unauthorized},
		"expired, says the back end": {says(401, `[{"code":42}]`), models.Refused, 1, models.Unauthorized},
		"invalid token":              {refusing(401, codeInvalidToken), models.Refused, 1, models.Unauthorized},
		"401 of a proxy":             {says(401, `<html>`), models.OutcomeUnknown, 1, models.Unknown},
		"throttled":                  {inTurn(refusing(403, codeTooMany), done), models.Done, 2, models.NoError},
		"throttled twice":            {refusing(429, codeTooMany), models.Refused, 2, models.Throttled},
		"maintenance":                {inTurn(refusing(503, codeOverCapacity), done), models.Done, 2, models.NoError},
		"503 of the back end":        {inTurn(says(503, `[{"code":5}]`), done), models.OutcomeUnknown, 1, models.Unknown},
		"503 of a proxy":             {inTurn(says(503, `<html>`), done), models.OutcomeUnknown, 1, models.Unknown},
		"500":                        {inTurn(refusing(500, 1), done), models.OutcomeUnknown, 1, models.Unknown},
		"conflict":                   {refusing(409, 69), models.Refused, 1, models.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/orders": tt.answer}, writing)
				outcome := c.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders", Body: []byte(`{}`)})
				if outcome.State != tt.want || models.KindOf(outcome.Err) != tt.kind {
					t.Errorf("%+v; want %v, kind %v", outcome, tt.want, tt.kind)
				}
				if n := s.count(http.MethodPost, "/orders"); n != tt.sent {
					t.Errorf("sent %d times, want %d", n, tt.sent)
				}
				if outcome.RequestID.Raw() != "request-7" {
					t.Errorf("request id %q", outcome.RequestID)
				}
			})
		})
	}
}

func TestNoChangeLeavesInReadOnly(t *testing.T) {
	t.Parallel()
	for name, adapt := range map[string]func(*Config){
		"by default": func(*Config) {}, "dry run": func(cfg *Config) { cfg.Write, cfg.DryRun = true, true },
		"offline": func(cfg *Config) { cfg.Write, cfg.Offline = true, true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/orders": says(201, `{}`)}, adapt)
			outcome := c.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders"})
			if outcome.State != models.NotSent || models.KindOf(outcome.Err) != models.ReadOnly {
				t.Errorf("%+v", outcome)
			}
			for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "X"} {
				req, err := http.NewRequestWithContext(withService(t.Context(), c.sender.source.service), method, simulatorBase+"/orders", strings.NewReader("{}"))
				if err != nil {
					t.Fatal(err)
				}
				if resp, err := c.out.http.Do(req); err == nil {
					_ = resp.Body.Close()
					t.Errorf("%s passed", method)
				}
			}
			if n := s.count("", "/orders"); n != 0 {
				t.Errorf("%d requests left", n)
			}
		})
	}
	t.Run("not even while changes are on, but by Send", func(t *testing.T) {
		t.Parallel()
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/orders": says(201, `{}`)}, writing)
		req, err := http.NewRequestWithContext(withService(t.Context(), c.sender.source.service), http.MethodPost, simulatorBase+"/orders", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := c.out.http.Do(req); err == nil {
			_ = resp.Body.Close()
			t.Error("it passed")
		}
		c.SetWrite(false)
		if got := c.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPut, Path: "/orders"}); models.KindOf(got.Err) != models.ReadOnly {
			t.Errorf("after SetWrite(false): %+v", got)
		}
		if n := s.count("", "/orders"); n != 0 {
			t.Errorf("%d requests left", n)
		}
	})
}

func TestWhatWasNeverSentIsNotUnknown(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	_, gone := newSimulated(t, nil, writing, func(cfg *Config) {
		cfg.BaseURL, cfg.TokenURL, cfg.Transport = "http://"+closed.Addr().String(), "http://"+closed.Addr().String(), nil
	})
	refusing, refused := newSimulated(t, nil, writing)
	refusing.token = says(401, `{"error":"invalid_client"}`)
	_, spent := newSimulated(t, nil, writing)
	spent.out.budget.throttled(t.Context(), http.Header{"Retry-After": {"120"}})
	expired, stale := newSimulated(t, map[string]http.HandlerFunc{"/orders": refuseExpired}, writing)
	expired.token = inTurn(says(200, `{"access_token":"a"}`), says(401, `{"error":"invalid_client"}`))
	for name, tt := range map[string]struct {
		client *Client
		kind   models.Kind
	}{
		"refused as expired, then no token": {stale, models.Unauthorized},
		"no connection":                     {gone, models.Offline}, "no token": {refused, models.Unauthorized}, "no budget": {spent, models.Throttled},
	} {
		outcome := tt.client.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders"})
		if outcome.State != models.NotSent || models.KindOf(outcome.Err) != tt.kind {
			t.Errorf("%s: %+v", name, outcome)
		}
	}
}

func refuseExpired(w http.ResponseWriter, _ *http.Request) {
	refuse(w, http.StatusUnauthorized, codeExpiredToken, "Expired credentials")
}

func TestBytesReachTheServerAsTheyAre(t *testing.T) {
	t.Parallel()
	s, c := newSimulated(t, nil, writing)
	for _, body := range []string{`{"a":"é"}`, "{\"a\":\"e\u0301\"}", `{ "hno" : "007 " }`, "{\"x\":\"\u202e\"}", ""} {
		path := models.Path("customers", "a/b", "voicesites", "é")
		_ = c.Send(t.Context(), "push", models.PlannedRequest{Method: http.MethodPut, Path: path, Body: []byte(body)})
		seen := s.seen()
		last := seen[len(seen)-1]
		if last.body != body || last.path != "/gateway/btalk/v1/customers/a%2Fb/voicesites/%C3%A9" {
			t.Errorf("%q was sent as %q to %s", body, last.body, last.path)
		}
		if last.header.Get("Idempotency-Key") != "" || last.header.Get("Content-Type") != "application/json" {
			t.Errorf("header %v", last.header)
		}
	}
}

func TestAChangeThatGetsNoAnswerEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim, _ := newSimulated(t, nil)
		_, c := newSimulated(t, nil, writing, func(cfg *Config) {
			cfg.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
				if strings.HasSuffix(req.URL.Path, "/token") {
					return sim.RoundTrip(req)
				}
				<-req.Context().Done()
				return nil, req.Context().Err()
			})
		})
		began := time.Now()
		outcome := c.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders"})
		if waited := time.Since(began); outcome.State != models.OutcomeUnknown || waited > 35*time.Second {
			t.Errorf("after %v: %+v", waited, outcome)
		}
	})
}
