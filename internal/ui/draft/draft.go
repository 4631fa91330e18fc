// Package draft keeps what is typed into a screen, so that no end of the program
// costs it: the address wizard and the forms share it. It is on the ground floor:
// it knows no screen and touches no file; whoever runs the dashboard gives it the
// shelf. Every package under ui may import it.
package draft

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Shelf holds the drafts. Its methods are called outside the update loop, but
// for NewID and for the last save of a screen that is left.
type Shelf interface {
	// NewID makes the id of a new draft.
	NewID() string
	// Open takes the draft for this screen alone until closeDraft is called or
	// the process ends. An error says that another screen has it.
	Open(id string) (closeDraft func(), err error)
	// Load reads a draft as it was saved.
	Load(id string) ([]byte, error)
	// Save replaces the draft. When it returns nil, nothing can cost it.
	Save(id string, data []byte) error
	// Discard forgets a draft.
	Discard(id string) error
	// List gives the drafts that no screen has open, the latest first.
	List() []Draft
}

// Draft is something that was begun and not finished.
type Draft struct {
	ID    string
	Kind  Kind
	Title models.Text // what it is about
	Saved time.Time
}

// Kind is the screen that a draft belongs to.
type Kind string

// The kinds of drafts. An address is what the wizard's machine writes; it names
// no kind.
const (
	Address   Kind = ""
	OrderSite Kind = "order"
	Ranges    Kind = "ranges"
)

// Route leads to the screen that takes the draft up.
func (d Draft) Route() screen.Route {
	switch d.Kind {
	case OrderSite:
		return screen.OrderSite{Draft: d.ID}
	case Ranges:
		return screen.Ranges{Draft: d.ID}
	case Address:
	}
	return screen.Address{Draft: d.ID}
}

// Record is a form as its draft keeps it, in JSON.
type Record struct {
	Kind    Kind   `json:"form"`
	Version int    `json:"formVersion"`
	Title   string `json:"title"` // what it is about, raw

	// What the form was opened for, raw; empty where it does not say.
	Customer string `json:"customer,omitempty"`
	VPN      string `json:"vpn,omitempty"`
	Country  string `json:"country,omitempty"`
	Site     string `json:"site,omitempty"`
	SiteName string `json:"siteName,omitempty"`

	Typed widget.FormState `json:"typed"`
}

// recordVersion is the one that is written, and the only one there is.
const recordVersion = 1

var errRecord = errors.New("it is not a draft of this form")

// Encode writes the record.
func (r Record) Encode() ([]byte, error) {
	r.Version = recordVersion
	data, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	return data, nil
}

// Decode reads the record of a form of that kind.
func Decode(kind Kind, data []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		return Record{}, fmt.Errorf("%w: %w", errRecord, err)
	}
	switch {
	case r.Kind != kind:
		return Record{}, errRecord
	case r.Version != recordVersion:
		return Record{}, fmt.Errorf("it was written by another version of btalk (form %d)", r.Version)
	}
	return r, nil
}

// About says what the draft of a form is about; ok is false for data that are
// no form's, such as an address.
func About(data []byte) (kind Kind, title models.Text, ok bool) {
	var r Record
	if json.Unmarshal(data, &r) != nil {
		return Address, models.Text{}, false
	}
	switch r.Kind {
	case OrderSite, Ranges:
		return r.Kind, models.NewText(r.Title), true
	case Address:
	}
	return Address, models.Text{}, false
}
