package api

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

const (
	// incompleteFresh is how long a list is good of which items are missing:
	// the next reading may bring them.
	incompleteFresh = time.Minute
	// pagesGood is how long a reading may be interrupted and still go on.
	pagesGood = time.Hour
)

// about is kept behind a list, on a line of its own: whether all of it came.
type about struct {
	Incomplete bool   `json:"incomplete,omitempty"`
	Announced  int    `json:"announced,omitempty"`
	Note       string `json:"note,omitempty"`

	Page *keptPage `json:"page,omitempty"` // of a list that is not read to its end
}

// keptPage is what was asked and told with a page.
type keptPage struct {
	Offset int  `json:"offset"`
	Size   int  `json:"size"`
	Limit  int  `json:"limit"`
	Total  int  `json:"total"`
	Part   bool `json:"part"`
}

// withAbout is the body to keep of a list.
func withAbout(list []byte, about about) []byte {
	line, err := json.Marshal(about)
	if err != nil {
		line = []byte("{}") // cannot be: these are numbers, flags and text
	}
	return append(append(list, '\n'), line...)
}

// splitAbout takes such a body apart; false for anything else.
func splitAbout(body []byte) (list models.Value, about about, ok bool) {
	cut := bytes.LastIndexByte(body, '\n')
	if cut < 0 || json.Unmarshal(body[cut:], &about) != nil {
		return nil, about, false
	}
	return models.Value(body[:cut]), about, true
}

// tell writes into a snapshot what is known about a list.
func tell[T any](snapshot *models.Snapshot[T], about about) {
	snapshot.Incomplete, snapshot.Announced, snapshot.Note = about.Incomplete, about.Announced, about.Note
}

// freshFor is how long what is known about a list lets it be good.
func (p policy) freshFor(incomplete bool) time.Duration {
	if incomplete {
		return min(p.fresh, incompleteFresh)
	}
	return p.fresh
}

// pageKey names a page of a list that is not read to its end.
func pageKey(list cache.Key, number int) cache.Key {
	list.Query += "#page=" + strconv.Itoa(number)
	return list
}

// keepPage keeps the last page that was added: its new items, after the comma.
func (p *pager) keepPage(next page, offset int, items []byte) {
	body := append([]byte{'['}, bytes.TrimPrefix(items, []byte{','})...)
	kept := about{Page: &keptPage{Offset: offset, Size: next.n, Limit: next.limit, Total: next.total, Part: next.isPart}}
	p.source.answers.store.Put(pageKey(p.key, p.pages-1), p.ask.policy.family, next.began, withAbout(append(body, ']'), kept))
}

// resume takes in the pages that an earlier reading has left.
func (p *pager) resume() {
	for {
		entry, ok := p.source.answers.store.Get(pageKey(p.key, p.pages))
		if !ok || p.source.age(entry.Fetched) > pagesGood || p.pages == 0 && p.isRead(entry.Fetched) {
			return
		}
		list, about, ok := splitAbout(entry.Body)
		if !ok || about.Page == nil || about.Page.Offset != p.offset {
			return
		}
		kept := about.Page
		p.add(page{
			items: list.List(), n: kept.Size, bytes: len(entry.Body), limit: kept.Limit, total: kept.Total,
			isPart: kept.Part, began: entry.Fetched,
		})
		p.resumed = true
	}
}

// isRead reports whether the reading that began then, or a later one, has come
// to its end: its pages are leftovers.
func (p *pager) isRead(began time.Time) bool {
	whole, ok := p.source.answers.store.Get(p.key)
	return ok && !began.After(whole.Fetched)
}

// isAnotherList reports whether a page does not continue those that were kept:
// the list has changed since. Where nothing is counted, only a short time lets
// that be ruled out.
func (p *pager) isAnotherList(next page) bool {
	if p.announced == 0 || next.total == 0 {
		return p.source.age(p.began) > p.ask.policy.fresh
	}
	return next.total != p.announced
}

// forgetPages removes the pages once they are one list, or none.
func (p *pager) forgetPages() {
	for number := range p.pages {
		p.source.answers.store.Forget(pageKey(p.key, number))
	}
}

// unfinished is what came so far of a list, from the pages that are kept.
func (s *source) unfinished(a ask, key cache.Key) (reading, bool) {
	p := newPager(s, a, key)
	p.resume()
	if p.pages == 0 {
		return reading{}, false
	}
	return reading{doc: append(p.merged, ']'), about: p.sofar(""), began: p.began}, true
}
