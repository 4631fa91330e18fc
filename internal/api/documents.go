package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"btalk/internal/bills"
	"btalk/internal/download"
	"btalk/internal/jobs"
	"btalk/internal/models"
)

// JobBook remembers the jobs that are followed, over a restart. Its errors are not
// those of a download: a job that cannot be remembered is followed all the same.
type JobBook interface {
	Jobs() ([]jobs.Known, error)
	Remember(job jobs.Known) error
	Forget(job jobs.Known) error
}

// Save asks for a document and puts it into a directory: never over a file that is
// there, whole or not at all, and only when it is what was asked for. Where the server
// takes its time its job is followed, one that an earlier run has begun included. It
// is never cached. Later asks for a job from the first.
func (b billing) Save(ctx context.Context, paper bills.Paper, dir string, later bool) (path string, err error) {
	op := "download " + paper.String()
	f := &follower{source: b.source, op: op, paper: paper, book: b.jobs}
	resp, err := f.follow(ctx, later)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	format := download.Format(paper.Format)
	document := download.Document{
		Name:   download.Name(resp.Header.Get("Content-Disposition"), format, paper.Name()),
		Format: format, Size: resp.ContentLength, Body: resp.Body,
	}
	path, err = download.Save(dir, document, func(bytes int64) {
		models.ReportProgress(ctx, models.Progress{Done: int(bytes), Total: int(max(resp.ContentLength, 0))})
	})
	if err != nil {
		failure := b.source.out.explain.about(op, answer{status: resp.StatusCode, header: resp.Header}, models.Malformed, err.Error())
		if ctx.Err() != nil {
			failure = b.source.out.explain.onTheWay(ctx, op, ctx.Err())
		}
		failure.Err = err
		return "", failure
	}
	return path, nil
}

// follower follows one document to its answer.
type follower struct {
	source *source
	op     string
	paper  bills.Paper
	book   JobBook
	run    *jobs.Run
	failed int // polls that failed in a row
}

// follow gives the answer that is the document, its body open.
func (f *follower) follow(ctx context.Context, later bool) (*http.Response, error) {
	if err := f.possible(); err != nil {
		return nil, err
	}
	now := f.source.out.now()
	f.run = jobs.Start(f.source.service.base, f.paper.String(), now)
	known, resumed := f.known()
	switch {
	case resumed:
		f.run = jobs.Resume(f.source.service.base, known, now)
	case later:
		f.run.TimedOut(now)
	}
	resp, err := f.drive(ctx)
	if resumed && errors.Is(err, jobs.ErrGone) {
		f.run = jobs.Start(f.source.service.base, f.paper.String(), now)
		resp, err = f.drive(ctx)
	}
	return resp, err
}

// possible says why nothing can be asked for.
func (f *follower) possible() error {
	switch {
	case f.source.service == nil:
		return &models.Error{Op: f.op, Kind: models.Invalid, Detail: models.NewText("billing_url is not set in the configuration")}
	case !models.IsWhole(f.paper.Path()):
		return &models.Error{Op: f.op, Kind: models.Invalid, Detail: models.NewText("an id is missing")}
	case f.source.offline:
		return &models.Error{Op: f.op, Kind: models.NotHeld, Detail: models.NewText("documents are never cached")}
	}
	return nil
}

// known is the job for this document that an earlier run has begun.
func (f *follower) known() (jobs.Known, bool) {
	if f.book == nil {
		return jobs.Known{}, false
	}
	all, _ := f.book.Jobs() // what cannot be read is asked for anew
	at := slices.IndexFunc(all, func(k jobs.Known) bool { return k.What == f.paper.String() })
	if at < 0 {
		return jobs.Known{}, false
	}
	return all[at], true
}

// drive does what the run wants until it is over.
func (f *follower) drive(ctx context.Context) (*http.Response, error) {
	for {
		do, due := f.run.Due(f.source.out.now())
		if do.Step == jobs.Nothing {
			if err := Pause(ctx, due.Sub(f.source.out.now())); err != nil {
				return nil, f.source.out.explain.onTheWay(ctx, f.op, err)
			}
			continue
		}
		resp, err := f.send(ctx, do)
		if err != nil {
			if err := f.outlive(ctx, do, err); err != nil {
				return nil, err
			}
			continue
		}
		f.failed = 0
		if over, err := f.judge(resp); over {
			if err != nil {
				_ = resp.Body.Close()
				return nil, err
			}
			return resp, nil
		}
		_ = resp.Body.Close()
	}
}

// mostFailures is how often in a row a job may be out of reach before that is said. It
// stays remembered.
const mostFailures = 10

// outlive takes no answer for one that may come later, where that is so.
func (f *follower) outlive(ctx context.Context, do jobs.Do, err error) error {
	failure := f.source.out.explain.onTheWay(ctx, f.op, err)
	slow := failure.Kind == models.Offline && ctx.Err() == nil && do.Step == jobs.Ask && errors.Is(err, errLater)
	f.failed++
	passing := (failure.Kind == models.Offline || failure.Kind == models.Throttled) && f.run.Waits() && f.failed < mostFailures
	if !slow && !passing {
		return failure
	}
	f.run.TimedOut(f.source.out.now())
	return nil
}

var errLater = errors.New("no answer in the time that a synchronous request has")

// send sends what the step wants. The first request has ten seconds; the state of a job
// is asked for from the spare half of the budget.
func (f *follower) send(ctx context.Context, do jobs.Do) (*http.Response, error) {
	path, query := f.paper.Path(), url.Values{"overrideAccept": {f.paper.MediaType()}}
	ctx = withStream(withOnce(ctx))
	if do.Step == jobs.Poll || do.Step == jobs.Fetch {
		path, query = do.Path, nil
	}
	if do.Step == jobs.Poll {
		ctx = models.WithLane(ctx, models.PrefetchLane)
	}
	bounded, cancel := context.WithCancelCause(ctx)
	if do.Step == jobs.Ask {
		defer time.AfterFunc(jobs.SyncTimeout, func() { cancel(errLater) }).Stop()
	}
	service := f.source.service
	req, err := f.source.out.request(bounded, service, http.MethodGet, service.address(path, query), nil)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	req.Header.Set("Accept", f.paper.MediaType()+", "+acceptJSON)
	req.Header.Set("Accept-Encoding", "identity")
	if do.Step == jobs.AskLater {
		req.Header.Set("X-RESPONSE-MODE", "ASYNCHRONOUS")
	}
	resp, err := f.source.out.http.Do(req)
	if err != nil {
		if cause := context.Cause(bounded); errors.Is(cause, errLater) {
			err = errLater
		}
		cancel(nil)
		return nil, err
	}
	resp.Body = endingBody{resp.Body, cancel}
	return resp, nil
}

// endingBody ends the context of its answer when it is closed.
type endingBody struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
}

func (b endingBody) Close() error {
	defer b.cancel(nil)
	return b.ReadCloser.Close()
}

// judge hands the answer to the run, and remembers the job or forgets it. When it is
// over without an error the answer is the document, unread.
func (f *follower) judge(resp *http.Response) (over bool, err error) {
	told := jobs.Answer{
		Status: resp.StatusCode, Location: resp.Header.Get("Location"), RetryAfter: resp.Header.Get("Retry-After"),
		ContentType: resp.Header.Get("Content-Type"),
	}
	var got answer
	if resp.StatusCode != http.StatusOK || f.run.Polls() && isJSON(told.ContentType) { // no document
		body, err := io.ReadAll(io.LimitReader(resp.Body, errorBytes))
		if err != nil {
			return true, f.source.out.explain.onTheWay(resp.Request.Context(), f.op, err)
		}
		got = answer{status: resp.StatusCode, header: resp.Header, body: body, to: resp.Request.URL}
		told.Code = readEnvelope(body).code
		if doc, err := models.ParseValue(body); err == nil {
			told.Body = doc
		}
	}
	f.run.Answered(told, f.source.out.now())
	over, err = f.run.Finished()
	f.note(over)
	if err != nil {
		err = f.explained(got, err)
	}
	return over, err
}

// note keeps in mind what is followed.
func (f *follower) note(over bool) {
	switch {
	case f.book == nil:
	case over:
		_ = f.book.Forget(f.run.Job)
	case f.run.HasJob():
		_ = f.book.Remember(f.run.Job)
	}
}

// explained is why a run ended without a document, with the request id where the server
// refused it.
func (f *follower) explained(got answer, err error) error {
	explain := f.source.out.explain
	if got.status/100 == 2 || got.status == 0 || errors.Is(err, jobs.ErrGone) {
		failure := explain.about(f.op, got, models.Server, err.Error())
		failure.Err = err
		return failure
	}
	failure := explain.refused(f.op, got)
	if got.status == http.StatusNotAcceptable {
		words := "the format " + f.paper.Format + " is not available"
		if !failure.Detail.Empty() {
			words += " (" + failure.Detail.String() + ")"
		}
		failure.Detail = models.NewText(words)
	}
	return failure
}

// isJSON reports whether an answer says that it is JSON, or says nothing.
func isJSON(contentType string) bool {
	return contentType == "" || strings.Contains(strings.ToLower(contentType), "json")
}
