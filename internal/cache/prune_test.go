package cache

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"btalk/internal/private"
)

func keyNumber(i int) Key {
	k := testKey
	k.Path = fmt.Sprintf("/voicesites/%d", i)
	return k
}

func wantThere(t *testing.T, path string, want bool) {
	t.Helper()
	if _, err := os.Lstat(path); (err == nil) != want {
		t.Errorf("%s there: %v, want %v", filepath.Base(path), err == nil, want)
	}
}

func TestPruneTidiesAtMostOnceADay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s := openTest(t, Options{Now: func() time.Time { return now }})
	stray := filepath.Join(s.disk.entries(), "ab", ".half1")
	leave := func(age time.Duration) {
		if err := private.Alone.Put(stray, now.Add(-age), []byte("half")); err != nil {
			t.Fatal(err)
		}
	}

	leave(59 * time.Minute)
	s.Prune(t.Context())
	wantThere(t, stray, true)

	now = now.Add(25 * time.Hour)
	leave(61 * time.Minute)
	s.Prune(t.Context())
	wantThere(t, stray, false)

	now = now.Add(23 * time.Hour)
	leave(61 * time.Minute)
	s.Prune(t.Context())
	wantThere(t, stray, true)

	now = now.Add(-72 * time.Hour) // a marker from the future does not stop it
	leave(61 * time.Minute)
	s.Prune(t.Context())
	wantThere(t, stray, false)
}

func TestPruneRemovesWhatNobodyWouldShow(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	s := openTest(t, Options{Now: func() time.Time { return now }})
	s.Put(keyNumber(1), testFamily, now.Add(-91*day), []byte("too old"))
	s.Put(keyNumber(2), testFamily, now.Add(-89*day), []byte("old"))
	if err := private.Alone.Put(s.disk.stampPath(s.disk.family("long ago")), now.Add(-181*day)); err != nil {
		t.Fatal(err)
	}
	if err := private.Alone.Put(s.disk.stampPath(s.disk.family("recently")), now.Add(-179*day)); err != nil {
		t.Fatal(err)
	}
	s.Prune(t.Context())
	wantThere(t, s.disk.entryPath(s.disk.key(keyNumber(1))), false)
	wantThere(t, s.disk.entryPath(s.disk.key(keyNumber(2))), true)
	wantThere(t, s.disk.stampPath(s.disk.family("long ago")), false)
	wantThere(t, s.disk.stampPath(s.disk.family("recently")), true)
}

func TestPruneStopsWhenTold(t *testing.T) {
	t.Parallel()
	s := openTest(t, Options{})
	s.Put(testKey, testFamily, time.Now().Add(-100*24*time.Hour), []byte("too old"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Prune(ctx)
	wantThere(t, s.disk.entryPath(s.disk.key(testKey)), true)
}

func TestTheLimitHoldsAndTheNewestStay(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s := openTest(t, Options{MaxBytes: limit, Now: func() time.Time { return now }})
	body := make([]byte, 8<<10)
	for i := range 1024 { // eight times the limit
		now = now.Add(time.Second)
		s.Put(keyNumber(i), testFamily, now, body)
		if i%64 == 0 {
			if held := s.Info().Bytes; held > limit/10*11 {
				t.Fatalf("%d bytes after %d entries, limit is %d", held, i+1, limit)
			}
		}
	}
	for i := 1024 - 64; i < 1024; i++ {
		if _, ok := s.Get(keyNumber(i)); !ok {
			t.Fatalf("entry %d of 1024 is gone", i)
		}
	}
}

func TestEntriesFromTheFutureGoFirst(t *testing.T) {
	t.Parallel()
	s := openTest(t, Options{MaxBytes: 64 << 10})
	s.Put(keyNumber(0), testFamily, time.Now().Add(24*time.Hour), make([]byte, 32<<10))
	s.Put(keyNumber(1), testFamily, time.Now(), make([]byte, 30<<10))
	wantThere(t, s.disk.entryPath(s.disk.key(keyNumber(0))), false)
	wantThere(t, s.disk.entryPath(s.disk.key(keyNumber(1))), true)
}

func TestClearForgetsEntriesAndLeftoversButNotDrops(t *testing.T) {
	t.Parallel()
	s := openTest(t, Options{})
	began := time.Now()
	s.Put(testKey, testFamily, began, []byte("body"))
	s.Drop("address")
	stray := filepath.Join(s.disk.entries(), "ab", ".half1")
	if err := private.Alone.Put(stray, time.Now(), []byte("half")); err != nil {
		t.Fatal(err)
	}
	if err := s.Clear(); err != nil {
		t.Fatal(err)
	}
	wantThere(t, stray, false)
	if info := s.Info(); info.Entries != 0 || info.Bytes != 0 || !info.Oldest.IsZero() || info.Dir == "" {
		t.Errorf("info %+v", info)
	}
	s.Put(testKey, "address", began, []byte("from before the drop"))
	if _, ok := s.Get(testKey); ok {
		t.Error("hit, want the drop to hold")
	}
}
