package faults

import (
	"fmt"
	"net/http"
	"strconv"
)

// The kinds that have code of their own in more than one place.
const (
	status = "status" // any status with its usual code; a number on the command line
	delay  = "delay"  // the answer comes later; delay=D on the command line
	twice  = "twice"
)

// kind is one way to go wrong. Of its functions, one is set.
type kind struct {
	name, help string
	value      string // what its value is called; "": it takes none

	instead bool                                                   // the API need not be asked
	send    func(w http.ResponseWriter, r *http.Request, re reply) // how the answer is sent, where that is odd
	whole   func(f Fault, re reply) reply                          // another answer
	spoil   func(body any) any                                     // the JSON of a success
	page    func(p *page, value string)                            // a page of a list
}

// kinds are all there are but status and delay, in the order of the help.
func kinds() []kind {
	return []kind{
		{name: "html", help: "a captive portal answers: status 200, a page of HTML", instead: true, whole: portal},
		{name: "error-200", help: "an error of the gateway comes with status 200", whole: errorWithSuccess},
		{name: "stall", help: "no answer, until the client gives up", instead: true, send: stall},
		{name: "close", help: "the connection is closed before the headers", instead: true, send: cutter("")},
		{name: "reset", help: "the connection is reset before the headers", instead: true, send: reset},
		{name: "half-header", help: "the connection is closed inside the headers", instead: true, send: cutter("HTTP/1.1 200 OK\r\nContent-Type: applica")},
		{name: "truncated", help: "the JSON ends in the middle", whole: truncate},
		{name: "slow", help: "the body comes in drips", send: drip},
		{name: "latin1", help: "the text is ISO-8859-1, and the header says so", whole: latin1},
		{name: twice, help: "a change is applied twice"},

		{name: "numeric-codes", help: "customerCode is a number", spoil: eachFieldBy(numericCode)},
		{name: "extra-fields", help: "objects have fields never seen before", spoil: addStrangeFields},
		{name: "hostile", help: "texts carry escapes, bidi and zero-width characters", spoil: eachFieldBy(hostile)},
		{name: "null-item", help: "lists: an item is null", spoil: middleItem(func(any) any { return nil })},
		{name: "wrong-types", help: "lists: the fields of an item have other types", spoil: middleItem(eachFieldBy(wrongType))},
		{name: "missing-id", help: "lists: an item has lost its id", spoil: middleItem(withoutID)},
		{name: "wrapped", help: `lists: {"items":[…]}`, spoil: list(func(items []any) any { return map[string]any{"items": items} })},
		{name: "null-list", help: "lists: null", spoil: list(func([]any) any { return nil })},

		{name: "empty-list", help: "lists: none of the items, and a total of 0", page: emptyList},
		{name: "repeat-page", help: "lists: every page is the first one", page: repeatPage},
		{name: "ignore-paging", help: "lists: limit and offset mean nothing", page: ignorePaging},
		{name: "page-cap", value: "N", help: "lists: a page has at most N items, whatever limit asks for", page: pageCap},
		{name: "short-pages", help: "lists: a page lacks its last tenth, which the next offset finds", page: shortPages},
		{name: "inserted", help: "lists: after the first page, an item is inserted at the front", page: inserted},
		{name: "deleted", help: "lists: after the first page, the first item is deleted", page: deleted},
		{name: "unstable", help: "lists: each second page is in the reverse order of the list", page: unstable},
		{name: "page-total", help: "lists: X-Total-Count is the number of items of the page", page: pageTotal},
		{name: "no-total", help: "lists: X-Total-Count is missing", page: noTotal},
		{name: "total", value: "TEXT", help: "lists: X-Total-Count is TEXT, such as 10, 99999 or many", page: total},
	}
}

func kindOf(name string) (kind, bool) {
	for _, candidate := range kinds() {
		if candidate.name == name {
			return candidate, true
		}
	}
	return kind{}, false
}

// Words are the names of the kinds, as [Parse] takes them.
func Words() []string {
	var words []string
	for _, k := range kinds() {
		words = append(words, k.usage())
	}
	return words
}

// usage is how the kind is written on the command line.
func (k kind) usage() string {
	if k.value == "" {
		return k.name
	}
	return k.name + "=" + k.value
}

// check reports a value that the kind cannot take.
func (k kind) check(value string) error {
	if k.value != "N" {
		return nil
	}
	if n, err := strconv.Atoi(value); err != nil || n < 1 {
		return fmt.Errorf("%s=%s: a number from 1 on is expected", k.name, value)
	}
	return nil
}
