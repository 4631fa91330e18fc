package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/address/wizard"
	"btalk/internal/journal"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
	"btalk/internal/ui/draft"
)

// shelf gives the dashboard the drafts of the profile, which may be
// another one after a door of the first run was taken.
type shelf struct{ s *session }

// NewID makes the id of a new draft.
func (shelf) NewID() string { return journal.NewID() }

// Open takes a draft for one screen.
func (d shelf) Open(id string) (func(), error) { return d.s.drafts().Open(id) }

// Load reads a draft.
func (d shelf) Load(id string) ([]byte, error) {
	kept, err := d.s.drafts().Load(id)
	return kept.Data, err
}

// Save replaces a draft.
func (d shelf) Save(id string, data []byte) error { return d.s.drafts().Save(id, data) }

// Discard forgets a draft.
func (d shelf) Discard(id string) error { return d.s.drafts().Discard(id) }

// List gives the drafts to offer. One that is open elsewhere is not, and one that
// is damaged costs only itself.
func (d shelf) List() []draft.Draft {
	drafts, _ := d.s.drafts().List()
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
	for _, kept := range drafts {
		_, title := aboutDraft(kept.Data)
		inUse := "no"
		if kept.InUse {
			inUse = "yes"
		}
		age := max(s.process.Now().Sub(kept.Saved), 0).Truncate(time.Second).String()
		cells := []string{kept.ID, age, rules.Stamp(kept.Saved), title.String(), inUse, models.Safe(s.draftDir())}
		result.add(result.item(cells), cells...)
	}
	return s.print(result)
}

// deleteDraft forgets a draft that nobody has open, one that is damaged too.
func (s *session) deleteDraft(id string) error {
	drafts := s.drafts()
	kept, err := drafts.Load(id)
	switch {
	case errors.Is(err, journal.ErrNoDraft), errors.Is(err, journal.ErrDraftID):
		return nothingFound("`btalk drafts` lists them.", "no draft has the id %q", models.Safe(id))
	case kept.InUse:
		return &failure{code: exitFailed, text: sprintf("the draft %s is open in another session: nothing was deleted", id), hint: "Leave it there first."}
	}
	if err := drafts.Discard(id); err != nil {
		return err
	}
	s.say("deleted the draft %s", id)
	return nil
}
