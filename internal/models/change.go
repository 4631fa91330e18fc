package models

import (
	"errors"
	"strings"
	"time"
)

// ChangeKind names what is changed.
type ChangeKind string

// The changes that btalk can send.
const (
	PushAddress    ChangeKind = "address"
	OrderVoiceSite ChangeKind = "order"
	PublishNumbers ChangeKind = "publish"
	ReleaseNumbers ChangeKind = "release"
)

// Change is what the operator wants, as a value: nothing is checked and
// nothing sent by making one. All its strings are raw: they go to the server
// byte for byte.
type Change struct {
	Kind     ChangeKind
	Customer string // customerCode
	Site     string // voiceSiteId; empty for an order
	SiteName string // for the reader
	Country  string // ISO 3166-1 alpha-2

	Address []byte        // PushAddress: a flat JSON object, the body where it is whole
	Partial bool          // PushAddress: elements that Address does not name stay as they are; empty ones are taken away
	Order   OrderRequest  // OrderVoiceSite
	Ranges  []NumberRange // PublishNumbers, ReleaseNumbers
	Undoes  string        // the id of the change that this one takes back
}

// OrderRequest is the order of a voicesite (DOC api-contract §2.3 B5).
type OrderRequest struct {
	Reference string // customerOrderReference, unique; empty: one is made
	Name      string // technicalSiteName
	Label     string // customerSiteLabel
	VPN       string // vpnId
}

// Plan is a change made ready: what is shown, confirmed and then sent are the
// same bytes, held together by Digest.
type Plan struct {
	ID          string // of the change, in the journal
	Change      Change
	Title       string       // "Push the address of FR_PAR_01"
	Differences []Difference // before → after, field by field
	Requests    []PlannedRequest
	NotChecked  []string // what could not be checked, and why
	Problems    []string // why it cannot be sent; none when it can
	Doubts      []string // what a person must have read before it is sent: a script cannot answer for that
	Nothing     string   // why there is nothing to send: what is wanted is there already; empty when there is
	Confirm     Confirm
	Basis       string    // hash of the value that was read for Before
	Digest      string    // hash of everything that leaves the process
	Made        time.Time // when the current value was read
}

// Difference is one field before and after.
type Difference struct {
	Field         string // the API's name
	Label         string // in words
	Before, After Text
}

// Changed reports whether the field is not what it was.
func (d Difference) Changed() bool { return d.Before.Raw() != d.After.Raw() }

// PlannedRequest is one request, exactly as it will be sent.
type PlannedRequest struct {
	Method string
	Path   string // below the base, escaped
	Body   []byte
	What   string // "33140000000-33140000009, 10 numbers"

	Site     string          // voiceSiteId that it is about; empty for an order
	SiteName string          // for the reader
	Previous []byte          // PushAddress: the address before, nil when there was none
	Fallback *PlannedRequest // sent in its place when the API refuses, in full, this method or path (api-contract §2.3 B5, §6)
}

// Confirm is what the operator must answer. The default answer is always no.
type Confirm struct {
	Type string // what must be typed: a site name, a count; empty when a plain yes is enough
	Why  string
}

// Accepts reports whether what the operator answered means yes. Blanks around
// it do not count.
func (c Confirm) Accepts(typed string) bool {
	typed = strings.TrimSpace(typed)
	if c.Type != "" {
		return typed == strings.TrimSpace(c.Type)
	}
	return strings.EqualFold(typed, "y") || strings.EqualFold(typed, "yes")
}

// Answer is an answer that Accepts takes: for a script that was told not to
// ask.
func (c Confirm) Answer() string {
	if c.Type != "" {
		return c.Type
	}
	return "yes"
}

// ByHand is the least time between two keys of a person who types an answer: what
// comes sooner is a paste of a terminal that does not mark one, a key that
// repeats, or a program. A program says --yes.
const ByHand = 40 * time.Millisecond

// Why a plan was not sent. Nothing has left then, and nothing was recorded.
var (
	ErrWrongAnswer = errors.New("the answer is not the one that was asked for; nothing was sent")
	ErrSentBefore  = errors.New("this plan was sent before; nothing was sent again: `btalk changes` shows what became of it")
	ErrPlanAltered = errors.New("the plan is not the one that was shown; nothing was sent")
)

// TargetChanged says that what is to be changed is no longer what the plan was
// made from. Nothing was sent; Plan is the same change against what is there
// now, to be shown and confirmed again.
//
//nolint:errname // it tells a state of the world, with what to do next in it
type TargetChanged struct {
	Plan Plan
}

// Error says so.
func (e *TargetChanged) Error() string {
	return "it has changed since the plan was made; nothing was sent: look at the new plan and confirm that"
}

// OutcomeState tells what became of a request that changes something.
type OutcomeState string

// The states of an outcome.
const (
	NotSent        OutcomeState = "not sent" // it never left: refused here, or cancelled before its turn
	Done           OutcomeState = "done"     // 2xx, or found done by reading
	Refused        OutcomeState = "refused"  // a complete refusal: nothing was changed
	OutcomeUnknown OutcomeState = "unknown"  // it left, and nobody knows
	Pending        OutcomeState = "pending"  // about to be sent; a record that ends here was killed in between
)

// Settles reports whether a person may say that a change of unknown outcome
// became this.
func (s OutcomeState) Settles() bool { return s == Done || s == Refused }

// Outcome is what became of one planned request: from the client that sent it
// to the journal and the screen.
type Outcome struct {
	State     OutcomeState
	Status    int
	Err       error // Refused, OutcomeUnknown, NotSent
	RequestID Text
	Answer    Value             // Done, Refused: the body
	Fields    map[string]string // Refused: the server's words beside the field they name
	VoiceSite Text              // OrderVoiceSite: the new voiceSiteId, wherever it stood
	Settled   Text              // how an unknown outcome was settled by reading, in words
}

// Sent is what became of a plan.
type Sent struct {
	Plan     Plan
	Outcomes []Outcome // one for each request, in order
	Note     string    // what else went wrong: an outcome could not be written down
}

// State is the worst of the outcomes: unknown before refused before not sent
// before done.
func (s Sent) State() OutcomeState {
	worst := Done
	rank := map[OutcomeState]int{Done: 0, NotSent: 1, Refused: 2, Pending: 3, OutcomeUnknown: 4}
	for _, outcome := range s.Outcomes {
		if rank[outcome.State] > rank[worst] {
			worst = outcome.State
		}
	}
	return worst
}
