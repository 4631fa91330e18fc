package api

import (
	"hash/maphash"
	"sync"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

const (
	largeBody = 256 << 10 // decoding anything smaller is not worth avoiding
	memoKept  = 2
)

// memo keeps the latest large answers decoded: 50,000 voicesites are not
// decoded again each time they are shown. It is not a second cache: what it has
// counts only while the store has an entry of the same time, by its header.
type memo struct {
	seed maphash.Seed
	mu   sync.Mutex
	kept []remembered // latest last
}

type remembered struct {
	key     cache.Key
	fetched time.Time
	sum     uint64 // of the document
	value   any    // a models.Snapshot
}

func (m *memo) keep(key cache.Key, fetched time.Time, doc models.Value, value any) {
	sum := maphash.Bytes(m.seed, doc)
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.kept[:0]
	for _, one := range m.kept {
		if one.key != key {
			kept = append(kept, one)
		}
	}
	kept = append(kept, remembered{key, fetched, sum, value})
	if extra := len(kept) - memoKept; extra > 0 {
		clear(kept[:extra])
		kept = kept[extra:]
	}
	m.kept = kept
}

func (m *memo) find(key cache.Key) (remembered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range m.kept {
		if one.key == key {
			return one, true
		}
	}
	return remembered{}, false
}

// unchanged gives the value of a document that has not changed since it was
// decoded: a refresh that brings nothing new must not keep all of it twice.
func unchanged[T any](m *memo, key cache.Key, doc models.Value) (models.Snapshot[T], bool) {
	found, ok := m.find(key)
	if !ok || len(doc) < largeBody || found.sum != maphash.Bytes(m.seed, doc) {
		return models.Snapshot[T]{}, false
	}
	snapshot, ok := found.value.(models.Snapshot[T])
	return snapshot, ok
}

// recall gives the decoded answer, if the store still holds just that one.
func recall[T any](s *answers, key cache.Key) (models.Snapshot[T], bool) {
	found, ok := s.memo.find(key)
	if !ok {
		return models.Snapshot[T]{}, false
	}
	fetched, ok := s.store.Fetched(key)
	if !ok || !fetched.Equal(found.fetched) {
		return models.Snapshot[T]{}, false
	}
	snapshot, ok := found.value.(models.Snapshot[T])
	return snapshot, ok
}
