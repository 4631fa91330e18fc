package api

import (
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/shared"
	"btalk/internal/shared/redistest"
)

// handClock is a clock that a test sets.
type handClock struct{ ms atomic.Int64 }

func newHandClock() *handClock {
	c := &handClock{}
	c.ms.Store(1_795_600_000_000)
	return c
}

func (c *handClock) now() time.Time       { return time.UnixMilli(c.ms.Load()) }
func (c *handClock) pass(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// patient is how long a shared server may take where a test says when it is away: on
// a busy machine an answer after 200 ms must not make an outage of its own.
const patient = 5 * time.Second

// openTeam is the shared server as one process sees it.
func openTeam(t *testing.T, url string, now func() time.Time) *shared.Server {
	t.Helper()
	server, err := shared.Open(shared.Options{URL: url, Origin: "https://api.example", Credential: "client-id:client-secret", Now: now, Within: patient})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

// crowd is eight processes on two hosts that ask for all they can get.
type crowd struct {
	t       *testing.T
	clock   *handClock
	budgets []*budget
	mu      sync.Mutex
	granted []time.Time
}

const (
	crowdLimit = 60
	crowdHosts = 2
)

func newCrowd(t *testing.T, r *redistest.Redis) *crowd {
	t.Helper()
	c := &crowd{t: t, clock: newHandClock()}
	for range crowdHosts {
		dir := t.TempDir()
		for range 4 {
			b := newBudget(crowdLimit, c.clock.now, newBudgetFile(dir, "o", "c"))
			b.team = newTeam(openTeam(t, r.URL(), c.clock.now), crowdHosts)
			c.budgets = append(c.budgets, b)
		}
	}
	return c
}

// ask lets everybody ask, every five seconds for so long.
func (c *crowd) ask(long time.Duration) (granted int) {
	before := len(c.granted)
	for range long / (5 * time.Second) {
		var all sync.WaitGroup
		for _, b := range c.budgets {
			all.Go(func() {
				for range 10 {
					if wait, err := b.try(c.t.Context(), models.OperatorLane); err == nil && wait <= 0 {
						c.mu.Lock()
						c.granted = append(c.granted, c.clock.now())
						c.mu.Unlock()
					}
				}
			})
		}
		all.Wait()
		c.clock.pass(5 * time.Second)
	}
	return len(c.granted) - before
}

// back waits until everybody's breaker is closed again.
func (c *crowd) back() {
	for _, b := range c.budgets {
		for b.team.away() && c.t.Context().Err() == nil {
			_, _ = b.team.server.Ledger(c.t.Context(), b.team.rules())
			<-time.After(20 * time.Millisecond)
		}
	}
}

// most is the largest number of requests in any minute.
func (c *crowd) most() (most int) {
	for i, at := range c.granted {
		n := 0
		for _, other := range c.granted[:i+1] {
			if at.Sub(other) < time.Minute {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func TestEightProcessesOnTwoHostsKeepToOneLimit(t *testing.T) {
	c := newCrowd(t, redistest.Start(t))
	granted := c.ask(10 * time.Minute)
	if most := c.most(); most > crowdLimit {
		t.Errorf("%d requests in one minute, want at most %d", most, crowdLimit)
	}
	if granted < 10*55*60/62 { // the window is a minute and the time on the way
		t.Errorf("%d requests in ten minutes", granted)
	}
}

func TestTheLimitHoldsWhateverBecomesOfTheServer(t *testing.T) {
	r := redistest.Start(t)
	for name, upset := range map[string]func(c *crowd){
		"flushed":   func(*crowd) { flush(t, r) },
		"restarted": func(*crowd) { r.Down(); r.Up() },
		"stopped for three minutes": func(c *crowd) {
			r.Down()
			c.ask(3 * time.Minute)
			r.Up()
		},
		"hung for three minutes": func(c *crowd) {
			r.Signal(syscall.SIGSTOP)
			c.ask(3 * time.Minute)
			r.Signal(syscall.SIGCONT)
		},
	} {
		t.Run(name, func(t *testing.T) {
			flush(t, r)
			c := newCrowd(t, r)
			c.ask(3 * time.Minute)
			c.clock.pass(20 * time.Second) // in the middle of a minute
			upset(c)
			c.ask(10 * time.Second) // some know already that it is back
			c.back()
			c.ask(4 * time.Minute)
			if most := c.most(); most > crowdLimit {
				t.Errorf("%d requests in one minute, want at most %d", most, crowdLimit)
			}
			if last := c.ask(3 * time.Minute); last < 110 { // at least two full minutes
				t.Errorf("%d requests in the last three minutes: it is not back to normal", last)
			}
		})
	}
}

// flush makes the server forget everything.
func flush(t *testing.T, r *redistest.Redis) {
	t.Helper()
	if err := r.Do("FLUSHALL"); err != nil {
		t.Fatal(err)
	}
}

func TestWhileTheServerIsAwayAHostSpendsItsShareAndSaysSo(t *testing.T) {
	t.Parallel()
	clock := newHandClock()
	b := newBudget(60, clock.now, newBudgetFile(t.TempDir(), "o", "c"))
	b.team = newTeam(openTeam(t, "redis+unix:///nowhere/socket", clock.now), 3)
	granted := 0
	for range 60 {
		if wait, err := b.try(t.Context(), models.OperatorLane); err == nil && wait <= 0 {
			granted++
		}
	}
	view := b.view()
	if granted != 20 || view.Limit != 20 || view.Left != 0 || !view.Away || view.Remark() == "" {
		t.Errorf("%d granted, view %+v (%s); want 20 of 60 and a remark", granted, view, view.Remark())
	}
}

func TestAThrottleOfOneHostIsKnownToTheOthers(t *testing.T) {
	r, clock := redistest.Start(t), newHandClock()
	hosts := make([]*budget, 2)
	for i := range hosts {
		hosts[i] = newBudget(60, clock.now, newBudgetFile(t.TempDir(), "o", "c"))
		hosts[i].team = newTeam(openTeam(t, r.URL(), clock.now), 2)
		hosts[i].view()
	}
	hosts[0].throttled(t.Context(), http.Header{"Retry-After": {"40"}})
	clock.pass(time.Second)
	if view := hosts[1].view(); view.Until.Sub(clock.now()) != 39*time.Second || view.Left != 0 {
		t.Errorf("the other sees %+v after a second, want a countdown from 39 s", view)
	}
	if wait, err := hosts[1].try(t.Context(), models.OperatorLane); err != nil || wait != 39*time.Second {
		t.Errorf("the other may go in %v, %v", wait, err)
	}
}
