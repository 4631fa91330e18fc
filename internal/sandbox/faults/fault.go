// Package faults lets the sandbox go wrong on request: answers that do not come, come
// late or are spoilt, lists whose pages do not fit together, and the ways in which
// another server of the same API may differ. It stands in front of the sandbox as a
// layer and knows nothing of what is behind it; a sandbox without it never comes here.
//
// Only internal/cli and tests may import it.
package faults

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault is one thing that goes wrong on request. [Parse] reads the short form
// that the command line takes.
type Fault struct {
	Method string // "*": any
	Prefix string // of the path, with or without /btalk/v1; "*" is any one segment
	What   string // the name of a kind
	Value  string // of a kind that takes one
	// Status and Code are the answer of the kind "status". Code 0: the usual one.
	Status, Code int
	// RetryAfter is the value of that header, as it stands; empty: none.
	RetryAfter string
	// Applied lets the request do its work first; only the answer is lost.
	Applied bool
	// Delay is the wait before the request is handled or, with Applied,
	// between its work and the answer.
	Delay time.Duration
	// Times is how often it strikes; 0: always.
	Times int
	// Probability of striking a request that matches; 0: always.
	Probability float64
}

// Parse reads "METHOD PATHPREFIX WHAT [applied] [xN] [pP] [delay=D]
// [retry-after=V]", for example
//
//	GET /voicesites 503 x3
//	GET /countries/*/addressconstraints 401/42 x1
//	PUT /customers/*/voicesites close applied x1
//	* / delay=300ms p0.2
//	POST /customers 429 retry-after=5
//	POST /customers delay=40s applied
//
// WHAT is a status, a status with a gateway code (403/53), delay=D, or one of [Words],
// "total=TEXT" and "page-cap=N" with a value. "applied" lets the request change what it
// changes before the answer goes wrong; xN strikes N times, pP with probability P (0 to 1).
func Parse(text string) (Fault, error) {
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

func (f *Fault) parseWhat(word string) error {
	name, value, hasValue := strings.Cut(word, "=")
	if name == "delay" {
		f.What = delay
		return f.parseOption(word)
	}
	if found, known := kindOf(name); known {
		if found.value == "" && hasValue || found.value != "" && value == "" {
			return fmt.Errorf("%q is to be written as %s", word, found.usage())
		}
		f.What, f.Value = name, value
		return found.check(value)
	}
	statusText, code, hasCode := strings.Cut(word, "/")
	var err error
	if f.Status, err = strconv.Atoi(statusText); err != nil || f.Status < 200 || f.Status > 599 {
		return fmt.Errorf("%q is neither a status (503, 403/53) nor delay=D nor one of %s", word, strings.Join(Words(), ", "))
	}
	if hasCode {
		if f.Code, err = strconv.Atoi(code); err != nil {
			return fmt.Errorf("the code in %q is not a number", word)
		}
	}
	f.What = status
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

// ParseAll reads several, and reports all that are wrong.
func ParseAll(texts []string) ([]Fault, error) {
	parsed := make([]Fault, 0, len(texts))
	var errs []error
	for _, text := range texts {
		fault, err := Parse(text)
		parsed, errs = append(parsed, fault), append(errs, err)
	}
	return parsed, errors.Join(errs...)
}
