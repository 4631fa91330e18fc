package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// ask is one read: what is wanted, from where, and how long the answer is good.
type ask struct {
	op      string // a verb phrase, for errors
	service *service
	path    string // a models.Path
	query   url.Values
	policy  policy
	list    *listing              // a collection: read page by page
	absent  func(status int) bool // that there is none, which is an answer as well; nil: none is an error
}

// reader takes the value out of an answer; skipped counts items that could not
// be read. An error means that the answer is not what was asked for.
type reader[T any] func(doc models.Value) (value T, skipped int, err error)

// fetch answers a read as mode says: from the store, or from the server and
// into the store.
func fetch[T any](ctx context.Context, c *Client, a ask, mode models.Mode, read reader[T]) (models.Snapshot[T], error) {
	var none models.Snapshot[T]
	if !models.IsWhole(a.path) {
		return none, &models.Error{Op: a.op, Kind: models.Invalid, Detail: models.NewText("a code or an id is missing")}
	}
	if c.cfg.Offline {
		mode = models.Held
	}
	key := c.key(a)
	if mode != models.Refresh {
		snapshot, ok := held(c, a, key, read)
		if ok && (mode == models.Held || c.age(snapshot.Fetched) <= a.policy.keep) {
			c.logHit(a, snapshot.Stale)
			return snapshot, nil
		}
	}
	if mode == models.Held && a.list != nil {
		if snapshot, ok := heldSoFar(c, a, key, read); ok {
			return snapshot, nil
		}
	}
	if mode == models.Held {
		return none, &models.Error{Op: a.op, Kind: models.NotHeld}
	}
	return fresh(ctx, c, a, key, read)
}

// fresh asks the server, once for all who ask at the same time.
func fresh[T any](ctx context.Context, c *Client, a ask, key cache.Key, read reader[T]) (models.Snapshot[T], error) {
	models.Asking(ctx)
	waits := a.list != nil && models.WantsParts(ctx)
	for {
		within, stop := waiting(ctx, waits)
		value, joined, err := c.flights.do(within, key, func(ctx context.Context) (any, error) {
			return load(ctx, c, a, key, read)
		})
		stop()
		if errors.Is(err, errComing) && ctx.Err() == nil {
			if snapshot, ok := heldSoFar(c, a, key, read); ok {
				snapshot.Coming = true
				return snapshot, nil
			}
			continue
		}
		if joined && models.LaneOf(ctx) == models.OperatorLane && models.KindOf(err) == models.Throttled && c.budget.view().Left > 0 {
			continue // it was only fetched ahead, with less budget than we may use
		}
		snapshot, ok := value.(models.Snapshot[T])
		if err == nil && !ok {
			err = panicError{"two kinds of value for one answer"}
		}
		if err != nil {
			return models.Snapshot[T]{}, c.trouble(ctx, a.op, err)
		}
		return snapshot, nil
	}
}

// partsAfter is how long a list may take before what came of it is shown.
const partsAfter = 4 * time.Second

var errComing = errors.New("the list is still coming")

// waiting is ctx, ended after a while where what came so far will do.
func waiting(ctx context.Context, parts bool) (context.Context, context.CancelFunc) {
	if !parts {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, partsAfter, errComing)
}

func load[T any](ctx context.Context, c *Client, a ask, key cache.Key, read reader[T]) (models.Snapshot[T], error) {
	got, err := c.read(ctx, a, key)
	if err != nil {
		return models.Snapshot[T]{}, err
	}
	if got.stopped != nil {
		if entry, ok := c.store.Get(key); ok && c.age(entry.Fetched) <= a.policy.keep {
			return models.Snapshot[T]{}, got.stopped // what is held is more
		}
		return soFar(got, read)
	}
	snapshot, same := unchanged[T](&c.memo, key, got.doc)
	if !same {
		snapshot.Value, snapshot.Skipped, err = read(got.doc)
	}
	snapshot.Fetched = got.began
	tell(&snapshot, got.about)
	snapshot.Note = join(snapshot.Note, undecodable(got.doc))
	if errors.Is(err, errNoItem) && a.list != nil {
		return snapshot, nil // a list of bad items costs its items, and is not worth keeping
	}
	if err != nil {
		return models.Snapshot[T]{}, c.unreadable(a.op, got.last, err)
	}
	body := []byte(got.doc)
	if a.list != nil {
		body = withAbout(body, got.about)
	}
	if !c.store.Put(key, a.policy.family, got.began, body) {
		snapshot.Note = join(snapshot.Note, "too large to be kept: it is read anew each time")
		return snapshot, nil
	}
	if len(got.doc) >= largeBody {
		c.memo.keep(key, got.began, got.doc, snapshot)
	}
	return snapshot, nil
}

// undecodable says that letters are lost, where they are: the server declared
// no encoding that they are of.
func undecodable(doc models.Value) string {
	if utf8.Valid(doc) {
		return ""
	}
	return "some letters are not in the encoding that the API declares, and are shown as \uFFFD"
}

// join puts remarks side by side.
func join(remarks ...string) string {
	remarks = slices.DeleteFunc(remarks, func(remark string) bool { return remark == "" })
	return strings.Join(remarks, "; ")
}

// held gives what is in the store, of any age.
func held[T any](c *Client, a ask, key cache.Key, read reader[T]) (models.Snapshot[T], bool) {
	if remembered, ok := recall[T](c, key); ok {
		remembered.Stale = c.age(remembered.Fetched) > a.policy.freshFor(remembered.Incomplete)
		return remembered, true
	}
	entry, ok := c.store.Get(key)
	if !ok {
		return models.Snapshot[T]{}, false
	}
	doc, known := models.Value(entry.Body), about{}
	if a.list != nil {
		if doc, known, ok = splitAbout(entry.Body); !ok {
			return models.Snapshot[T]{}, false
		}
	}
	value, skipped, err := read(doc)
	if err != nil {
		return models.Snapshot[T]{}, false
	}
	snapshot := models.Snapshot[T]{Value: value, Fetched: entry.Fetched, Skipped: skipped}
	tell(&snapshot, known)
	snapshot.Note = join(snapshot.Note, undecodable(doc))
	if len(doc) >= largeBody {
		c.memo.keep(key, entry.Fetched, doc, snapshot)
	}
	snapshot.Stale = c.age(entry.Fetched) > a.policy.freshFor(known.Incomplete)
	return snapshot, true
}

// heldSoFar gives what is in the store of a list that is not read to its end.
func heldSoFar[T any](c *Client, a ask, key cache.Key, read reader[T]) (models.Snapshot[T], bool) {
	got, ok := c.unfinishedList(a, key)
	if !ok {
		return models.Snapshot[T]{}, false
	}
	snapshot, err := soFar(got, read)
	return snapshot, err == nil
}

// soFar is the snapshot of a list that is not read to its end: stale from the
// first, so that whoever shows it reads on.
func soFar[T any](got reading, read reader[T]) (models.Snapshot[T], error) {
	value, skipped, err := read(got.doc)
	if err != nil {
		return models.Snapshot[T]{}, err
	}
	snapshot := models.Snapshot[T]{Value: value, Skipped: skipped, Fetched: got.began, Stale: true}
	tell(&snapshot, got.about)
	return snapshot, nil
}

func (c *Client) age(fetched time.Time) time.Duration { return c.cfg.Now().Sub(fetched) }

// read gets the document of an ask from the server. Of an error, the answer
// that told it comes beside it.
func (c *Client) read(ctx context.Context, a ask, key cache.Key) (reading, error) {
	began := c.cfg.Now().Round(0)
	var got reading
	var err error
	if a.list != nil {
		got, err = c.collect(ctx, a, key)
	} else {
		got.doc, got.last, err = c.readOne(ctx, a)
		got.began = began
	}
	if err != nil && a.absent != nil && a.absent(got.last.status) && (len(got.last.body) == 0 || readEnvelope(got.last.body).json) {
		return reading{doc: models.Value("null"), last: got.last, began: began}, nil
	}
	return got, err
}

func (c *Client) readOne(ctx context.Context, a ask) (models.Value, answer, error) {
	got, err := c.get(ctx, a, a.query)
	if err != nil {
		return nil, got, err
	}
	doc, err := models.ParseValue(got.body)
	if err != nil {
		return nil, got, c.unreadable(a.op, got, err)
	}
	if failure := c.disguised(a, got, doc.Items()); failure != nil {
		return nil, got, failure
	}
	return doc, got, nil
}

// get sends a GET and reads all of its answer. Any answer but a complete 2xx is
// an error, which comes beside the answer.
func (c *Client) get(ctx context.Context, a ask, query url.Values) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.service.address(a.path, query), nil)
	if err != nil {
		return answer{}, c.trouble(ctx, a.op, err)
	}
	c.dress(req)
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, c.trouble(ctx, a.op, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	got := answer{status: resp.StatusCode, header: resp.Header, body: body}
	switch {
	case got.status/100 != 2:
		return got, c.failure(a.op, got)
	case errors.Is(err, errTooLarge):
		return got, c.unreadable(a.op, got, err)
	case err != nil:
		return got, c.trouble(ctx, a.op, err)
	}
	got.body = c.secrets.hideInData(body)
	return got, nil
}

// dress adds what every request of ours says.
func (c *Client) dress(req *http.Request) {
	req.Header.Set("Accept", acceptJSON)
	req.Header.Set("User-Agent", c.cfg.UserAgent)
}

const acceptJSON = "application/json"

// address is the URL of a path below the base.
func (s *service) address(path string, query url.Values) string {
	address := s.base.Scheme + "://" + s.base.Host + s.path(path)
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

func (s *service) path(below string) string {
	return strings.TrimSuffix(s.base.EscapedPath(), "/") + below
}

// key names an answer in the store. The secret is part of it: who has only
// the client id is somebody else, and a new secret starts with nothing held.
func (c *Client) key(a ask) cache.Key {
	origin := a.service.base.Scheme + "://" + a.service.base.Host
	if c.cfg.CacheOrigin != "" {
		origin = c.cfg.CacheOrigin
	}
	return cache.Key{
		Origin: origin, Credential: basicCredentials(c.cfg), APIKey: a.service.key,
		Method: http.MethodGet, Path: a.service.path(a.path), Query: a.query.Encode(), Accept: acceptJSON,
	}
}

func (c *Client) logHit(a ask, stale bool) {
	source := models.FromCache
	if stale {
		source = models.FromStaleCache
	}
	c.exchanges.add(models.Exchange{
		At: c.cfg.Now(), Method: http.MethodGet, Status: http.StatusOK, Source: source,
		Path: c.secrets.text(c.key(a).Path),
	})
}
