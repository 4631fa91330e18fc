package api

import (
	"context"
	"net/http"
	"slices"
	"sync/atomic"

	"btalk/internal/jobs"
	"btalk/internal/models"
)

// BillingJobs lists the jobs that the server knows (INF api-contract §4.1), and those
// that are remembered here.
func (b billing) BillingJobs(ctx context.Context, mode models.Mode) (models.Snapshot[[]jobs.Listed], error) {
	a := ask{
		op: "list asynchronous jobs", path: models.Path("asyncJobs"), policy: jobPolicy,
		list: &listing{wrappers: []string{"asyncJobs", "jobs"}, ids: []string{"id", "jobId", "asyncJobId"}}, absent: models.IsAbsent,
	}
	listed, err := fetch(ctx, b.source, a, mode, func(doc models.Value) ([]jobs.Listed, int, error) {
		return jobs.DecodeList(doc.List()), 0, nil
	})
	return models.Like(listed, jobs.Merge(listed.Value, b.followed())), err
}

// BillingJob is one job, as the server knows it now.
func (b billing) BillingJob(ctx context.Context, id string, mode models.Mode) (models.Snapshot[jobs.Listed], error) {
	a := ask{op: "read the job", path: models.Path("asyncJobs", id), policy: jobPolicy}
	job, err := fetch(ctx, b.source, a, mode, one(func(v models.Value) (jobs.Listed, bool) {
		return jobs.DecodeList([]models.Value{v})[0], len(v.Object().Fields) > 0
	}))
	if job.Value.ID == "" {
		job.Value.ID = id
	}
	for _, known := range b.followed() {
		if known.ID == id {
			job.Value.What, job.Value.Since = known.What, known.Since
		}
	}
	return job, err
}

// followed are the jobs that are remembered here.
func (b billing) followed() []jobs.Known {
	if b.jobs == nil {
		return nil
	}
	known, _ := b.jobs.Jobs() // what cannot be read is listed by the server all the same
	return known
}

// CancelJob stops to follow a job. Where changes are on it is cancelled at the server
// as well, by one request; atServer reports that.
func (b billing) CancelJob(ctx context.Context, id string) (atServer bool, err error) {
	const op = "cancel the job"
	known := b.followed()
	at := slices.IndexFunc(known, func(k jobs.Known) bool { return k.ID == id })
	if at < 0 && !b.changes.Writing() {
		return false, &models.Error{Op: op, Kind: models.NotFound, Detail: models.NewText("this user follows no such job; --write cancels those of others")}
	}
	if b.changes.Writing() {
		if err := b.cancelAtServer(ctx, op, id); err != nil {
			return false, err
		}
		atServer = true
	}
	if at >= 0 {
		err = b.jobs.Forget(known[at])
	}
	return atServer, err
}

func (b billing) cancelAtServer(ctx context.Context, op, id string) error {
	out, service := b.source.out, b.source.service
	if service == nil || !models.IsWhole(models.Path("asyncJobs", id)) {
		return &models.Error{Op: op, Kind: models.Invalid, Detail: models.NewText("an id, or the address of Billing, is missing")}
	}
	var attempts atomic.Int32
	req, err := out.request(withChange(ctx, &attempts), service, http.MethodDelete, service.address(models.Path("asyncJobs", id), nil), nil)
	if err != nil {
		return out.explain.onTheWay(ctx, op, err)
	}
	resp, err := out.http.Do(req)
	if err != nil {
		return out.explain.onTheWay(ctx, op, err)
	}
	got, err := receive(resp)
	b.source.answers.drop(ctx, nil)
	switch {
	case got.status/100 != 2:
		return out.explain.refused(op, got)
	case err != nil:
		return out.explain.onTheWay(ctx, op, err)
	}
	return nil
}
