package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/models/text"
)

// counts compares what came of a list with what the API announces, and says
// when it is over and whether anything is missing.
type counts struct {
	offset    int // items received
	came      int // of them, different ones
	announced int // items that the API counts; 0: unknown, or its count is not to be believed

	full     int  // items of a full page: as many as the first one has
	lying    bool // it counts fewer than came
	ahead    bool // it counted more than had come, once: its count is worth something
	moved    bool // it changed while it was read
	repeated bool // the last page brought nothing new
	again    bool // an empty page was asked for again
}

// count takes in a page of which fresh items are new; more says whether to ask
// for another.
func (c *counts) count(next page, fresh int) (more bool) {
	n, first := next.n, c.offset == 0
	if first {
		c.full = n
	}
	c.moved = c.moved || !first && fresh > 0 && fresh < n
	c.repeated = n > 0 && fresh == 0
	c.offset += n
	c.came += fresh
	c.believe(next.total)
	switch {
	case c.repeated, next.limit == noPaging:
		return false
	case n == 0:
		more, c.again = c.announced > c.offset && !c.again, true
		return more
	case c.announced > c.offset, next.isPart:
		return true
	case c.announced > 0: // all that it counts is there
		return !c.ahead && next.mayBePart()
	case first:
		return next.limit > 0 || isPageSize(n) // without a count, only the next page tells
	}
	return n >= c.full
}

// mayBePart reports whether a page is as large as was asked for, or as a server
// makes its pages.
func (p page) mayBePart() bool {
	return p.limit > 0 && p.n >= p.limit || isPageSize(p.n) && !p.below
}

// believe takes over a count, unless it is smaller than what came: then it is
// that of a page, and so was every one before.
func (c *counts) believe(total int) {
	switch {
	case c.lying, total == 0:
		return
	case total < c.offset && !c.repeated:
		c.lying, c.announced = true, 0
		return
	}
	c.moved = c.moved || c.announced > 0 && total != c.announced
	c.announced = total
	c.ahead = c.ahead || total > c.offset
}

// verdict says what is missing at the end; nothing when all came.
func (c *counts) verdict() about {
	var why string
	switch {
	case c.moved:
		why = "the list changed while it was read"
	case c.repeated:
		why = "the API repeats a page"
	case c.offset > c.came:
		why = "the API gives some of them twice"
	default:
		why = "the API ended the list before"
	}
	switch {
	case c.announced > c.came:
		return about{Incomplete: true, Announced: c.announced, Note: c.outOf() + ": " + why}
	case c.moved:
		return about{Incomplete: true, Note: why + ": some may be missing"}
	case c.repeated && c.announced == 0 && c.came == c.full && isPageSize(c.came):
		return about{Incomplete: true, Note: "there may be more than these " + text.Grouped(c.came) + ": " + why + " and gives no count"}
	}
	return about{}
}

// sofar says how much of an unfinished list is there.
func (c *counts) sofar(why string) about {
	note := c.outOf() + " so far"
	if why != "" {
		note += ": " + why + "; reading again goes on from there"
	}
	return about{Incomplete: true, Announced: c.announced, Note: note}
}

func (c *counts) outOf() string {
	if c.announced == 0 {
		return text.Grouped(c.came)
	}
	return text.Grouped(c.came) + " of " + text.Grouped(c.announced)
}

// isPageSize reports whether a server may have chosen n as the size of its
// pages: a first page of that size is not taken for the whole list on the word
// of a count, which may be that of the page.
func isPageSize(n int) bool {
	return slices.Contains([]int{10, 20, 25, 32, 33, 40, 50, 64, 100, 128, 200, 250, 256, 500, 512, largestPage}, n)
}

// announcedIn is how many items the API counts, 0 when it does not say. The
// two headers are swapped at some (api-contract §1.6), and what no list can
// hold says nothing.
func announcedIn(header http.Header) int {
	return max(headerCount(header, "X-Total-Count"), headerCount(header, "X-Result-Count"))
}

func headerCount(header http.Header, name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(header.Get(name)))
	if err != nil || n < 0 || n > maxItems {
		return 0
	}
	return n
}
