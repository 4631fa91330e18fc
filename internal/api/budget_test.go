package api

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const fallback = 7 * time.Second
	for text, want := range map[string]time.Duration{
		"5": 5 * time.Second, "0": time.Second, " 7 ": 7 * time.Second, "900": 15 * time.Minute, "901": 15 * time.Minute,
		"9223372036854775807": 15 * time.Minute, "99999999999999999999999": 15 * time.Minute,
		"-1": fallback, "1e3": fallback, "": fallback, "soon": fallback, "1.5": fallback,
		now.Add(10 * time.Second).Format(http.TimeFormat): 10 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat):       time.Second,
		"Fri, 31 Dec 9999 23:59:59 GMT":                   15 * time.Minute,
	} {
		if got := retryAfter(http.Header{"Retry-After": {text}}, now, fallback); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := retryAfter(http.Header{"Retry-After": {"3", "5"}}, now, fallback); got != 3*time.Second {
		t.Errorf("two headers: %v, want the first", got)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"5", "-1", "1e3", "Fri, 31 Dec 9999 23:59:59 GMT", "18446744073709551615", " \t"} {
		f.Add(seed)
	}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		if got := retryAfter(http.Header{"Retry-After": {text}}, now, time.Minute); got < time.Second || got > 15*time.Minute {
			t.Errorf("%q: %v", text, got)
		}
	})
}

func TestThrottleStopsEveryRequestUntilItIsOver(t *testing.T) {
	t.Parallel()
	for name, throttle := range map[string]http.HandlerFunc{
		"429":          refusing(http.StatusTooManyRequests, 0),
		"403, code 53": refusing(http.StatusForbidden, codeTooMany),
		"the list E2":  says(http.StatusForbidden, `[{"code":"53","message":"Too many requests"}]`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				answer := func(w http.ResponseWriter, req *http.Request) {
					w.Header().Set("Retry-After", "30")
					throttle(w, req)
				}
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": inTurn(answer, says(200, `{"rightsProfile":"full"}`))})
				for range 10 {
					_, err := c.Me(t.Context(), models.Cached)
					var failure *models.Error
					if !errors.As(err, &failure) || failure.Kind != models.Throttled {
						t.Fatalf("err %v, want a throttle", err)
					}
					if left := time.Until(failure.Until); left <= 0 || left > 30*time.Second {
						t.Errorf("until in %v, want at most 30 s", left)
					}
					pass(2 * time.Second)
				}
				if got := s.count("GET", "/me"); got != 1 {
					t.Errorf("%d requests during the throttle, want 1", got)
				}
				if b := c.Budget(); b.Left != 0 || b.Until.IsZero() {
					t.Errorf("budget %+v, want none and a time", b)
				}
				pass(15 * time.Second)
				if _, err := c.Me(t.Context(), models.Cached); err != nil {
					t.Errorf("after the throttle: %v", err)
				}
			})
		})
	}
}

func TestShortThrottleIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{
			"/me": inTurn(refusing(http.StatusForbidden, codeTooMany), says(200, `{"rightsProfile":"full"}`)),
		})
		began := time.Now()
		if _, err := c.Me(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(began); waited < time.Second || waited > 2*time.Second {
			t.Errorf("waited %v, want one to two seconds", waited)
		}
		if got := s.count("GET", "/me"); got != 2 {
			t.Errorf("%d requests, want 2", got)
		}
	})
}

func TestThrottleGoesOnLongerEachTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(60, time.Now, nil)
		for n := range 12 {
			b.throttled(t.Context(), http.Header{})
			got := time.Until(b.throttledUntil())
			want := min(longestPause, time.Second<<min(n, 10))
			if got < want || got > min(longestPause, want+want/2) {
				t.Errorf("throttle %d: %v, want %v and up to half more", n, got, want)
			}
			b.throttled(t.Context(), http.Header{}) // one more that was under way
			pass(got)
		}
		b.passed(t.Context())
		b.throttled(t.Context(), http.Header{})
		if got := time.Until(b.throttledUntil()); got > 2*time.Second {
			t.Errorf("after an answer: %v, want it to begin anew", got)
		}
	})
}

func TestBudgetIsKeptWithinTheMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": says(200, `{"rightsProfile":"full"}`)}, func(cfg *Config) { cfg.RequestsPerMinute = 5 })
		for range 5 {
			if _, err := c.Me(t.Context(), models.Refresh); err != nil {
				t.Fatal(err)
			}
		}
		_, err := c.Me(t.Context(), models.Refresh)
		if models.KindOf(err) != models.Throttled {
			t.Fatalf("err %v, want the budget to be spent", err)
		}
		if _, err := c.Me(t.Context(), models.Cached); err != nil {
			t.Errorf("what is held costs nothing: %v", err)
		}
		pass(budgetWindow - longestWait)
		if _, err := c.Me(t.Context(), models.Refresh); err != nil {
			t.Errorf("two seconds are waited for: %v", err)
		}
		if got := s.count("GET", "/me"); got != 6 {
			t.Errorf("%d requests, want 6", got)
		}
		if got := s.count("POST", "/token"); got != 1 {
			t.Errorf("%d token calls, want 1, which costs no budget", got)
		}
	})
}

func TestPrefetchSpendsOnlyWhatIsLeftOverHalf(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(10, time.Now, nil)
		ahead := models.WithLane(t.Context(), models.PrefetchLane)
		taken := 0
		for b.take(ahead) == nil {
			taken++
		}
		if taken != 5 {
			t.Errorf("%d fetched ahead, want 5 of 10", taken)
		}
		for range 5 {
			if err := b.take(t.Context()); err != nil {
				t.Errorf("the operator's own: %v", err)
			}
		}
	})
}

func TestBudgetIsSharedBetweenProcesses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "btalk")
		process := func(credential string) *budget {
			return newBudget(10, time.Now, newBudgetFile(dir, "https://api.example", credential))
		}
		one, two, other := process("a"), process("a"), process("b")
		for range 6 {
			if err := one.take(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := two.view().Left; got != 4 {
			t.Errorf("%d left for the other process, want 4", got)
		}
		two.throttled(t.Context(), http.Header{"Retry-After": {"60"}})
		if err := one.take(t.Context()); models.KindOf(err) != models.Throttled {
			t.Errorf("err %v, want the throttle of the other process", err)
		}
		if got := other.view().Left; got != 10 {
			t.Errorf("%d left for another credential, want 10", got)
		}
		for _, file := range []string{one.file.path, one.file.path + ".lock"} {
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", file, info, err)
			}
		}
	})
}

func TestDamagedBudgetFileCostsNothing(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"empty": "", "garbage": "\x00\xff{", "wrong kinds": `{"spent":"x"}`, "null": `null`,
		"far future": `{"until":"9999-12-31T23:59:59Z","strikes":9000000000,"spent":["9999-12-31T23:59:59Z"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				file := newBudgetFile(t.TempDir(), "o", "c")
				if err := os.WriteFile(file.path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				b := newBudget(10, time.Now, file)
				if wait, _ := b.try(t.Context(), models.OperatorLane); wait > longestPause {
					t.Errorf("wait %v", wait)
				}
				b.throttled(t.Context(), http.Header{})
				pass(longestPause)
				if err := b.take(t.Context()); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestUnusableRuntimeDirectoryKeepsTheOwnBudget(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b := newBudget(2, time.Now, newBudgetFile(filepath.Join(blocked, "btalk"), "o", "c"))
	for range 2 {
		if err := b.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.view().Left; got != 0 {
		t.Errorf("%d left, want 0", got)
	}
}

func TestBackoffIsSpreadOverItsWindow(t *testing.T) {
	t.Parallel()
	const draws = 4000
	var sum time.Duration
	for range draws {
		wait := backoff(0)
		if wait < 0 || wait >= backoffBase {
			t.Fatalf("wait %v outside the window", wait)
		}
		sum += wait
	}
	if mean := float64(sum) / draws; math.Abs(mean-float64(backoffBase)/2) > 0.05*float64(backoffBase)/2 {
		t.Errorf("mean %v, want half of %v", time.Duration(mean), backoffBase)
	}
}

func TestNoSecondHoldsMoreThanTheSpikeArrestAllows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(1000, time.Now, nil)
		var taken []time.Time
		for range 100 {
			if err := b.take(t.Context()); err != nil {
				t.Fatal(err)
			}
			taken = append(taken, time.Now())
			if n := len(taken); n > 25 && taken[n-1].Sub(taken[n-26]) < time.Second {
				t.Fatalf("26 requests within %v", taken[n-1].Sub(taken[n-26]))
			}
		}
	})
}

// TestNoMinuteHoldsMoreThanTheLimit has four processes ask as fast as they may
// for ten minutes, each request up to two seconds on its way.
func TestNoMinuteHoldsMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		var mu sync.Mutex
		var arrived []time.Time
		var all sync.WaitGroup
		ctx, stop := context.WithTimeout(withMaxWait(t.Context(), 2*time.Minute), 10*time.Minute)
		defer stop()
		for number := range 4 {
			b := newBudget(60, time.Now, newBudgetFile(dir, "https://api.example", "c"))
			travel := rand.New(rand.NewPCG(1, uint64(number)))
			all.Go(func() {
				for b.take(ctx) == nil {
					at := time.Now().Add(time.Duration(travel.Int64N(int64(2 * time.Second))))
					mu.Lock()
					arrived = append(arrived, at)
					mu.Unlock()
				}
			})
		}
		all.Wait()
		slices.SortFunc(arrived, time.Time.Compare)
		for i := 60; i < len(arrived); i++ {
			if span := arrived[i].Sub(arrived[i-60]); span < time.Minute {
				t.Fatalf("61 requests arrived within %v", span)
			}
		}
		if len(arrived) < 540 {
			t.Errorf("%d requests in ten minutes: the budget is not used", len(arrived))
		}
	})
}

func TestAClockSetBackBlocksForAMinuteAtMost(t *testing.T) {
	t.Parallel()
	now := time.Date(2036, 3, 1, 12, 0, 0, 0, time.UTC)
	b := newBudget(3, func() time.Time { return now }, newBudgetFile(t.TempDir(), "o", "c"))
	for range 3 {
		if wait, _ := b.try(t.Context(), models.OperatorLane); wait != 0 {
			t.Fatalf("wait %v", wait)
		}
	}
	now = now.AddDate(-10, 0, 0)
	if wait, _ := b.try(t.Context(), models.OperatorLane); wait <= 0 || wait > budgetWindow {
		t.Errorf("wait %v, want what was spent to count, for a minute", wait)
	}
	now = now.Add(budgetWindow)
	if wait, _ := b.try(t.Context(), models.OperatorLane); wait != 0 {
		t.Errorf("wait %v after a minute, want none", wait)
	}
}
