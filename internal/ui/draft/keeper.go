package draft

import (
	"errors"
	"fmt"
	"sync"
)

// keeper is one draft on disk. Commands and Close use it, so that saves follow
// each other and an older one never replaces a newer one.
type keeper struct {
	shelf Shelf
	id    string

	mu      sync.Mutex
	version int    // on disk
	release func() // gives the draft free; nil while nobody has it
	closed  bool
}

// newKeeper keeps a draft under its id, or a new one; nil where none is kept.
func newKeeper(shelf Shelf, id string) *keeper {
	if shelf == nil {
		return nil
	}
	if id == "" {
		id = shelf.NewID()
	}
	return &keeper{shelf: shelf, id: id}
}

var errInUse = errors.New("the draft is open in another session")

// load takes the draft and reads it.
func (k *keeper) load() ([]byte, error) {
	if k == nil {
		return nil, errors.New("no drafts are kept here")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.take(); err != nil {
		return nil, err
	}
	return k.shelf.Load(k.id)
}

func (k *keeper) take() error {
	if k.release != nil || k.closed {
		return nil
	}
	release, err := k.shelf.Open(k.id)
	if err != nil {
		return fmt.Errorf("%w: %w", errInUse, err)
	}
	k.release = release
	return nil
}

func (k *keeper) save(version int, data []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if version <= k.version {
		return nil
	}
	if err := k.take(); err != nil {
		return err
	}
	if err := k.shelf.Save(k.id, data); err != nil {
		return err
	}
	k.version = version
	return nil
}

// discard forgets the draft as it was in a version; a save of that version which
// comes later does nothing.
func (k *keeper) discard(version int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.version = max(k.version, version)
	return k.shelf.Discard(k.id)
}

func (k *keeper) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	if k.release != nil {
		k.release()
		k.release = nil
	}
}
