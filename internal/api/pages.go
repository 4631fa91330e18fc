package api

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

const (
	largestPage   = 1000 // OBS api-contract §1.6
	usualB2BPage  = 100  // api-contract §8.2: Order Tracking and Billing give 10 unasked
	smallestPage  = 30   // below that it is not the number that the server minds
	noPaging      = -1
	ownPages      = -2 // as large as the server makes them: only the offset is sent
	maxPages      = 2000
	maxItems      = maxPages * largestPage
	maxWaitPaging = 70 * time.Second // a spent budget frees itself within a minute

	// maxWaitThrottled is how long a list that has begun waits in all for an
	// API that refuses: longer than the minute that limits count in.
	maxWaitThrottled = 2 * time.Minute
)

// listing says how to read the items of a collection.
type listing struct {
	wrappers []string // names under which an object may hold the list
	ids      []string // of the field that tells items apart; none: the whole item
	said     bool     // that it is empty must be said, by []: null says nothing
}

var errEmpty = errors.New("the answer is empty")

// pageSize is the page size that the server takes, as found out.
type pageSize struct {
	first int // to try; 0: largestPage
	limit atomic.Int64
	most  sync.Map // op → int: the items of the largest page that came of a list
}

// isBelow reports whether a page of n items is smaller than one that came of the same
// list before: then n is not what the server cuts it at.
func (s *pageSize) isBelow(op string, n int) bool {
	for {
		most, known := s.most.LoadOrStore(op, n)
		if before, _ := most.(int); !known || before >= n {
			return known && before > n
		}
		if s.most.CompareAndSwap(op, most, n) {
			return false
		}
	}
}

func (s *pageSize) get() int {
	if limit := s.limit.Load(); limit != 0 {
		return int(limit)
	}
	return cmp.Or(s.first, largestPage)
}

// shrinks halves a limit that was refused with err, then leaves the size to the
// server, and in the end asks for no page at all; false when err is about something
// else, or that was refused too.
func (s *pageSize) shrinks(refused int, err error) bool {
	failure, ok := errors.AsType[*models.Error](err)
	if !ok || failure.Status != http.StatusBadRequest || refused == noPaging ||
		failure.Code != codeInvalidQuery && failure.Code != codeMissingQuery {
		return false
	}
	next := refused / 2
	switch {
	case refused == ownPages:
		next = noPaging
	case next < smallestPage:
		next = ownPages
	}
	s.limit.Store(int64(next))
	return true
}

// aboutPage is a refusal that may be about the size of the page; nil for one that
// names another parameter of the ask.
func (a ask) aboutPage(err error) error {
	failure, ok := errors.AsType[*models.Error](err)
	if !ok || strings.Contains(failure.Detail.Raw(), "limit") || strings.Contains(failure.Detail.Raw(), "offset") {
		return err
	}
	for name := range a.query {
		if strings.Contains(failure.Detail.Raw(), name) {
			return nil
		}
	}
	return err
}

// pager reads a collection from its first page to its last. It trusts what it
// sees, not what headers promise: counts may be swapped, limits ignored, pages
// repeated (api-contract §1.6). Each page is kept as it comes, so that a
// reading that is cut short goes on where it stopped.
type pager struct {
	source  *source
	ask     ask
	key     cache.Key
	seed    maphash.Seed
	seen    map[uint64]bool
	merged  []byte        // "[item,item": the array as far as it is read
	began   time.Time     // when the oldest page was asked for
	pages   int           // that are in merged, empty ones aside
	resumed bool          // the last of them is from an earlier reading
	waited  time.Duration // for the page that comes next, while the API throttles
	counts
}

// page is one answer, taken apart.
type page struct {
	items  []models.Value // all, or those that no earlier page had
	n      int            // items that came
	bytes  int            // of the answer
	limit  int            // as asked for
	total  int            // items that the API counts; 0: it does not say
	isPart bool           // status 206
	below  bool           // smaller than a page that came of this list before
	began  time.Time
}

// readList reads all pages into one JSON array. When something goes wrong on
// the way, what came is better than nothing: stoppedBy says so.
func (s *source) readList(ctx context.Context, a ask, key cache.Key) (reading, error) {
	p := newPager(s, a, key)
	p.resume()
	ctx = withMaxBytes(ctx, pageBytes)
	for more := true; more; {
		if p.pages > 0 {
			ctx = withMaxWait(ctx, maxWaitPaging)
			models.ReportProgress(ctx, models.Progress{Done: p.came, Total: p.announced})
		}
		began, limit := s.out.now().Round(0), s.service.pages.get()
		got, err := s.get(ctx, a, p.query(limit))
		switch {
		case err == nil:
			more, err = p.take(got, limit, began)
		case s.service.pages.shrinks(limit, a.aboutPage(err)), p.outwaits(ctx, err):
			continue
		case p.pages == 0:
			return a.orNone(got, began, err)
		}
		if err == nil && more && (p.pages > maxPages || len(p.merged) > listBytes) {
			err = errTooLarge
		}
		switch {
		case err == nil:
		case p.pages > 0 && CachedServes(err) && !errors.Is(err, errTooLarge): // it may be over later
			return p.stoppedBy(got, err), nil
		default:
			return reading{}, p.asError(got, err)
		}
	}
	p.forgetPages()
	return reading{doc: append(p.merged, ']'), about: p.verdict(), began: p.began}, nil
}

func newPager(s *source, a ask, key cache.Key) *pager {
	return &pager{source: s, ask: a, key: key, seed: maphash.MakeSeed(), seen: map[uint64]bool{}, merged: []byte{'['}}
}

// query asks for the next page.
func (p *pager) query(limit int) url.Values {
	query := url.Values{}
	maps.Copy(query, p.ask.query)
	switch {
	case limit == noPaging, limit == ownPages && p.offset == 0:
	case limit == ownPages:
		query.Set("offset", strconv.Itoa(p.offset))
	default:
		query.Set("limit", strconv.Itoa(limit))
		query.Set("offset", strconv.Itoa(p.offset))
	}
	return query
}

// outwaits waits while the API throttles, when there are pages that would be
// lost; false when err is about something else, or it takes too long.
func (p *pager) outwaits(ctx context.Context, err error) bool {
	failure, ok := errors.AsType[*models.Error](err)
	if !ok || failure.Kind != models.Throttled || p.pages == 0 || models.LaneOf(ctx) == models.PrefetchLane {
		return false
	}
	wait := waitUntil(failure.Until, p.source.out.now())
	p.waited += wait
	return p.waited <= maxWaitThrottled && p.source.out.budget.await(ctx, wait) == nil
}

// asError leaves what is one already, and explains what could not be read.
func (p *pager) asError(got answer, err error) error {
	if known, ok := errors.AsType[*models.Error](err); ok {
		return known
	}
	return p.source.out.explain.unreadable(p.ask.op, got, err)
}

// stoppedBy is what came before err.
func (p *pager) stoppedBy(got answer, err error) reading {
	failure := p.asError(got, err)
	why := models.AdviceFor(failure).Title
	if models.KindOf(failure) == models.Throttled {
		why = fmt.Sprintf("%s (requests_per_minute is %d)", why, p.source.out.budget.limit)
	}
	return reading{doc: append(p.merged, ']'), last: got, began: p.began, stopped: failure, about: p.sofar(why)}
}

// take takes in a page that was just read, and keeps it when it is not the
// last; more says whether to ask for another.
func (p *pager) take(got answer, limit int, began time.Time) (more bool, err error) {
	items, alone, err := p.read(got)
	if err != nil {
		return false, err
	}
	if alone {
		limit = noPaging
	}
	next := page{
		items: items, n: len(items), bytes: len(got.body), limit: limit, total: announcedIn(got.header), began: began,
		isPart: got.status == http.StatusPartialContent, below: p.source.service.pages.isBelow(p.ask.op, len(items)),
	}
	if p.resumed && p.isAnotherList(next) {
		p.forgetPages()
		*p = *newPager(p.source, p.ask, p.key)
		return true, nil
	}
	p.resumed, p.waited = false, 0
	from := len(p.merged)
	at := p.offset
	more = p.add(next)
	if more && len(items) > 0 {
		p.keepPage(next, at, p.merged[from:])
	}
	return more, nil
}

// read takes the items out of an answer; alone says that it is one, and no list.
func (p *pager) read(got answer) (items []models.Value, alone bool, err error) {
	if p.pages == 0 && got.status != http.StatusNoContent && len(bytes.TrimSpace(got.body)) == 0 {
		return nil, false, errEmpty // an empty list is a list
	}
	doc, err := models.ParseValue(got.body)
	if err != nil {
		return nil, false, err
	}
	switch doc.Kind() {
	case models.StringValue, models.NumberValue, models.BoolValue:
		return nil, false, errNoList
	default:
	}
	items = doc.Items(p.ask.list.wrappers...)
	if len(items) == 0 && p.mustSay(doc) {
		return nil, false, errEmpty
	}
	if failure := p.source.out.explain.inPlace(p.ask.op, got, items); failure != nil {
		return nil, false, failure
	}
	alone = doc.Kind() == models.ObjectValue && len(items) == 1 && len(items[0]) == len(doc)
	if alone && p.isUnknown(doc.Object()) {
		return nil, false, errNoList
	}
	return items, alone, nil
}

// mustSay reports whether a first page without items is not an answer: nothing in it
// is a list, and the ask wants one even for none.
func (p *pager) mustSay(doc models.Value) bool {
	return p.ask.list.said && p.pages == 0 && !bytes.Contains(doc, []byte{'['})
}

// add appends a page to what came before.
func (p *pager) add(next page) (more bool) {
	if p.pages == 0 {
		p.began = next.began
		p.makeRoom(next)
	}
	if next.began.Before(p.began) {
		p.began = next.began
	}
	if next.n > 0 {
		p.pages++
	}
	fresh := p.addFresh(next.items)
	return p.count(next, fresh)
}

// makeRoom takes memory for the whole list at once, as far as the first page
// tells its size: growing step by step would need twice as much.
func (p *pager) makeRoom(first page) {
	if n := first.n; first.total > n && n > 0 {
		p.merged = slices.Grow(p.merged, min(first.bytes/n*(first.total+first.total/16), listBytes))
	}
}

// isUnknown reports whether an object that came in place of a list is not an item
// either.
func (p *pager) isUnknown(o models.Object) bool {
	ids := p.ask.list.ids
	return len(ids) > 0 && (o.Text(ids...).Empty() || o.Text(ids[0]).Empty() && o.Get("message", "error") != nil)
}

// addFresh appends the items that are not there yet. Two of one page that
// differ in more than their id are two.
func (p *pager) addFresh(items []models.Value) (fresh int) {
	within := make(map[uint64]bool, len(items))
	for _, item := range items {
		id, whole := p.identity(item), maphash.Bytes(p.seed, item)
		if p.seen[id] || within[whole] {
			continue
		}
		within[whole] = true
		if len(p.merged) > 1 {
			p.merged = append(p.merged, ',')
		}
		p.merged = append(p.merged, item...)
		fresh++
	}
	for _, item := range items {
		p.seen[p.identity(item)] = true
	}
	return fresh
}

func (p *pager) identity(item models.Value) uint64 {
	if id := item.Object().Text(p.ask.list.ids...).Raw(); id != "" {
		return maphash.String(p.seed, id)
	}
	return maphash.Bytes(p.seed, item)
}
