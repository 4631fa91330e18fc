package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"btalk/internal/private"
)

// lockLimit is how long a lock of a name is tried for: somebody may only be checking
// whether it is free.
const lockLimit = 50 * time.Millisecond

// lockPath is the file of the lock on something of a kind; its name says nothing.
func lockPath(dir, kind, what string) string {
	sum := sha256.Sum256([]byte(what))
	return filepath.Join(dir, kind+"-"+hex.EncodeToString(sum[:8])+".lock")
}

// isTaken reports whether somebody has the lock. The file of one that nobody has
// stays: it may say what a process that was killed had sent.
func isTaken(path string) bool { return errors.Is(tryLock(path), private.ErrHeld) }

// tryLock takes the lock on a file that is there, and lets go of it.
func tryLock(path string) error {
	if _, err := os.Lstat(path); err != nil {
		return err
	}
	release, err := private.Take(path, 0)
	if err == nil {
		release()
	}
	return err
}
