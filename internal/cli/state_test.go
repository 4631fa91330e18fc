package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/cache"
	"btalk/internal/config"
	"btalk/internal/private/disktest"
)

func TestADiskThatTakesNothingIsToldOnce(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		cache string
		lines int
	}{
		{"the cache has told it", filepath.Join(blocked, "cache"), 0},
		{"nobody has told it", t.TempDir(), 1},
	}
	for _, test := range tests {
		var said strings.Builder
		s := newRuntime(Process{Err: &said, Now: time.Now}, config.Env{Dirs: config.Dirs{State: filepath.Join(blocked, "state")}}).backend
		s.disk = cache.Open(cache.Options{Dir: test.cache})
		s.disk.Put(cache.Key{}, "", time.Now(), []byte("{}"))
		s.keepPlace([]byte("{}"))
		s.keepPlace([]byte("{}"))
		if got := strings.Count(said.String(), "\n"); got != test.lines {
			t.Errorf("%s: %d lines, want %d: %q", test.name, got, test.lines, said.String())
		}
	}
}

// TestADiskThatTakesNothingKeepsThePlaceBefore: the place of the last start stays, and
// the operator is told why there is no newer one.
func TestADiskThatTakesNothingKeepsThePlaceBefore(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(disktest.Disk, testing.TB){
		"the disk is full": disktest.Disk.Fill, "the disk is read-only": disktest.Disk.MakeReadOnly,
	} {
		var said strings.Builder
		disk := disktest.New(t)
		s := newRuntime(Process{Err: &said, Now: time.Now}, config.Env{Dirs: config.Dirs{State: disk.Path("state")}}).backend
		s.keepPlace([]byte("before"))
		spoil(disk, t)
		s.keepPlace([]byte("after"))
		if got := said.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, name) || !strings.Contains(got, "the place for the next start") {
			t.Errorf("%s: said %q", name, got)
		}
		if got := s.keptPlace(); string(got) != "before" {
			t.Errorf("%s: the place is %q", name, got)
		}
	}
}
