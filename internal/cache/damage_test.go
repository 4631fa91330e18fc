package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var (
	testKey  = Key{Origin: "https://api.example", Credential: "client-42", APIKey: "key-4711", Method: "GET", Path: "/voicesites/9999", Query: "limit=7"}
	otherKey = Key{Origin: "https://api.example", Credential: "client-43", APIKey: "key-4711", Method: "GET", Path: "/voicesites/9999", Query: "limit=7"}
)

const testFamily Family = "voicesites/lyon"

// openTest opens a store on a fresh directory that must open without an error.
func openTest(t *testing.T, o Options) *Store {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	s := Open(o)
	if notice := s.Notice(); notice != "" {
		t.Fatalf("notice %q, want none", notice)
	}
	return s
}

func overwrite(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFlippedByteAndEveryTruncationIsAMiss(t *testing.T) {
	t.Parallel()
	s := openTest(t, Options{})
	s.Put(testKey, testFamily, time.Now(), bytes.Repeat([]byte(`{"name":"Lyon"} `), 120))
	path := s.disk.entryPath(s.disk.key(testKey))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	variants := 0
	mustMiss := func(what string, offset int, data []byte) {
		variants++
		overwrite(t, path, data)
		if _, ok := s.Get(testKey); ok {
			t.Errorf("%s at %d: hit, want a miss", what, offset)
		}
	}
	for i := range good {
		mustMiss("truncated", i, good[:i])
		flipped := bytes.Clone(good)
		flipped[i] ^= 1 << (i % 8)
		mustMiss("flipped", i, flipped)
	}
	mustMiss("lengthened", len(good), append(bytes.Clone(good), 0))
	if variants < 4000 {
		t.Errorf("%d variants tried, want 4000 at least", variants)
	}
	overwrite(t, path, good)
	if _, ok := s.Get(testKey); !ok {
		t.Error("the undamaged entry is a miss")
	}
}

func TestAnythingElseInTheEntrysPlaceIsAMissAndTheNextPutHeals(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string]func(t *testing.T, s *Store, path string) error{
		"an empty file": func(t *testing.T, _ *Store, path string) error {
			overwrite(t, path, nil)
			return nil
		},
		"a newer format": func(t *testing.T, _ *Store, path string) error {
			data, err := os.ReadFile(path)
			overwrite(t, path, bytes.Replace(data, []byte(magic), []byte("btalkce3"), 1))
			return err
		},
		"a directory with something in it": func(_ *testing.T, _ *Store, path string) error {
			return os.MkdirAll(filepath.Join(path+".new", "x"), 0o700)
		},
		"a pipe": func(_ *testing.T, _ *Store, path string) error {
			return syscall.Mkfifo(path+".new", 0o600)
		},
		"a link to a good entry": func(_ *testing.T, _ *Store, path string) error {
			return os.Rename(path, path+".moved")
		},
		"a link to a device": func(_ *testing.T, _ *Store, path string) error {
			return os.Symlink("/dev/zero", path+".new")
		},
		"the entry of another key": func(_ *testing.T, s *Store, path string) error {
			s.Put(otherKey, testFamily, time.Now(), []byte("not yours"))
			return os.Rename(s.disk.entryPath(s.disk.key(otherKey)), path)
		},
		"a file larger than the cache": func(_ *testing.T, s *Store, path string) error {
			return os.Truncate(path, 1<<40)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openTest(t, Options{})
			s.Put(testKey, testFamily, time.Now(), []byte("good"))
			path := s.disk.entryPath(s.disk.key(testKey))
			if err := replace(t, s, path); err != nil {
				t.Fatal(err)
			}
			moveInto(t, path)
			if e, ok := s.Get(testKey); ok {
				t.Errorf("hit %q, want a miss", e.Body)
			}
			s.Put(testKey, testFamily, time.Now(), []byte("healed"))
			if e, ok := s.Get(testKey); !ok || string(e.Body) != "healed" {
				t.Errorf("after another put: %q, %v", e.Body, ok)
			}
			if notice := s.Notice(); notice != "" {
				t.Errorf("notice %q, want none", notice)
			}
		})
	}
}

// moveInto puts what a case has prepared beside path into its place.
func moveInto(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path + ".moved"); err == nil {
		if err := os.Symlink(path+".moved", path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Lstat(path + ".new"); err == nil {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path+".new", path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFileOfAnotherUserIsAMiss(t *testing.T) {
	t.Parallel()
	s := openTest(t, Options{})
	s.Put(testKey, testFamily, time.Now(), []byte("theirs"))
	if os.Geteuid() != 0 {
		t.Skip("only root gives a file away; the rule is tested in internal/private")
	}
	if err := os.Chown(s.disk.entryPath(s.disk.key(testKey)), nobody, nobody); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(testKey); ok {
		t.Error("hit, want a miss")
	}
}

func TestADamagedSaltIsReplaced(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(path string) error{
		"short":     func(path string) error { return os.Truncate(path, 7) },
		"long":      func(path string) error { return os.Truncate(path, 70) },
		"missing":   os.Remove,
		"directory": func(path string) error { return os.MkdirAll(filepath.Join(path, "x"), 0o700) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := openTest(t, Options{Dir: dir})
			if name == "directory" {
				discard(s.disk.saltPath())
			}
			if err := damage(s.disk.saltPath()); err != nil {
				t.Fatal(err)
			}
			again := openTest(t, Options{Dir: dir})
			again.Put(testKey, testFamily, time.Now(), []byte("kept"))
			if _, ok := openTest(t, Options{Dir: dir}).Get(testKey); !ok {
				t.Error("miss, want a hit with the new salt")
			}
		})
	}
}

func TestNamesAndHeadersRevealNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openTest(t, Options{Dir: dir})
	s.Put(testKey, testFamily, time.Now(), []byte("body"))
	s.Drop("address/9999")
	telling := []string{"api.example", "client-42", "key-4711", "voicesites", "9999", "limit", "lyon", "address"}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, word := range telling {
			name := strings.TrimPrefix(path, dir)
			if strings.Contains(name, word) && len(word) > 4 || bytes.Contains(data, []byte(word)) {
				t.Errorf("%s reveals %q", name, word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := openTest(t, Options{})
	if s.disk.key(testKey) == elsewhere.disk.key(testKey) {
		t.Error("another user's salt gives the same name")
	}
}

func TestTwoCredentialsNeverCross(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	stores := []*Store{openTest(t, Options{Dir: dir}), openTest(t, Options{Dir: dir})}
	for i := range 1000 {
		k, body := testKey, "of client-42"
		if i%2 == 1 {
			k, body = otherKey, "of client-43"
		}
		s := stores[i/2%2]
		s.Put(k, testFamily, time.Now(), []byte(body))
		for _, reader := range stores {
			if e, ok := reader.Get(k); !ok || string(e.Body) != body {
				t.Fatalf("round %d: %q, %v, want %q", i, e.Body, ok, body)
			}
		}
	}
}
