package private

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestALockHasOneHolderAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	release, err := Take(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Take(path, 3*lockPause); !errors.Is(err, ErrHeld) {
		t.Errorf("%v, want %v", err, ErrHeld)
	}
	begun := time.Now()
	if _, err := Take(path, 20*lockPause); !errors.Is(err, ErrHeld) || time.Since(begun) < 10*lockPause {
		t.Errorf("%v after %v, want it to try for a while", err, time.Since(begun))
	}
	waited := make(chan error)
	go func() {
		again, err := Take(path, time.Minute)
		if err == nil {
			again()
		}
		waited <- err
	}()
	release()
	if err := <-waited; err != nil {
		t.Errorf("%v, want the lock once it is free", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != FileMode {
		t.Errorf("%v, %v", info, err)
	}
}

func TestALockThatCannotBeIsNotOneThatIsHeld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "none", "lock"), link} {
		if _, err := Take(path, time.Minute); err == nil || errors.Is(err, ErrHeld) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
