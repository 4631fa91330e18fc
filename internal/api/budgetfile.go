package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"btalk/internal/private"
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
	return &budgetFile{path: path, held: private.Lock(path + ".lock")}
}

// lock takes the file for this process, for a moment; ok is false when others
// hold it too long.
func (f *budgetFile) lock() (unlock func(), ok bool) {
	if f == nil {
		return nil, false
	}
	made := false
	for range lockTries {
		held, err := f.held.TryLock()
		if held {
			return func() { _ = f.held.Unlock() }, true // the descriptor goes either way
		}
		if err != nil {
			if made || private.Dir(filepath.Dir(f.path)) != nil {
				return nil, false
			}
			made = true
		}
		<-time.After(lockPause/2 + rand.N(lockPause)) // not in step with the others
	}
	return nil, false
}

// read gives the ledger; ok is false when there is none that can be read.
func (f *budgetFile) read() (l ledger, ok bool) {
	if f == nil {
		return l, false
	}
	data, err := private.Read(f.path, maxLedgerBytes)
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
	_ = os.Remove(next) // of one that was killed, or anything else
	file, err := private.Open(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, maxLedgerBytes)
	if err != nil {
		return
	}
	_, err = file.Write(data)
	if errors.Join(err, file.Close()) == nil {
		_ = os.Rename(next, f.path) // advisory, like all of it
	}
}
