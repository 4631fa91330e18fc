package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"btalk/internal/private"
)

const (
	lockPause = 5 * time.Millisecond
	lockTries = 10 // somebody may only be checking whether it is free
)

// namedLock is the lock on something of a kind; its name says nothing.
func namedLock(dir, kind, what string) *flock.Flock {
	sum := sha256.Sum256([]byte(what))
	return private.Lock(filepath.Join(dir, kind+"-"+hex.EncodeToString(sum[:8])+".lock"))
}

// acquire tries for a lock that often, and never waits in the kernel. The error
// says that locks do not work here.
func acquire(lock *flock.Flock, tries int) (held bool, err error) {
	for range tries {
		if held, err = lock.TryLock(); held || err != nil {
			return held, err
		}
		<-time.After(lockPause)
	}
	_ = lock.Close()
	return false, nil
}

// isTaken reports whether somebody has the lock. The file of one that nobody has
// is removed, where it is one of a process that was killed.
func isTaken(lock *flock.Flock, remove bool) bool {
	if _, err := os.Lstat(lock.Path()); err != nil {
		return false
	}
	free, err := lock.TryLock()
	if free && remove {
		_ = os.Remove(lock.Path())
	}
	_ = lock.Close()
	return err == nil && !free
}
