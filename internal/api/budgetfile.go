package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"btalk/internal/private"
)

const (
	lockLimit      = 300 * time.Millisecond // sixteen processes on two cores take turns
	maxLedgerBytes = 256 << 10
)

// budgetFile is the ledger in the runtime directory. All of it is advisory: a
// lock that cannot be had, a file that cannot be read or written cost nothing
// but the sharing. No lock ever blocks: on a network home that may be for ever.
type budgetFile struct {
	path string
	keep private.Keeper // for this user, or for a group
}

// newBudgetFile names the file of a credential; its name tells nothing.
func newBudgetFile(dir, origin, credential string) *budgetFile {
	if dir == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(origin + "\x00" + credential))
	return &budgetFile{path: filepath.Join(dir, "budget-"+hex.EncodeToString(sum[:12]))}
}

var errNoFile = errors.New("there is no directory for it; set HOME or the XDG variables")

// fault says why the file cannot be shared; nil when it can, as far as that can be
// told without trying.
func (f *budgetFile) fault() error {
	if f == nil {
		return errNoFile
	}
	if f.keep == private.Group {
		return private.GroupDir(filepath.Dir(f.path))
	}
	return private.Usable(filepath.Dir(f.path))
}

// lock takes the file for this process, for a moment. The error is
// [private.ErrHeld] when others hold it too long.
func (f *budgetFile) lock() (unlock func(), err error) {
	if f == nil {
		return nil, errNoFile
	}
	if f.keep == private.Group { // one that others can write to would let them stop us
		if err := private.GroupDir(filepath.Dir(f.path)); err != nil {
			return nil, err
		}
	}
	unlock, err = f.keep.Take(f.path+".lock", lockLimit)
	if err == nil || errors.Is(err, private.ErrHeld) {
		return unlock, err
	}
	if err := f.keep.Dir(filepath.Dir(f.path)); err != nil {
		return nil, err
	}
	return f.keep.Take(f.path+".lock", lockLimit)
}

// read gives the ledger; ok is false when there is none that can be read.
func (f *budgetFile) read() (l ledger, ok bool) {
	if f == nil {
		return l, false
	}
	data, err := f.keep.Read(f.path, maxLedgerBytes)
	if err != nil || json.Unmarshal(data, &l) != nil {
		return ledger{}, false
	}
	return l, true
}

// write keeps the ledger. The caller holds the lock. The file is replaced as a
// whole: a process that is killed here, or a full disk, must not make the
// others forget what was spent. Nothing waits for the disk; after a power cut
// the minute is over anyway.
func (f *budgetFile) write(l ledger) error {
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return f.keep.Put(f.path, time.Now(), data)
}
