package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newFind(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "find WORDS…",
		Short: "everything cached that matches: by name, label, reference, town, id or number; sends no request",
		Long: `Searches all that is cached: customers, VPNs, voicesites, numbers in any spelling,
orders, tracked orders, bills, billing accounts; by name, label, reference, town or id.
The hits are grouped by kind, each with the command that shows it. No request is sent:
what was never listed is not found, and is named on standard error. Exit 3 when nothing
matches.`,
		Example: "  btalk find lyon\n  btalk find 01 46 40 76 39\n  btalk find arverne -o csv",
		Args:    atLeast(1, "words to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return find(cmd.Context(), rt, strings.Join(args, " "))
		},
	}
}

// hit is something that was found.
type hit struct{ kind, id, name, about, command string }

// find prints what is cached and matches.
func find(ctx context.Context, rt *runtime, query string) error {
	r, err := rt.reader(ctx)
	if err != nil {
		return err
	}
	result := sheet{columns: []column{{"Kind", "kind"}, {"Id", "id"}, {"Name", "name"}, {"About", "about"}, {"Shown by", "command"}}}
	var searched, absent []string
	for _, kind := range searches(rt) {
		got := kind.in(ctx, r, query)
		if !got.cached {
			absent = append(absent, kind.plural)
			continue
		}
		searched = append(searched, rules.Count(got.searched, kind.name, kind.plural))
		if got.lacks != "" {
			rt.warn("%s: not all were searched: %s", kind.plural, got.lacks)
		}
		for _, h := range got.hits {
			cells := []string{h.kind, h.id, h.name, h.about, h.command}
			result.add(result.item(cells), cells...)
		}
	}
	if len(absent) > 0 {
		rt.warn("not cached, and so not searched: %s", strings.Join(absent, ", "))
	}
	if err := rt.print(result); err != nil {
		return err
	}
	switch {
	case len(result.rows) > 0:
		return nil
	case len(searched) == 0:
		return nothingFound("`btalk voicesites`, `btalk orders` and the other lists fill the cache, and so does the dashboard.", "nothing is cached to search in")
	}
	return nothingFound("Fewer words find more.", "nothing cached matches %q; searched: %s", models.Safe(query), strings.Join(searched, ", "))
}
