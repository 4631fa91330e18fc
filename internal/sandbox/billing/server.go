package billing

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Base is what the paths begin with.
const Base = "/billing/b2b/v1"

// Options says how the API differs from the usual one. The zero value is the usual
// one, without a key.
type Options struct {
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// Key is the one that X-Api-Key must hold; any will do when it is empty.
	Key string
	// HostileNames sends names of files that would leave a directory, hide, or mean
	// something to a system.
	HostileNames bool
	// Whole reports whether a request wants a list without pages; none does when nil.
	Whole func(*http.Request) bool
}

// API answers the requests below Base. It is safe for concurrent use.
type API struct {
	options Options
	book    func() book

	mu   sync.Mutex
	jobs []*job
}

// New returns the API. Its bills are made when they are first asked for.
func New(options Options) *API {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Whole == nil {
		options.Whole = func(*http.Request) bool { return false }
	}
	return &API{options: options, book: sync.OnceValue(func() book { return newBook(options.Now()) })}
}

// resource is a way to answer one path.
type resource struct {
	method  string
	pattern string // {name} takes any one segment
	answer  func(*API, *request) reply
	later   bool // can be asked for asynchronously (api-contract §4.1)
}

func resources() []resource {
	const get = http.MethodGet
	return []resource{
		{get, "/bills", (*API).listBills, true},
		{http.MethodPost, "/bills/search", (*API).searchBills, true},
		{get, "/bills/{id}", (*API).showBill, true},
		{get, "/bills/{id}/items", (*API).listItems, true},
		{get, "/billingAccounts", (*API).listAccounts, false},
		{get, "/installedOfferIds", (*API).listOffers, false},
		{get, "/reports", listReports("reports"), false},
		{get, "/reports/{id}", showReport("reports"), true},
		{get, "/customerSpecificReports", listReports("customerSpecificReports"), false},
		{get, "/customerSpecificReports/{id}", showReport("customerSpecificReports"), true},
		{get, "/status", func(*API, *request) reply { return ok(map[string]string{"status": "OK"}) }, false},
		{get, "/version", func(*API, *request) reply { return ok(map[string]string{"version": "2.4.0"}) }, false},
		{get, "/asyncJobs", (*API).listJobs, false},
		{get, "/asyncJobs/{id}", (*API).showJob, false},
		{get, "/asyncJobs/{id}/result", (*API).showResult, false},
		{http.MethodDelete, "/asyncJobs/{id}", (*API).cancelJob, false},
	}
}

// request is a request on its way to its answer.
type request struct {
	*http.Request
	id       string // the {id} of the path
	query    url.Values
	now      time.Time
	waited   bool // a job has waited for it already
	whole    bool // without pages
	original *resource
}

// ServeHTTP answers.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.answer(r).write(w)
}

func (a *API) answer(r *http.Request) reply {
	if refused, in := a.checkKey(r); !in {
		return refused
	}
	path, _ := strings.CutPrefix(r.URL.EscapedPath(), Base)
	elsewhere := false
	for _, candidate := range resources() {
		id, matches := match(candidate.pattern, path)
		if !matches {
			continue
		}
		if candidate.method != r.Method {
			elsewhere = true
			continue
		}
		asked := &request{Request: r, id: id, query: r.URL.Query(), now: a.options.Now(), whole: a.options.Whole(r), original: &candidate}
		if candidate.later && strings.EqualFold(r.Header.Get("X-RESPONSE-MODE"), "ASYNCHRONOUS") {
			return a.begin(asked)
		}
		return candidate.answer(a, asked)
	}
	if elsewhere {
		return refusal(http.StatusMethodNotAllowed, 61, "%s is not possible on %s", r.Method, path)
	}
	return refusal(http.StatusNotFound, 60, "there is nothing at %s", path)
}

// checkKey checks X-Api-Key. The key of Business Talk goes into another header, and
// opens nothing here.
func (a *API) checkKey(r *http.Request) (reply, bool) {
	switch key := r.Header.Get("X-Api-Key"); {
	case a.options.Key == "":
		return reply{}, true
	case key == "":
		return refusal(http.StatusBadRequest, 25, "the header X-Api-Key is missing"), false
	case subtle.ConstantTimeCompare([]byte(key), []byte(a.options.Key)) != 1:
		return refusal(http.StatusUnauthorized, 41, "the API key in X-Api-Key is unknown or has expired"), false
	}
	return reply{}, true
}

// match compares a path with a pattern, segment by segment.
func match(pattern, path string) (id string, matches bool) {
	expected, actual := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(expected) != len(actual) {
		return "", false
	}
	for i, segment := range actual {
		value, err := url.PathUnescape(segment)
		if err != nil {
			return "", false
		}
		if expected[i] == "{id}" {
			id = value
		} else if expected[i] != value {
			return "", false
		}
	}
	return id, true
}
