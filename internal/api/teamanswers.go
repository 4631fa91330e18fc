package api

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/shared"
)

const (
	agreeWithin = 30 * time.Millisecond  // that a read waits to learn of changes on other hosts
	agreeAtMost = 300 * time.Millisecond // as long as the shared server may take, and a little
	turnOfOne   = 45 * time.Second       // how long one host may read while the others wait
	turnOfList  = 2 * time.Minute
	lookAgain   = 100 * time.Millisecond // for the answer of the host that reads
	sharedBytes = 4 << 20                // the largest answer that is shared, packed
)

// teamAnswers are what the hosts of a team have read, behind the cache of this one. A
// nil one is that of a host alone.
type teamAnswers struct {
	server *shared.Server
	anew   bool
	now    func() time.Time

	mu       sync.Mutex
	asked    time.Time     // when it was last asked for changes
	checking chan struct{} // closed when the check that is under way is over; nil: there is none

	book sync.Mutex // is held by who changes what was agreed
}

func newTeamAnswers(cfg Config) *teamAnswers {
	if cfg.Team == nil {
		return nil
	}
	return &teamAnswers{server: cfg.Team, anew: cfg.Anew, now: cfg.Now}
}

// turn is the turn of this host to read an answer for all. The zero one reads for
// itself.
type turn struct {
	team    *teamAnswers
	ctx     context.Context // without an end: what is read is told even to who has left
	name    string
	mark    shared.Mark
	release func(context.Context)
}

func (t turn) end() {
	if t.release != nil {
		t.release(t.ctx)
	}
}

// share gives the other hosts what was read. One that cannot be shared is read by
// each of them.
func (t turn) share(p policy, body []byte) {
	if t.team == nil {
		return
	}
	if packed, err := cache.Pack(body); err == nil && len(packed) <= sharedBytes {
		_ = t.team.server.Put(t.ctx, t.name, string(p.family), t.mark, p.keep, packed)
	}
}

// takeTurn asks the other hosts before the API is: what one of them has just read is
// put into the store, and served says so; while one of them reads, this one waits for
// its answer. What the operator refreshes is always read.
func (t *teamAnswers) takeTurn(ctx context.Context, store Store, a ask, key cache.Key, mode models.Mode) (mine turn, served bool) {
	if t == nil {
		return turn{}, false
	}
	mine = turn{team: t, ctx: context.WithoutCancel(ctx), name: nameOf(key)}
	others := t.serves(ctx, mode)
	for {
		wait := time.Duration(0)
		if others && mine.release == nil {
			var err error
			if mine.release, wait, err = t.server.Lease(ctx, mine.name, a.turn()); err != nil {
				return turn{}, false
			}
		}
		found, ok, mark, err := t.server.Get(ctx, mine.name, string(a.policy.family))
		if err != nil {
			mine.team = nil
			return mine, false
		}
		mine.mark = mark
		if ok && others && found.Age <= a.policy.fresh && t.take(store, a, key, found) {
			return mine, true
		}
		if wait <= 0 || Pause(ctx, min(wait, lookAgain)) != nil {
			return mine, false
		}
	}
}

// serves reports whether what another host has just read serves this read: one that only
// brings up to date what is stale, not one that has to be current.
func (t *teamAnswers) serves(ctx context.Context, mode models.Mode) bool {
	return t != nil && !t.anew && (mode == models.Cached || models.IsBehind(ctx))
}

func (a ask) turn() time.Duration {
	if a.list != nil {
		return turnOfList
	}
	return turnOfOne
}

// take puts what another host has read into the store.
func (t *teamAnswers) take(store Store, a ask, key cache.Key, found shared.Answer) bool {
	body, err := cache.Unpack(found.Body)
	return err == nil && store.Put(key, a.policy.family, t.now().Add(-found.Age), body)
}

// nameOf names an answer for the other hosts: the credential is what the names there
// are made with.
func nameOf(key cache.Key) string {
	return strings.Join([]string{key.Origin, key.APIKey, key.Method, key.Path, key.Query, key.Accept, key.Language}, "\x00")
}

// agreed is what a host remembers of the families between its runs.
type agreed struct {
	Generations map[string]string `json:"generations"`
	Owed        []string          `json:"owed,omitempty"` // changed here while the server was away
}

func (s *answers) agreedKey() cache.Key {
	return cache.Key{Origin: "team", Credential: s.credential, Path: "generations"}
}

func (s *answers) agreed() (kept agreed, known bool) {
	entry, ok := s.store.Get(s.agreedKey())
	known = ok && json.Unmarshal(entry.Body, &kept) == nil
	if kept.Generations == nil {
		kept.Generations = map[string]string{}
	}
	return kept, known
}

// agreeTo keeps what change makes of what was agreed.
func (s *answers) agreeTo(change func(kept *agreed)) {
	s.team.book.Lock()
	defer s.team.book.Unlock()
	kept, _ := s.agreed()
	change(&kept)
	if body, err := json.Marshal(kept); err == nil {
		s.store.Put(s.agreedKey(), "team", s.team.now(), body)
	}
}

// agree drops what changes on other hosts have made wrong. It asks once a second, and
// waits for what is under way as long as atMost: a server that is away holds nobody up.
func (s *answers) agree(ctx context.Context, atMost time.Duration) {
	t := s.team
	if t == nil || t.anew {
		return
	}
	t.mu.Lock()
	if t.checking == nil && time.Since(t.asked) >= readAgain {
		t.asked, t.checking = time.Now(), make(chan struct{})
		go s.check(context.WithoutCancel(ctx), t.checking)
	}
	checking := t.checking
	t.mu.Unlock()
	if checking == nil {
		return
	}
	late := time.NewTimer(atMost)
	defer late.Stop()
	select {
	case <-checking:
	case <-late.C:
	case <-ctx.Done():
	}
}

func (s *answers) check(ctx context.Context, done chan struct{}) {
	defer func() {
		s.team.mu.Lock()
		defer s.team.mu.Unlock()
		s.team.checking = nil
		close(done)
	}()
	if !s.pay(ctx) {
		return
	}
	now, err := s.team.server.Generations(ctx, families()...)
	if err != nil {
		return
	}
	if kept, known := s.agreed(); known && maps.Equal(kept.Generations, now) {
		return
	}
	s.agreeTo(func(kept *agreed) {
		for family, generation := range now {
			if kept.Generations[family] != generation {
				s.store.Drop(cache.Family(family))
			}
		}
		s.flights.forget()
		kept.Generations = now
	})
}

// pay tells the others of changes that were made here while the server was away. A
// change that is made meanwhile waits: it is owed after what is paid.
func (s *answers) pay(ctx context.Context) (paid bool) {
	if kept, _ := s.agreed(); len(kept.Owed) == 0 {
		return true
	}
	s.agreeTo(func(kept *agreed) {
		begun, err := s.team.server.Drop(ctx, kept.Owed...)
		maps.Copy(kept.Generations, begun)
		if paid = err == nil; paid {
			kept.Owed = nil
		}
	})
	return paid
}

// tell tells the other hosts that a change was made here, at once or as soon as the
// server is back.
func (s *answers) tell(ctx context.Context, changed []cache.Family) {
	if s.team == nil {
		return
	}
	names := make([]string, len(changed))
	for i, family := range changed {
		names[i] = string(family)
	}
	begun, err := s.team.server.Drop(context.WithoutCancel(ctx), names...)
	s.agreeTo(func(kept *agreed) {
		maps.Copy(kept.Generations, begun)
		if err != nil {
			kept.Owed = slices.Compact(slices.Sorted(slices.Values(append(kept.Owed, names...))))
		}
	})
}
