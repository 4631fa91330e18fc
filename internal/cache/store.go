// Package cache keeps answers on disk, safely: every entry checks itself, any
// damage is a miss, and no error of the disk ever stops the program.
//
// It is not an HTTP cache: it knows nothing of requests, freshness or the API.
// The caller says under which [Key] a body is kept, to which [Family] it
// belongs, and judges from [Entry.Fetched] whether it is still good.
//
// Any number of goroutines and processes may use one directory at once, without
// locks: files appear whole, by rename, and are believed only when their
// checksum, key and family agree. Nothing is fsynced; a power cut
// may cost the newest entries, and the checksum tells.
//
// It is imported by internal/api and internal/cli. It imports internal/private and
// a compressor.
package cache

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// What a cache is kept to unless told otherwise.
const (
	DefaultMaxBytes   int64 = 64 << 20 // as kept: large bodies are compressed
	DefaultMaxEntries       = 10_000
)

// Entry is one kept answer.
type Entry struct {
	// Body is what was put, byte for byte. It belongs to the caller.
	Body []byte
	// Fetched is when the read of Body began: whatever changed at the server
	// from then on may be missing in it.
	Fetched time.Time
}

// Info describes what a store holds at the moment.
type Info struct {
	Dir            string    // where the entries are; "" when in memory only
	Entries        int       // number of entries
	Bytes          int64     // what they take, headers included
	Oldest, Newest time.Time // fetch times; zero when there are no entries
}

// Options say where and how much to keep.
type Options struct {
	Dir        string           // the directory, made when missing
	Shared     bool             // it belongs to a group: see private.Group
	MaxBytes   int64            // 0 is [DefaultMaxBytes]
	MaxEntries int              // 0 is [DefaultMaxEntries]
	Now        func() time.Time // nil is [time.Now]
}

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxEntries <= 0 {
		o.MaxEntries = DefaultMaxEntries
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// showable reports whether an entry of that time may still be shown: none that
// is dated in the future, or older than anybody would look at.
func showable(fetched, now time.Time) bool {
	age := now.Sub(fetched)
	return age >= 0 && age <= entryAge
}

// Store keeps entries in a directory, and in memory what the disk refuses.
type Store struct {
	disk   *disk   // nil when the directory cannot be used
	memory *Memory // holds only what the disk could not

	mu     sync.Mutex
	reason error // the first error of the disk
}

// Open opens the store in o.Dir. It never fails: when the directory cannot be
// used, entries live in memory until the program ends, and [Store.Notice] says why.
func Open(o Options) *Store {
	o = o.withDefaults()
	s := &Store{memory: NewMemory(o)}
	d, err := openDisk(o)
	if err != nil {
		s.complain(err)
		return s
	}
	s.disk = d
	return s
}

// Get returns the entry kept under k. Damaged, foreign, dropped or dated in
// the future, it is a miss.
func (s *Store) Get(k Key) (Entry, bool) {
	if e, ok := s.memory.Get(k); ok || s.disk == nil {
		return e, ok
	}
	return s.disk.get(k)
}

// Fetched gives the time of the entry that Get would return, from its header
// alone. It does not check the body: it is for who has that already.
func (s *Store) Fetched(k Key) (time.Time, bool) {
	if at, ok := s.memory.Fetched(k); ok || s.disk == nil {
		return at, ok
	}
	return s.disk.fetched(k)
}

// Put keeps body under k as part of family f. The read that brought body began
// at began; when f was dropped then or later, by this process or another, body
// may be the old value and is not kept. Nor is one that would fill the cache:
// fits is false then. [Store.Notice] reports errors of the disk.
func (s *Store) Put(k Key, f Family, began time.Time, body []byte) (fits bool) {
	if s.disk == nil {
		return s.memory.Put(k, f, began, body)
	}
	err := s.disk.put(k, f, began, body)
	switch {
	case err == nil:
		s.memory.Forget(k)
		return true
	case errors.Is(err, errTooLarge):
		return false
	}
	s.complain(err)
	return s.memory.Put(k, f, began, body)
}

// Forget removes one entry. What an entry with no successor leaves behind may
// come back as long as its family is not dropped: it is for tidying only.
func (s *Store) Forget(k Key) {
	s.memory.Forget(k)
	if s.disk != nil {
		s.disk.remove(k)
	}
}

// Drop forgets all entries of f at once, in every process, and refuses those
// whose read has already begun.
func (s *Store) Drop(f Family) {
	s.memory.Drop(f)
	if s.disk == nil {
		return
	}
	if err := s.disk.drop(f); err != nil {
		s.complain(err)
	}
}

// Info counts what is kept. It reads the whole directory: not for a hot path.
func (s *Store) Info() Info {
	info := s.memory.Info()
	if s.disk == nil {
		return info
	}
	return s.disk.info().plus(info)
}

// Clear forgets all entries. The error says why the directory is still not empty.
func (s *Store) Clear() error {
	s.memory.Clear()
	if s.disk == nil {
		return s.failure()
	}
	return s.disk.clear()
}

// Prune tidies the directory: leftovers of killed processes, entries nobody
// would show any more, and the oldest ones above the size limit. It does so at
// most once a day over all processes and belongs in the background.
func (s *Store) Prune(ctx context.Context) {
	if s.disk != nil {
		s.disk.prune(ctx)
	}
}

// Notice is the one thing to tell the operator about the disk, the same each
// time; "" when all is well.
func (s *Store) Notice() string {
	err := s.failure()
	if err == nil {
		return ""
	}
	return fmt.Sprintf("cache is kept in memory until you quit: %v", err)
}

func (s *Store) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reason
}

// complain remembers the first error; later ones are mostly its echoes.
func (s *Store) complain(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reason == nil {
		s.reason = err
	}
}
