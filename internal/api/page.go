package api

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"btalk/internal/models"
)

const (
	largestPage   = 1000 // OBS api-contract §1.6
	smallestPage  = 30   // below that it is not the number that the server minds
	noPaging      = -1
	documentPage  = 40 // the default size of a page (DOC api-contract §1.6)
	maxPages      = 2000
	patientPaging = 70 * time.Second // a spent budget frees itself within a minute
)

// listing says how to read the items of a collection.
type listing struct {
	wrappers []string // names under which an object may hold the list
	ids      []string // of the field that tells items apart; none: the whole item
}

// pageSize is the page size that the server takes, as found out.
type pageSize struct{ limit atomic.Int64 }

func (s *pageSize) get() int {
	if limit := s.limit.Load(); limit != 0 {
		return int(limit)
	}
	return largestPage
}

// shrink halves a limit that was refused, and in the end asks for no page at
// all; false when that was refused too.
func (s *pageSize) shrink(refused int) bool {
	if refused == noPaging {
		return false
	}
	next := refused / 2
	if next < smallestPage {
		next = noPaging
	}
	s.limit.Store(int64(next))
	return true
}

// pager reads a collection from its first page to its last. It trusts what it
// sees, not what headers promise: counts may be swapped, limits ignored, pages
// repeated (api-contract §1.6).
type pager struct {
	client *Client
	ask    ask
	seed   maphash.Seed
	seen   map[uint64]bool
	merged []byte // "[item,item": the array as far as it is read
	first  int    // items on the first page
	offset int    // items received
}

// collect reads all pages into one JSON array.
func (c *Client) collect(ctx context.Context, a ask) (models.Value, answer, error) {
	p := &pager{client: c, ask: a, seed: maphash.MakeSeed(), seen: map[uint64]bool{}, merged: []byte{'['}}
	ctx = withMaxBytes(ctx, listBytes)
	for pages := 0; ; pages++ {
		got, limit, err := p.get(ctx)
		if err != nil {
			return nil, got, err
		}
		more, err := p.add(got, limit)
		if err == nil && more && (pages == maxPages || len(p.merged) > listBytes) {
			err = errTooLarge
		}
		if err != nil {
			return nil, got, c.unreadable(a.op, got, err)
		}
		if !more {
			got.note = p.shortfall(got)
			return append(p.merged, ']'), got, nil
		}
		ctx = withPatience(ctx, patientPaging)
	}
}

// shortfall says what is missing when the server gave the same page again
// while it counts more items than that.
func (p *pager) shortfall(got answer) string {
	total := headerCount(got, "X-Total-Count")
	if p.offset == len(p.seen) || total <= len(p.seen) {
		return ""
	}
	return fmt.Sprintf("the API repeats a page: %d of the %d that it counts came", len(p.seen), total)
}

// get asks for the next page, for fewer items when the server finds them too
// many.
func (p *pager) get(ctx context.Context) (answer, int, error) {
	for {
		limit := p.client.pages.get()
		query := url.Values{}
		maps.Copy(query, p.ask.query)
		if limit != noPaging {
			query.Set("limit", strconv.Itoa(limit))
			query.Set("offset", strconv.Itoa(p.offset))
		}
		got, err := p.client.get(ctx, p.ask, query)
		var failure *models.Error
		tooMany := errors.As(err, &failure) && failure.Status == http.StatusBadRequest && failure.Code == codeInvalidQuery
		if !tooMany || !p.client.pages.shrink(limit) {
			return got, limit, err
		}
	}
}

// add takes the items of a page; more tells whether to ask for another.
func (p *pager) add(got answer, limit int) (more bool, err error) {
	doc, err := models.ParseValue(got.body)
	if err != nil {
		return false, err
	}
	switch doc.Kind() {
	case models.StringValue, models.NumberValue, models.BoolValue:
		return false, errNoList
	default:
	}
	items := doc.Items(p.ask.list.wrappers...)
	if p.isStranger(doc, items) {
		return false, errNoList
	}
	if p.first == 0 {
		p.first = len(items)
		p.makeRoom(got, len(items))
	}
	fresh := p.addFresh(items)
	p.offset += len(items)
	return limit != noPaging && p.more(got, limit, len(items), fresh), nil
}

// makeRoom takes memory for the whole list at once, as far as the first page
// tells its size: growing step by step would need twice as much.
func (p *pager) makeRoom(got answer, n int) {
	if total := headerCount(got, "X-Total-Count"); total > n && n > 0 {
		p.merged = slices.Grow(p.merged, min(len(got.body)/n*(total+total/16), listBytes))
	}
}

// isStranger tells an object that is neither a wrapper nor an item, such as an
// error sent with status 200.
func (p *pager) isStranger(doc models.Value, items []models.Value) bool {
	ids := p.ask.list.ids
	if doc.Kind() != models.ObjectValue || len(items) != 1 || len(items[0]) != len(doc) || len(ids) == 0 {
		return false
	}
	o := doc.Object()
	return o.Text(ids...).Empty() || o.Text(ids[0]).Empty() && o.Get("message", "error") != nil
}

// addFresh appends the items that no earlier page had.
func (p *pager) addFresh(items []models.Value) (fresh int) {
	page := make([]uint64, 0, len(items))
	for _, item := range items {
		id := p.identity(item)
		if p.seen[id] {
			continue
		}
		page = append(page, id)
		if len(p.merged) > 1 {
			p.merged = append(p.merged, ',')
		}
		p.merged = append(p.merged, item...)
	}
	for _, id := range page {
		p.seen[id] = true
	}
	return len(page)
}

func (p *pager) identity(item models.Value) uint64 {
	if id := item.Object().Text(p.ask.list.ids...).Raw(); id != "" {
		return maphash.String(p.seed, id)
	}
	return maphash.Bytes(p.seed, item)
}

// more tells whether a page of n items, fresh of them new, may not be the last.
func (p *pager) more(got answer, limit, n, fresh int) bool {
	if fresh == 0 {
		return false // the end, or a server that repeats itself
	}
	total := max(headerCount(got, "X-Total-Count"), headerCount(got, "X-Result-Count"))
	switch {
	case total > p.offset, n >= limit && total != p.offset:
		return true
	case total == p.offset && (n != documentPage || p.offset > n):
		return false
	case got.status == http.StatusPartialContent:
		return true
	case p.offset > n: // not the first page: the server's own size is known
		return n >= p.first
	}
	return n%5 == 0 // looks like the server's own size: ask once more rather than lose items
}

func headerCount(got answer, name string) int {
	n, err := strconv.Atoi(got.header.Get(name))
	if err != nil {
		return 0
	}
	return n
}
