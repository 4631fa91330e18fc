package billing

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// job is a request that is answered later.
type job struct {
	id      string
	begun   time.Time
	takes   time.Duration
	result  reply
	stopped bool
}

// How long a job stays in its first state, takes where nothing says longer, and is
// known.
const (
	acknowledged = 2 * time.Second
	usually      = 4 * time.Second
	keptFor      = time.Hour
)

// begin accepts a request that is answered later.
func (a *API) begin(r *request) reply {
	takes := usually
	for _, kind := range []string{"reports", "customerSpecificReports"} {
		for _, candidate := range reports(kind, r.now) {
			if candidate.ID == r.id && strings.Contains(r.original.pattern, kind) {
				takes = max(takes, candidate.takes)
			}
		}
	}
	later := *r
	later.waited = true
	result := r.original.answer(a, &later)
	if result.status >= http.StatusBadRequest && result.status < http.StatusInternalServerError {
		return result // what is wrong with the request is said at once
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	accepted := &job{id: strconv.Itoa(70_001 + len(a.jobs)), begun: r.now, takes: takes, result: result}
	a.jobs = append(a.jobs, accepted)
	return document(http.StatusAccepted, accepted.shown(r.now)).with("Location", Base+"/asyncJobs/"+accepted.id)
}

// shownJob is a job as the API shows it (api-contract §6, §8.1).
type shownJob struct {
	ID       string `json:"id"`
	Status   string `json:"status"`
	Progress string `json:"progress,omitempty"`
	Href     string `json:"href,omitempty"`
	Message  string `json:"message,omitempty"`
}

func (j *job) shown(now time.Time) shownJob {
	shown := shownJob{ID: j.id}
	switch age := now.Sub(j.begun); {
	case j.stopped:
		shown.Status = "cancelled"
	case age < acknowledged:
		shown.Status = "acknowledged"
	case age < j.takes:
		shown.Status = "inProgress"
		shown.Progress = fmt.Sprintf("%d %%", 100*age/j.takes)
	case j.result.status >= http.StatusInternalServerError:
		shown.Status, shown.Message = "terminatedWithError", "the document could not be made"
	default:
		shown.Status, shown.Href = "done", Base+"/asyncJobs/"+j.id+"/result"
	}
	return shown
}

// job answers from a job that is still known.
func (a *API) job(r *request, answer func(*job) reply) reply {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, candidate := range a.jobs {
		if candidate.id == r.id && r.now.Sub(candidate.begun) < keptFor {
			return answer(candidate)
		}
	}
	return refusal(http.StatusNotFound, 60, "there is no job %q", r.id)
}

func (a *API) listJobs(r *request) reply {
	a.mu.Lock()
	defer a.mu.Unlock()
	shown := []shownJob{}
	for _, candidate := range a.jobs {
		if r.now.Sub(candidate.begun) < keptFor {
			shown = append(shown, candidate.shown(r.now))
		}
	}
	return page(r, shown)
}

func (a *API) showJob(r *request) reply {
	return a.job(r, func(found *job) reply { return ok(found.shown(r.now)) })
}

func (a *API) showResult(r *request) reply {
	return a.job(r, func(found *job) reply {
		if state := found.shown(r.now); state.Status != "done" {
			return refusal(http.StatusNotFound, 60, "the job %s is %s and has no result", found.id, state.Status)
		}
		return found.result
	})
}

func (a *API) cancelJob(r *request) reply {
	return a.job(r, func(found *job) reply {
		found.stopped = true
		return reply{status: http.StatusNoContent}
	})
}
