package models

import (
	"context"
	"time"

	"btalk/internal/models/text"
)

// Mode says how a read may use what is cached.
type Mode int

// The modes of a read.
const (
	// Cached takes what is cached, fresh or stale, and asks the server only when
	// nothing is.
	Cached Mode = iota
	// Refresh asks the server whatever is cached.
	Refresh
	// Held takes what is cached and never asks the server; nothing cached is an
	// error of kind NotHeld.
	Held
)

// Like is the snapshot of value with all else that is known about of.
func Like[A, B any](of Snapshot[A], value B) Snapshot[B] {
	return Snapshot[B]{
		Value: value, Fetched: of.Fetched, Stale: of.Stale, Skipped: of.Skipped,
		Note: of.Note, Incomplete: of.Incomplete, Announced: of.Announced, Coming: of.Coming,
	}
}

// Snapshot is a value and how far it can be trusted: when it was fetched,
// whether it has outlived its freshness, and how many items of the answer
// could not be read.
type Snapshot[T any] struct {
	Value   T
	Fetched time.Time
	Stale   bool
	Skipped int
	Note    string // what the reader must know about the value: "the API does not say …"

	// Incomplete says that items are missing, or may be; Note says why.
	// Announced is how many the API counts, where it does and more than came.
	Incomplete bool
	Announced  int
	Coming     bool // the reading goes on: ask again for what comes next
}

// Lacks says why items that the server has may be missing in the value; "" when
// none can be. What is not in a list that lacks some may be there all the same.
func (s Snapshot[T]) Lacks() string {
	switch {
	case s.Incomplete && s.Note != "":
		return s.Note
	case s.Incomplete:
		return "some may be missing"
	case s.Skipped > 0:
		return text.Count(s.Skipped, "item", "items") + " could not be read"
	}
	return ""
}

// Lane tells the budget who is asking.
type Lane int

// The lanes, in the order in which they are served.
const (
	// OperatorLane is for what the operator asks for and waits for.
	OperatorLane Lane = iota
	// PrefetchLane is for what may be wanted soon: it only spends what is left
	// over half of the budget.
	PrefetchLane
)

type laneKey struct{}

// WithLane marks the requests made under ctx.
func WithLane(ctx context.Context, lane Lane) context.Context {
	return context.WithValue(ctx, laneKey{}, lane)
}

// LaneOf tells how the requests made under ctx are marked.
func LaneOf(ctx context.Context) Lane {
	lane, _ := ctx.Value(laneKey{}).(Lane)
	return lane
}

type behindKey struct{}

// WithBehind marks reads that only bring up to date what is stale: what another host
// has read since, and is fresh, serves as well.
func WithBehind(ctx context.Context) context.Context {
	return context.WithValue(ctx, behindKey{}, true)
}

// IsBehind reports whether reads under ctx are marked so.
func IsBehind(ctx context.Context) bool { return ctx.Value(behindKey{}) != nil }

type askingKey struct{}

// WithAsking has asked called when a read under ctx turns from the disk to the
// server. It may be called more than once, from any goroutine.
func WithAsking(ctx context.Context, asked func()) context.Context {
	return context.WithValue(ctx, askingKey{}, asked)
}

// Asking says that a read under ctx turns to the server now.
func Asking(ctx context.Context) {
	if asked, ok := ctx.Value(askingKey{}).(func()); ok {
		asked()
	}
}

// Budget is what is left of the requests that this credential may make in a
// minute, shared by every btalk process of this user.
type Budget struct {
	Limit   int       // requests a minute
	Left    int       // of them, not yet spent
	Waiting int       // requests of this process that wait for their turn
	Until   time.Time // the API throttles until then; zero when it does not
	Alone   bool      // other processes do not know what this one spends, nor this one what they do
	Away    bool      // the shared server is: Limit is the share of this host
}

// Remark says what is particular about the budget; "" when nothing is.
func (b Budget) Remark() string {
	switch {
	case b.Alone:
		return "in this process only"
	case b.Away:
		return "on this host: shared server away"
	}
	return ""
}

// Source tells where an answer came from.
type Source int

// The sources of an answer.
const (
	FromServer Source = iota
	FromCache
	FromStaleCache
)

// Exchange is one line of the request log: what was asked, what came back.
// Nothing in it is secret: no query values, no headers, no bodies.
type Exchange struct {
	At        time.Time
	Method    string
	Path      Text
	Status    int // 0 when no answer came
	Took      time.Duration
	Clock     time.Time // of the server, by the Date header; zero when it did not say
	Source    Source
	RequestID Text
	Failure   Kind // NoError when all went well
}

// SiteQuery says which voicesites are wanted, by raw codes; empty means all
// that the API key sees.
type SiteQuery struct {
	Customer string // customerCode
	VPN      string // vpnId
}
