package api

import (
	"net/http"
	"testing"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// jumps are what becomes of a clock, by years and by less.
var jumps = map[string]func(time.Time) time.Time{
	"years back":    func(t time.Time) time.Time { return t.AddDate(-6, 0, 0) },
	"an hour back":  func(t time.Time) time.Time { return t.Add(-time.Hour) },
	"years forward": func(t time.Time) time.Time { return t.AddDate(6, 0, 0) },
	"to 1970":       func(time.Time) time.Time { return time.Unix(0, 0) },
}

var beforeTheJump = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func TestAnAnswerIsAskedForAgainAfterTheClockJumped(t *testing.T) {
	t.Parallel()
	for name, jump := range jumps {
		for kind, open := range map[string]func(t *testing.T, now func() time.Time) Store{
			"memory": func(_ *testing.T, now func() time.Time) Store {
				return cache.NewMemory(cache.Options{Now: now})
			},
			"disk": func(t *testing.T, now func() time.Time) Store {
				return cache.Open(cache.Options{Dir: t.TempDir(), Now: now})
			},
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				t.Parallel()
				now := beforeTheJump
				clock := func() time.Time { return now }
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[{"customerCode":1}]`)},
					func(cfg *Config) { cfg.Now, cfg.Store = clock, open(t, clock) })
				ask := func(want int, when string) {
					t.Helper()
					got, err := c.Customers(t.Context(), models.Cached)
					if age := now.Sub(got.Fetched); err != nil || age < 0 || age > time.Hour {
						t.Errorf("%s: %v old, %v", when, age, err)
					}
					if n := s.count("GET", "/customers"); n != want {
						t.Errorf("%s: %d requests, want %d", when, n, want)
					}
				}
				ask(1, "at first")
				ask(1, "within freshness")
				now = jump(now)
				ask(2, "after the jump")
				now = now.Add(time.Second)
				ask(2, "within freshness after the jump")
				c.answers.store.Drop(Customers)
				now = now.Add(time.Second)
				ask(3, "after a change")
			})
		}
	}
}

func TestAFamilyThatAChangeDroppedIsKeptAgainAfterTheClockWasSetBack(t *testing.T) {
	t.Parallel()
	now := beforeTheJump
	clock := func() time.Time { return now }
	for kind, store := range map[string]Store{
		"memory": cache.NewMemory(cache.Options{Now: clock}), "disk": cache.Open(cache.Options{Dir: t.TempDir(), Now: clock}),
	} {
		now = beforeTheJump
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[{"customerCode":1}]`)},
			func(cfg *Config) { cfg.Now, cfg.Store = clock, store })
		c.answers.store.Drop(Customers)
		now = now.AddDate(-6, 0, 0)
		for range 5 {
			now = now.Add(time.Second)
			if _, err := c.Customers(t.Context(), models.Cached); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.count("GET", "/customers"); n > 2 {
			t.Errorf("%s: %d requests for five looks, want 2 at most", kind, n)
		}
	}
}

func TestATokenIsNotTakenForGoodAfterTheClockJumped(t *testing.T) {
	t.Parallel()
	for name, jump := range jumps {
		now := beforeTheJump
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[]`)},
			func(cfg *Config) { cfg.Now = func() time.Time { return now } })
		ask := func(want int, when string) {
			t.Helper()
			if _, err := c.Customers(t.Context(), models.Refresh); err != nil {
				t.Fatal(err)
			}
			if n := s.count("POST", "/token"); n != want {
				t.Errorf("%s, %s: %d tokens, want %d", name, when, n, want)
			}
		}
		ask(1, "at first")
		now = jump(now)
		ask(2, "after the jump")
		ask(2, "at once again")
		now = now.Add(2 * time.Hour)
		ask(3, "after its life")
	}
}

func TestWhileItRunsATokenLivesByTheClockThatIsNeverSet(t *testing.T) {
	t.Parallel()
	now := time.Now() // with a monotonic reading, as the real clock gives it
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[]`)},
		func(cfg *Config) { cfg.Now = func() time.Time { return now } })
	for range 2 {
		if _, err := c.Customers(t.Context(), models.Refresh); err != nil || s.count("POST", "/token") != 1 {
			t.Errorf("%d tokens, want one; %v", s.count("POST", "/token"), err)
		}
		now = now.Add(30 * time.Minute)
	}
	if c.out.tokens.renew.String() == c.out.tokens.renew.Round(0).String() {
		t.Error("the time of renewal has no monotonic reading: it moves with the clock on the wall")
	}
}

func TestATokenServerThatRefusedIsAskedAgainAfterTheClockWasSetBack(t *testing.T) {
	t.Parallel()
	now := beforeTheJump
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(200, `[]`)},
		func(cfg *Config) { cfg.Now = func() time.Time { return now } })
	s.token = says(401, `{"error":"invalid_client"}`)
	for range 5 {
		_, _ = c.Customers(t.Context(), models.Refresh)
	}
	if n := s.count("POST", "/token"); n != callsIfRefused {
		t.Fatalf("%d tokens were asked for, want %d", n, callsIfRefused)
	}
	s.token = nil
	now = now.AddDate(-1, 0, 0)
	if _, err := c.Customers(t.Context(), models.Refresh); err != nil {
		t.Errorf("a year back: %v", err)
	}
}

func TestNoThrottleIsWaitedForLongerThan15MinutesWhateverTheClockDid(t *testing.T) {
	t.Parallel()
	for name, jump := range jumps {
		now := beforeTheJump
		dir := t.TempDir()
		open := func() *budget {
			return newBudget(3, func() time.Time { return now }, newBudgetFile(dir, "o", "c"))
		}
		running := open()
		running.throttled(t.Context(), http.Header{"Retry-After": {"86400"}})
		now = jump(now)
		for run, b := range map[string]*budget{"the same process": running, "the next one": open()} {
			if wait, _ := b.try(t.Context(), models.OperatorLane); wait > longestPause {
				t.Errorf("%s, %s: wait %v", name, run, wait)
			}
			if wait := b.throttledUntil().Sub(now); wait > longestPause {
				t.Errorf("%s, %s: %v is shown", name, run, wait)
			}
		}
		if wait := waitUntil(beforeTheJump, now); wait > longestPause || wait < shortestPause {
			t.Errorf("%s: wait %v", name, wait)
		}
	}
}

func TestAClockSetForwardForgetsWhatWasSpentAndNoMore(t *testing.T) {
	t.Parallel()
	now := beforeTheJump
	b := newBudget(3, func() time.Time { return now }, newBudgetFile(t.TempDir(), "o", "c"))
	for _, jump := range []func(time.Time) time.Time{jumps["years forward"], jumps["years back"]} {
		now = jump(now)
		waited := time.Duration(0)
		for range 3 {
			wait, _ := b.try(t.Context(), models.OperatorLane)
			waited += wait
			now = now.Add(wait)
		}
		if waited > budgetWindow {
			t.Errorf("waited %v for three requests", waited)
		}
		if view := b.view(); view.Left < 0 || view.Left > view.Limit {
			t.Errorf("%+v", view)
		}
	}
}
