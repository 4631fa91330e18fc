package api

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"btalk/internal/models"
	"btalk/internal/shared"
)

// carefulFor is how long a host keeps to its own share once the server was away, or
// has lost what it knew: until every other host has tried the server again, and what
// they spent without it is over.
const carefulFor = budgetWindow + time.Minute

// askAgain is how old a view of what all hosts know may be: a throttle that one of them
// met counts down on all within a second.
const askAgain = 500 * time.Millisecond

// team is what the hosts of one credential know together, as one of them sees it. It
// is asked first; while it is away, each host spends its share by its own ledger.
type team struct {
	server *shared.Server
	hosts  int // that the limit is divided by

	mu      sync.Mutex
	checked time.Time // when its ledger was last asked for
}

func newTeam(server *shared.Server, hosts int) *team {
	if server == nil {
		return nil
	}
	return &team{server: server, hosts: max(1, hosts)}
}

func (t *team) share(limit int) int { return max(1, limit/t.hosts) }

// away reports whether the server does not serve.
func (t *team) away() bool { return t.server.State() != nil }

func (t *team) rules() shared.Rules {
	return shared.Rules{Window: budgetWindow, First: shortestPause, Longest: longestPause, RetriesFor: retriesFor}
}

// show writes into view what may be spent.
func (t *team) show(view *models.Budget, l ledger, now time.Time) {
	limit := view.Limit
	switch {
	case t.away() || now.Before(l.Careful):
		view.Limit = t.share(limit)
		view.Left = view.Limit - len(l.Spent)
		view.Away, view.Alone = t.away(), view.Alone && t.away()
	default:
		view.Left, view.Alone = limit-max(l.Seen, len(l.Spent)), false
	}
}

// tryTeam spends one request of what all hosts may, and of this host's share where
// it has to be careful.
func (b *budget) tryTeam(ctx context.Context, lane models.Lane) (time.Duration, error) {
	careful := b.isCareful()
	if careful {
		if wait := b.tryShare(lane, false); wait > 0 {
			return wait, nil
		}
	}
	wait, known, err := b.team.server.Take(ctx, b.team.rules(), laneLimit(lane, b.limit))
	switch {
	case err != nil && ctx.Err() != nil:
		return 0, context.Cause(ctx)
	case err != nil:
		careful = true
		b.beCareful(carefulFor)
	default:
		b.learn(known, wait == 0 && !careful)
	}
	if wait > 0 || !careful {
		return wait, nil
	}
	return b.tryShare(lane, true), nil
}

// tryShare is how long until this host may spend one more of its share: what it spent
// itself counts, and for a minute what all hosts had spent when the server last said
// so. It is spent where spend says so.
func (b *budget) tryShare(lane models.Lane, spend bool) (wait time.Duration) {
	b.update(func(l *ledger, now time.Time) bool {
		wait = l.waitFor(laneLimit(lane, b.team.share(b.limit)), now)
		if wait <= 0 && l.Seen > 0 && l.Since >= max(0, b.limit-l.Seen)/b.team.hosts {
			wait = l.SeenAt.Add(budgetWindow).Sub(now)
		}
		if wait > 0 || !spend {
			return false
		}
		l.Spent = append(l.Spent, now)
		l.Since++
		return true
	})
	return wait
}

// isCareful reports whether this host keeps to its share, by what its processes know.
func (b *budget) isCareful() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if !within(readAgain, b.seen, now) {
		b.readFile()
	}
	return now.Before(b.ledger.Careful)
}

// beCareful lets all processes of this host keep to its share for a while.
func (b *budget) beCareful(long time.Duration) {
	b.update(func(l *ledger, now time.Time) bool {
		until := now.Add(long)
		if until.Sub(l.Careful) < time.Second {
			return false
		}
		l.Careful = until
		return true
	})
}

// learn takes in what the server knows. What this process spent through it is kept
// in memory, for when it is away.
func (b *budget) learn(known shared.Ledger, spent bool) {
	b.mu.Lock()
	now := b.now()
	careful := now.Before(b.ledger.Careful)
	b.ledger.Strikes, b.ledger.Retries = known.Strikes, known.Retries
	if known.Pause > 0 || !careful {
		b.ledger.Until, b.own.Until = now.Add(known.Pause), now.Add(known.Pause)
	}
	if spent {
		b.ledger.Spent = append(b.ledger.Spent, now)
		b.own.Spent = append(b.own.Spent, now)
	}
	if !careful {
		b.ledger.Seen, b.ledger.SeenAt, b.ledger.Since = known.Spent, now, 0
		b.own.Seen, b.own.SeenAt, b.own.Since = known.Spent, now, 0
	}
	b.ledger.tidy(now)
	b.own.tidy(now)
	b.mu.Unlock()
	if gap := carefulFor - known.Age; gap > 0 && !careful {
		b.beCareful(gap)
	}
}

// askTeam asks the server what it knows, once a second at most.
func (b *budget) askTeam() {
	if b.team == nil {
		return
	}
	b.team.mu.Lock()
	due := !within(askAgain, b.team.checked, b.now())
	if due {
		b.team.checked = b.now()
	}
	b.team.mu.Unlock()
	if !due {
		return
	}
	//nolint:forbidigo // who shows the budget has no context; the server has 200 ms
	if known, err := b.team.server.Ledger(context.Background(), b.team.rules()); err == nil {
		b.learn(known, false)
	}
}

func (b *budget) tellThrottled(ctx context.Context, header http.Header) {
	if b.team == nil {
		return
	}
	asked := retryAfter(header, b.now(), 0)
	known, err := b.team.server.Throttled(context.WithoutCancel(ctx), b.team.rules(), asked, rand.Float64()/2)
	if err == nil {
		b.learn(known, false)
	}
}

func (b *budget) tellPassed(ctx context.Context) {
	if b.team == nil {
		return
	}
	if known, err := b.team.server.Passed(context.WithoutCancel(ctx), b.team.rules(), earnedByReply); err == nil {
		b.learn(known, false)
	}
}

// askRetry spends one retry of all hosts; ok is false where nobody can say.
func (b *budget) askRetry(ctx context.Context) (allowed, ok bool) {
	if b.team == nil {
		return false, false
	}
	allowed, known, err := b.team.server.Retry(ctx, b.team.rules(), freeRetries)
	if err != nil {
		return false, false
	}
	b.learn(known, false)
	return allowed, true
}

// close leaves to the other processes of this host what this one spent through the
// server, for when that is away.
func (b *budget) close() {
	b.mu.Lock()
	unwritten := len(b.own.Spent) > 0
	b.mu.Unlock()
	if b.team != nil && unwritten {
		b.update(func(*ledger, time.Time) bool { return true })
	}
}
