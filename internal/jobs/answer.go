package jobs

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"btalk/internal/models"
)

// Answer is what of a response matters here.
type Answer struct {
	Status, Code         int // of HTTP, of the gateway
	Location, RetryAfter string
	ContentType          string
	Body                 models.Value // JSON; nil for anything else, which is not read here
}

// Asynchronous reports whether the answer to a synchronous request says that it
// takes too long, or is too much, to be answered that way.
func (a Answer) Asynchronous() bool {
	switch a.Status {
	case http.StatusRequestTimeout:
		return a.Code == 63 || a.Code == 0
	case http.StatusGatewayTimeout:
		return a.Code == 6 || a.Code == 0
	case http.StatusServiceUnavailable:
		return a.Code == 5 || a.Code == 6
	case http.StatusRequestEntityTooLarge:
		return a.Code == 66 || a.Code == 0
	}
	return false
}

func (a Answer) ok() bool { return a.Status == http.StatusOK }

func (a Answer) accepted() bool {
	return a.Status == http.StatusAccepted || a.Status == http.StatusCreated
}

// isJSON reports whether the answer is JSON: the state of a job, not a document.
func (a Answer) isJSON() bool {
	return strings.Contains(strings.ToLower(a.ContentType), "json") || a.ContentType == "" && a.Body.Kind() == models.ObjectValue
}

// after is how long the server asks to wait: Retry-After in seconds. A date is not
// understood; the usual wait holds then.
func (a Answer) after() time.Duration {
	const longest = 3600
	seconds, err := strconv.Atoi(strings.TrimSpace(a.RetryAfter))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, longest)) * time.Second
}

// State is how a job stands.
type State int

// The states of a job.
const (
	Running State = iota // or a state that no document names
	Done
	Failed
	Cancelled
)

// states are the words for them, in lower case, letters only.
var states = [...][]string{
	Running:   {"acknowledged", "inprogress", "pending", "running", "queued", "accepted", "created", "started"},
	Done:      {"done", "completed", "complete", "finished", "succeeded", "success", "successful", "ready", "ok"},
	Failed:    {"failed", "failure", "error", "terminatedwitherror", "rejected", "expired"},
	Cancelled: {"cancelled", "canceled", "aborted"},
}

// StateOf reads the state of a job.
func StateOf(word models.Text) State {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(word.Raw()))
	for state, words := range states {
		if slices.Contains(words, letters) {
			return State(state)
		}
	}
	return Running
}

// job is what the body of an answer says about a job, one level of nesting looked
// through.
type job struct {
	ID, Link, Result, Word, Progress, Message models.Text
}

func readJob(body models.Value) job {
	object := body.Object()
	read := func(names ...string) models.Text {
		if text := object.Text(names...); !text.Empty() {
			return text
		}
		for _, field := range object.Fields {
			if text := field.Value.Object().Text(names...); field.Value.Kind() == models.ObjectValue && !text.Empty() {
				return text
			}
		}
		return models.Text{}
	}
	found := job{
		ID: read("jobId", "asyncJobId", "id"), Link: read("href"), Word: read("status", "state"),
		Progress: read("progress", "percentage"), Message: read("message", "description", "reason", "error"),
	}
	for _, name := range []string{"result", "resultUrl", "link", "location", "href"} {
		found.Result = object.Text(name)
		if nested := object.Get(name); nested.Kind() == models.ObjectValue {
			found.Result = nested.Object().Text("href", "url", "link")
		}
		if !found.Result.Empty() {
			break
		}
	}
	return found
}

// ErrElsewhere says that a server names an address that is not its own.
var ErrElsewhere = errors.New("the job is at another address")

// below gives an address as a path below the base, with its query: what the client
// asks for. A path that is not below it is taken for one that was meant to be.
func below(base *url.URL, address string) (string, error) {
	to, err := base.JoinPath("/").Parse(address)
	if err != nil {
		return "", fmt.Errorf("the address %.80q of the job cannot be read", address)
	}
	if to.Scheme != base.Scheme || to.Host != base.Host || to.User != nil || to.Opaque != "" {
		return "", fmt.Errorf("%w (%s) and was not followed: the keys of this API would go there", ErrElsewhere, models.NewText(to.Host))
	}
	path := to.EscapedPath()
	prefix := strings.TrimSuffix(base.EscapedPath(), "/")
	if rest, ok := strings.CutPrefix(path, prefix+"/"); ok {
		path = "/" + rest
	}
	if to.RawQuery != "" {
		path += "?" + to.RawQuery
	}
	return path, nil
}
