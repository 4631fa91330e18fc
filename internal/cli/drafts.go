package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

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

func newDrafts(s *session) *cobra.Command {
	remove := &cobra.Command{
		Use: "delete ID", Short: "forget a draft", Args: exactly("the id of a draft"),
		RunE: func(_ *cobra.Command, args []string) error { return s.deleteDraft(args[0]) },
	}
	cmd := &cobra.Command{
		Use:     "drafts",
		Short:   "what was begun and not finished, the latest first, with its age",
		Example: "  btalk drafts\n  btalk drafts -o json\n  btalk drafts delete 6f1c0a9be2d47735",
		Args:    exactly(),
		RunE:    func(*cobra.Command, []string) error { return s.listDrafts() },
	}
	cmd.AddCommand(remove)
	return cmd
}

// listDrafts prints the drafts of the profile. It asks no API and needs no
// credentials.
func (s *session) listDrafts() error {
	drafts, err := s.drafts().List()
	if err != nil && len(drafts) == 0 {
		return err
	}
	if err != nil {
		s.warn("%v", err)
	}
	result := sheet{columns: []column{
		{"Draft", "id"}, {"Age", "age"}, {"Saved", "saved"}, {"What", "what"}, {"Open elsewhere", "inUse"}, {"Directory", "directory"},
	}}
	for _, draft := range drafts {
		inUse := "no"
		if draft.InUse {
			inUse = "yes"
		}
		age := max(s.process.Now().Sub(draft.Saved), 0).Truncate(time.Second).String()
		cells := []string{draft.ID, age, moment(draft.Saved), draftTitle(draft.Data).String(), inUse, models.Safe(s.draftDir())}
		result.add(result.item(cells), cells...)
	}
	return s.print(result)
}

// deleteDraft forgets a draft that nobody has open, one that is damaged too.
func (s *session) deleteDraft(id string) error {
	drafts := s.drafts()
	draft, err := drafts.Load(id)
	switch {
	case errors.Is(err, journal.ErrNoDraft), errors.Is(err, journal.ErrDraftID):
		return nothingFound("`btalk drafts` lists them.", "no draft has the id %q", models.Safe(id))
	case draft.InUse:
		return &failure{code: exitFailed, text: sprintf("the draft %s is open in another session: nothing was deleted", id), hint: "Leave it there first."}
	}
	if err := drafts.Discard(id); err != nil {
		return err
	}
	s.say("deleted the draft %s", id)
	return nil
}
