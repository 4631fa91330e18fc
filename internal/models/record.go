package models

import (
	"fmt"
	"strings"
	"time"
)

// Record is one request of a change as the journal keeps it.
type Record struct {
	ID        string // of the plan, and ".2" for its second request
	At        time.Time
	Profile   Text
	User      Text // who, through sudo and ssh
	Version   Text // of btalk
	Kind      ChangeKind
	Undoes    Text // the id of the change that this one takes back
	Customer  Text
	Site      Text
	SiteName  Text
	Country   Text // ISO 3166-1 alpha-2
	What      Text // the planned request in words
	Method    string
	Path      Text
	BodyHash  string
	Body      Value // as sent, for reconciling
	Previous  Value // PushAddress: the address before, for undo; nil when there was none
	State     OutcomeState
	Status    int
	RequestID Text
	Detail    Text // what the server, or the network, said
	Settled   Text // how an unknown outcome was settled, or what reading found so far
	VoiceSite Text // OrderVoiceSite: the new voiceSiteId
}

// RequestID is the id of the n-th request of a plan, counted from 0: that of the plan
// for the first.
func RequestID(plan string, n int) string {
	if n == 0 {
		return plan
	}
	return fmt.Sprintf("%s.%d", plan, n+1)
}

// PlanOf is the plan that a request belongs to.
func PlanOf(request string) string {
	plan, _, _ := strings.Cut(request, ".")
	return plan
}

// Open reports whether nobody knows what became of the change.
func (r Record) Open() bool { return r.State == OutcomeUnknown }

// Audit is what a check of the journal found.
type Audit struct {
	Lines  int
	Broken int      // the first line that is not as it was written, from 1; 0 when all are
	What   string   // what is wrong with it
	Notes  []string // what is odd but harmless: a line cut short by a crash
}

// Whole reports whether every line is there as it was written.
func (a Audit) Whole() bool { return a.Broken == 0 }
