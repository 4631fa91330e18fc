package api

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// answers are what is cached of all APIs, and what is being asked for.
type answers struct {
	store      Store
	flights    flights[wanted, any]
	memo       memo
	credential string       // whose they are
	origin     string       // in keys, in place of the real one; mostly empty
	team       *teamAnswers // what other hosts have read; nil: there are none
}

// drop forgets families, here and on every other host, and lets nobody join a read
// that is under way.
func (s *answers) drop(ctx context.Context, families []cache.Family) {
	for _, family := range families {
		s.store.Drop(family)
	}
	s.flights.forget()
	s.tell(ctx, families)
}

var errMiss = errors.New("nothing is cached that could serve")

// cached gives what is in the store, if mode may have it as old as it is; in the
// mode Held also what came of a list that is not read to its end. errMiss says
// that the server has to be asked.
func cached[T any](s *source, a ask, key cache.Key, mode models.Mode, decode decoder[T]) (models.Snapshot[T], error) {
	var none models.Snapshot[T]
	if !models.IsWhole(a.path) {
		return none, &models.Error{Op: a.op, Kind: models.Invalid, Detail: models.NewText("a code or an id is missing")}
	}
	if s.offline {
		mode = models.Held
	}
	if mode == models.Refresh {
		return none, errMiss
	}
	snapshot, ok := cachedWhole(s, a, key, decode)
	if ok && (mode == models.Held || s.age(snapshot.Fetched) <= a.policy.keep) {
		snapshot.Stale = s.age(snapshot.Fetched) > a.policy.freshFor(snapshot.Incomplete)
		s.logHit(key, snapshot.Stale)
		return snapshot, nil
	}
	if mode != models.Held {
		return none, errMiss
	}
	if snapshot, ok := cachedSoFar(s, a, key, decode); ok {
		return snapshot, nil
	}
	return none, &models.Error{Op: a.op, Kind: models.NotHeld}
}

// cachedWhole gives what is in the store, of any age.
func cachedWhole[T any](s *source, a ask, key cache.Key, decode decoder[T]) (models.Snapshot[T], bool) {
	var none models.Snapshot[T]
	if remembered, ok := recall[T](s.answers, key); ok {
		return remembered, true
	}
	entry, ok := s.answers.store.Get(key)
	if !ok {
		return none, false
	}
	doc, known := models.Value(entry.Body), about{}
	if a.list != nil {
		if doc, known, ok = splitAbout(entry.Body); !ok {
			return none, false
		}
	}
	value, skipped, err := decode(doc)
	if err != nil {
		return none, false
	}
	snapshot := models.Snapshot[T]{Value: value, Fetched: entry.Fetched, Skipped: skipped}
	tell(&snapshot, known)
	snapshot.Note = join(snapshot.Note, undecodable(doc))
	if len(doc) >= largeBody {
		s.answers.memo.keep(key, entry.Fetched, doc, snapshot)
	}
	return snapshot, true
}

// cachedSoFar gives what is in the store of a list that is not read to its end.
func cachedSoFar[T any](s *source, a ask, key cache.Key, decode decoder[T]) (models.Snapshot[T], bool) {
	if a.list == nil {
		return models.Snapshot[T]{}, false
	}
	got, ok := s.unfinished(a, key)
	if !ok {
		return models.Snapshot[T]{}, false
	}
	snapshot, err := soFar(got, decode)
	return snapshot, err == nil
}

// soFar is the snapshot of a list that is not read to its end: stale from the
// first, so that whoever shows it reads on.
func soFar[T any](got reading, decode decoder[T]) (models.Snapshot[T], error) {
	value, skipped, err := decode(got.doc)
	if err != nil {
		return models.Snapshot[T]{}, err
	}
	snapshot := models.Snapshot[T]{Value: value, Skipped: skipped, Fetched: got.began, Stale: true}
	tell(&snapshot, got.about)
	return snapshot, nil
}

// keep decodes what was read, and puts it into the store where it is fit for it.
func keep[T any](s *source, a ask, key cache.Key, got reading, decode decoder[T]) (models.Snapshot[T], error) {
	if got.stopped != nil {
		if entry, ok := s.answers.store.Get(key); ok && s.age(entry.Fetched) <= a.policy.keep {
			return models.Snapshot[T]{}, got.stopped // what is cached is more
		}
		return soFar(got, decode)
	}
	snapshot, same := unchanged[T](&s.answers.memo, key, got.doc)
	var err error
	if !same {
		snapshot.Value, snapshot.Skipped, err = decode(got.doc)
	}
	snapshot.Fetched = got.began
	tell(&snapshot, got.about)
	snapshot.Note = join(snapshot.Note, undecodable(got.doc))
	if errors.Is(err, errNoItem) && a.list != nil {
		return snapshot, nil // a list of bad items costs its items, and is not worth keeping
	}
	if err != nil {
		return models.Snapshot[T]{}, s.out.explain.unreadable(a.op, got.last, err)
	}
	body := []byte(got.doc)
	if a.list != nil {
		body = withAbout(body, got.about)
	}
	if !s.answers.store.Put(key, a.policy.family, got.began, body) {
		snapshot.Note = join(snapshot.Note, "too large to be kept: it is read anew each time")
		return snapshot, nil
	}
	if !got.about.Incomplete {
		got.turn.share(a.policy, body)
	}
	if len(got.doc) >= largeBody {
		s.answers.memo.keep(key, got.began, got.doc, snapshot)
	}
	return snapshot, nil
}

// undecodable says that letters are lost, where they are: the server declared
// no encoding that they are of.
func undecodable(doc models.Value) string {
	if utf8.Valid(doc) {
		return ""
	}
	return "some letters are not in the encoding that the API declares, and are shown as \uFFFD"
}

// join puts remarks side by side.
func join(remarks ...string) string {
	remarks = slices.DeleteFunc(remarks, func(remark string) bool { return remark == "" })
	return strings.Join(remarks, "; ")
}
