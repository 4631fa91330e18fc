package api

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// gateway lets so many requests pass in a minute, and refuses the others.
type gateway struct {
	mu       sync.Mutex
	limit    int
	admitted []time.Time
	refused  int
	next     http.Handler
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	g.mu.Lock()
	for len(g.admitted) > 0 && time.Since(g.admitted[0]) >= time.Minute {
		g.admitted = g.admitted[1:]
	}
	full := len(g.admitted) >= g.limit
	if full {
		g.refused++
	} else {
		g.admitted = append(g.admitted, time.Now())
	}
	g.mu.Unlock()
	if full {
		refuse(w, http.StatusForbidden, codeTooMany, "global quota limit")
		return
	}
	g.next.ServeHTTP(w, req)
}

func TestMorePagesThanTheLimitAllowsAreReadInTheEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ api, own int }{
		"the API allows less than is known": {3, 60},
		"it is known":                       {3, 3},
		"one a minute":                      {1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := &gateway{limit: tt.api, next: liar{total: 5000}}
				_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP}, func(cfg *Config) { cfg.RequestsPerMinute = tt.own })
				got, err := c.Customers(t.Context(), models.Cached)
				if err != nil || len(got.Value) != 5000 || got.Incomplete {
					t.Errorf("%d rows, note %q, %v", len(got.Value), got.Note, err)
				}
			})
		})
	}
}

// failing answers so many requests and then refuses, until it is mended.
type failing struct {
	left int
	next http.Handler
}

func (f *failing) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if f.left--; f.left < 0 {
		refuse(w, http.StatusBadRequest+3, codeTooMany, "quota of the month")
		return
	}
	f.next.ServeHTTP(w, req)
}

func TestAReadingGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := cache.NewMemory(cache.Options{})
		server := &failing{left: 3, next: liar{total: 5000}}
		process := func() (*simulator, *Client) {
			return newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP}, func(cfg *Config) { cfg.Store = store })
		}
		_, c := process()
		began := time.Now()
		got, err := c.Customers(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 3000 || !got.Incomplete || !got.Stale || got.Announced != 5000 ||
			!strings.HasPrefix(got.Note, "3,000 of 5,000 so far: ") || !strings.Contains(got.Note, "requests_per_minute") {
			t.Fatalf("%d rows, stale %v, note %q, %v", len(got.Value), got.Stale, got.Note, err)
		}
		_, c = process()
		if got, err := c.Customers(t.Context(), models.Held); err != nil || len(got.Value) != 3000 || got.Note != "3,000 of 5,000 so far" {
			t.Errorf("held: %d rows, note %q, %v", len(got.Value), got.Note, err)
		}
		server.left = 10
		s, c := process()
		got, err = c.Customers(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 5000 || got.Incomplete || s.count("GET", "/customers") != 2 {
			t.Errorf("%d rows, note %q, %d calls, %v; want the last two pages only", len(got.Value), got.Note, s.count("GET", "/customers"), err)
		}
		if age := got.Fetched.Sub(began); age > time.Second {
			t.Errorf("as old as %v after the first page, want as old as that", age)
		}
		if n := store.Info().Entries; n != 1 {
			t.Errorf("%d entries are left, want the list alone", n)
		}
	})
}

func TestAReadingThatCannotGoOnStartsAgain(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		counted bool
		wait    time.Duration
		total   int // when it goes on
		calls   int
	}{
		"the count is the same":                       {true, 30 * time.Minute, 5000, 2},
		"the count has changed":                       {true, 20 * time.Minute, 4990, 6},
		"too long ago":                                {true, 2 * time.Hour, 5000, 5},
		"without a count, soon":                       {false, 20 * time.Minute, 5000, 3},
		"without a count, when the list is not fresh": {false, 61 * time.Minute, 5000, 6},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				list := &liar{total: 5000, lie: func(p *lyingPage) {
					if !tt.counted {
						p.count = ""
					}
				}}
				server := &failing{left: 3, next: list}
				s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
				if got, err := c.Customers(t.Context(), models.Cached); err != nil || len(got.Value) != 3000 {
					t.Fatalf("%d rows, %v", len(got.Value), err)
				}
				pass(tt.wait)
				before := s.count("GET", "/customers")
				server.left, list.total = 100, tt.total
				got, err := c.Customers(t.Context(), models.Cached)
				if err != nil || len(got.Value) != tt.total || got.Incomplete {
					t.Errorf("%d rows, note %q, %v", len(got.Value), got.Note, err)
				}
				if calls := s.count("GET", "/customers") - before; calls != tt.calls {
					t.Errorf("%d calls, want %d", calls, tt.calls)
				}
			})
		})
	}
}

func TestAWholeListIsNotReplacedByAPart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &failing{left: 5, next: liar{total: 5000}}
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
		if _, err := c.Customers(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Hour)
		server.left = 2
		if _, err := c.Customers(t.Context(), models.Refresh); models.KindOf(err) != models.Throttled {
			t.Errorf("err %v, want the throttle", err)
		}
		if got, err := c.Customers(t.Context(), models.Cached); err != nil || len(got.Value) != 5000 || got.Incomplete {
			t.Errorf("%d rows, note %q, %v; want the whole list", len(got.Value), got.Note, err)
		}
	})
}

func TestAChangeDropsThePagesOfItsFamily(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &failing{left: 3, next: liar{total: 5000}}
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
		if _, err := c.Customers(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		pass(time.Minute)
		c.answers.drop(t.Context(), []cache.Family{Customers})
		pass(longestPause)
		server.left = 100
		before := s.count("GET", "/customers")
		if got, err := c.Customers(t.Context(), models.Cached); err != nil || len(got.Value) != 5000 {
			t.Errorf("%d rows, %v", len(got.Value), err)
		}
		if calls := s.count("GET", "/customers") - before; calls != 5 {
			t.Errorf("%d calls, want all 5 pages anew", calls)
		}
	})
}

func TestProgressIsReported(t *testing.T) {
	t.Parallel()
	var seen []string
	ctx := models.WithProgress(t.Context(), func(at models.Progress) {
		seen = append(seen, strconv.Itoa(at.Done)+"/"+strconv.Itoa(at.Total))
	})
	_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": liar{total: 2345}.ServeHTTP})
	if _, err := c.Customers(ctx, models.Cached); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, " "); got != "1000/2345 2000/2345" {
		t.Errorf("progress %q", got)
	}
}

func TestRowsAreGivenAsTheyComeToWhoShowsThem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &gateway{limit: 3, next: liar{total: 5000}}
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP}, func(cfg *Config) { cfg.RequestsPerMinute = 3 })
		ctx := models.WithParts(t.Context(), true)
		got, err := c.Customers(ctx, models.Cached)
		if err != nil || len(got.Value) != 3000 || !got.Coming || got.Note != "3,000 of 5,000 so far" {
			t.Fatalf("%d rows, coming %v, note %q, %v", len(got.Value), got.Coming, got.Note, err)
		}
		for rounds := 0; got.Coming && rounds < 100; rounds++ {
			if got, err = c.Customers(ctx, models.Refresh); err != nil {
				t.Fatal(err)
			}
		}
		if len(got.Value) != 5000 || got.Incomplete || s.count("GET", "/customers") != 5 {
			t.Errorf("%d rows, note %q, %d requests; want all by 5", len(got.Value), got.Note, s.count("GET", "/customers"))
		}
	})
}
