package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// source reads one of the APIs: from the store while an answer is good, and
// otherwise from the server.
type source struct {
	service *service
	out     *transport
	answers *answers
	offline bool
}

// wanted is what is being asked for. Where another host's answer would serve, who needs
// the API's own does not join.
type wanted struct {
	key    cache.Key
	others bool
}

// ask is one read: what is wanted, from where, and how long the answer is good.
type ask struct {
	op     string // a verb phrase, for errors
	path   string // a models.Path
	query  url.Values
	search []byte // the JSON of a search: a read by POST; nil: a GET
	policy policy
	list   *listing              // a collection: read page by page
	absent func(status int) bool // that there is none, which is an answer as well; nil: none is an error
}

// decoder takes the value out of an answer; skipped counts items that could not
// be read. An error means that the answer is not what was asked for.
type decoder[T any] func(doc models.Value) (value T, skipped int, err error)

// fetch answers a read as mode says: from the store, or from the server and into
// the store, once for all who ask at the same time.
func fetch[T any](ctx context.Context, s *source, a ask, mode models.Mode, decode decoder[T]) (models.Snapshot[T], error) {
	if s.service == nil {
		return models.Snapshot[T]{}, &models.Error{Op: a.op, Kind: models.Invalid, Detail: models.NewText("its address is not set in the configuration")}
	}
	key := s.key(a)
	s.answers.agree(ctx, agreeWithin)
	snapshot, err := cached(s, a, key, mode, decode)
	if !errors.Is(err, errMiss) {
		return snapshot, err
	}
	models.Asking(ctx)
	for {
		within, stop := waiting(ctx, a)
		value, joined, err := s.answers.flights.do(within, wanted{key, s.answers.team.serves(ctx, mode)}, func(ctx context.Context) (any, error) {
			return readAnew(ctx, s, a, key, mode, decode)
		})
		stop()
		snapshot, ok := value.(models.Snapshot[T])
		switch {
		case errors.Is(err, errComing) && ctx.Err() == nil:
			if snapshot, ok := cachedSoFar(s, a, key, decode); ok {
				snapshot.Coming = true
				return snapshot, nil
			}
		case joined && s.maySpendMore(ctx, err): // than whoever fetched it ahead
		case err != nil:
			return snapshot, s.out.explain.onTheWay(ctx, a.op, err)
		case !ok:
			return snapshot, s.out.explain.onTheWay(ctx, a.op, panicError{"two kinds of value for one answer"})
		default:
			return snapshot, nil
		}
	}
}

// readAnew asks the server, in the place of all hosts, and keeps what it answers.
// Where another host has just done so, its answer serves.
func readAnew[T any](ctx context.Context, s *source, a ask, key cache.Key, mode models.Mode, decode decoder[T]) (any, error) {
	turn, served := s.answers.team.takeTurn(ctx, s.answers.store, a, key, mode)
	defer turn.end()
	if served {
		if snapshot, ok := cachedWhole(s, a, key, decode); ok {
			return snapshot, nil
		}
	}
	read := s.readOne
	if a.list != nil {
		read = s.readList
	}
	got, err := read(ctx, a, key)
	if err != nil {
		return nil, err
	}
	got.turn = turn
	return keep(s, a, key, got, decode)
}

// maySpendMore reports whether err is that a read fetched ahead had no budget,
// while there is some for the operator.
func (s *source) maySpendMore(ctx context.Context, err error) bool {
	return models.KindOf(err) == models.Throttled && models.LaneOf(ctx) == models.OperatorLane && s.out.budget.view().Left > 0
}

// partsAfter is how long a list may take before what came of it is shown.
const partsAfter = 4 * time.Second

var errComing = errors.New("the list is still coming")

// waiting is ctx, ended after a while where what came so far will do.
func waiting(ctx context.Context, a ask) (context.Context, context.CancelFunc) {
	if a.list == nil || !models.WantsParts(ctx) {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, partsAfter, errComing)
}

// reading is what was read for an ask.
type reading struct {
	doc     models.Value
	last    answer    // that brought it, or its last page
	began   time.Time // of its oldest part
	about   about
	stopped error // what ended the reading before its end; doc is what came
	turn    turn  // to tell other hosts of it
}

// readOne reads a single document.
func (s *source) readOne(ctx context.Context, a ask, _ cache.Key) (reading, error) {
	began := s.out.now().Round(0)
	got, err := s.get(ctx, a, a.query)
	if err != nil {
		return a.orNone(got, began, err)
	}
	doc, err := models.ParseValue(got.body)
	if err != nil {
		return reading{}, s.out.explain.unreadable(a.op, got, err)
	}
	if failure := s.out.explain.inPlace(a.op, got, doc.Items()); failure != nil {
		return reading{}, failure
	}
	return reading{doc: doc, last: got, began: began}, nil
}

// orNone is the reading of null where a refusal says that there is none, and
// that is an answer.
func (a ask) orNone(got answer, began time.Time, err error) (reading, error) {
	if a.absent == nil || !a.absent(got.status) || len(got.body) > 0 && !readEnvelope(got.body).json {
		return reading{}, err
	}
	return reading{doc: models.Value("null"), last: got, began: began}, nil
}

// key names an answer in the store. The secret is part of it: who has only
// the client id is somebody else, and a new secret starts with nothing cached.
func (s *source) key(a ask) cache.Key {
	origin := s.answers.origin
	if origin == "" {
		origin = s.service.origin()
	}
	key := cache.Key{
		Origin: origin, Credential: s.answers.credential, APIKey: s.service.key,
		Method: http.MethodGet, Path: s.service.path(a.path), Query: a.query.Encode(), Accept: acceptJSON,
		Language: s.service.language,
	}
	if a.search != nil {
		key.Method, key.Query = http.MethodPost, key.Query+"\n"+string(a.search)
	}
	return key
}

func (s *source) age(fetched time.Time) time.Duration { return s.out.now().Sub(fetched) }

func (s *source) logHit(key cache.Key, stale bool) {
	from := models.FromCache
	if stale {
		from = models.FromStaleCache
	}
	s.out.exchanges.add(models.Exchange{
		At: s.out.now(), Method: http.MethodGet, Status: http.StatusOK, Source: from,
		Path: s.out.explain.secrets.text(key.Path),
	})
}
