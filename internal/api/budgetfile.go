package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockTries      = 150 // about a third of a second: sixteen processes on two cores take turns
	lockPause      = 2 * time.Millisecond
	maxLedgerBytes = 256 << 10
)

// budgetFile is the ledger in the runtime directory. All of it is advisory: a
// lock that cannot be had, a file that cannot be read or written cost nothing
// but the sharing. No lock ever blocks: on a network home that may be for ever.
type budgetFile struct {
	path string
	held *flock.Flock
}

// newBudgetFile names the file of a credential; its name tells nothing.
func newBudgetFile(dir, origin, credential string) *budgetFile {
	if dir == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(origin + "\x00" + credential))
	path := filepath.Join(dir, "budget-"+hex.EncodeToString(sum[:12]))
	return &budgetFile{path: path, held: flock.New(path+".lock", flock.SetPermissions(0o600))}
}

// lock takes the file for this process, for a moment; ok is false when others
// hold it too long.
func (f *budgetFile) lock() (unlock func(), ok bool) {
	if f == nil {
		return nil, false
	}
	for range lockTries {
		held, err := f.held.TryLock()
		if held {
			return func() { _ = f.held.Unlock() }, true // the descriptor goes either way
		}
		if err != nil && !f.makeDir() {
			return nil, false
		}
		<-time.After(lockPause/2 + rand.N(lockPause)) // not in step with the others
	}
	return nil, false
}

func (f *budgetFile) makeDir() bool {
	return os.MkdirAll(filepath.Dir(f.path), 0o700) == nil
}

// read gives the ledger; ok is false when there is none that can be read.
func (f *budgetFile) read() (l ledger, ok bool) {
	if f == nil {
		return l, false
	}
	file, err := os.OpenFile(f.path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0) //nolint:gosec // the name is made of a digest, in the user's own directory
	if err != nil {
		return l, false
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxLedgerBytes))
	if err != nil || json.Unmarshal(data, &l) != nil {
		return ledger{}, false
	}
	return l, true
}

// write keeps the ledger. The caller holds the lock. The file is replaced as a
// whole: a process that is killed here, or a full disk, must not make the
// others forget what was spent. Nothing waits for the disk; after a power cut
// the minute is over anyway.
func (f *budgetFile) write(l ledger) {
	data, err := json.Marshal(l)
	if err != nil {
		return
	}
	next := f.path + ".next"
	file, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return
	}
	_, err = file.Write(data)
	if errors.Join(err, file.Close()) == nil {
		_ = os.Rename(next, f.path) // advisory, like all of it
	}
}
