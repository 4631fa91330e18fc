package private

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestOnlyARegularFileOfThisUserIsRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := Write(at("good"), []byte("data")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		syscall.Mkfifo(at("pipe"), 0o600), os.Symlink("/dev/zero", at("zeros")), os.Symlink(at("good"), at("link")),
		os.Mkdir(at("folder"), 0o700), Write(at("large"), make([]byte, 100)),
	); err != nil {
		t.Fatal(err)
	}
	if data, err := Read(at("good"), 10); err != nil || string(data) != "data" {
		t.Errorf("%q, %v", data, err)
	}
	for name, want := range map[string]error{
		"pipe": ErrForeign, "zeros": ErrForeign, "link": ErrForeign, "folder": ErrForeign, "large": ErrTooLarge, "none": os.ErrNotExist,
	} {
		if data, err := Read(at(name), 10); !errors.Is(err, want) || len(data) > 0 {
			t.Errorf("%s: %d bytes, %v, want %v", name, len(data), err, want)
		}
	}
	for _, path := range []string{"", "good", "./good", "../x"} {
		if _, err := Read(path, 10); !errors.Is(err, ErrNoPlace) {
			t.Errorf("%q: %v", path, err)
		}
		if err := Write(path, nil); !errors.Is(err, ErrNoPlace) {
			t.Errorf("write %q: %v", path, err)
		}
	}
}

func TestWritingReplacesWhateverStandsThereAndIsForTheUserAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "deep")
	path := filepath.Join(dir, "file")
	for range 2 {
		if err := Write(path, []byte("data")); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(path, 0o644)
		_ = os.Chmod(dir, 0o755)
	}
	if err := Write(path, []byte("data")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{path: FileMode, dir: DirMode} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	target := filepath.Join(dir, "target")
	if err := errors.Join(os.WriteFile(target, []byte("mine"), 0o600), os.Remove(path), os.Symlink(target, path), Write(path, []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "mine" {
		t.Errorf("a link was followed: %q", data)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSweepRemovesWhatTheDeadLeftAndNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mine, dead, old := fmt.Sprintf("tmp-%d-1", os.Getpid()), "tmp-2147483646-1", "tmp-123abc"
	alive, other := fmt.Sprintf("tmp-%d-1", os.Getppid()), "session.json"
	for _, name := range []string{mine, dead, old, alive, other} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	Sweep(dir)
	for name, stays := range map[string]bool{mine: false, dead: false, old: false, alive: true, other: true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s: stays %v, want %v", name, err == nil, stays)
		}
	}
}
