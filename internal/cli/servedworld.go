package cli

import (
	"context"
	"errors"

	"btalk/internal/bills"
	"btalk/internal/jobs"
	"btalk/internal/models"
	"btalk/internal/ui/cacheview"
)

// servedWorld is the world of a served account: it reads, writes no file that the person
// could ask for, and names no place.
type servedWorld struct {
	world

	paths hiddenPaths
}

// hiddenPaths are the places that nothing names.
type hiddenPaths []string

// cover hides them in an error; one that names none stays itself.
func (p hiddenPaths) cover(err error) error {
	if err == nil {
		return nil
	}
	if text := withoutPaths(err.Error(), p); text != err.Error() {
		return errors.New(text)
	}
	return err
}

// Notice is that of the client, without paths.
func (w servedWorld) Notice() string { return withoutPaths(w.world.Notice(), w.paths) }

// Holding is that of the world, without its place.
func (w servedWorld) Holding() cacheview.Holding {
	holding := w.world.Holding()
	holding.Dir, holding.Notice = "", withoutPaths(holding.Notice, w.paths)
	return holding
}

// Records are those of the journal; so are the next four, and an error of the disk names no file.
func (w servedWorld) Records() ([]models.Record, error) {
	records, err := w.world.Records()
	return records, w.paths.cover(err)
}

// Record is one of them.
func (w servedWorld) Record(id string) (models.Record, error) {
	record, err := w.world.Record(id)
	return record, w.paths.cover(err)
}

// Verify checks the journal.
func (w servedWorld) Verify() (models.Audit, error) {
	audit, err := w.world.Verify()
	return audit, w.paths.cover(err)
}

// Reconcile reads what became of changes.
func (w servedWorld) Reconcile(ctx context.Context) ([]models.Record, error) {
	records, err := w.world.Reconcile(ctx)
	return records, w.paths.cover(err)
}

// Undo is the change that takes one back; it cannot be sent.
func (w servedWorld) Undo(id string) (models.Change, error) {
	change, err := w.world.Undo(id)
	return change, w.paths.cover(err)
}

// BillingJobs are the jobs of the server and those that are followed from here.
func (w servedWorld) BillingJobs(ctx context.Context, mode models.Mode) (models.Snapshot[[]jobs.Listed], error) {
	listed, err := w.world.BillingJobs(ctx, mode)
	return listed, w.paths.cover(err)
}

// SetWrite changes nothing: a served account reads.
func (servedWorld) SetWrite(bool) {}

// Forget leaves the cache alone: it is not the served person's.
func (servedWorld) Forget() error { return errRestricted }

// Settle writes nothing into the journal.
func (servedWorld) Settle(string, models.OutcomeState) error { return errRestricted }

// Save writes no document to this host, and begins no job at the server.
func (servedWorld) Save(context.Context, bills.Paper, string, bool) (string, error) {
	return "", errRestricted
}

// Send sends nothing.
func (servedWorld) Send(context.Context, models.Plan, string, func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	return models.Sent{}, errRestricted
}

// servedShelf keeps drafts as [shelf] does; an error of the disk names no file.
type servedShelf struct {
	shelf

	paths hiddenPaths
}

// Open takes a draft for one screen.
func (s servedShelf) Open(id string) (func(), error) {
	closeDraft, err := s.shelf.Open(id)
	return closeDraft, s.paths.cover(err)
}

// Load reads a draft.
func (s servedShelf) Load(id string) ([]byte, error) {
	data, err := s.shelf.Load(id)
	return data, s.paths.cover(err)
}

// Save replaces a draft.
func (s servedShelf) Save(id string, data []byte) error {
	return s.paths.cover(s.shelf.Save(id, data))
}

// Discard forgets a draft.
func (s servedShelf) Discard(id string) error { return s.paths.cover(s.shelf.Discard(id)) }
