package change

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"btalk/internal/address"
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

// NewReference makes a customerOrderReference that was never used: for a form,
// where the operator may edit it.
func (e *Engine) NewReference() string {
	return fmt.Sprintf("btalk-%s-%s", e.now().UTC().Format("20060102"), newID())
}

// Records gives every change of this user, the newest first, those of other
// profiles and processes included. An error beside records tells what could
// not be read.
func (e *Engine) Records() ([]models.Record, error) { return e.journal.Records() }

// Verify checks that no line of the journal was altered or removed.
func (e *Engine) Verify() (models.Audit, error) { return e.journal.Verify() }

// Record finds one record by its id.
func (e *Engine) Record(id string) (models.Record, error) { return recordOf(e.journal, id) }

func recordOf(journal Journal, id string) (models.Record, error) {
	records, err := journal.Records()
	for _, record := range records {
		if record.ID == id {
			return record, nil
		}
	}
	if err == nil {
		err = &models.Error{Op: "find the change", Kind: models.NotFound, Detail: models.NewText("no change has the id " + id)}
	}
	return models.Record{}, err
}

// Settle lets a person say what became of a change of which nothing is known:
// models.Done or models.Refused. The journal keeps who said so.
func (e *Engine) Settle(id string, how models.OutcomeState) error {
	return Settle(e.journal, e.author, e.now(), id, how, "")
}

// Settle is Engine.Settle without an engine, and with the reason: what a person
// knows needs no API.
func Settle(journal Journal, author Author, at time.Time, id string, how models.OutcomeState, why string) error {
	record, err := recordOf(journal, id)
	switch {
	case err != nil:
		return err
	case !record.Open():
		return fmt.Errorf("the outcome of the change %s is known: it is %s; there is nothing to settle", models.Safe(id), record.State)
	case !how.Settles():
		return fmt.Errorf("a change can be settled as %q or %q", models.Done, models.Refused)
	}
	words := fmt.Sprintf("settled by %s as %s at %s", author.who(), how, stamp(at))
	if why != "" {
		words += ": " + why
	}
	return journal.Settle(id, models.Outcome{State: how, Settled: models.NewText(words)})
}

var errNothingBefore = errors.New("the voicesite had no address before that is known: there is none to go back to")

// Undo gives the change that takes a pushed address back: the address that was
// there before. Orders and numbers have no way back of that kind.
func (e *Engine) Undo(id string) (models.Change, error) {
	record, err := e.Record(id)
	switch {
	case err != nil:
		return models.Change{}, err
	case record.Kind != models.PushAddress:
		return models.Change{}, fmt.Errorf("only an address can be taken back; this change is of another kind (%s)", record.Kind)
	case record.State != models.Done && record.State != models.OutcomeUnknown:
		return models.Change{}, fmt.Errorf("there is nothing to take back: the change is %s", record.State)
	case record.Previous.Kind() != models.ObjectValue:
		return models.Change{}, errNothingBefore
	}
	return models.Change{
		Kind: models.PushAddress, Customer: record.Customer.Raw(), Site: record.Site.Raw(), SiteName: record.SiteName.Raw(),
		Country: record.Country.Raw(), Address: address.Decode(record.Previous).JSON(), Undoes: id,
	}, nil
}
