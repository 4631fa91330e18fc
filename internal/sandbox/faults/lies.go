package faults

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"btalk/internal/sandbox"
)

// page is one page of a list, right until a fault changes it.
type page struct {
	offset, limit int // as the client asked, or as the API does where it did not
	all           []json.RawMessage
	items         []json.RawMessage // of this page
	total         string            // X-Total-Count; "": none
}

// paged lets lie change the page that was answered. Whatever is not a list stays as it
// is. The whole list is asked for a second time, so that lie knows what there is.
func paged(r *http.Request, answered reply, ask func(*http.Request) reply, lie func(*page)) reply {
	p := page{limit: sandbox.DefaultPageSize, total: answered.header.Get(totalHeader)}
	isList := answered.status < http.StatusBadRequest && json.Unmarshal(answered.body, &p.items) == nil && p.items != nil
	if !isList || json.Unmarshal(ask(sandbox.Whole(r)).body, &p.all) != nil {
		return answered
	}
	if limit, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil {
		p.limit = limit
	}
	p.offset, _ = strconv.Atoi(r.URL.Query().Get("offset")) // absent is 0
	lie(&p)
	answered.body = encode(p.items)
	answered.header.Set("X-Result-Count", strconv.Itoa(len(p.items)))
	answered.header.Set(totalHeader, p.total)
	if p.total == "" {
		answered.header.Del(totalHeader)
	}
	return answered
}

const totalHeader = "X-Total-Count"

// cut is what a page of that list holds.
func (p *page) cut(list []json.RawMessage, offset int) []json.RawMessage {
	from := min(offset, len(list))
	return list[from:min(from+p.limit, len(list))]
}

func emptyList(p *page, _ string)    { p.items, p.total = []json.RawMessage{}, "0" }
func repeatPage(p *page, _ string)   { p.items = p.cut(p.all, 0) }
func ignorePaging(p *page, _ string) { p.items = p.all }
func shortPages(p *page, _ string)   { p.items = p.items[:len(p.items)-len(p.items)/10] }
func pageTotal(p *page, _ string)    { p.total = strconv.Itoa(len(p.items)) }
func noTotal(p *page, _ string)      { p.total = "" }
func total(p *page, value string)    { p.total = value }

func pageCap(p *page, value string) {
	most, _ := strconv.Atoi(value) // checked by Parse
	p.items = p.items[:min(most, len(p.items))]
}

// inserted shows the list as if an item had come to its front after the first page
// was read: the next page begins with the last item of the one before.
func inserted(p *page, _ string) {
	if p.offset > 0 {
		p.items = p.cut(p.all, p.offset-1)
		p.total = strconv.Itoa(len(p.all) + 1)
	}
}

// deleted shows the list as if its first item had gone: one item is on no page.
func deleted(p *page, _ string) {
	if p.offset > 0 && len(p.all) > 0 {
		p.items = p.cut(p.all[1:], p.offset)
		p.total = strconv.Itoa(len(p.all) - 1)
	}
}

func unstable(p *page, _ string) {
	if p.offset/max(p.limit, 1)%2 == 1 {
		reversed := slices.Clone(p.all)
		slices.Reverse(reversed)
		p.items = p.cut(reversed, p.offset)
	}
}
