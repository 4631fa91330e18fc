package cache

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestModesWhateverTheUmask is not parallel: the umask is the whole process's.
func TestModesWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0o000, 0o022, 0o077} {
		t.Run(fmt.Sprintf("%03o", umask), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "btalk")
			old := syscall.Umask(umask)
			s := Open(Options{Dir: dir})
			s.Put(testKey, testFamily, time.Now(), []byte("body"))
			s.Drop("address")
			s.Prune(t.Context())
			syscall.Umask(old)
			if s.Notice() != "" {
				t.Errorf("notice %q", s.Notice())
			}
			wantPrivate(t, dir)
		})
	}
}

func wantPrivate(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if perm := info.Mode().Perm(); d.IsDir() && perm&^0o700 != 0 || !d.IsDir() && perm != 0o600 {
			t.Errorf("%s has mode %04o", strings.TrimPrefix(path, dir), perm)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnOpenDirectoryIsClosedToOthers(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "btalk")
	if err := os.MkdirAll(filepath.Join(dir, "entries"), 0o755); err != nil {
		t.Fatal(err)
	}
	openTest(t, Options{Dir: dir})
	wantPrivate(t, dir)
}

func TestALinkToAnOwnDirectoryWillDo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	link := filepath.Join(t.TempDir(), "btalk")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	openTest(t, Options{Dir: link}).Put(testKey, testFamily, time.Now(), []byte("body"))
	if _, ok := openTest(t, Options{Dir: dir}).Get(testKey); !ok {
		t.Error("miss, want a hit")
	}
}

func TestAnUnusableDirectoryCostsOneNoticeAndNothingElse(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	overwrite(t, file, nil)
	open := t.TempDir() + "/open\x1b[31m"
	if err := os.Mkdir(open, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ dir, says string }{
		"no directory":       {"", "not an absolute path"},
		"a relative one":     {"cache", "not an absolute path"},
		"below a file":       {filepath.Join(file, "btalk"), "not a directory"},
		"a file":             {file, "not a directory"},
		"of another user":    {foreignDir(t), "belongs to another user"},
		"writable by all":    {open, "chmod 700"},
		"where none can be":  {"/proc/btalk", "could not make the directory"},
		"a name with a NUL":  {"/tmp/a\x00b", "invalid argument"},
		"an impossible name": {"/" + strings.Repeat("x", 300), "file name too long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := Open(Options{Dir: test.dir})
			notice := s.Notice()
			if !strings.Contains(notice, test.says) || strings.ContainsAny(notice, "\n\x1b\x00") {
				t.Errorf("notice %q, want one line with %q", notice, test.says)
			}
			s.Put(testKey, testFamily, time.Now(), []byte("body"))
			if e, ok := s.Get(testKey); !ok || string(e.Body) != "body" {
				t.Error("not even kept in memory")
			}
			s.Drop(testFamily)
			s.Prune(t.Context())
			if s.Info().Entries != 0 || s.Clear() == nil {
				t.Error("want no entries, and Clear to say why there is nothing to clear")
			}
			if s.Notice() != notice {
				t.Errorf("notice changed to %q", s.Notice())
			}
		})
	}
}

// foreignDir is a directory that belongs to somebody else, whoever runs the test.
func foreignDir(t *testing.T) string {
	t.Helper()
	if os.Geteuid() != 0 {
		return "/"
	}
	dir := t.TempDir()
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestADirectoryThatVanishesIsMadeAgain(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "btalk")
	s := openTest(t, Options{Dir: dir})
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	s.Drop(testFamily)
	s.Put(testKey, testFamily, time.Now(), []byte("body"))
	if _, ok := s.Get(testKey); !ok || s.Notice() != "" {
		t.Errorf("hit %v, notice %q", ok, s.Notice())
	}
	wantPrivate(t, dir)
}

// TestAChangeIsSeenByEveryReader lets slow readers race with changes, in two
// stores on one directory: once a drop has returned, no store may give a value
// from before the change.
func TestAChangeIsSeenByEveryReader(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	stores := []*Store{openTest(t, Options{Dir: dir}), openTest(t, Options{Dir: dir})}
	var server atomic.Int64
	var readers sync.WaitGroup
	done := make(chan struct{})
	for _, s := range stores {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					began := time.Now()
					value := server.Load()
					s.Put(testKey, testFamily, began, fmt.Append(nil, value))
				}
			}
		})
	}
	for change := range int64(500) {
		server.Store(change)
		stores[change%2].Drop(testFamily)
		for _, s := range stores {
			var got int64
			if e, ok := s.Get(testKey); ok {
				if _, err := fmt.Sscan(string(e.Body), &got); err != nil || got < change {
					t.Errorf("got %q after change %d", e.Body, change)
				}
			}
		}
	}
	close(done)
	readers.Wait()
}

func TestAStampFromTheFutureKeepsAFamilyOutOnlyOnce(t *testing.T) {
	t.Parallel()
	dir, now := t.TempDir(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	ahead := openTest(t, Options{Dir: dir, Now: func() time.Time { return now.Add(365 * 24 * time.Hour) }})
	ahead.Drop(testFamily)
	s := openTest(t, Options{Dir: dir, Now: func() time.Time { return now }})
	s.Put(testKey, testFamily, now, []byte("perhaps old"))
	if _, ok := s.Get(testKey); ok {
		t.Error("hit, want a miss while the stamp is ahead")
	}
	now = now.Add(time.Second)
	s.Put(testKey, testFamily, now, []byte("new"))
	if e, ok := s.Get(testKey); !ok || string(e.Body) != "new" {
		t.Errorf("got %q, %v, want the new value", e.Body, ok)
	}
}

func TestWhatMayHaveBeenDroppedIsNotBelieved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, other := openTest(t, Options{Dir: dir}), openTest(t, Options{Dir: dir})
	s.Put(testKey, testFamily, time.Now(), []byte("old"))
	other.Drop(testFamily)
	if err := os.RemoveAll(s.disk.families()); err != nil {
		t.Fatal(err)
	}
	overwrite(t, s.disk.families(), []byte("a file in the way"))
	if e, ok := s.Get(testKey); ok {
		t.Errorf("got %q, want a miss while the stamp cannot be read", e.Body)
	}
}

func TestADropHoldsWhereItsStampCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openTest(t, Options{Dir: dir})
	began := time.Now()
	s.Put(testKey, testFamily, began, []byte("old"))
	s.Put(otherKey, "another family", began, []byte("unconcerned"))
	if err := os.Remove(s.disk.families()); err != nil {
		t.Fatal(err)
	}
	overwrite(t, s.disk.families(), []byte("a file in the way"))
	s.Drop(testFamily)
	s.Put(testKey, testFamily, began, []byte("old again"))
	if _, ok := s.Get(testKey); ok {
		t.Error("hit, want a miss in this process")
	}
	discard(s.disk.families())
	other := openTest(t, Options{Dir: dir})
	if _, ok := other.Get(testKey); ok {
		t.Error("hit, want a miss in another process")
	}
	if _, ok := other.Get(otherKey); !ok {
		t.Error("another family is gone as well")
	}
	if !strings.Contains(s.Notice(), "could not write") {
		t.Errorf("notice %q", s.Notice())
	}
}

func TestNothingStaysFreshWhenTheClockJumps(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		now time.Time
		hit bool
	}{
		"a day ahead: older than it is": {start.Add(24 * time.Hour), true},
		"a day back: a miss":            {start.Add(-24 * time.Hour), false},
		"1970: a miss":                  {time.Unix(0, 0), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, now := t.TempDir(), start
			s := openTest(t, Options{Dir: dir, Now: func() time.Time { return now }})
			s.Put(testKey, testFamily, now, []byte("body"))
			now = test.now
			e, ok := s.Get(testKey)
			if ok != test.hit || ok && !e.Fetched.Equal(start) {
				t.Errorf("hit %v, fetched %v", ok, e.Fetched)
			}
			s.Put(testKey, testFamily, now, []byte("again"))
			if e, ok := s.Get(testKey); !ok || !e.Fetched.Equal(now) {
				t.Errorf("after refetching: hit %v, fetched %v", ok, e.Fetched)
			}
		})
	}
}
