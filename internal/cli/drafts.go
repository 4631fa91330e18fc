package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/journal"
	"btalk/internal/models"
)

// newDrafts lists the drafts of the profile. It asks no API and needs no
// credentials.
func newDrafts(rt *runtime) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "drafts",
		Short:   "what was begun and not finished, the latest first, with its age",
		Example: "  btalk drafts\n  btalk drafts -o json\n  btalk drafts delete 6f1c0a9be2d47735",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			kept, err := rt.backend.drafts().List()
			if err != nil && len(kept) == 0 {
				return err
			}
			if err != nil {
				rt.warn("%v", err)
			}
			var drafts []catalog.Draft
			for _, k := range kept {
				_, title := aboutDraft(k.Data)
				drafts = append(drafts, catalog.Draft{ID: k.ID, Saved: k.Saved, What: title, InUse: k.InUse, Directory: rt.backend.draftDir()})
			}
			return rt.print(sheetOf(catalog.Drafts(rt.process.Now()), drafts))
		},
	}
	cmd.AddCommand(newDraftsDelete(rt))
	return cmd
}

// newDraftsDelete forgets a draft that nobody has open, one that is damaged too.
func newDraftsDelete(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "delete ID", Short: "forget a draft", Args: exactly("the id of a draft"),
		RunE: func(_ *cobra.Command, args []string) error {
			drafts, id := rt.backend.drafts(), args[0]
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
			rt.say("deleted the draft %s", id)
			return nil
		},
	}
}
