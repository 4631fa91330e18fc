package cache

import (
	"bytes"
	"sync"
	"time"
)

// Memory is a store that lives as long as the program: for the demo, for tests,
// and for what the disk refuses. It keeps the same promises as [Store].
type Memory struct {
	max int64
	now func() time.Time

	mu      sync.Mutex
	entries map[Key]memoryEntry
	dropped map[Family]time.Time
	bytes   int64
}

type memoryEntry struct {
	Entry
	family Family
}

// NewMemory returns an empty store. Of o, the directory is ignored.
func NewMemory(o Options) *Memory {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Memory{
		max:     o.MaxBytes,
		now:     o.Now,
		entries: make(map[Key]memoryEntry),
		dropped: make(map[Family]time.Time),
	}
}

// Get is [Store.Get].
func (m *Memory) Get(k Key) (Entry, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[k]
	if !ok || e.Fetched.After(m.now()) {
		return Entry{}, false
	}
	return Entry{Body: bytes.Clone(e.Body), Fetched: e.Fetched}, true
}

// Put is [Store.Put].
func (m *Memory) Put(k Key, f Family, began time.Time, body []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if stamp, ok := m.dropped[f]; ok && !began.After(stamp) {
		return
	}
	if int64(len(body)) > largest(m.max) {
		return
	}
	m.remove(k)
	m.entries[k] = memoryEntry{Entry{Body: bytes.Clone(body), Fetched: began.Round(0)}, f}
	m.bytes += int64(len(body))
	for m.bytes > m.max {
		m.remove(m.oldest())
	}
}

// Drop is [Store.Drop].
func (m *Memory) Drop(f Family) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dropped[f] = m.now()
	for k, e := range m.entries {
		if e.family == f {
			m.remove(k)
		}
	}
}

// Info is [Store.Info].
func (m *Memory) Info() Info {
	m.mu.Lock()
	defer m.mu.Unlock()
	var info Info
	for _, e := range m.entries {
		info = info.plus(Info{Entries: 1, Bytes: int64(len(e.Body)), Oldest: e.Fetched, Newest: e.Fetched})
	}
	return info
}

// Clear forgets all entries.
func (m *Memory) Clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.entries)
	m.bytes = 0
}

func (m *Memory) forget(k Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.remove(k)
}

func (m *Memory) remove(k Key) {
	m.bytes -= int64(len(m.entries[k].Body))
	delete(m.entries, k)
}

func (m *Memory) oldest() Key {
	var found Key
	var when time.Time
	for k, e := range m.entries {
		if when.IsZero() || e.Fetched.Before(when) {
			found, when = k, e.Fetched
		}
	}
	return found
}

// largest is the size of the largest body worth keeping: one that leaves room
// for the others.
func largest(limit int64) int64 { return limit / 4 * 3 }

// plus is what i and o hold together.
func (i Info) plus(o Info) Info {
	if i.Dir == "" {
		i.Dir = o.Dir
	}
	i.Entries += o.Entries
	i.Bytes += o.Bytes
	if i.Oldest.IsZero() || !o.Oldest.IsZero() && o.Oldest.Before(i.Oldest) {
		i.Oldest = o.Oldest
	}
	if o.Newest.After(i.Newest) {
		i.Newest = o.Newest
	}
	return i
}
