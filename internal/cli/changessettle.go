package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/api/change"
	"btalk/internal/models"
	texts "btalk/internal/models/text"
)

// newChangesSettle writes down what a person knows of a change. It asks no API
// and needs no credentials.
func newChangesSettle(rt *runtime) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:     "settle ID done|refused --why TEXT",
		Short:   "say what became of a change of unknown outcome; the journal keeps who said so, and why",
		Example: `  btalk changes settle k7f3q9t2xa done --why "Orange confirmed the order by telephone, ticket 4711"`,
		Args:    exactly("the id of a change", "what became of it: done or refused"),
		RunE: func(_ *cobra.Command, args []string) error {
			id, state := args[0], models.OutcomeState(strings.ToLower(args[1]))
			switch {
			case !state.Settles():
				return usageFailure("The outcomes are done and refused.", "a change cannot be settled as %q", models.Safe(args[1]))
			case !texts.Visible(why):
				return usageFailure(`Say how you know: --why "…"`, "a change is settled with a reason")
			}
			records, err := rt.backend.records().Records()
			if err != nil && len(records) == 0 {
				return err
			}
			if !slices.ContainsFunc(records, func(r models.Record) bool { return r.ID == id }) {
				return noChange(id, len(records))
			}
			author, err := rt.backend.author()
			if err != nil {
				return err
			}
			if err := change.Settle(rt.backend.records(), author, rt.process.Now(), id, state, texts.Tidy(why)); err != nil {
				return err
			}
			return printChanges(rt, id)
		},
	}
	addOnce(cmd, &why, "why", "", "how you know: `TEXT`")
	return cmd
}
