package cache

import (
	"testing"
	"time"
)

// memoryOf is a store in memory of so many entries.
func memoryOf(most int) *Memory {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return NewMemory(Options{MaxEntries: most, MaxBytes: 4096, Now: func() time.Time { now = now.Add(time.Second); return now }})
}

func TestAnEntryWrittenAgainTakesNoMoreRoom(t *testing.T) {
	t.Parallel()
	m := memoryOf(10)
	body := make([]byte, 400)
	for i := range body {
		body[i] = byte(i * 7 % 251) // not to be packed much
	}
	m.Put(keyNumber(0), "family", m.now(), []byte("first"))
	for range 50 {
		if !m.Put(keyNumber(1), "family", m.now(), body) {
			t.Fatal("it does not fit")
		}
	}
	if _, ok := m.Get(keyNumber(0)); !ok {
		t.Error("the entry beside it was put out for want of room")
	}
	if info := m.Info(); info.Entries != 2 {
		t.Errorf("%+v", info)
	}
}

func TestTheOldestGivesWayToTheNewest(t *testing.T) {
	t.Parallel()
	m := memoryOf(3)
	for i := range 5 {
		m.Put(keyNumber(i), "family", m.now(), []byte("x"))
	}
	for i := range 5 {
		if _, ok := m.Get(keyNumber(i)); ok != (i >= 2) {
			t.Errorf("entry %d of 5: there is %v", i, ok)
		}
	}
}

func TestClearForgetsWhatTheDiskRefused(t *testing.T) {
	t.Parallel()
	m := memoryOf(3)
	m.Put(keyNumber(0), "family", m.now(), []byte("x"))
	m.Clear()
	if _, ok := m.Get(keyNumber(0)); ok || m.Info().Entries != 0 {
		t.Error("an entry is there after all were forgotten")
	}
	s := Open(Options{Dir: "not/absolute"})
	began := time.Now().Add(-time.Second)
	s.Put(keyNumber(0), "family", began, []byte("x"))
	if _, ok := s.Get(keyNumber(0)); !ok {
		t.Fatal("what the disk refused is not kept in memory")
	}
	if err := s.Clear(); err == nil {
		t.Error("nothing says that the directory cannot be used")
	}
	if _, ok := s.Get(keyNumber(0)); ok {
		t.Error("an entry is there after all were forgotten")
	}
}
