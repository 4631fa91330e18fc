package sandbox

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What can go wrong with one answer, besides a bare status.
const (
	// Instead of an answer.
	FaultHTML       = "html"        // a captive portal: status 200, a page of HTML
	FaultStall      = "stall"       // nothing, until the client gives up
	FaultClose      = "close"       // the connection is closed before the headers
	FaultReset      = "reset"       // the connection is reset before the headers
	FaultHalfHeader = "half-header" // the connection is closed inside the headers
	// Spoiling the right answer.
	FaultTruncated    = "truncated"     // its JSON ends in the middle
	FaultSlow         = "slow"          // its body comes in drips
	FaultNullItem     = "null-item"     // lists: an item is null
	FaultWrongTypes   = "wrong-types"   // lists: an item's fields have other types
	FaultMissingID    = "missing-id"    // lists: an item has lost its id
	FaultRepeatPage   = "repeat-page"   // lists: every page is the first one
	FaultIgnorePaging = "ignore-paging" // lists: limit and offset mean nothing
	FaultWrapped      = "wrapped"       // lists: {"items":[…]}
	FaultNullList     = "null-list"     // lists: null
	FaultHostile      = "hostile"       // every string carries escapes, bidi and zero-width characters
	FaultDelay        = "delay"         // the answer comes later: "delay=2s"
	FaultTwice        = "twice"         // the change is applied twice
	// FaultStatus is any status with its usual code.
	FaultStatus = "status"
)

// Fault is one thing that goes wrong on request. ParseFault reads the short
// form that the command line takes.
type Fault struct {
	Method string // "*": any
	Prefix string // of the path, with or without /btalk/v1; "*" is any one segment
	What   string // one of the Fault constants
	// Status and Code are the answer of FaultStatus. Code 0: the usual one.
	Status, Code int
	// RetryAfter is the value of that header, as it stands; empty: none.
	RetryAfter string
	// Applied lets the request do its work first; only the answer is lost.
	Applied bool
	// Delay is the wait before the request is looked at or, with Applied,
	// between its work and the answer.
	Delay time.Duration
	// Times is how often it strikes; 0: always.
	Times int
	// Probability of striking a request that matches; 0: always.
	Probability float64
}

// ParseFault reads "METHOD PATHPREFIX WHAT [applied] [xN] [pP] [delay=D]
// [retry-after=V]", for example
//
//	GET /voicesites 503 x3
//	GET /countries/*/addressconstraints 401/42 x1
//	PUT /customers/*/voicesites close applied x1
//	* / delay=300ms p0.2
//	POST /customers 429 retry-after=5
//	POST /customers delay=40s applied
//
// WHAT is a status, a status with a gateway code (403/53), delay=D, or one of
// html, stall, close, reset, half-header, truncated, slow, null-item,
// wrong-types, missing-id, repeat-page, ignore-paging, wrapped, null-list,
// hostile, twice. "applied" lets the request change what it changes before the
// answer goes wrong; xN strikes N times, pP with probability P (0 to 1).
func ParseFault(text string) (Fault, error) {
	words := strings.Fields(text)
	if len(words) < 3 {
		return Fault{}, fmt.Errorf(`fault %q is not complete: write METHOD PATHPREFIX WHAT, as in "GET /voicesites 503 x3"`, text)
	}
	fault := Fault{Method: strings.ToUpper(words[0]), Prefix: words[1]}
	if !strings.HasPrefix(fault.Prefix, "/") {
		return Fault{}, fmt.Errorf("fault %q: the path %q must begin with /", text, fault.Prefix)
	}
	if !slices.Contains([]string{"*", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"}, fault.Method) {
		return Fault{}, fmt.Errorf("fault %q: %q is not a method; use GET, POST, PUT or *", text, words[0])
	}
	if err := fault.parseWhat(words[2]); err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	for _, word := range words[3:] {
		if err := fault.parseOption(word); err != nil {
			return Fault{}, fmt.Errorf("fault %q: %w", text, err)
		}
	}
	return fault, nil
}

// faultWords are the WHATs that are a word alone.
func faultWords() []string {
	return []string{
		FaultHTML, FaultStall, FaultClose, FaultReset, FaultHalfHeader, FaultTruncated, FaultSlow, FaultNullItem,
		FaultWrongTypes, FaultMissingID, FaultRepeatPage, FaultIgnorePaging, FaultWrapped, FaultNullList, FaultHostile, FaultTwice,
	}
}

func (f *Fault) parseWhat(word string) error {
	if slices.Contains(faultWords(), word) {
		f.What = word
		return nil
	}
	if strings.HasPrefix(word, "delay=") {
		f.What = FaultDelay
		return f.parseOption(word)
	}
	status, code, hasCode := strings.Cut(word, "/")
	var err error
	if f.Status, err = strconv.Atoi(status); err != nil || f.Status < 200 || f.Status > 599 {
		return fmt.Errorf("%q is neither a status (503, 403/53) nor delay=D nor one of %s", word, strings.Join(faultWords(), ", "))
	}
	if hasCode {
		if f.Code, err = strconv.Atoi(code); err != nil {
			return fmt.Errorf("the code in %q is not a number", word)
		}
	}
	f.What = FaultStatus
	return nil
}

func (f *Fault) parseOption(word string) error {
	var err error
	switch name, value, _ := strings.Cut(word, "="); {
	case word == "applied":
		f.Applied = true
	case name == "retry-after":
		f.RetryAfter = value
	case name == "delay":
		if f.Delay, err = time.ParseDuration(value); err != nil || f.Delay < 0 {
			return fmt.Errorf("the delay %q is not a duration such as 300ms or 2s", value)
		}
	case strings.HasPrefix(word, "x"):
		if f.Times, err = strconv.Atoi(word[1:]); err != nil || f.Times < 1 {
			return fmt.Errorf("%q is not a count such as x3", word)
		}
	case strings.HasPrefix(word, "p"):
		if f.Probability, err = strconv.ParseFloat(word[1:], 64); err != nil || f.Probability <= 0 || f.Probability > 1 {
			return fmt.Errorf("%q is not a probability such as p0.2", word)
		}
	default:
		return fmt.Errorf("%q is not one of applied, xN, pP, delay=D, retry-after=V", word)
	}
	return nil
}

// ParseFaults reads several, and reports all that are wrong.
func ParseFaults(texts []string) ([]Fault, error) {
	parsed := make([]Fault, 0, len(texts))
	var errs []error
	for _, text := range texts {
		fault, err := ParseFault(text)
		parsed, errs = append(parsed, fault), append(errs, err)
	}
	return parsed, errors.Join(errs...)
}

// replacesAnswer tells whether the fault needs no answer of the sandbox.
func (f *Fault) replacesAnswer() bool {
	return slices.Contains([]string{FaultStatus, FaultHTML, FaultStall, FaultClose, FaultReset, FaultHalfHeader}, f.What)
}

// faults are those that are still to strike.
type faults struct {
	mu     sync.Mutex
	armed  []*armedFault
	chance *rand.Rand
}

type armedFault struct {
	Fault
	struck int
}

// SetFaults replaces all faults; Inject adds one.
func (s *Server) SetFaults(list ...Fault) { s.faults.set(list) }

// Inject adds one fault, after those that are armed. The first that matches strikes.
func (s *Server) Inject(fault Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.armed = append(s.faults.armed, &armedFault{Fault: fault})
}

func (f *faults) set(list []Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = nil
	f.chance = rand.New(rand.NewPCG(1, 2))
	for _, fault := range list {
		f.armed = append(f.armed, &armedFault{Fault: fault})
	}
}

// take returns the first fault that strikes this call.
func (f *faults) take(c *call) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, candidate := range f.armed {
		spent := candidate.Times > 0 && candidate.struck >= candidate.Times
		if spent || !matchesMethod(candidate.Method, c.http.Method) || !matchesPrefix(candidate.Prefix, c.path) {
			continue
		}
		if candidate.Probability > 0 && f.chance.Float64() >= candidate.Probability {
			continue
		}
		candidate.struck++
		return candidate.Fault, true
	}
	return Fault{}, false
}

func matchesMethod(pattern, method string) bool {
	return pattern == "" || pattern == "*" || strings.EqualFold(pattern, method)
}

// matchesPrefix compares whole segments: /customers is a prefix of
// /customers/1 and not of /customersX.
func matchesPrefix(prefix, path string) bool {
	if !strings.HasPrefix(prefix, btalkPath) {
		path = strings.TrimPrefix(path, btalkPath)
	}
	if strings.Trim(prefix, "/") == "" {
		return true
	}
	expected, actual := strings.Split(strings.Trim(prefix, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(expected) > len(actual) {
		return false
	}
	for i, segment := range expected {
		if segment != "*" && segment != actual[i] {
			return false
		}
	}
	return true
}
