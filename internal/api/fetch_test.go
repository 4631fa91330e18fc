package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

func TestFreshness(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/voicesites": says(200, `[{"voiceSiteId":"1"}]`)})
		for _, step := range []struct {
			name  string
			wait  time.Duration
			mode  models.Mode
			calls int
			stale bool
			kind  models.Kind
		}{
			{"nothing is held", 0, models.Held, 0, false, models.NotHeld},
			{"the first read asks", 0, models.Cached, 1, false, models.NoError},
			{"fresh: no request", 10 * time.Minute, models.Cached, 1, false, models.NoError},
			{"stale: shown all the same", time.Second, models.Cached, 1, true, models.NoError},
			{"refreshed", 0, models.Refresh, 2, false, models.NoError},
			{"stale for days", 6 * day, models.Cached, 2, true, models.NoError},
			{"too old to show", 2 * day, models.Cached, 3, false, models.NoError},
			{"but held, of any age", 60 * day, models.Held, 3, true, models.NoError},
		} {
			pass(step.wait)
			got, err := c.VoiceSites(t.Context(), models.SiteQuery{}, step.mode)
			if models.KindOf(err) != step.kind || got.Stale != step.stale {
				t.Errorf("%s: stale %v, %v", step.name, got.Stale, err)
			}
			if calls := s.count("GET", "/voicesites"); calls != step.calls {
				t.Errorf("%s: %d calls, want %d", step.name, calls, step.calls)
			}
		}
	})
}

func TestOfflineServesWhatIsHeldAndAsksNothing(t *testing.T) {
	t.Parallel()
	store := cache.NewMemory(cache.Options{})
	answers := map[string]http.HandlerFunc{"/customers": says(200, `[{"customerCode":1}]`)}
	_, online := newSimulated(t, answers, func(cfg *Config) { cfg.Store = store })
	if _, err := online.Customers(t.Context(), models.Cached); err != nil {
		t.Fatal(err)
	}
	s, offline := newSimulated(t, answers, func(cfg *Config) { cfg.Store, cfg.Offline, cfg.Write = store, true, true })
	if got, err := offline.Customers(t.Context(), models.Refresh); err != nil || len(got.Value) != 1 {
		t.Errorf("%d customers, %v", len(got.Value), err)
	}
	if _, err := offline.Me(t.Context(), models.Cached); models.KindOf(err) != models.NotHeld {
		t.Errorf("err %v, want that nothing is held", err)
	}
	if got := offline.Send(t.Context(), "x", models.PlannedRequest{Method: "PUT", Path: "/x"}); models.KindOf(got.Err) != models.ReadOnly {
		t.Errorf("%+v, want no change while offline", got)
	}
	if n := len(s.seen()); n != 0 {
		t.Errorf("%d requests, want none", n)
	}
}

func TestTwoCredentialsNeverSeeEachOthersAnswers(t *testing.T) {
	t.Parallel()
	store := cache.NewMemory(cache.Options{})
	read := func(code string, change func(*Config)) {
		t.Helper()
		answers := map[string]http.HandlerFunc{"/customers": says(200, `[{"customerCode":"`+code+`"}]`)}
		_, c := newSimulated(t, answers, func(cfg *Config) { cfg.Store = store }, change)
		for range 2 {
			got, err := c.Customers(t.Context(), models.Cached)
			if err != nil || got.Value[0].Code.Raw() != code {
				t.Errorf("%s reads %v, %v", code, got.Value, err)
			}
		}
	}
	for range 3 {
		read("one", func(*Config) {})
		read("two", func(cfg *Config) { cfg.ClientID = "another" })
		read("three", func(cfg *Config) { cfg.APIKey = "another" })
		read("four", func(cfg *Config) { cfg.CacheOrigin = "another" })
		read("five", func(cfg *Config) { cfg.ClientSecret = "another" })
	}
}

func TestManyReadersOfOneThingMakeOneRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": func(w http.ResponseWriter, req *http.Request) {
			<-release
			says(200, `[{"customerCode":1}]`)(w, req)
		}})
		first, leave := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		readers.Go(func() {
			if _, err := c.Customers(first, models.Cached); models.KindOf(err) != models.Canceled {
				t.Errorf("who left got %v", err)
			}
		})
		synctest.Wait()
		for range 99 {
			readers.Go(func() {
				if got, err := c.Customers(t.Context(), models.Cached); err != nil || len(got.Value) != 1 {
					t.Errorf("%d customers, %v", len(got.Value), err)
				}
			})
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		close(release)
		readers.Wait()
		if calls := s.count("GET", "/customers"); calls != 1 {
			t.Errorf("%d calls, want 1", calls)
		}
	})
}

func TestACallThatNobodyWaitsForIsCalledOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var f flights[string, int]
		calledOff := make(chan struct{})
		ctx, leave := context.WithCancel(t.Context())
		go func() {
			synctest.Wait()
			leave()
		}()
		_, _, err := f.do(ctx, "k", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			close(calledOff)
			return 0, ctx.Err()
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("err %v", err)
		}
		<-calledOff
	})
}

func TestAReadThatWasSentRunsToItsEndAndIsKept(t *testing.T) {
	t.Parallel()
	for name, joins := range map[string]bool{"who comes back meets it": true, "who comes back finds it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": slowly(says(200, `[{"customerCode":1}]`))})
				leaveAfter(t, c, time.Second)
				if !joins {
					pass(10 * time.Second)
				}
				if got, err := c.Customers(t.Context(), models.Cached); err != nil || len(got.Value) != 1 {
					t.Errorf("%d customers, %v", len(got.Value), err)
				}
				if calls, tokens := s.count("GET", "/customers"), s.count("POST", "/token"); calls != 1 || tokens != 1 {
					t.Errorf("%d calls and %d for a token, want one each", calls, tokens)
				}
			})
		})
	}
}

func TestAReadThatWaitsForTheBudgetIsDroppedWithItsLastWaiter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[]`)})
		c.out.budget.throttled(t.Context(), http.Header{"Retry-After": {"2"}})
		leaveAfter(t, c, time.Second)
		pass(time.Minute)
		if n := len(s.seen()); n != 0 {
			t.Errorf("%d requests, want none", n)
		}
	})
}

func TestNothingIsUnderWayAfterTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": slowly(says(200, `[]`))})
		leaveAfter(t, c, time.Second)
		c.Close(t.Context())
		if left := len(c.answers.flights.running); left != 0 {
			t.Errorf("%d calls are under way", left)
		}
		if _, err := c.Me(t.Context(), models.Cached); models.KindOf(err) != models.Canceled {
			t.Errorf("after the end: %v, want canceled", err)
		}
		if n := s.count("GET", "/me"); n != 0 {
			t.Errorf("%d requests after the end", n)
		}
	})
}

// slowly answers after five seconds, or when the request is called off.
func slowly(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		select {
		case <-time.After(5 * time.Second):
		case <-req.Context().Done():
		}
		answer(w, req)
	}
}

// leaveAfter asks for the customers and leaves before they have come.
func leaveAfter(t *testing.T, c *Client, wait time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	began := time.Now()
	if _, err := c.Customers(ctx, models.Cached); err == nil || time.Since(began) != wait {
		t.Errorf("who left waited %v and got %v", time.Since(began), err)
	}
}

func TestPanicWhileReadingIsAnError(t *testing.T) {
	t.Parallel()
	_, c := newSimulated(t, map[string]http.HandlerFunc{"/me": func(http.ResponseWriter, *http.Request) { panic("boom") }})
	for range 2 {
		if _, err := c.Me(t.Context(), models.Cached); models.KindOf(err) != models.Malformed {
			t.Errorf("err %v, want an error that can be shown", err)
		}
	}
}

func TestOperatorIsNotHeldBackByAPrefetch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`), "/customers": says(200, `[]`)},
			func(cfg *Config) { cfg.RequestsPerMinute = 2 })
		if _, err := c.Me(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		ahead := models.WithLane(t.Context(), models.PrefetchLane)
		if _, err := c.Customers(ahead, models.Cached); models.KindOf(err) != models.Throttled {
			t.Errorf("prefetch: %v, want no budget for it", err)
		}
		if _, err := c.Customers(t.Context(), models.Cached); err != nil {
			t.Errorf("operator: %v", err)
		}
	})
}

func TestWhatAChangeDroppedDoesNotComeBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		slow := func(w http.ResponseWriter, req *http.Request) {
			<-release
			says(200, `[{"voiceSiteId":"old"}]`)(w, req)
		}
		s, c := newSimulated(t, map[string]http.HandlerFunc{
			"/voicesites": inTurn(slow, says(200, `[{"voiceSiteId":"new"}]`)),
			"/orders":     says(201, `{}`),
		}, func(cfg *Config) { cfg.Write = true })
		var before sync.WaitGroup
		before.Go(func() { _, _ = c.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached) })
		synctest.Wait()
		pass(time.Second)
		outcome := c.Send(t.Context(), "order", models.PlannedRequest{Method: "POST", Path: "/orders", Body: []byte(`{}`)}, Sites)
		if outcome.State != models.Done {
			t.Fatalf("%+v", outcome)
		}
		pass(time.Second)
		got, err := c.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
		if err != nil || got.Value[0].ID.Raw() != "new" {
			t.Errorf("after the change: %v, %v", got.Value, err)
		}
		close(release)
		before.Wait()
		got, err = c.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
		if err != nil || got.Value[0].ID.Raw() != "new" {
			t.Errorf("after the slow read: %v, %v", got.Value, err)
		}
		if calls := s.count("GET", "/voicesites"); calls != 2 {
			t.Errorf("%d calls, want 2", calls)
		}
	})
}

func TestPathValuesAreOneSegmentEach(t *testing.T) {
	t.Parallel()
	for _, value := range []string{
		"Biel/Bienne", "a/b?x#y", "../me", "..", ".", "%2e%2e", "100%", "L'Haÿ-les-Roses", "a b+c&d=e;f,g:h@i", "Zürich", "Łódź", " x ", "\x00", "日本",
	} {
		s, c := newSimulated(t, nil)
		_, _ = c.GeoAreas(t.Context(), "CH", []string{value}, models.Cached)
		seen := s.seen()
		got := seen[len(seen)-1].path
		want := c.customers.source.service.address(models.Path("countries", "CH", "geoareas", "area1", value, "area2"), nil)
		if "https://api.example"+got != want || slices.Contains([]string{value, ""}, "/"+got) {
			t.Errorf("%q was sent as %s, want %s", value, got, want)
		}
		req, err := http.NewRequest(http.MethodGet, want, nil)
		if err != nil || req.URL.Path != "/gateway/btalk/v1/countries/CH/geoareas/area1/"+value+"/area2" {
			t.Errorf("%q is read back as %q, %v", value, req.URL.Path, err)
		}
	}
}

// That a page in the middle is not there does not make the list one without items:
// an address would go unchecked.
func TestAMissingPageIsNotAnEmptyList(t *testing.T) {
	t.Parallel()
	var areas strings.Builder
	for i := range largestPage {
		fmt.Fprintf(&areas, `,"area %d"`, i)
	}
	full := uncounted(200, "["+areas.String()[1:]+"]")
	for name, tt := range map[string]struct {
		answers []http.HandlerFunc
		kind    models.Kind
		items   int
	}{
		"the first page is not there":  {[]http.HandlerFunc{refusing(404, models.CodeNotFound)}, models.NoError, 0},
		"the second page is not there": {[]http.HandlerFunc{full, refusing(404, models.CodeNotFound)}, models.NotFound, 0},
		"the second page is empty":     {[]http.HandlerFunc{full, uncounted(200, "[]")}, models.NoError, largestPage},
	} {
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/countries/CH/geoareas/area1": inTurn(tt.answers...)})
		got, err := c.GeoAreas(t.Context(), "CH", nil, models.Cached)
		if models.KindOf(err) != tt.kind || len(got.Value) != tt.items {
			t.Errorf("%s: %d areas, %v", name, len(got.Value), err)
		}
	}
}

func TestMissingIDsAskForNothing(t *testing.T) {
	t.Parallel()
	s, c := newSimulated(t, nil)
	if _, err := c.VPNs(t.Context(), "", models.Cached); models.KindOf(err) != models.Invalid {
		t.Errorf("err %v", err)
	}
	if len(s.seen()) != 0 {
		t.Error("a request was sent")
	}
}
