package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newChanges(rt *runtime) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "changes [ID]",
		Short:   "what this user has sent, the newest first; one change in full",
		Example: "  btalk changes\n  btalk changes k7f3q9t2xa -o json\n  btalk changes verify",
		Args:    between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lookAgain(cmd.Context(), rt)
			return printChanges(rt, strings.Join(args, ""))
		},
	}
	cmd.AddCommand(newChangesVerify(rt), newChangesSettle(rt))
	return cmd
}

// printChanges prints the journal, or the requests of one change. It needs no API
// and no credentials.
func printChanges(rt *runtime, id string) error {
	records, err := rt.backend.records().Records()
	if err != nil && len(records) == 0 {
		return err
	}
	if err != nil {
		rt.warn("%v", err)
	}
	if id == "" {
		return rt.print(sheetOf(catalog.Changes(time.UTC), records))
	}
	found := slices.DeleteFunc(slices.Clone(records), func(r models.Record) bool {
		return r.ID != id && models.PlanOf(r.ID) != id
	})
	result := sheetOf(catalog.Changes(time.UTC), found)
	switch len(found) {
	case 0:
		return noChange(id, len(records))
	case 1:
		result = result.one()
	}
	return rt.print(result)
}

func noChange(id string, searched int) error {
	return nothingFound("`btalk changes` lists them.", "no change has the id %q; searched: %s", models.Safe(id), rules.Count(searched, "change", "changes"))
}

// looking is how long a command waits for what became of earlier changes.
const looking = 5 * time.Second

// lookAgain reads what became of changes that nobody knows the outcome of, a
// kill in the middle of one included, and keeps in view those that stay unknown.
// The journal itself needs no API and no credentials: without them it only tells.
func lookAgain(ctx context.Context, rt *runtime) {
	records, _ := rt.backend.records().Records()
	if !slices.ContainsFunc(records, models.Record.Open) {
		return
	}
	if client, err := rt.backend.client(ctx); err == nil && !rt.flags.offline {
		if world, err := rt.backend.world(client, nil); err == nil {
			ctx, cancel := context.WithTimeout(ctx, looking)
			defer cancel()
			looked, _ := world.LookOnce(ctx) // each says what could not be read
			records = slices.Concat(looked, slices.DeleteFunc(records, func(r models.Record) bool {
				return slices.ContainsFunc(looked, func(l models.Record) bool { return l.ID == r.ID })
			}))
		}
	}
	for _, record := range records {
		if record.Open() {
			rt.warn("the outcome of the change %s (%s, %s) is unknown: do not send it again. %s",
				record.ID, record.What, record.SiteName, record.Settled)
		}
	}
}
