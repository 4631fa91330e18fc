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

// PlanBatch checks every row of a batch, in order, and sends nothing. Rows of which
// the journal says that they were sent before are not sent again: done where what
// was wanted is there, held where it is not. told is called after each row and may
// be nil. An error tells that a row could not be checked, because the API cannot be
// read now; nothing is known of the rows after it.
func (e *Engine) PlanBatch(ctx context.Context, kind models.ChangeKind, rows []models.BatchRow, told func(done, total int)) (models.Batch, error) {
	batch := models.Batch{Kind: kind}
	if kind != models.PushAddress && kind != models.OrderVoiceSite {
		return batch, fmt.Errorf("%q is not a change that can be sent for many", models.Safe(string(kind)))
	}
	ctx = api.Unhurried(ctx)
	records, err := e.journal.Records()
	if err != nil && len(records) == 0 {
		return batch, unusable(err)
	}
	check := batchCheck{
		engine:  &Engine{client: newReadOnce(e.client, e.now), journal: e.journal, author: e.author, now: e.now},
		earlier: e.earlierOf(kind, records), unread: err, seen: map[string]models.BatchRow{},
	}
	for i, row := range rows {
		if err := context.Cause(ctx); err != nil {
			return batch, err
		}
		planned, err := check.row(ctx, row)
		if err != nil {
			return batch, fmt.Errorf("%s could not be checked: %w", placeOf(row), err)
		}
		batch.Rows = append(batch.Rows, planned)
		if told != nil {
			told(i+1, len(rows))
		}
	}
	return batch, nil
}

func unusable(err error) error {
	return fmt.Errorf("nothing can be sent, because the journal of changes cannot be used: %w", err)
}

// placeOf says where a row stands.
func placeOf(row models.BatchRow) string {
	if row.Line == 0 {
		return models.Safe(row.Name)
	}
	return fmt.Sprintf("line %d (%s)", row.Line, models.Safe(row.Name))
}

// batchCheck is the state of checking a batch: what was seen so far.
type batchCheck struct {
	engine  *Engine
	earlier map[string]models.Record   // by target, the newest each
	unread  error                      // what of the journal could not be read; nil where all could
	seen    map[string]models.BatchRow // by target: the row that named it first
}

func (c batchCheck) row(ctx context.Context, row models.BatchRow) (models.PlannedRow, error) {
	planned := models.PlannedRow{BatchRow: row, State: models.RowWrong, Why: row.Wrong}
	if len(row.Wrong) > 0 {
		return planned, nil
	}
	for _, target := range targetsOf(row.Change) {
		if first, twice := c.seen[target]; twice {
			planned.Why = append(planned.Why, "the same as "+placeOf(first)+": each is possible once in a batch")
		} else {
			c.seen[target] = row
		}
	}
	if len(planned.Why) > 0 {
		return planned, nil
	}
	record := c.earlier[targetsOf(row.Change)[0]]
	switch {
	case isUnderWay(record):
		return held(planned, record, c.engine.keepsBack(record, "")), nil
	case record.State == models.Done && row.Change.Kind == models.OrderVoiceSite && sameOrder(record, row.Change):
		return c.ordered(ctx, planned, record)
	}
	return c.plan(ctx, planned, record)
}

// held keeps a row from being sent a second time.
func held(row models.PlannedRow, record models.Record, why string) models.PlannedRow {
	row.State, row.Earlier, row.Unknown = models.RowHeld, record.ID, record.Open()
	row.Why = []string{fmt.Sprintf("sent before, by the change %s at %s, and %s", record.ID, stamp(record.At), why)}
	return row
}

// sentLately is how long a push that is done is not repeated by a batch, whatever
// the API shows: it may take its time.
const sentLately = 24 * time.Hour

// keepsBack says why a batch must not send what has this hash to the target of an
// earlier change, whatever the API shows; "" where it may.
func (e *Engine) keepsBack(earlier models.Record, hash string) string {
	switch {
	case earlier.Open():
		return strings.TrimSuffix("nobody knows what became of it: "+earlier.Settled.String(), ": ")
	case earlier.State == models.Pending:
		return "another btalk is sending it"
	case earlier.State != models.Done:
	case earlier.Kind == models.OrderVoiceSite:
		return "the name was ordered by it; order it alone if it is to be ordered again"
	case earlier.BodyHash == hash && e.now().Sub(earlier.At) <= sentLately:
		return "another address is there now; push it alone to send it again"
	}
	return ""
}

// ordered is a row that the journal knows as done: it is not ordered again, whether
// the API shows it or not.
func (c batchCheck) ordered(ctx context.Context, row models.PlannedRow, record models.Record) (models.PlannedRow, error) {
	found, err := outcomeCheck{c.engine.client, record}.order(ctx)
	switch {
	case err != nil:
		return row, err
	case !found.done:
		return held(row, record, found.words+"; order it alone if it is to be ordered again"), nil
	}
	row.State, row.Earlier, row.Outcome.VoiceSite = models.RowDone, record.ID, found.voiceSite
	return row, nil
}

// plan plans the change of a row. A plan that a person would have to answer for is
// wrong here: nobody reads it before the answer for all.
func (c batchCheck) plan(ctx context.Context, row models.PlannedRow, record models.Record) (models.PlannedRow, error) {
	plan, err := c.engine.Plan(ctx, row.Change)
	switch models.KindOf(err) {
	case models.NoError:
	case models.NotFound, models.Invalid, models.Malformed:
		row.Why = []string{models.Safe(err.Error())}
		return row, nil
	default:
		return row, err
	}
	if c.unread != nil && row.Change.Kind == models.PushAddress { // the plan of an order says it by itself
		plan.NotChecked = append(plan.NotChecked, "whether it was sent before: "+c.unread.Error())
	}
	row.Plan = plan
	row.Why = plan.Problems
	for _, doubt := range plan.Doubts {
		row.Why = append(row.Why, doubt+": order it alone, and answer what is asked")
	}
	switch {
	case len(row.Why) > 0:
	case plan.Nothing != "":
		row.State, row.Earlier = models.RowSame, record.ID
	default:
		row.State = models.RowDiffers
		if isNew(plan) {
			row.State = models.RowNew
		}
		if why := c.engine.keepsBack(record, bodyHash(plan.Requests[0].Body)); why != "" {
			return held(row, record, why), nil
		}
	}
	return row, nil
}

// isNew reports whether a plan puts something where nothing is.
func isNew(plan models.Plan) bool {
	for _, difference := range plan.Differences {
		if !difference.Before.Empty() {
			return false
		}
	}
	return true
}

// earlierOf is the newest change of each target that this profile has sent; of
// those that are under way or open, those of others too.
func (e *Engine) earlierOf(kind models.ChangeKind, records []models.Record) map[string]models.Record {
	earlier := map[string]models.Record{}
	for _, record := range records { // the newest first
		nothing := record.State == models.NotSent || record.State == models.Refused
		if record.Kind != kind || nothing || !e.isOwn(record) && !isUnderWay(record) {
			continue
		}
		target := recordTarget(record)
		if _, newer := earlier[target]; !newer {
			earlier[target] = record
		}
	}
	return earlier
}

// SendBatch sends the rows of a batch that are new or differ, one by one, each as
// Send does: planned again, recorded, sent once. typed is the answer. told is called
// with the number of each row that is over, from the caller's goroutine.
//
// An error means that nothing has left. From then on the outcomes in the batch tell.
// Cancelling ctx lets the one that is under way finish; what stops one row for all,
// such as an outcome that stays unknown or an API that refuses the key, stops the
// rest: the batch can be planned again, and goes on where it ended.
func (e *Engine) SendBatch(ctx context.Context, batch models.Batch, typed string, told func(row int, sent models.PlannedRow)) (models.Batch, error) {
	switch {
	case batch.Count(models.RowWrong) > 0:
		return batch, &models.Error{Op: "send the batch", Kind: models.Invalid, Detail: models.NewText("it has rows that are wrong")}
	case !batch.Confirm().Accepts(typed):
		return batch, models.ErrWrongAnswer
	}
	done, err := e.journal.SendingBatch()
	if errors.Is(err, models.ErrSentBefore) {
		return batch, errors.New("another btalk is sending a batch: wait until it has ended, and check the rows again; nothing was sent")
	}
	if err != nil {
		return batch, fmt.Errorf("nothing was sent: %w", err)
	}
	defer done()
	records, err := e.journal.Records()
	if err != nil && len(records) == 0 {
		return batch, unusable(err)
	}
	once := onceJournal{e.journal, e, e.earlierOf(batch.Kind, records)}
	sends := &Engine{client: newSitesOnce(e.client, e.now), journal: once, author: e.author, now: e.now}
	batch.Rows = append([]models.PlannedRow(nil), batch.Rows...)
	var stop error
	for i := range batch.Rows {
		row := &batch.Rows[i]
		if !row.Sends() {
			continue
		}
		if stop == nil {
			stop = context.Cause(ctx)
		}
		row.Outcome = models.Outcome{State: models.NotSent, Err: stop}
		if stop == nil {
			row.Outcome = sends.sendRow(api.Unhurried(ctx), row.Plan)
			stop = stopsBatch(row.Outcome)
		}
		if told != nil {
			told(i, *row)
		}
	}
	return batch, nil
}

// onceJournal is the journal for sending a batch: what was sent since the batch was
// planned, by another of the same rows, is not begun.
type onceJournal struct {
	Journal

	engine  *Engine
	earlier map[string]models.Record // by target, when the batch began
}

var errSentSince = errors.New("since the rows were checked it was sent")

// Intend is that of the journal.
func (j onceJournal) Intend(record models.Record) error {
	earlier := j.earlier[recordTarget(record)]
	if why := j.engine.keepsBack(earlier, record.BodyHash); why != "" {
		return fmt.Errorf("%w by the change %s at %s, and %s", errSentSince, earlier.ID, stamp(earlier.At), why)
	}
	return j.Journal.Intend(record)
}

// sendRow sends one row. Where no answer came it reads for a while what became of it.
func (e *Engine) sendRow(ctx context.Context, plan models.Plan) models.Outcome {
	sent, err := e.Send(ctx, plan, plan.Confirm.Answer(), nil)
	var moved *models.TargetChanged
	switch {
	case errors.As(err, &moved) && moved.Plan.Nothing != "":
		return models.Outcome{State: models.NotSent, Settled: models.NewText("not needed any more: " + moved.Plan.Nothing)}
	case err != nil:
		return models.Outcome{State: models.NotSent, Err: err}
	case len(sent.Outcomes) == 0:
		return models.Outcome{State: models.NotSent, Err: models.ErrPlanAltered}
	}
	outcome := sent.Outcomes[0]
	if sent.Note != "" && outcome.Err == nil {
		outcome.Settled = models.NewText(sent.Note)
	}
	if outcome.State != models.OutcomeUnknown {
		return outcome
	}
	limited, cancel := context.WithTimeout(ctx, readFor)
	defer cancel()
	records, _ := e.Reconcile(limited) // what could not be read stays unknown
	for _, record := range records {
		if record.ID == plan.ID {
			outcome.State, outcome.Settled = record.State, record.Settled
			if !record.VoiceSite.Empty() {
				outcome.VoiceSite = record.VoiceSite
			}
		}
	}
	return outcome
}

// readFor is how long a batch waits to learn what became of a row that got no
// answer, before it stops.
const readFor = 12 * time.Second

// stopsBatch says why the rows after this one must not be sent now. A row that was
// refused for itself, or has changed meanwhile, stops no other.
func stopsBatch(outcome models.Outcome) error {
	var moved *models.TargetChanged
	if outcome.State != models.NotSent {
		return stopsTheRest(outcome)
	}
	switch models.KindOf(outcome.Err) {
	case models.NoError, models.NotFound, models.Invalid, models.Malformed:
		return nil
	default:
	}
	if errors.As(outcome.Err, &moved) || errors.Is(outcome.Err, models.ErrSentBefore) || errors.Is(outcome.Err, errSentSince) {
		return nil
	}
	return outcome.Err
}
