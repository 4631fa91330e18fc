// Package drafttest holds drafts in memory, for tests of the screens that keep
// one. Only tests import it.
package drafttest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"btalk/internal/ui/draft"
)

// Shelf is a draft.Shelf in memory. The zero value is empty.
type Shelf struct {
	mu    sync.Mutex
	saved map[string][]byte
	open  map[string]bool
	made  int
}

// NewID makes the id of a new draft: draft-1, draft-2 and so on.
func (s *Shelf) NewID() string {
	s.made++
	return fmt.Sprintf("draft-%d", s.made)
}

// Open takes a draft.
func (s *Shelf) Open(id string) (func(), error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[id] {
		return nil, errors.New("in use")
	}
	if s.open == nil {
		s.open = map[string]bool{}
	}
	s.open[id] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.open, id)
	}, nil
}

// Load reads a draft.
func (s *Shelf) Load(id string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data, ok := s.saved[id]; ok {
		return data, nil
	}
	return nil, errors.New("there is no such draft")
}

// Save replaces a draft.
func (s *Shelf) Save(id string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.saved == nil {
		s.saved = map[string][]byte{}
	}
	s.saved[id] = data
	return nil
}

// Discard forgets a draft.
func (s *Shelf) Discard(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.saved, id)
	return nil
}

// List gives the drafts of forms, by id.
func (s *Shelf) List() []draft.Draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []draft.Draft
	for _, id := range slices.Sorted(maps.Keys(s.saved)) {
		kind, title, _ := draft.About(s.saved[id])
		all = append(all, draft.Draft{ID: id, Kind: kind, Title: title})
	}
	return all
}

// Titles are what the drafts are about.
func (s *Shelf) Titles(tb testing.TB) []string {
	tb.Helper()
	titles := []string{}
	for _, one := range s.List() {
		titles = append(titles, one.Title.String())
	}
	return titles
}
