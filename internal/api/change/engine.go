// Package change is the one engine for everything that changes something at
// the server: an address, an order, numbers. A change goes one way only:
//
//	Plan       what would be sent, against what is there now (plan.go, and a
//	           file for each kind of change)
//	Send       after the operator's answer: write the intent down, send once,
//	           write the outcome down (send.go)
//	Reconcile  where no answer came: read until it is known (reconcile.go)
//
// It is not the client (internal/api makes requests), not the journal
// (internal/journal keeps the records) and knows no screen. Only internal/cli
// may import it.
package change

import (
	"context"
	"time"

	"btalk/internal/address"
	"btalk/internal/cache"
	"btalk/internal/models"
)

// Client is what the engine needs of *api.Client: one way to send, and the
// reads that a plan is made from.
type Client interface {
	Writing() bool
	Hide(text string) string
	Send(ctx context.Context, op string, request models.PlannedRequest, families ...cache.Family) models.Outcome

	Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error)
	VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
	Country(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error)
	AddressSchema(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Schema], error)
	GeoRules(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error)
	GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error)
	Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error)
	Numbers(ctx context.Context, customer string, query models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error)
}

// Journal is what the engine needs of *journal.Records.
type Journal interface {
	// Sending tells other processes that the plan is being sent, until done is
	// called or the process ends. It fails while another one sends it.
	Sending(plan string) (done func(), err error)
	// SendingBatch keeps every other batch of this journal from being sent. It
	// fails with models.ErrSentBefore while another one is, and where locks do
	// not work.
	SendingBatch() (done func(), err error)
	// Intend writes down, fsynced, what is about to be sent. It fails
	// with models.ErrSentBefore for an id that it knows, unless that one was
	// refused by method or path and this is the fallback.
	Intend(record models.Record) error
	// Leaving notes that the request is about to leave: until then a kill leaves
	// it not sent, from then on unknown. Where it fails nothing must leave.
	Leaving(id string) error
	// Conclude writes down what became of it, Settle what was found out later.
	Conclude(id string, outcome models.Outcome) error
	Settle(id string, outcome models.Outcome) error
	// Records gives all records, the newest first. An error beside records
	// tells what could not be read.
	Records() ([]models.Record, error)
	Verify() (models.Audit, error)
}

// Author is who changes things, as the journal tells it.
type Author struct {
	Profile   string
	User      string
	SudoUser  string // SUDO_USER: who is behind a shared account
	SSHClient string // SSH_CLIENT: from where
	Version   string // of btalk
}

func (a Author) who() string {
	who := a.User
	if a.SudoUser != "" {
		who += ", sudo by " + a.SudoUser
	}
	if a.SSHClient != "" {
		who += ", ssh from " + a.SSHClient
	}
	return who
}

// Engine plans, sends and reconciles changes. It is safe for concurrent use.
type Engine struct {
	client  Client
	journal Journal
	author  Author
	now     func() time.Time
}

// New makes an engine. It does nothing yet.
func New(client Client, journal Journal, author Author, now func() time.Time) *Engine {
	return &Engine{client: client, journal: journal, author: author, now: now}
}
