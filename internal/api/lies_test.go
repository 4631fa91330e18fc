package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// liar has items 0…total-1 and gives pages of 1,000 at most, each changed by
// lie before it leaves.
type liar struct {
	total int
	most  int // of a page; 0: 1,000
	lie   func(p *lyingPage)
}

// lyingPage is a right page, until lie changes it.
type lyingPage struct {
	number, offset int
	ids            []int
	count          string // X-Total-Count; "": none
	body           string // in place of the items
}

func (l liar) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	limit, _ := strconv.Atoi(req.URL.Query().Get("limit"))
	offset, _ := strconv.Atoi(req.URL.Query().Get("offset"))
	if l.most > 0 {
		limit = min(limit, l.most)
	}
	p := lyingPage{number: offset / max(limit, 1), offset: offset, count: strconv.Itoa(l.total)}
	for i := offset; i < min(offset+limit, l.total); i++ {
		p.ids = append(p.ids, i)
	}
	if l.lie != nil {
		l.lie(&p)
	}
	items := make([]string, len(p.ids))
	for i, id := range p.ids {
		items[i] = fmt.Sprintf(`{"customerCode":%d}`, id)
	}
	if p.body == "" {
		p.body = "[" + strings.Join(items, ",") + "]"
	}
	if p.count != "" {
		w.Header().Set("X-Total-Count", p.count)
	}
	uncounted(http.StatusOK, p.body)(w, req)
}

// TestNoListIsTakenForWholeThatIsNot asks twice, the second time another
// process that has the same disk: each time all rows are there, or it is said
// that they are not.
func TestNoListIsTakenForWholeThatIsNot(t *testing.T) {
	t.Parallel()
	pageOf := func(p *lyingPage) { p.count = strconv.Itoa(len(p.ids)) }
	uncountedPage := func(p *lyingPage) { p.count = "" }
	constant := func(count string) func(*lyingPage) { return func(p *lyingPage) { p.count = count } }
	for name, tt := range map[string]struct {
		server liar
		rows   int
		note   string // its beginning; "" when all rows are there
	}{
		"honest": {liar{total: 2345}, 2345, ""},
		"null before the total is reached": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number == 2 {
				p.body = "null"
			}
		}}, 2000, "2,000 of 2,345: the API ended the list before"},
		"an empty page before it": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number == 1 {
				p.ids = nil
			}
		}}, 1000, "1,000 of 2,345: "},
		"an empty first page":      {liar{total: 2345, lie: func(p *lyingPage) { p.ids = nil }}, 0, "0 of 2,345: "},
		"a page of nothing at all": {liar{total: 2345, lie: func(p *lyingPage) { p.body = strings.Repeat(" ", p.number) }}, 1000, "1,000 of 2,345: "},
		"a short page in the middle": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number == 0 {
				p.ids = p.ids[:990]
			}
		}}, 2345, ""},
		"a repeated page": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number == 1 {
				for i := range p.ids {
					p.ids[i] -= 1000
				}
			}
		}}, 1000, "1,000 of 2,345: the API repeats a page"},
		"an item deleted in between": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number > 0 {
				p.count = "2344"
				for i := range p.ids {
					p.ids[i]++
				}
				p.ids = p.ids[:len(p.ids)-p.number/2]
			}
		}}, 2344, "the list changed while it was read: some may be missing"},
		"an item inserted in between": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number > 0 {
				p.count = "2346"
				for i := range p.ids {
					p.ids[i]--
				}
				if p.number == 2 {
					p.ids = append(p.ids, 2344)
				}
			}
		}}, 2345, "2,345 of 2,346: the list changed while it was read"},
		"one inserted, nothing counted": {liar{total: 2345, lie: func(p *lyingPage) {
			p.count = ""
			if p.number > 0 {
				for i := range p.ids {
					p.ids[i]--
				}
			}
		}}, 2344, "the list changed while it was read: some may be missing"},
		"a count that is the page's":           {liar{total: 2345, lie: pageOf}, 2345, ""},
		"the same, the last page full":         {liar{total: 2000, lie: pageOf}, 2000, ""},
		"the same, pages of 40":                {liar{total: 2345, most: 40, lie: pageOf}, 2345, ""},
		"the same, pages of 100":               {liar{total: 2345, most: 100, lie: pageOf}, 2345, ""},
		"pages of 33 without a count":          {liar{total: 2345, most: 33, lie: uncountedPage}, 2345, ""},
		"pages of 7 without a count":           {liar{total: 23, most: 7, lie: uncountedPage}, 23, ""},
		"pages of 33 with their own count":     {liar{total: 2345, most: 33, lie: pageOf}, 2345, ""},
		"a count of the largest number":        {liar{total: 2345, lie: constant("9223372036854775807")}, 2345, ""},
		"a count that no number holds":         {liar{total: 2345, lie: constant("99999999999999999999")}, 2345, ""},
		"a negative count":                     {liar{total: 2345, lie: constant("-1")}, 2345, ""},
		"a count that is none":                 {liar{total: 2345, most: 33, lie: constant("many")}, 2345, ""},
		"a count of zero":                      {liar{total: 2345, most: 33, lie: constant("0")}, 2345, ""},
		"a count that is too high":             {liar{total: 2345, lie: constant("5000")}, 2345, "2,345 of 5,000: the API ended the list before"},
		"a count that is too low":              {liar{total: 2345, lie: constant("10")}, 2345, ""},
		"offset ignored, pages of 40, counted": {liar{total: 2345, most: 40, lie: func(p *lyingPage) { first(p, 40) }}, 40, "40 of 2,345: the API repeats a page"},
		"offset ignored, nothing counted": {liar{total: 2345, lie: func(p *lyingPage) {
			p.count = ""
			first(p, 1000)
		}}, 1000, "there may be more than these 1,000: the API repeats a page and gives no count"},
		"limit and offset ignored": {liar{total: 2345, lie: func(p *lyingPage) { first(p, 2345) }}, 2345, ""},
		"limit and offset ignored, uncounted": {liar{total: 2345, lie: func(p *lyingPage) {
			p.count = ""
			first(p, 2345)
		}}, 2345, ""},
		"one item in two pages, counted twice": {liar{total: 2345, lie: func(p *lyingPage) {
			if p.number == 2 {
				p.ids[0] = 7
			}
		}}, 2344, "2,344 of 2,345: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := cache.NewMemory(cache.Options{})
			for look, mode := range []models.Mode{models.Cached, models.Cached, models.Held} {
				_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": tt.server.ServeHTTP}, func(cfg *Config) { cfg.Store = store })
				got, err := c.Customers(t.Context(), mode)
				if err != nil {
					t.Fatal(err)
				}
				if len(got.Value) != tt.rows || !strings.HasPrefix(got.Note, tt.note) || tt.note == "" && got.Note != "" {
					t.Errorf("look %d: %d rows, note %q; want %d, %q", look+1, len(got.Value), got.Note, tt.rows, tt.note)
				}
				if got.Incomplete != (tt.note != "") {
					t.Errorf("look %d: incomplete %v", look+1, got.Incomplete)
				}
			}
		})
	}
}

// first makes the page the first n items, whatever was asked for.
func first(p *lyingPage, n int) {
	p.ids = p.ids[:0]
	for i := range n {
		p.ids = append(p.ids, i)
	}
}

func TestAnIncompleteListIsReadAgainSooner(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := liar{total: 30, lie: func(p *lyingPage) { p.count = "40" }}
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
		if got, err := c.Customers(t.Context(), models.Cached); err != nil || got.Stale {
			t.Errorf("stale %v, %v; want it fresh", got.Stale, err)
		}
		pass(2 * time.Minute)
		if got, err := c.Customers(t.Context(), models.Cached); err != nil || !got.Stale || got.Announced != 40 {
			t.Errorf("stale %v, announced %d, %v; want it stale after two minutes, of 40", got.Stale, got.Announced, err)
		}
	})
}

func TestAnEmptyPageIsAskedForOnceMore(t *testing.T) {
	t.Parallel()
	empty := true
	server := liar{total: 2345, lie: func(p *lyingPage) {
		if p.number == 1 && empty {
			empty, p.ids = false, nil
		}
	}}
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
	got, err := c.Customers(t.Context(), models.Cached)
	if err != nil || len(got.Value) != 2345 || got.Incomplete || s.count("GET", "/customers") != 4 {
		t.Errorf("%d rows, note %q, %d calls, %v; want all by 4", len(got.Value), got.Note, s.count("GET", "/customers"), err)
	}
}
