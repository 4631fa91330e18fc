package cli

import (
	"btalk/internal/address/wizard"
	"btalk/internal/journal"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
)

// shelf gives the dashboard the drafts of the profile, which may be
// another one after a door of the first run was taken.
type shelf struct{ backend *backend }

// NewID makes the id of a new draft.
func (shelf) NewID() string { return journal.NewID() }

// Open takes a draft for one screen.
func (d shelf) Open(id string) (func(), error) { return d.backend.drafts().Open(id) }

// Load reads a draft.
func (d shelf) Load(id string) ([]byte, error) {
	kept, err := d.backend.drafts().Load(id)
	return kept.Data, err
}

// Save replaces a draft.
func (d shelf) Save(id string, data []byte) error { return d.backend.drafts().Save(id, data) }

// Discard forgets a draft.
func (d shelf) Discard(id string) error { return d.backend.drafts().Discard(id) }

// List gives the drafts to offer. One that is open elsewhere is not, and one that
// is damaged costs only itself.
func (d shelf) List() []draft.Draft {
	drafts, _ := d.backend.drafts().List()
	var offered []draft.Draft
	for _, kept := range drafts {
		if !kept.InUse {
			kind, title := aboutDraft(kept.Data)
			offered = append(offered, draft.Draft{ID: kept.ID, Kind: kind, Title: title, Saved: kept.Saved})
		}
	}
	return offered
}

// aboutDraft says what a draft is about, and which screen takes it up.
func aboutDraft(data []byte) (draft.Kind, models.Text) {
	if kind, title, ok := draft.About(data); ok {
		return kind, title
	}
	machine, err := wizard.Restore(data)
	if err != nil || machine.Review().Summary() == "" {
		return draft.Address, models.NewText("an address")
	}
	return draft.Address, models.NewText(machine.Review().Summary())
}
