package change

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"btalk/internal/api"
	"btalk/internal/models"
)

// waits are the pauses before each reading: the first at once, the last two
// minutes later.
func waits() []time.Duration {
	return []time.Duration{0, 5 * time.Second, 15 * time.Second, 40 * time.Second, time.Minute}
}

// Reconcile finds out, by reading only, what became of the changes of this
// profile whose outcome is unknown: up to five readings over two minutes, fewer
// when ctx ends or all is known. It gives the records it read about as they are
// now; those still open say in Settled what was found. Call it after an unknown
// outcome and at the start; it returns at once when nothing is open.
func (e *Engine) Reconcile(ctx context.Context) ([]models.Record, error) {
	looked, err := e.openRecords()
	if len(looked) == 0 {
		return nil, err
	}
	rounds := 0
	for _, wait := range waits() {
		if !anyOpen(looked) || api.Pause(ctx, wait) != nil {
			break
		}
		err = e.readOnce(ctx, looked)
		if ctx.Err() != nil {
			break
		}
		rounds++
	}
	if rounds < len(waits()) {
		return looked, err // settled, or left early
	}
	for i := range looked {
		if !looked[i].Open() {
			continue
		}
		words := fmt.Sprintf("%s, in %d readings until %s", looked[i].Settled.Raw(), rounds, stamp(e.now()))
		looked[i].Settled = models.NewText(words)
		if failed := e.settle(looked[i]); failed != nil {
			err = failed
		}
	}
	return looked, err
}

// LookOnce is Reconcile with a single reading, for a command that does not stay.
func (e *Engine) LookOnce(ctx context.Context) ([]models.Record, error) {
	looked, err := e.openRecords()
	if len(looked) == 0 {
		return nil, err
	}
	return looked, e.readOnce(ctx, looked)
}

// openRecords are those that this profile can read about.
func (e *Engine) openRecords() ([]models.Record, error) {
	records, err := e.journal.Records()
	var open []models.Record
	for _, record := range records {
		if record.Open() && e.isOwn(record) {
			open = append(open, record)
		}
	}
	return open, err
}

// isOwn reports whether a record is of this profile. The first release wrote its
// name as it is shown.
func (e *Engine) isOwn(record models.Record) bool {
	written := record.Profile.Raw()
	return written == e.author.Profile || written == models.NewText(e.author.Profile).String()
}

func anyOpen(records []models.Record) bool {
	for _, record := range records {
		if record.Open() {
			return true
		}
	}
	return false
}

// readOnce reads the target of each open record. The error is the last that
// a reading failed with; the records say which.
func (e *Engine) readOnce(ctx context.Context, records []models.Record) (err error) {
	for i := range records {
		record := &records[i]
		if !record.Open() {
			continue
		}
		found, failed := outcomeCheck{e.client, *record}.find(ctx)
		if failed != nil {
			record.Settled = models.NewText(fmt.Sprintf("it could not be read: %v", failed))
			err = failed
			continue
		}
		before := record.Settled.Raw()
		record.Settled = models.NewText(found.words)
		if !found.done {
			if !strings.HasPrefix(before, found.words) { // what is written down already says it
				err = errors.Join(err, e.settle(*record))
			}
			continue
		}
		record.State, record.VoiceSite = models.Done, found.voiceSite
		record.Settled = models.NewText(fmt.Sprintf("found done by reading at %s: %s", stamp(e.now()), found.words))
		if failed := e.settle(*record); failed != nil {
			err = failed
		}
	}
	return err
}

func (e *Engine) settle(record models.Record) error {
	return e.journal.Settle(record.ID, models.Outcome{State: record.State, Settled: record.Settled, VoiceSite: record.VoiceSite})
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
