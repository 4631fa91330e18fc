package api

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"btalk/internal/models"
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
	tell  func(time.Time) // is called before a long wait; may be nil

	mu      sync.Mutex
	ledger  ledger // as last seen
	seen    time.Time
	waiting int
}

// ledger is what all processes know together.
type ledger struct {
	Spent   []time.Time `json:"spent"`   // the requests of the last minute, oldest first
	Until   time.Time   `json:"until"`   // the API throttles until then
	Strikes int         `json:"strikes"` // throttles in a row
	Retries float64     `json:"retries"` // retries that no answer has earned yet
	Retried time.Time   `json:"retried"` // when the last of them was
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
		wait := b.try(models.LaneOf(ctx))
		if wait <= 0 {
			return nil
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
func (b *budget) try(lane models.Lane) (wait time.Duration) {
	b.update(func(l *ledger, now time.Time) bool {
		limit := b.limit
		if lane == models.PrefetchLane {
			limit -= b.limit / 2
		}
		switch {
		case now.Before(l.Until):
			wait = l.Until.Sub(now)
		case len(l.Spent) >= limit:
			wait = max(time.Millisecond, l.Spent[len(l.Spent)-limit].Add(budgetWindow).Sub(now))
		default:
			l.Spent = append(l.Spent, now)
			return true
		}
		return false
	})
	return wait
}

// throttled empties the budget after the API refused: for as long as it says,
// else a second, doubling as it goes on.
func (b *budget) throttled(header http.Header) {
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
}

// passed notes that the API answers again: throttles begin anew, and a tenth
// of a retry is earned.
func (b *budget) passed() {
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
}

// mayRetry spends one retry. All processes together have a few for ten
// minutes; after that they have to be earned by answers: retries must not
// double the load of a server that has a problem.
func (b *budget) mayRetry() (allowed bool) {
	b.update(func(l *ledger, now time.Time) bool {
		if allowed = l.Retries+1 <= freeRetries; allowed {
			l.Retries, l.Retried = l.Retries+1, now
		}
		return allowed
	})
	return allowed
}

// update lets change work on the latest ledger, and keeps what it made of it
// when it says so.
func (b *budget) update(change func(l *ledger, now time.Time) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	unlock, shared := b.file.lock()
	if shared {
		defer unlock()
		b.readFile()
	}
	now := b.now()
	tidied := b.ledger.tidy(now)
	if (change(&b.ledger, now) || tidied) && shared {
		b.file.write(b.ledger)
	}
}

// readFile takes over what the other processes wrote.
func (b *budget) readFile() {
	if seen, ok := b.file.read(); ok {
		b.ledger = seen
	}
	b.seen = b.now()
}

// tidy forgets what is over, and what cannot be true. A request that is dated
// in the future was made before the clock was set back, nobody knows when: it
// counts from now on, so that it is over in a minute at the latest. changed
// says that this has to be written down.
func (l *ledger) tidy(now time.Time) (changed bool) {
	kept := l.Spent[:0]
	for _, at := range l.Spent {
		if at.After(now) {
			at, changed = now, true
		}
		if now.Sub(at) < budgetWindow {
			kept = append(kept, at)
		}
	}
	l.Spent = kept
	if l.Until.After(now.Add(longestPause)) {
		l.Until = time.Time{} // nobody waits that long: the clock was changed
	}
	l.Retries = min(max(0, l.Retries), freeRetries)
	if !within(retriesFor, l.Retried, now) {
		l.Retries = 0
	}
	l.Strikes = max(0, l.Strikes)
	return changed
}

// view is what to show. It reads the file once a second at most.
func (b *budget) view() models.Budget {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if !within(readAgain, b.seen, now) {
		b.readFile()
	}
	b.ledger.tidy(now)
	view := models.Budget{Limit: b.limit, Left: max(0, b.limit-len(b.ledger.Spent)), Waiting: b.waiting}
	if now.Before(b.ledger.Until) {
		view.Until, view.Left = b.ledger.Until, 0
	}
	return view
}

func (b *budget) throttledUntil() time.Time { return b.view().Until }

func (b *budget) throttleEndsWithin(most time.Duration) bool {
	return most > 0 && b.throttledUntil().Sub(b.now()) <= most
}

// limit is the link that makes every attempt pay.
type limitLink struct {
	budget *budget
	next   http.RoundTripper
}

func (l limitLink) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := l.budget.take(req.Context()); err != nil {
		return nil, err
	}
	sending(req.Context())
	resp, err := l.next.RoundTrip(req)
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode >= http.StatusBadRequest && throttles(resp.StatusCode, readEnvelope(peek(resp)).code):
		l.budget.throttled(resp.Header)
	case resp.StatusCode/100 == 2:
		l.budget.passed()
	}
	return resp, nil
}

// retryAfter reads the header of that name: seconds or a date, never more than
// 15 minutes nor less than a second; absent or odd, it is fallback.
func retryAfter(header http.Header, now time.Time, fallback time.Duration) time.Duration {
	text := textproto.TrimString(header.Get("Retry-After"))
	if text == "" {
		return fallback
	}
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		seconds = min(seconds, uint64(longestPause/time.Second)) // before it is multiplied: it may be any number
		return max(shortestPause, time.Duration(seconds)*time.Second)
	}
	if strings.Trim(text, "0123456789") == "" { // more digits than a number holds
		return longestPause
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return fallback
	}
	return waitUntil(at, now)
}

// waitUntil is how long to wait for a moment: never longer than 15 minutes, whatever
// became of the clock, nor less than a second.
func waitUntil(at, now time.Time) time.Duration {
	return min(longestPause, max(shortestPause, at.Sub(now)))
}

type maxWaitKey struct{}

// withMaxWait says how long requests under ctx may wait for the budget.
func withMaxWait(ctx context.Context, wait time.Duration) context.Context {
	return context.WithValue(ctx, maxWaitKey{}, wait)
}

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
