package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"btalk/internal/models"
)

// pagingServer has customers 0…total-1 and its own idea of paging.
type pagingServer struct {
	total       int
	page        int  // the size it gives at most, whatever is asked; 0: what is asked
	most        int  // a limit above is refused with 400/28; 0: none is
	ignores     bool // gives everything always
	repeats     bool // gives the first page always
	shifts      bool // an item appears in front after each page
	counts      bool // X-Total-Count and X-Result-Count
	swaps       bool // … the wrong way round
	partial     bool // status 206 but for the last page
	wrapped     string
	refusesArgs bool // any paging parameter is refused
	shifted     int
}

func (s *pagingServer) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	limit, _ := strconv.Atoi(req.URL.Query().Get("limit"))
	offset, _ := strconv.Atoi(req.URL.Query().Get("offset"))
	switch {
	case s.refusesArgs && req.URL.RawQuery != "", s.most > 0 && limit > s.most:
		refuse(w, http.StatusBadRequest, codeInvalidQuery, "limit")
		return
	case s.ignores:
		limit, offset = s.total, 0
	case s.repeats:
		limit, offset = s.page, 0
	case limit == 0 || s.page > 0 && limit > s.page:
		limit = s.page
	}
	items := []string{}
	for i := offset; i < min(offset+limit, s.total+s.shifted); i++ {
		items = append(items, fmt.Sprintf(`{"customerCode":%d,"name":"customer"}`, i-s.shifted))
	}
	if s.shifts {
		s.shifted++
	}
	if s.counts {
		total, result := strconv.Itoa(s.total), strconv.Itoa(len(items))
		if s.swaps {
			total, result = result, total
		}
		w.Header().Set("X-Total-Count", total)
		w.Header().Set("X-Result-Count", result)
	}
	body := "[" + strings.Join(items, ",") + "]"
	if s.wrapped != "" {
		body = `{"` + s.wrapped + `":` + body + `,"more":true}`
	}
	status := http.StatusOK
	if s.partial && offset+limit < s.total {
		status = http.StatusPartialContent
	}
	uncounted(status, body)(w, req)
}

func TestEveryKindOfPagingIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		server pagingServer
		calls  int
	}{
		"a short list in one page, to be sure":      {pagingServer{total: 12}, 2},
		"a short list with counts":                  {pagingServer{total: 12, counts: true}, 1},
		"a round number with counts":                {pagingServer{total: 600, counts: true}, 1},
		"a round number without counts, to be sure": {pagingServer{total: 600}, 2},
		"nothing":                          {pagingServer{total: 0, counts: true}, 1},
		"2,500 in pages of 1,000":          {pagingServer{total: 2500}, 3},
		"2,000 with counts":                {pagingServer{total: 2000, counts: true}, 2},
		"2,000 without counts":             {pagingServer{total: 2000}, 3},
		"pages of 40":                      {pagingServer{total: 130, page: 40}, 4},
		"pages of 40, counted":             {pagingServer{total: 130, page: 40, counts: true}, 4},
		"pages of 40, counts swapped":      {pagingServer{total: 130, page: 40, counts: true, swaps: true}, 4},
		"pages of 40, the last one full":   {pagingServer{total: 80, page: 40}, 3},
		"just 40":                          {pagingServer{total: 40, page: 40}, 2},
		"pages of 7, marked as parts":      {pagingServer{total: 20, page: 7, partial: true}, 3},
		"pages of 7, counted":              {pagingServer{total: 20, page: 7, counts: true}, 3},
		"at most 250":                      {pagingServer{total: 600, most: 250, counts: true}, 5},
		"at most 40":                       {pagingServer{total: 100, most: 40}, 9},
		"no parameter taken":               {pagingServer{total: 60, refusesArgs: true, page: 60}, 7},
		"no parameter taken, to be sure":   {pagingServer{total: 100, refusesArgs: true, page: 100}, 9},
		"paging ignored":                   {pagingServer{total: 130, ignores: true}, 2},
		"paging ignored, more than a page": {pagingServer{total: 1500, ignores: true}, 2},
		"the same page for ever":           {pagingServer{total: 130, page: 40, repeats: true}, 2},
		"wrapped":                          {pagingServer{total: 12, wrapped: "items"}, 2},
		"wrapped in its name":              {pagingServer{total: 12, wrapped: "customers"}, 2},
		"growing while it is read":         {pagingServer{total: 130, page: 40, shifts: true}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := tt.server
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
			got, err := c.Customers(t.Context(), models.Cached)
			if err != nil {
				t.Fatal(err)
			}
			want := server.total
			if server.repeats {
				want = server.page
			}
			seen := map[string]bool{}
			for _, customer := range got.Value {
				if seen[customer.Code.Raw()] {
					t.Errorf("customer %s comes twice", customer.Code)
				}
				seen[customer.Code.Raw()] = true
			}
			if len(seen) != want || got.Skipped != 0 {
				t.Errorf("%d customers, %d skipped, want %d and 0", len(seen), got.Skipped, want)
			}
			if calls := s.count("GET", "/customers"); calls != tt.calls {
				t.Errorf("%d calls, want %d", calls, tt.calls)
			}
		})
	}
}

func TestThePageSizeThatWorkedIsRemembered(t *testing.T) {
	t.Parallel()
	server := pagingServer{total: 12, most: 250, counts: true}
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
	for range 2 {
		if _, err := c.Customers(t.Context(), models.Refresh); err != nil {
			t.Fatal(err)
		}
	}
	if calls := s.count("GET", "/customers"); calls != 4 {
		t.Errorf("%d calls, want 3 to find the size and 1 with it", calls)
	}
}

func TestAPageBelowOneThatCameBeforeIsNotCutOff(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		totals []int // of one reading after the other
		calls  int
	}{
		"50 are asked for once more, to be sure": {[]int{50}, 2},
		"and again while they are all":           {[]int{50, 50}, 4},
		"not after 51":                           {[]int{51, 50, 40}, 3},
		"but after fewer":                        {[]int{49, 50}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := pagingServer{counts: true}
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP})
			for _, server.total = range tt.totals {
				got, err := c.Customers(t.Context(), models.Refresh)
				if err != nil || len(got.Value) != server.total || got.Note != "" {
					t.Errorf("%d customers of %d, %q, %v", len(got.Value), server.total, got.Note, err)
				}
			}
			if calls := s.count("GET", "/customers"); calls != tt.calls {
				t.Errorf("%d calls, want %d", calls, tt.calls)
			}
		})
	}
}

func TestAServerThatNeverEndsIsLeft(t *testing.T) {
	t.Parallel()
	next := 0
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": func(w http.ResponseWriter, req *http.Request) {
		limit, _ := strconv.Atoi(req.URL.Query().Get("limit"))
		items := make([]map[string]any, limit/100)
		for i := range items {
			next++
			items[i] = map[string]any{"customerCode": next}
		}
		body, _ := json.Marshal(items)
		w.Header().Set("X-Total-Count", "1000000000")
		uncounted(http.StatusOK, string(body))(w, req)
	}})
	if _, err := c.Customers(t.Context(), models.Cached); models.KindOf(err) != models.Malformed {
		t.Errorf("err %v, want malformed", err)
	}
	if calls := s.count("GET", "/customers"); calls > maxPages+1 {
		t.Errorf("%d calls", calls)
	}
}

func TestAPageThatDoesNotFitTheBudgetIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := pagingServer{total: 800, page: 40, counts: true}
		s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": server.ServeHTTP}, func(cfg *Config) { cfg.RequestsPerMinute = 8 })
		got, err := c.Customers(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 800 {
			t.Errorf("%d customers, %v", len(got.Value), err)
		}
		if calls := s.count("GET", "/customers"); calls != 20 {
			t.Errorf("%d calls, want 20", calls)
		}
	})
}

func TestOneBadItemCostsOnlyItself(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body          string
		good, skipped int
		kind          models.Kind
	}{
		"a good list":            {`[{"customerCode":"1"},{"customerCode":2}]`, 2, 0, models.NoError},
		"one without a code":     {`[{"customerCode":"1"},{"name":"x"}]`, 1, 1, models.NoError},
		"one of another kind":    {`[{"customerCode":"1"},null,7,"x",[],{}]`, 1, 5, models.NoError},
		"only a bad one":         {`[{"name":"x"}]`, 0, 1, models.NoError},
		"a single object":        {`{"customerCode":"1"}`, 1, 0, models.NoError},
		"null":                   {`null`, 0, 0, models.NoError},
		"nothing at all":         {``, 0, 0, models.Malformed},
		"blanks":                 {" \n ", 0, 0, models.Malformed},
		"a list of errors":       {`[{"code":60,"message":"Resource not found"}]`, 0, 0, models.Malformed},
		"wrapped errors":         {`{"errors":[{"code":"60","message":"x"}]}`, 0, 0, models.Malformed},
		"an OAuth error":         {`{"error":"invalid_client","error_description":"x"}`, 0, 0, models.Malformed},
		"a customer with codes":  {`[{"customerCode":"1","code":60,"message":"hello"}]`, 1, 0, models.NoError},
		"an empty list":          {`[]`, 0, 0, models.NoError},
		"an error in its place":  {`{"code":1,"message":"Internal error"}`, 0, 0, models.Malformed},
		"a string":               {`"customers"`, 0, 0, models.Malformed},
		"a number":               {`7`, 0, 0, models.Malformed},
		"a page":                 {"\xef\xbb\xbf <!DOCTYPE html><html>", 0, 0, models.Malformed},
		"truncated":              {`[{"customerCode":"1"},{"custo`, 0, 0, models.Malformed},
		"trailing data":          {`[] []`, 0, 0, models.Malformed},
		"too deep":               {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), 0, 0, models.Malformed},
		"with a byte order mark": {"\xef\xbb\xbf" + `[{"customerCode":"1"}]`, 1, 0, models.NoError},
		"UTF-16":                 {"\xff\xfe[\x00]\x00", 0, 0, models.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": says(http.StatusOK, tt.body)})
			got, err := c.Customers(t.Context(), models.Cached)
			if models.KindOf(err) != tt.kind || len(got.Value) != tt.good || got.Skipped != tt.skipped {
				t.Errorf("%d good, %d skipped, %v; want %d, %d, kind %v", len(got.Value), got.Skipped, err, tt.good, tt.skipped, tt.kind)
			}
			_, _ = c.Customers(t.Context(), models.Cached)
			kept := s.count("GET", "/customers") == 1
			if wrong := tt.kind != models.NoError || tt.good == 0 && tt.skipped > 0; kept == wrong {
				t.Errorf("kept %v: an answer that cannot be read must not be, any other must", kept)
			}
		})
	}
}

func TestRepeatedPageIsToldWhereItemsAreMissing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		server pagingServer
		want   string
	}{
		"more are counted": {pagingServer{total: 95, page: 40, repeats: true, counts: true}, "40 of 95: the API repeats a page"},
		"nothing counted":  {pagingServer{total: 95, page: 40, repeats: true}, "there may be more than these 40: the API repeats a page and gives no count"},
		"all came at once": {pagingServer{total: 40, ignores: true, counts: true}, ""},
		"all came":         {pagingServer{total: 95, page: 40, counts: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": tt.server.ServeHTTP})
			got, err := c.Customers(t.Context(), models.Cached)
			if err != nil || got.Note != tt.want {
				t.Errorf("note %q, %v; want %q", got.Note, err, tt.want)
			}
		})
	}
}
