package cli

import (
	"btalk/internal/address"
	"btalk/internal/journal"
	"btalk/internal/models"
	"btalk/internal/ui/wizard"
)

// wizardDrafts gives the address wizard the drafts of the profile, which may be
// another one after a door of the first run was taken.
type wizardDrafts struct{ s *session }

// NewID makes the id of a new draft.
func (wizardDrafts) NewID() string { return journal.NewID() }

// Open takes a draft for one wizard.
func (d wizardDrafts) Open(id string) (func(), error) { return d.s.drafts().Open(id) }

// Load reads a draft.
func (d wizardDrafts) Load(id string) ([]byte, error) {
	draft, err := d.s.drafts().Load(id)
	return draft.Data, err
}

// Save replaces a draft.
func (d wizardDrafts) Save(id string, data []byte) error { return d.s.drafts().Save(id, data) }

// Discard forgets a draft.
func (d wizardDrafts) Discard(id string) error { return d.s.drafts().Discard(id) }

// List gives the drafts to offer. One that is open elsewhere is not, and one that
// is damaged costs only itself.
func (d wizardDrafts) List() []wizard.Draft {
	drafts, _ := d.s.drafts().List()
	var offered []wizard.Draft
	for _, draft := range drafts {
		if !draft.InUse {
			offered = append(offered, wizard.Draft{ID: draft.ID, Title: draftTitle(draft.Data), Saved: draft.Saved})
		}
	}
	return offered
}

// draftTitle says what a draft of the wizard is about.
func draftTitle(data []byte) models.Text {
	machine, err := address.Restore(data)
	if err != nil || machine.Summary() == "" {
		return models.NewText("an address")
	}
	return models.NewText(machine.Summary())
}
