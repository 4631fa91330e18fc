package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/cache"
	"btalk/internal/config"
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
		s := &session{process: Process{Err: &said, Now: time.Now}, env: config.Env{Dirs: config.Dirs{State: filepath.Join(blocked, "state")}}}
		s.disk = cache.Open(cache.Options{Dir: test.cache})
		s.disk.Put(cache.Key{}, "", time.Now(), []byte("{}"))
		s.keepPlace([]byte("{}"))
		s.keepPlace([]byte("{}"))
		if got := strings.Count(said.String(), "\n"); got != test.lines {
			t.Errorf("%s: %d lines, want %d: %q", test.name, got, test.lines, said.String())
		}
	}
}
