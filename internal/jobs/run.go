package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"btalk/internal/models"
)

// ErrGone is what a run ends with whose job the server has forgotten.
var ErrGone = errors.New("the server does not know the job any more; ask for the document again")

// SyncTimeout is how long a synchronous request is waited for.
const SyncTimeout = 10 * time.Second

// waits are the times between two readings of a job; the last one stays.
var waits = [...]time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second, 30 * time.Second}

// Known is a job as it is remembered over a restart: where it is and what it is
// for, without content.
type Known struct {
	ID    string    `json:"id"`
	Path  string    `json:"path"` // below the base of the API; "" when only asking again tells
	What  string    `json:"what"` // "report monthly-usage"
	Since time.Time `json:"since"`
}

// Step is what is to be done next.
type Step int

// The steps.
const (
	Nothing  Step = iota // not yet, or no more
	Ask                  // the request, with SyncTimeout
	AskLater             // the request with X-RESPONSE-MODE: ASYNCHRONOUS
	Poll                 // read the job, at Path
	Fetch                // read the result, at Path
)

// Do is a step, and where it goes.
type Do struct {
	Step Step
	Path string // below the base of the API, for Poll and Fetch
}

// Run is one request on its way to a result. Whoever drives it asks Due, does it,
// and hands over what came with Answered or TimedOut, until Finished.
type Run struct {
	Job      Known       // once a job is known
	Word     models.Text // the state of the job as sent
	Progress models.Text // of the job, as sent

	base     *url.URL
	step     Step
	path     string
	polls    int
	repeats  int
	due      time.Time
	failure  error
	finished bool
}

// Start begins with the synchronous request. Base is the address of the API.
func Start(base *url.URL, what string, now time.Time) *Run {
	return &Run{base: base, step: Ask, due: now, Job: Known{What: what, Since: now}}
}

// Resume goes on with a job of an earlier run.
func Resume(base *url.URL, known Known, now time.Time) *Run {
	run := &Run{base: base, due: now, Job: known}
	run.follow()
	return run
}

// follow has the job read, or the request asked again where the job has no place.
func (r *Run) follow() {
	r.step, r.path = Poll, r.Job.Path
	if r.path == "" {
		r.step = AskLater
	}
}

// Due is what to do now, and when to ask next when that is nothing.
func (r *Run) Due(now time.Time) (Do, time.Time) {
	if r.finished || now.Before(r.due) {
		return Do{}, r.due
	}
	return Do{r.step, r.path}, r.due
}

// Finished reports whether it is over: with a result, which is the answer that was
// handed over last, or with an error.
func (r *Run) Finished() (bool, error) { return r.finished, r.failure }

// HasJob reports whether there is a job to remember.
func (r *Run) HasJob() bool { return !r.finished && (r.Job.ID != "" || r.Job.Path != "") }

// Waits reports whether the run waits for a job, and not for the answer to the request
// itself.
func (r *Run) Waits() bool { return r.step == Poll || r.step == Fetch }

// Polls reports whether what is due is the state of a job.
func (r *Run) Polls() bool { return r.step == Poll }

// TimedOut says that no answer came in time.
func (r *Run) TimedOut(now time.Time) {
	if r.step == Ask {
		r.step, r.due = AskLater, now
		return
	}
	r.again(now, Answer{})
}

// Answered says what came for the step that was due.
func (r *Run) Answered(answer Answer, now time.Time) {
	switch {
	case r.step == Ask && answer.Asynchronous():
		r.step, r.due = AskLater, now
	case r.step == Ask || r.step == AskLater:
		r.asked(answer, now)
	case r.step == Poll:
		r.polled(answer, now)
	default:
		r.fetched(answer, now)
	}
}

// asked reads the answer to the request.
func (r *Run) asked(answer Answer, now time.Time) {
	switch {
	case answer.ok():
		r.finish(nil)
	case answer.accepted():
		r.accept(answer, now)
	case answer.Asynchronous(): // asynchronous as it is, it takes too long to accept
		r.again(now, answer)
	default:
		r.finish(statusError(answer))
	}
}

// accept notes where the job is.
func (r *Run) accept(answer Answer, now time.Time) {
	told := readJob(answer.Body)
	if told.ID.Raw() != "" {
		r.Job.ID = told.ID.Raw()
	}
	r.Word, r.Progress = told.Word, told.Progress
	place := cmp.Or(answer.Location, told.Link.Raw())
	if place == "" && r.Job.ID != "" {
		place = r.base.JoinPath("asyncJobs", url.PathEscape(r.Job.ID)).String()
	}
	if place != "" {
		path, err := below(r.base, place)
		if err != nil {
			r.finish(err)
			return
		}
		r.Job.Path = path
	}
	r.follow()
	r.again(now, answer)
}

// polled reads the state of the job.
func (r *Run) polled(answer Answer, now time.Time) {
	switch {
	case answer.Status == http.StatusNotFound || answer.Status == http.StatusGone:
		r.finish(ErrGone)
		return
	case answer.Status == http.StatusSeeOther || answer.Status == http.StatusFound:
		r.fetch(answer.Location, now)
		return
	case answer.ok() && !answer.isJSON():
		r.finish(nil) // the document itself
		return
	case !answer.ok() && !answer.accepted():
		r.refused(answer, now)
		return
	}
	told := readJob(answer.Body)
	r.Word, r.Progress = told.Word, told.Progress
	switch state := StateOf(told.Word); {
	case state == Failed:
		r.finish(fmt.Errorf("the server could not do it: %s", said(told)))
	case state == Cancelled:
		r.finish(errors.New("the job was cancelled"))
	case state == Done:
		r.fetch(told.Result.Raw(), now)
	case !told.Result.Empty() && !told.isSelf(r):
		r.fetch(told.Result.Raw(), now) // a state that nobody knows, and a result
	default:
		r.again(now, answer)
	}
}

// refused reads an error in place of the state or the result: what may pass is tried
// again.
func (r *Run) refused(answer Answer, now time.Time) {
	passing := answer.Status >= http.StatusInternalServerError || answer.Status == http.StatusTooManyRequests ||
		answer.Status == http.StatusRequestTimeout || answer.Status == http.StatusForbidden && answer.Code == 53
	if passing {
		r.again(now, answer)
		return
	}
	r.finish(statusError(answer))
}

// isSelf reports whether the link of a job leads to the job.
func (j job) isSelf(r *Run) bool {
	path, err := below(r.base, j.Result.Raw())
	return err == nil && path == r.Job.Path
}

// fetch goes to the result, or asks again where the server does not say where it
// is.
func (r *Run) fetch(place string, now time.Time) {
	r.due = now
	if place == "" {
		r.repeat()
		return
	}
	path, err := below(r.base, place)
	switch {
	case err != nil:
		r.finish(err)
	case path == r.Job.Path:
		r.repeat()
	default:
		r.step, r.path = Fetch, path
	}
}

// repeat asks again for what should be ready. A server that begins anew each time
// is not asked for ever.
func (r *Run) repeat() {
	const most = 3
	if r.repeats++; r.repeats > most {
		r.finish(errors.New("the server says that it is done, and gives no document"))
		return
	}
	r.step, r.path = AskLater, ""
}

// fetched reads the answer that should be the result: an error that passes costs
// another try.
func (r *Run) fetched(answer Answer, now time.Time) {
	if answer.ok() {
		r.finish(nil)
		return
	}
	r.refused(answer, now)
}

// again waits for the next reading: a little longer each time, and as long as the
// server asks at least.
func (r *Run) again(now time.Time, answer Answer) {
	wait := waits[min(r.polls, len(waits)-1)]
	r.polls++
	r.due = now.Add(max(wait, answer.after()))
}

func (r *Run) finish(err error) { r.finished, r.failure = true, err }

func said(told job) string {
	return cmp.Or(told.Message.String(), told.Word.String(), "it gave no reason")
}

func statusError(answer Answer) error {
	message := readJob(answer.Body).Message
	if items := answer.Body.List(); len(items) > 0 {
		message = readJob(items[0]).Message
	}
	err := fmt.Sprintf("the server answered with status %d", answer.Status)
	if answer.Code != 0 {
		err += fmt.Sprintf(", code %d", answer.Code)
	}
	if !message.Empty() {
		err += ": " + message.String()
	}
	return errors.New(err)
}
