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
	"errors"
	"fmt"
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

// NewReference makes a customerOrderReference that was never used: for a form,
// where the operator may edit it.
func (e *Engine) NewReference() string {
	return fmt.Sprintf("btalk-%s-%s", e.now().UTC().Format("20060102"), newID())
}

// Records gives every change of this user, the newest first, those of other
// profiles and processes included. An error beside records tells what could
// not be read.
func (e *Engine) Records() ([]models.Record, error) { return e.journal.Records() }

// Verify checks that no line of the journal was altered or removed.
func (e *Engine) Verify() (models.Audit, error) { return e.journal.Verify() }

// Record finds one record by its id.
func (e *Engine) Record(id string) (models.Record, error) { return recordOf(e.journal, id) }

func recordOf(journal Journal, id string) (models.Record, error) {
	records, err := journal.Records()
	for _, record := range records {
		if record.ID == id {
			return record, nil
		}
	}
	if err == nil {
		err = &models.Error{Op: "find the change", Kind: models.NotFound, Detail: models.NewText("no change has the id " + id)}
	}
	return models.Record{}, err
}

// Settle lets a person say what became of a change of which nothing is known:
// models.Done or models.Refused. The journal keeps who said so.
func (e *Engine) Settle(id string, how models.OutcomeState) error {
	return Settle(e.journal, e.author, e.now(), id, how, "")
}

// Settle is Engine.Settle without an engine, and with the reason: what a person
// knows needs no API.
func Settle(journal Journal, author Author, at time.Time, id string, how models.OutcomeState, why string) error {
	record, err := recordOf(journal, id)
	switch {
	case err != nil:
		return err
	case !record.Open():
		return fmt.Errorf("the outcome of the change %s is known: it is %s; there is nothing to settle", models.Safe(id), record.State)
	case !how.Settles():
		return fmt.Errorf("a change can be settled as %q or %q", models.Done, models.Refused)
	}
	words := fmt.Sprintf("settled by %s as %s at %s", author.who(), how, stamp(at))
	if why != "" {
		words += ": " + why
	}
	return journal.Settle(id, models.Outcome{State: how, Settled: models.NewText(words)})
}

var errNothingBefore = errors.New("the voicesite had no address before that is known: there is none to go back to")

// Undo gives the change that takes a pushed address back: the address that was
// there before. Orders and numbers have no way back of that kind.
func (e *Engine) Undo(id string) (models.Change, error) {
	record, err := e.Record(id)
	switch {
	case err != nil:
		return models.Change{}, err
	case record.Kind != models.PushAddress:
		return models.Change{}, fmt.Errorf("only an address can be taken back; this change is of another kind (%s)", record.Kind)
	case record.State != models.Done && record.State != models.OutcomeUnknown:
		return models.Change{}, fmt.Errorf("there is nothing to take back: the change is %s", record.State)
	case record.Previous.Kind() != models.ObjectValue:
		return models.Change{}, errNothingBefore
	}
	return models.Change{
		Kind: models.PushAddress, Customer: record.Customer.Raw(), Site: record.Site.Raw(), SiteName: record.SiteName.Raw(),
		Country: record.Country.Raw(), Address: address.Decode(record.Previous).JSON(), Undoes: id,
	}, nil
}
