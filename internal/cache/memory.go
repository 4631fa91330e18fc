package cache

import (
	"bytes"
	"sync"
	"time"
)

// Memory is a store that lives as long as the program: for the demo, for tests,
// and for what the disk refuses. It keeps the same promises as [Store].
type Memory struct {
	max  int64
	most int // entries
	now  func() time.Time

	mu      sync.Mutex
	entries map[Key]memoryEntry
	dropped map[Family]time.Time
	bytes   int64
}

type memoryEntry struct {
	Entry  // the body as it is kept
	form   byte
	family Family
}

// NewMemory returns an empty store. Of o, the directory is ignored.
func NewMemory(o Options) *Memory {
	o = o.withDefaults()
	return &Memory{
		max:     o.MaxBytes,
		most:    o.MaxEntries,
		now:     o.Now,
		entries: make(map[Key]memoryEntry),
		dropped: make(map[Family]time.Time),
	}
}

// Get is [Store.Get].
func (m *Memory) Get(k Key) (Entry, bool) {
	m.mu.Lock()
	e, ok := m.entries[k]
	m.mu.Unlock()
	if !ok || !showable(e.Fetched, m.now()) {
		return Entry{}, false
	}
	body, err := unpack(e.form, e.Body)
	if e.form == formPlain {
		body = bytes.Clone(body)
	}
	return Entry{Body: body, Fetched: e.Fetched}, err == nil
}

// Fetched is [Store.Fetched].
func (m *Memory) Fetched(k Key) (time.Time, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[k]
	return e.Fetched, ok && showable(e.Fetched, m.now())
}

// Put is [Store.Put].
func (m *Memory) Put(k Key, f Family, began time.Time, body []byte) (fits bool) {
	form, packed, err := pack(body)
	if err != nil {
		return false
	}
	if form == formPlain {
		packed = bytes.Clone(packed)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if stamp, ok := m.dropped[f]; ok && !began.After(stamp) {
		if stamp.After(m.now().Add(jumped)) {
			m.dropped[f] = m.now() // see disk.refuses
		}
		return true
	}
	if int64(len(packed)) > largest(m.max) {
		return false
	}
	m.remove(k)
	m.entries[k] = memoryEntry{Entry{Body: packed, Fetched: began.Round(0)}, form, f}
	m.bytes += int64(len(packed))
	for m.bytes > m.max || len(m.entries) > m.most {
		m.remove(m.oldest())
	}
	return true
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

// Forget is [Store.Forget].
func (m *Memory) Forget(k Key) {
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
