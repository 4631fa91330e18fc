package cache_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"btalk/internal/cache"
)

// store is what every store promises; the suite below is the promise.
type store interface {
	Get(k cache.Key) (cache.Entry, bool)
	Fetched(k cache.Key) (time.Time, bool)
	Put(k cache.Key, f cache.Family, began time.Time, body []byte) (fits bool)
	Forget(k cache.Key)
	Drop(f cache.Family)
	Info() cache.Info
}

// clock is a clock that stands still until it is moved.
type clock struct{ t time.Time }

func newClock() *clock                   { return &clock{time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)} }
func (c *clock) now() time.Time          { return c.t }
func (c *clock) advance(d time.Duration) { c.t = c.t.Add(d) }

func TestStoresKeepTheirPromises(t *testing.T) {
	t.Parallel()
	stores := map[string]func(*testing.T, cache.Options) store{
		"disk": func(t *testing.T, o cache.Options) store {
			t.Helper()
			o.Dir = t.TempDir()
			s := cache.Open(o)
			t.Cleanup(func() {
				if notice := s.Notice(); notice != "" {
					t.Errorf("notice %q, want none", notice)
				}
			})
			return s
		},
		"memory": func(_ *testing.T, o cache.Options) store { return cache.NewMemory(o) },
		"memory because the disk cannot be used": func(_ *testing.T, o cache.Options) store {
			return cache.Open(o)
		},
	}
	for name, open := range stores {
		for rule, check := range promises {
			t.Run(name+"/"+rule, func(t *testing.T) {
				t.Parallel()
				c := newClock()
				check(t, open(t, cache.Options{MaxBytes: 64 << 10, MaxEntries: 320, Now: c.now}), c)
			})
		}
	}
}

var (
	lyon   = cache.Key{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites/1"}
	zurich = cache.Key{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites/2"}
)

const (
	sites     cache.Family = "voicesites"
	addresses cache.Family = "address/9999"
)

var promises = map[string]func(*testing.T, store, *clock){
	"what was never put is a miss": func(t *testing.T, s store, _ *clock) {
		wantMiss(t, s, lyon)
	},
	"what was put comes back with the time its read began": func(t *testing.T, s store, c *clock) {
		began := c.now()
		c.advance(3 * time.Second)
		s.Put(lyon, sites, began, []byte(`{"name":"Lyon"}`))
		e := wantHit(t, s, lyon, `{"name":"Lyon"}`)
		if !e.Fetched.Equal(began) {
			t.Errorf("fetched %v, want %v", e.Fetched, began)
		}
	},
	"an empty body is a body": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), nil)
		wantHit(t, s, lyon, "")
	},
	"a later put replaces": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), []byte("old, and longer"))
		c.advance(time.Second)
		s.Put(lyon, sites, c.now(), []byte("new"))
		wantHit(t, s, lyon, "new")
		if n := s.Info().Entries; n != 1 {
			t.Errorf("%d entries, want 1", n)
		}
	},
	"changing a returned body changes nothing in the store": func(t *testing.T, s store, c *clock) {
		body := []byte("Lyon")
		s.Put(lyon, sites, c.now(), body)
		body[0] = 'X'
		e := wantHit(t, s, lyon, "Lyon")
		e.Body[0] = 'Y'
		wantHit(t, s, lyon, "Lyon")
	},
	"every part of the key counts": everyPartCounts,
	"a drop forgets the family and no other": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), []byte("Lyon"))
		s.Put(zurich, addresses, c.now(), []byte("Zürich"))
		c.advance(time.Second)
		s.Drop(sites)
		wantMiss(t, s, lyon)
		wantHit(t, s, zurich, "Zürich")
	},
	"a read that began before the drop is refused, one after it is kept": func(t *testing.T, s store, c *clock) {
		began := c.now()
		c.advance(time.Second)
		s.Drop(sites)
		c.advance(time.Second)
		s.Put(lyon, sites, began, []byte("old"))
		wantMiss(t, s, lyon)
		s.Put(lyon, sites, c.now(), []byte("new"))
		wantHit(t, s, lyon, "new")
	},
	"a read that began at the instant of the drop is refused": func(t *testing.T, s store, c *clock) {
		s.Drop(sites)
		s.Put(lyon, sites, c.now(), []byte("old?"))
		wantMiss(t, s, lyon)
	},
	"an entry from the future is a miss": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), []byte("Lyon"))
		c.advance(-24 * time.Hour)
		wantMiss(t, s, lyon)
		s.Put(lyon, sites, c.now(), []byte("again"))
		wantHit(t, s, lyon, "again")
	},
	"a body that would fill the store is not kept, and that is said": func(t *testing.T, s store, c *clock) {
		if s.Put(lyon, sites, c.now(), make([]byte, 50<<10)) {
			t.Error("it is said to fit")
		}
		wantMiss(t, s, lyon)
	},
	"a large body is kept compressed": func(t *testing.T, s store, c *clock) {
		body := strings.Repeat(`{"number":"33472000000","status":"published"},`, 50_000)
		if !s.Put(lyon, sites, c.now(), []byte(body)) {
			t.Error("it is said not to fit")
		}
		wantHit(t, s, lyon, body)
		if got := s.Info().Bytes; got > int64(len(body)/20) {
			t.Errorf("%d bytes kept of %d", got, len(body))
		}
	},
	"an entry older than anybody would show is a miss": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), []byte("Lyon"))
		c.advance(90 * 24 * time.Hour)
		wantHit(t, s, lyon, "Lyon")
		c.advance(time.Second)
		wantMiss(t, s, lyon)
	},
	"what is forgotten is a miss, the others stay": func(t *testing.T, s store, c *clock) {
		s.Put(lyon, sites, c.now(), []byte("Lyon"))
		s.Put(zurich, sites, c.now(), []byte("Zürich"))
		s.Forget(lyon)
		wantMiss(t, s, lyon)
		wantHit(t, s, zurich, "Zürich")
	},
	"the oldest go when there are too many, however small": func(t *testing.T, s store, c *clock) {
		for i := range 400 {
			s.Put(numbered(i), sites, c.now(), nil)
			c.advance(time.Second)
		}
		wantMiss(t, s, numbered(0))
		wantHit(t, s, numbered(399), "")
		if n := s.Info().Entries; n > 341 { // a sixteenth above
			t.Errorf("%d entries, the limit is 320", n)
		}
	},
	"the oldest go when the limit is reached": func(t *testing.T, s store, c *clock) {
		for i := range 200 {
			s.Put(numbered(i), sites, c.now(), make([]byte, 1<<10))
			c.advance(time.Second)
		}
		wantMiss(t, s, numbered(0))
		if _, ok := s.Get(numbered(199)); !ok {
			t.Error("the newest entry is gone")
		}
		if n := s.Info().Bytes; n > 72<<10 {
			t.Errorf("%d bytes held, limit is 64 KiB", n)
		}
	},
	"info counts entries, bytes and times": func(t *testing.T, s store, c *clock) {
		oldest := c.now()
		s.Put(lyon, sites, oldest, []byte("Lyon"))
		c.advance(time.Hour)
		s.Put(zurich, sites, c.now(), []byte("Zürich"))
		info := s.Info()
		if info.Entries != 2 || info.Bytes < 11 || !info.Oldest.Equal(oldest) || !info.Newest.Equal(c.now()) {
			t.Errorf("info %+v", info)
		}
	},
}

func everyPartCounts(t *testing.T, s store, c *clock) {
	t.Helper()
	keys := []cache.Key{
		lyon,
		{Origin: "https://other.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites/1"},
		{Origin: "https://api.example", Credential: "c2", APIKey: "k1", Method: "GET", Path: "/voicesites/1"},
		{Origin: "https://api.example", Credential: "c1", APIKey: "k2", Method: "GET", Path: "/voicesites/1"},
		{Origin: "https://api.example", Credential: "c1k", APIKey: "1", Method: "GET", Path: "/voicesites/1"},
		{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "POST", Path: "/voicesites/1"},
		{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites", Query: "/1"},
		{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites/1", Accept: "text/csv"},
		{Origin: "https://api.example", Credential: "c1", APIKey: "k1", Method: "GET", Path: "/voicesites/1", Language: "fr"},
	}
	for i, k := range keys {
		s.Put(k, sites, c.now(), fmt.Appendf(nil, "body %d", i))
	}
	for i, k := range keys {
		wantHit(t, s, k, fmt.Sprintf("body %d", i))
	}
}

func numbered(i int) cache.Key {
	k := lyon
	k.Path = fmt.Sprintf("/voicesites/%d", i)
	return k
}

func wantHit(t *testing.T, s store, k cache.Key, body string) cache.Entry {
	t.Helper()
	e, ok := s.Get(k)
	if !ok {
		t.Fatalf("%s: miss, want %q", k.Path, body)
	}
	if !bytes.Equal(e.Body, []byte(body)) {
		t.Fatalf("%s: body %q, want %q", k.Path, e.Body, body)
	}
	if at, ok := s.Fetched(k); !ok || !at.Equal(e.Fetched) {
		t.Fatalf("%s: fetched %v, %v by its header, want %v", k.Path, at, ok, e.Fetched)
	}
	return e
}

func wantMiss(t *testing.T, s store, k cache.Key) {
	t.Helper()
	if e, ok := s.Get(k); ok {
		t.Fatalf("%s: hit %q, want a miss", k.Path, e.Body)
	}
	if at, ok := s.Fetched(k); ok {
		t.Fatalf("%s: fetched %v by its header, want a miss", k.Path, at)
	}
}
