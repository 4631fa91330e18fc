package api

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/shared/redistest"
)

// hosts are clients of one simulated API, each with a cache of its own, and one shared server.
func teamOf(t *testing.T, url string, answers map[string]http.HandlerFunc, n int) (*simulator, []*Client) {
	t.Helper()
	s, _ := newSimulated(t, answers)
	clients := make([]*Client, n)
	for i := range clients {
		_, clients[i] = newSimulated(t, nil, func(cfg *Config) {
			cfg.Transport, cfg.RuntimeDir = s, t.TempDir()
			cfg.Store = cache.Open(cache.Options{Dir: t.TempDir() + "/cache"})
			cfg.Team, cfg.TeamHosts = openTeam(t, url, nil), n
		})
		t.Cleanup(func() { clients[i].Close(context.WithoutCancel(t.Context())) })
	}
	return s, clients
}

// serving waits until every client reaches the server: on a busy machine it may be late.
func serving(t *testing.T, clients []*Client) {
	t.Helper()
	for _, c := range clients {
		for {
			c.Agree(t.Context())
			if _, err := c.out.budget.team.server.Ledger(t.Context(), c.out.budget.team.rules()); err == nil || t.Context().Err() != nil {
				break
			}
			<-time.After(50 * time.Millisecond)
		}
	}
}

const customersBody = `[{"customerCode":"1","name":"Arverne"}]`

func TestWhatOneHostHasJustReadTheOtherOpensWithoutARequest(t *testing.T) {
	r := redistest.Start(t)
	s, hosts := teamOf(t, r.URL(), map[string]http.HandlerFunc{"/customers": says(200, customersBody)}, 2)
	serving(t, hosts)
	first, err := hosts[0].Customers(t.Context(), models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	second, err := hosts[1].Customers(t.Context(), models.Cached)
	if err != nil || len(second.Value) != 1 || second.Stale {
		t.Fatalf("%+v, %v", second, err)
	}
	if got := s.count("GET", "/customers"); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
	if apart := second.Fetched.Sub(first.Fetched).Abs(); apart > 5*time.Second {
		t.Errorf("fetched %v and %v: the age is that of the first reading", first.Fetched, second.Fetched)
	}
	if _, err := hosts[1].Customers(t.Context(), models.Refresh); err != nil {
		t.Fatal(err)
	}
	if got := s.count("GET", "/customers"); got != 2 {
		t.Errorf("%d requests after a refresh that was asked for, want 2", got)
	}
}

func TestWhoAsksFirstAsksForAll(t *testing.T) {
	r := redistest.Start(t)
	reading, answered := make(chan struct{}, 8), make(chan struct{})
	answer := func(w http.ResponseWriter, req *http.Request) {
		reading <- struct{}{}
		<-answered
		says(200, customersBody)(w, req)
	}
	s, hosts := teamOf(t, r.URL(), map[string]http.HandlerFunc{"/customers": answer}, 4)
	serving(t, hosts)
	errs := make(chan error, len(hosts))
	ask := func(c *Client) {
		_, err := c.Customers(t.Context(), models.Cached)
		errs <- err
	}
	go ask(hosts[0])
	<-reading
	for _, c := range hosts[1:] {
		go ask(c)
	}
	<-time.After(3 * lookAgain) // they have looked, and found somebody reading
	close(answered)
	for range hosts {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if got := s.count("GET", "/customers"); got != 1 {
		t.Errorf("%d requests of four hosts, want 1", got)
	}
}

func TestWhoNeedsTheCurrentAnswerDoesNotWaitForThatOfAnotherHost(t *testing.T) {
	r := redistest.Start(t)
	reading, answered := make(chan struct{}, 8), make(chan struct{})
	answer := func(w http.ResponseWriter, req *http.Request) {
		reading <- struct{}{}
		if len(reading) == 1 {
			<-answered
		}
		says(200, customersBody)(w, req)
	}
	s, hosts := teamOf(t, r.URL(), map[string]http.HandlerFunc{"/customers": answer}, 2)
	serving(t, hosts)
	var all sync.WaitGroup
	defer all.Wait()
	defer close(answered)
	read := func(ctx context.Context, c *Client, mode models.Mode) { _, _ = c.Customers(ctx, mode) }
	all.Go(func() { read(t.Context(), hosts[0], models.Cached) }) // it reads for all
	for s.count("GET", "/customers") == 0 && t.Context().Err() == nil {
		<-time.After(time.Millisecond)
	}
	all.Go(func() { read(models.WithBehind(t.Context()), hosts[1], models.Refresh) }) // it waits for that
	for asked := false; !asked && t.Context().Err() == nil; {
		<-time.After(time.Millisecond)
		hosts[1].answers.flights.mu.Lock()
		asked = len(hosts[1].answers.flights.flights) > 0
		hosts[1].answers.flights.mu.Unlock()
	}
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := hosts[1].Customers(soon, models.Refresh); err != nil || s.count("GET", "/customers") < 2 {
		t.Errorf("%v after %d requests, want one of its own", err, s.count("GET", "/customers"))
	}
}

func TestAChangeOnOneHostDropsTheFamilyOnAll(t *testing.T) {
	r := redistest.Start(t)
	s, hosts := teamOf(t, r.URL(), map[string]http.HandlerFunc{
		"/customers": inTurn(says(200, customersBody), says(200, `[{"customerCode":"1","name":"Renamed"}]`)),
	}, 2)
	serving(t, hosts)
	for _, c := range hosts {
		if _, err := c.Customers(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
	}
	hosts[0].answers.drop(t.Context(), []cache.Family{Customers})
	<-time.After(readAgain + 50*time.Millisecond)
	hosts[1].Agree(t.Context())
	got, err := hosts[1].Customers(t.Context(), models.Cached)
	if err != nil || got.Value[0].Name.String() != "Renamed" || s.count("GET", "/customers") != 2 {
		t.Errorf("%+v after %d requests, %v; want what the change made", got.Value, s.count("GET", "/customers"), err)
	}
}

func TestAChangeMadeWhileTheServerWasAwayIsToldWhenItIsBack(t *testing.T) {
	r := redistest.Start(t)
	_, hosts := teamOf(t, r.URL(), map[string]http.HandlerFunc{"/customers": says(200, customersBody)}, 2)
	serving(t, hosts)
	before, _ := hosts[1].answers.agreed()
	r.Down()
	hosts[0].answers.drop(t.Context(), []cache.Family{Sites})
	if kept, _ := hosts[0].answers.agreed(); len(kept.Owed) != 1 {
		t.Fatalf("owed %v, want the family that changed", kept.Owed)
	}
	r.Up()
	serving(t, hosts)
	<-time.After(readAgain + 50*time.Millisecond)
	hosts[0].Agree(t.Context())
	<-time.After(readAgain + 50*time.Millisecond)
	hosts[1].Agree(t.Context())
	kept, _ := hosts[0].answers.agreed()
	after, _ := hosts[1].answers.agreed()
	if len(kept.Owed) != 0 || after.Generations[string(Sites)] == before.Generations[string(Sites)] {
		t.Errorf("owed %v; the other host has generation %q, before %q", kept.Owed, after.Generations[string(Sites)], before.Generations[string(Sites)])
	}
}

func TestWithTheServerAwayReadsGoOnAndTheOperatorIsTold(t *testing.T) {
	t.Parallel()
	s, hosts := teamOf(t, "redis+unix:///nowhere/socket", map[string]http.HandlerFunc{"/customers": says(200, customersBody)}, 2)
	for range 3 {
		for _, c := range hosts {
			if _, err := c.Customers(t.Context(), models.Cached); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := s.count("GET", "/customers"); got != 2 {
		t.Errorf("%d requests, want one of each host", got)
	}
	if notice := hosts[0].Notice(); notice == "" || notice != hosts[0].Notice() {
		t.Errorf("notice %q, want one, the same each time", notice)
	}
}
