package api

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"btalk/internal/models"
	"btalk/internal/private"
)

const (
	defaultPerMinute = 60

	// budgetWindow is a minute and what a request may need on its way: the API
	// counts arrivals, and the first of a minute may travel longer than the
	// next after it.
	budgetWindow = time.Minute + 2*time.Second

	// The gateway refuses more than 25 requests in a second (DOC2 api-contract
	// §1.5); rate and burst together stay below.
	spikePerSecond = 20
	spikeBurst     = 4

	shortestPause = time.Second
	longestPause  = 15 * time.Minute
	readAgain     = time.Second // how old a view of other processes' spending may be
)

// budget is what may be asked in a minute, shared by every process of this
// user and credential. It is advisory: where the file cannot be shared, each
// process keeps to it alone.
type budget struct {
	limit int
	now   func() time.Time
	spike *rate.Limiter
	file  *budgetFile     // nil: this process alone
	team  *team           // the other hosts; nil: there are none
	sole  bool            // there are no others who could spend
	tell  func(time.Time) // is called before a long wait; may be nil

	mu      sync.Mutex
	ledger  ledger // as last seen
	own     ledger // what is in it and could not be written down for the others yet
	alone   error  // why nothing can be; nil while that is not so
	seen    time.Time
	waiting int
}

func newBudget(perMinute int, now func() time.Time, file *budgetFile) *budget {
	if perMinute <= 0 {
		perMinute = defaultPerMinute
	}
	return &budget{limit: perMinute, now: now, file: file, spike: rate.NewLimiter(spikePerSecond, spikeBurst)}
}

// take spends one request, or waits for it as long as ctx allows. The
// error is a *models.Error of kind Throttled that says when.
func (b *budget) take(ctx context.Context) error {
	if err := b.spike.Wait(ctx); err != nil { // before it is written down: what waits there has not left
		return err
	}
	for {
		wait, err := b.try(ctx, models.LaneOf(ctx))
		if err != nil || wait <= 0 {
			return err
		}
		if wait > maxWaitOf(ctx) {
			return &models.Error{Kind: models.Throttled, Until: b.now().Add(wait), Detail: models.NewText(b.reason())}
		}
		if err := b.await(ctx, wait); err != nil {
			return err
		}
	}
}

// reason says why there is nothing to spend.
func (b *budget) reason() string {
	if b.throttledUntil().After(b.now()) {
		return "the API refused earlier requests and wants a pause; when that comes often, lower requests_per_minute, now " + strconv.Itoa(b.limit)
	}
	return "the budget of " + strconv.Itoa(b.limit) + " requests a minute is spent (requests_per_minute)"
}

func (b *budget) await(ctx context.Context, wait time.Duration) error {
	if b.tell != nil && wait > longestWait {
		b.tell(b.now().Add(wait))
	}
	b.mu.Lock()
	b.waiting++
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.waiting--
	}()
	return Pause(ctx, wait)
}

// try spends one request; otherwise it says in how long to try again.
func (b *budget) try(ctx context.Context, lane models.Lane) (wait time.Duration, err error) {
	if b.team != nil {
		return b.tryTeam(ctx, lane)
	}
	b.update(func(l *ledger, now time.Time) bool {
		wait = l.waitFor(laneLimit(lane, b.limit), now)
		if wait > 0 {
			return false
		}
		l.Spent = append(l.Spent, now)
		return true
	})
	return wait, nil
}

// laneLimit is what may be spent of a limit in a lane: half of it stays for the
// operator.
func laneLimit(lane models.Lane, limit int) int {
	if lane == models.PrefetchLane {
		return limit - limit/2
	}
	return limit
}

// throttled empties the budget after the API refused: for as long as it says,
// else a second, doubling as it goes on.
func (b *budget) throttled(ctx context.Context, header http.Header) {
	b.update(func(l *ledger, now time.Time) bool {
		if now.Before(l.Until) && header.Get("Retry-After") == "" {
			return false // several were under way: one throttle
		}
		growing := min(longestPause, shortestPause<<min(l.Strikes, 10))
		wait := retryAfter(header, now, min(longestPause, growing+rand.N(growing/2)))
		l.Strikes++
		if until := now.Add(wait); until.After(l.Until) {
			l.Until = until
		}
		return true
	})
	b.tellThrottled(ctx, header)
}

// passed notes that the API answers again: throttles begin anew, and a tenth
// of a retry is earned.
func (b *budget) passed(ctx context.Context) {
	b.mu.Lock()
	calm := b.ledger.Strikes == 0 && b.ledger.Retries == 0
	b.mu.Unlock()
	if calm {
		return
	}
	b.update(func(l *ledger, now time.Time) bool {
		l.Retries = max(0, l.Retries-earnedByReply)
		if !now.Before(l.Until) {
			l.Strikes = 0
		}
		return true
	})
	b.tellPassed(ctx)
}

// mayRetry spends one retry. All processes together have a few for ten
// minutes; after that they have to be earned by answers: retries must not
// double the load of a server that has a problem.
func (b *budget) mayRetry(ctx context.Context) (allowed bool) {
	if allowed, ok := b.askRetry(ctx); ok {
		return allowed
	}
	b.update(func(l *ledger, now time.Time) bool {
		if allowed = l.Retries+1 <= freeRetries; allowed {
			l.Retries, l.Retried = l.Retries+1, now
		}
		return allowed
	})
	return allowed
}

// update lets change work on the latest ledger, and keeps what it made of it
// when it says so: for the others too, at once or as soon as it can be.
func (b *budget) update(change func(l *ledger, now time.Time) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	unlock, locked := b.lock()
	if locked {
		defer unlock()
		b.readFile()
	}
	now := b.now()
	tidied := b.ledger.tidy(now)
	before := len(b.ledger.Spent)
	changed := change(&b.ledger, now)
	if changed {
		spent := slices.Concat(b.own.Spent, b.ledger.Spent[before:])
		b.own = b.ledger
		b.own.Spent = spent
	}
	if locked && (changed || tidied) {
		b.writeFile()
	}
}

// lock takes the file for a moment. One that another process holds too long is
// still shared; any other refusal leaves this process alone.
func (b *budget) lock() (unlock func(), locked bool) {
	unlock, err := b.file.lock()
	if err == nil || !errors.Is(err, private.ErrHeld) {
		b.alone = err
	}
	return unlock, err == nil
}

// readFile takes over what the other processes wrote.
func (b *budget) readFile() {
	if seen, ok := b.file.read(); ok {
		b.own.tidy(b.now())
		seen.absorb(b.own)
		b.ledger = seen
	}
	b.seen = b.now()
}

// writeFile writes the ledger down for the others. The caller has the lock.
func (b *budget) writeFile() {
	if b.alone = b.file.write(b.ledger); b.alone == nil {
		b.own = ledger{}
	}
}

// view is what to show. It asks and reads once a second at most.
func (b *budget) view() models.Budget {
	b.askTeam()
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if !within(readAgain, b.seen, now) {
		b.alone = b.file.fault()
		b.readFile()
	}
	b.ledger.tidy(now)
	view := models.Budget{Limit: b.limit, Left: b.limit - len(b.ledger.Spent), Waiting: b.waiting, Alone: b.alone != nil && !b.sole}
	if b.team != nil {
		b.team.show(&view, b.ledger, now)
	}
	view.Left = max(0, view.Left)
	if now.Before(b.ledger.Until) {
		view.Until, view.Left = b.ledger.Until, 0
	}
	return view
}

func (b *budget) throttledUntil() time.Time { return b.view().Until }

func (b *budget) throttleEndsWithin(most time.Duration) bool {
	return most > 0 && b.throttledUntil().Sub(b.now()) <= most
}

type maxWaitKey struct{}

// withMaxWait says how long requests under ctx may wait for the budget.
func withMaxWait(ctx context.Context, wait time.Duration) context.Context {
	return context.WithValue(ctx, maxWaitKey{}, wait)
}

// Unhurried lets requests under ctx wait for the budget as long as a throttle
// usually lasts: for work of many requests that nobody sits before.
func Unhurried(ctx context.Context) context.Context { return withMaxWait(ctx, maxWaitUnhurried) }

const maxWaitUnhurried = 2 * time.Minute

// maxWaitOf is two seconds for an operator, and none for what is only fetched
// ahead.
func maxWaitOf(ctx context.Context) time.Duration {
	if models.LaneOf(ctx) == models.PrefetchLane {
		return 0
	}
	if wait, ok := ctx.Value(maxWaitKey{}).(time.Duration); ok {
		return wait
	}
	return longestWait
}
