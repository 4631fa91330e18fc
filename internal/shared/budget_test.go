package shared

import (
	"sync"
	"testing"
	"time"
)

func TestNoMinuteHasMoreRequestsThanTheLimitWhateverAsks(t *testing.T) {
	r, c := start(t), newClock()
	const limit, hosts = 60, 8
	servers := make([]*Server, hosts)
	for i := range servers {
		servers[i] = r.host(c)
	}
	var mu sync.Mutex
	var granted []time.Time
	for range 10 * 60 / 5 { // ten minutes in steps of five seconds
		var all sync.WaitGroup
		for _, s := range servers {
			all.Go(func() {
				for range 10 {
					wait, _, err := s.Take(t.Context(), rules, limit)
					if err == nil && wait == 0 {
						mu.Lock()
						granted = append(granted, c.now())
						mu.Unlock()
					}
				}
			})
		}
		all.Wait()
		c.pass(5 * time.Second)
	}
	most := 0
	for i, at := range granted {
		n := 0
		for _, other := range granted[:i+1] {
			if at.Sub(other) < time.Minute {
				n++
			}
		}
		most = max(most, n)
	}
	if most > limit {
		t.Errorf("%d requests in one minute, want at most %d", most, limit)
	}
	if len(granted) < 10*55 {
		t.Errorf("%d requests in ten minutes, want at least 550", len(granted))
	}
}

func TestBudget(t *testing.T) {
	r, c := start(t), newClock()
	a, b := r.host(c), r.host(c)
	t.Run("what one host spends is gone for the other", func(t *testing.T) {
		for range 3 {
			if wait := take(t, a, 3); wait != 0 {
				t.Fatalf("told to wait %v", wait)
			}
			c.pass(time.Second)
		}
		if wait := take(t, b, 3); wait != 57*time.Second {
			t.Errorf("wait %v, want until the oldest is a minute old", wait)
		}
	})
	t.Run("a smaller limit waits for more to end", func(t *testing.T) {
		if wait := take(t, b, 1); wait != 59*time.Second {
			t.Errorf("wait %v, want until the latest is a minute old", wait)
		}
	})
	t.Run("another credential has a budget of its own", func(t *testing.T) {
		if wait := take(t, r.as("other:secret", c), 1); wait != 0 {
			t.Errorf("told to wait %v", wait)
		}
	})
	t.Run("a clock set back an hour costs a minute at most", func(t *testing.T) {
		c.pass(-time.Hour)
		if wait := take(t, a, 3); wait <= 0 || wait > time.Minute {
			t.Errorf("wait %v", wait)
		}
		c.pass(time.Minute)
		if wait := take(t, a, 3); wait != 0 {
			t.Errorf("wait %v a minute later", wait)
		}
	})
}

func TestThrottle(t *testing.T) {
	r, c := start(t), newClock()
	a, b := r.host(c), r.host(c)
	throttled := func(t *testing.T, asked time.Duration) Ledger {
		t.Helper()
		return must(t, func() (Ledger, error) { return a.Throttled(t.Context(), rules, asked, 0.25) })
	}
	seen := func(t *testing.T) Ledger {
		t.Helper()
		return must(t, func() (Ledger, error) { return b.Ledger(t.Context(), rules) })
	}
	t.Run("met by one host it stops the other", func(t *testing.T) {
		throttled(t, 30*time.Second)
		if wait := take(t, b, 60); wait != 30*time.Second {
			t.Errorf("wait %v, want 30s", wait)
		}
		if l := seen(t); l.Pause != 30*time.Second || l.Strikes != 1 {
			t.Errorf("ledger %+v", l)
		}
	})
	t.Run("several under way at once are one throttle", func(t *testing.T) {
		if l := throttled(t, 0); l.Strikes != 1 || l.Pause != 30*time.Second {
			t.Errorf("ledger %+v", l)
		}
	})
	t.Run("a shorter wish does not shorten the pause", func(t *testing.T) {
		if l := throttled(t, 5*time.Second); l.Pause != 30*time.Second {
			t.Errorf("ledger %+v", l)
		}
	})
	t.Run("without a wish it doubles, with a share by chance", func(t *testing.T) {
		c.pass(time.Minute)
		if l := throttled(t, 0); l.Pause != 5*time.Second { // 1s << 2 strikes, and a quarter
			t.Errorf("pause %v, want 5s", l.Pause)
		}
	})
	t.Run("never longer than the longest", func(t *testing.T) {
		for range 12 {
			c.pass(16 * time.Minute)
			throttled(t, 0)
		}
		if l := seen(t); l.Pause != rules.Longest {
			t.Errorf("pause %v, want %v", l.Pause, rules.Longest)
		}
	})
	t.Run("an answer begins anew", func(t *testing.T) {
		c.pass(16 * time.Minute)
		l := must(t, func() (Ledger, error) { return a.Passed(t.Context(), rules, 0.1) })
		if l.Strikes != 0 || l.Pause != 0 {
			t.Errorf("ledger %+v", l)
		}
	})
}

func TestRetriesAreFewForAllHostsTogether(t *testing.T) {
	r, c := start(t), newClock()
	a, b := r.host(c), r.host(c)
	retry := func(s *Server) bool {
		return must(t, func() (bool, error) {
			ok, _, err := s.Retry(t.Context(), rules, 2)
			return ok, err
		})
	}
	if !retry(a) || !retry(b) {
		t.Fatal("the free ones are refused")
	}
	if retry(a) || retry(b) {
		t.Fatal("a third was allowed")
	}
	for range 10 {
		must(t, func() (Ledger, error) { return a.Passed(t.Context(), rules, 0.1) })
	}
	if !retry(b) {
		t.Error("ten answers earned none")
	}
	c.pass(11 * time.Minute)
	if !retry(a) || !retry(b) {
		t.Error("after ten minutes they are not free again")
	}
}
