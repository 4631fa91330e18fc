// Package jobs follows requests that a server answers in its own time: the
// asynchronous mode of Billing (api-contract §4.2, §8.1).
//
// Little of the mode is documented, so the reading is generous: a job may be named
// by Location or by any of id, jobId, asyncJobId and href; a state that no document
// names is one of a job that runs; a result may come at once, behind a link, or by
// asking again. What is never generous is where a request goes: a job or a result
// at another address is refused, for the keys would go there too.
//
// It is pure: a state machine of values, without requests and without a clock. The
// client and internal/cli may import it.
package jobs
