package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"btalk/internal/models"
	"btalk/internal/private"
)

// Records is the journal of every change that this user has sent, in one file
// for all profiles and processes. It is only ever appended to (see chain), and
// holds no secret: what is written down was sent to the API or came back in
// words from which the client has taken secrets out.
//
// It is safe for concurrent use by any number of processes.
type Records struct {
	chain chain
	locks string
	now   func() time.Time
}

// OpenRecords gives the journal at path, with the locks of those who send in
// lockDir. It touches nothing yet.
func OpenRecords(path, lockDir string, now func() time.Time) *Records {
	return &Records{chain: chain{path}, locks: lockDir, now: now}
}

// Sending tells everyone that the plan is being sent, until done is called or
// the process ends, however it ends. It fails while another one sends it.
// Where locks do not work, a change under way looks unknown to others; nothing
// is sent twice for that.
func (r *Records) Sending(plan string) (done func(), err error) {
	_ = private.Dir(r.locks) // where that fails, locking does
	path := r.sendingLock(plan)
	release, err := private.Take(path, lockLimit)
	switch {
	case errors.Is(err, private.ErrHeld):
		return nil, models.ErrSentBefore
	case err != nil:
		return func() {}, nil //nolint:nilerr // where locks do not work, Intend still knows what was sent
	}
	markSending(path)
	return func() {
		_ = os.Remove(path) // it does no harm
		release()
	}, nil
}

// SendingBatch keeps every other batch from being sent, until done is called or the
// process ends. It fails with models.ErrSentBefore while another one is, and where
// locks do not work: two batches of the same rows would send them twice. The lock is
// beside the journal and stays there, so that all who write this journal mean the
// same file: the directory of the other locks depends on the session.
func (r *Records) SendingBatch() (done func(), err error) {
	if err := private.Dir(filepath.Dir(r.chain.path)); err != nil {
		return nil, err
	}
	path := r.chain.path + batchSuffix
	done, err = private.Take(path, lockLimit)
	switch {
	case errors.Is(err, private.ErrHeld):
		return nil, models.ErrSentBefore
	case err != nil:
		return nil, private.Explain("lock", path, err)
	}
	return done, nil
}

const batchSuffix = ".batch"

func (r *Records) sendingLock(plan string) string {
	return lockPath(r.locks, "sending", r.chain.path+"\x00"+plan)
}

// isSending reports whether somebody sends the plan right now.
func (r *Records) isSending(plan string) bool { return isTaken(r.sendingLock(plan)) }

// Intend writes down what is about to be sent. When it returns nil, not even a
// power cut loses it. A change that was begun before is models.ErrSentBefore,
// unless it never left, or was refused for its method or path and this is the
// other one.
func (r *Records) Intend(record models.Record) error {
	record.At = timeNow(r.now)
	return r.write(intentLine(record), func(known models.Record, exists bool) error {
		if exists && !mayFollow(known, record) {
			return models.ErrSentBefore
		}
		return nil
	})
}

func mayFollow(known, next models.Record) bool {
	another := known.Method != next.Method || known.Path.Raw() != next.Path.Raw()
	return known.State == models.NotSent || known.State == models.Refused && models.IsAbsent(known.Status) && another
}

var errNotBegun = errors.New("nothing of that id was begun")

// Conclude writes down what became of a request.
func (r *Records) Conclude(id string, outcome models.Outcome) error {
	return r.write(outcomeLine(stepOutcome, id, timeNow(r.now), outcome), mustExist)
}

// Settle writes down what was found out later, by reading or by a person. What is
// known already stays: somebody else may have found it out meanwhile.
func (r *Records) Settle(id string, outcome models.Outcome) error {
	return r.write(outcomeLine(stepSettled, id, timeNow(r.now), outcome), func(known models.Record, exists bool) error {
		isKnown := known.State != models.Pending && known.State != models.OutcomeUnknown
		if exists && isKnown && known.State != outcome.State {
			return fmt.Errorf("the change %s is known to be %s", id, known.State)
		}
		return mustExist(known, exists)
	})
}

func mustExist(_ models.Record, exists bool) error {
	if !exists {
		return errNotBegun
	}
	return nil
}

// write appends a line if check agrees with what is known of its id.
func (r *Records) write(l line, check func(known models.Record, exists bool) error) error {
	content, err := l.encode()
	if err != nil {
		return err
	}
	release, err := r.chain.hold()
	if err != nil {
		return err
	}
	defer release()
	lines, torn, err := r.chain.read()
	if err != nil {
		return err
	}
	records, _ := merge(about(lines, l.ID), false)
	at := slices.IndexFunc(records, func(known models.Record) bool { return known.ID == l.ID })
	known := models.Record{}
	if at >= 0 {
		known = records[at]
	}
	if err := check(known, at >= 0); err != nil {
		return err
	}
	return r.chain.append(lines, torn, content)
}

// about gives the lines that speak of an id, without decoding the others.
func about(lines [][]byte, id string) [][]byte {
	member := []byte(`"id":"` + id + `"`)
	var found [][]byte
	for _, text := range lines {
		if bytes.Contains(text, member) {
			found = append(found, text)
		}
	}
	return found
}

// Records gives all changes, the newest first. A change without an outcome is
// pending while it is being sent, not sent where it is certain that it never left,
// and otherwise unknown. An error beside records tells that lines could not be
// read.
func (r *Records) Records() ([]models.Record, error) {
	records, unreadable, err := r.read()
	if err != nil {
		return nil, err
	}
	killed := map[string]bool{}
	for _, record := range records {
		if record.State == models.Pending && !r.isSending(models.PlanOf(record.ID)) {
			killed[record.ID] = true
		}
	}
	if len(killed) > 0 { // or done since we read
		if records, unreadable, err = r.read(); err != nil {
			return nil, err
		}
	}
	for i := range records {
		if records[i].State == models.Pending && killed[records[i].ID] {
			records[i].State, records[i].Detail = r.afterKill(records[i].ID)
		}
	}
	slices.Reverse(records)
	if unreadable > 0 {
		err = fmt.Errorf("could not read %d lines of %q: `btalk changes verify` tells which", unreadable, r.chain.path)
	}
	return records, err
}

// afterKill is what can be said of a request whose process ended before an answer
// came. That it never left is certain only where the lock could be had: a process
// that is alive may be about to send.
func (r *Records) afterKill(id string) (models.OutcomeState, models.Text) {
	if tryLock(r.sendingLock(models.PlanOf(id))) == nil && r.neverLeft(id) {
		return models.NotSent, models.NewText("btalk ended before it left")
	}
	return models.OutcomeUnknown, models.NewText("btalk ended before an answer came")
}

func (r *Records) read() (records []models.Record, unreadable int, err error) {
	lines, torn, err := r.chain.read()
	if err != nil {
		return nil, 0, err
	}
	records, unreadable = merge(lines, torn)
	return records, unreadable, nil
}

// merge makes records of lines, in the order in which they were begun. Lines
// that a crash has cut short do not count as unreadable.
func merge(lines [][]byte, torn bool) (records []models.Record, unreadable int) {
	place := map[string]int{}
	for i, text := range lines {
		_, content, whole := unseal(text)
		if !whole {
			cutShort := torn && i == len(lines)-1 || vouched(lines, i)
			if !cutShort {
				unreadable++
			}
			continue
		}
		l, ok := decodeLine(content)
		at, known := place[l.ID]
		if !ok || !known && l.Step != stepIntent {
			unreadable++
			continue
		}
		if !known {
			at = len(records)
			place[l.ID] = at
			records = append(records, models.Record{})
		}
		l.applyTo(&records[at])
	}
	return records, unreadable
}

// Verify finds the first line that was altered, or is missing. It fails while
// another process writes: half a line is not an altered one. Where locks do not
// work at all it reads what is there.
func (r *Records) Verify() (models.Audit, error) {
	if _, err := os.Lstat(r.chain.path); err == nil {
		release, err := r.chain.hold()
		switch {
		case errors.Is(err, private.ErrHeld):
			return models.Audit{}, err
		case err == nil:
			defer release()
		}
	}
	number, hash, hasHead := r.chain.head()
	lines, torn, err := r.chain.read()
	if err != nil {
		return models.Audit{}, err
	}
	return verify(lines, torn, number, hash, hasHead), nil
}
