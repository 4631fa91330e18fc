package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// countingStore counts how often a large body was read.
type countingStore struct {
	*cache.Memory
	large int
}

func (s *countingStore) Get(key cache.Key) (cache.Entry, bool) {
	entry, ok := s.Memory.Get(key)
	if len(entry.Body) >= largeBody {
		s.large++
	}
	return entry, ok
}

func TestLargeListIsDecodedOnceWhileTheStoreHoldsIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &countingStore{Memory: cache.NewMemory(cache.Options{})}
		answers := map[string]http.HandlerFunc{"/voicesites": says(200, manySites("one", 5001))}
		process := func() *Client {
			_, c := newSimulated(t, answers, func(cfg *Config) { cfg.Store = store })
			return c
		}
		read := func(c *Client, mode models.Mode, label string, large int) {
			t.Helper()
			got, err := c.VoiceSites(t.Context(), models.SiteQuery{}, mode)
			if err != nil || len(got.Value) != 5001 || got.Value[0].Label.Raw() != label {
				t.Fatalf("%d voicesites, %v", len(got.Value), err)
			}
			if store.large != large {
				t.Errorf("read %d times from the store, want %d", store.large, large)
			}
		}
		one := process()
		read(one, models.Cached, "one", 0)
		read(one, models.Cached, "one", 0)
		two := process()
		read(two, models.Cached, "one", 1)
		read(two, models.Cached, "one", 1)
		pass(time.Second)
		answers["/voicesites"] = says(200, manySites("two", 5001))
		read(two, models.Refresh, "two", 1)
		read(one, models.Cached, "two", 2)
		pass(time.Second)
		store.Drop(Sites)
		pass(time.Second)
		answers["/voicesites"] = says(200, manySites("three", 5001))
		read(one, models.Cached, "three", 2)
		pass(11 * time.Minute)
		if got, err := one.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached); err != nil || !got.Stale {
			t.Errorf("stale %v, %v", got.Stale, err)
		}
	})
}

func manySites(label string, n int) string {
	var out strings.Builder
	out.WriteString("[")
	for i := range n {
		fmt.Fprintf(&out, `{"voiceSiteId":"%d","customerSiteLabel":"%s","technicalSiteName":"A_LONG_NAME"},`, i, label)
	}
	return strings.TrimSuffix(out.String(), ",") + "]"
}
