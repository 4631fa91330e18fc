package cli

import (
	"context"

	"btalk/internal/api"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// fetch is a read of the client, its other arguments bound.
type fetch[T any] func(ctx context.Context, mode models.Mode) (models.Snapshot[T], error)

// read fetches as a script expects it: what is fresh comes from the disk, what
// is stale is asked for again, and when the API cannot answer the stale value
// serves, with a line on standard error that tells its age.
func read[T any](ctx context.Context, s *session, what string, get fetch[T]) (T, error) {
	done := s.follow(what)
	defer done.clear()
	ctx = models.WithProgress(ctx, done.show)
	snapshot, err := get(ctx, s.mode())
	if err == nil && snapshot.Stale && s.mode() == models.Cached && !s.anyAge {
		fresh, failed := get(ctx, models.Refresh)
		switch {
		case failed == nil:
			snapshot = fresh
		case !api.CachedServes(failed):
			return snapshot.Value, failed
		default:
			s.warn("%v", failed)
			s.warn("%s: shown as of %s ago", what, rules.Age(s.process.Now().Sub(snapshot.Fetched)))
		}
	}
	if err != nil {
		return snapshot.Value, err
	}
	if s.mode() == models.Held {
		s.warn("%s: as of %s ago, held on disk", what, rules.Age(s.process.Now().Sub(snapshot.Fetched)))
	}
	s.remark(what, snapshot.Skipped, snapshot.Note)
	return snapshot.Value, nil
}

// remark says what a reader of the result must know about it.
func (s *session) remark(what string, skipped int, note string) {
	if skipped > 0 {
		s.warn("%s: %d could not be read and are left out", what, skipped)
	}
	if note != "" {
		s.warn("%s: %s", what, note)
	}
}

// mode says how reads use what is held.
func (s *session) mode() models.Mode {
	if s.flags.offline {
		return models.Held
	}
	return models.Cached // --refresh hides what is held: see unseen
}
