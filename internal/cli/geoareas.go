package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newGeoAreas(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "geoareas ISO2 [AREA1 [AREA2 [AREA3]]]",
		Short:   "geographic areas: the values of the next level",
		Example: "  btalk geoareas CH\n  btalk geoareas CH BE",
		Args:    between(1, 4, "the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			iso2, path := strings.ToUpper(args[0]), args[1:]
			list, err := r.areas(cmd.Context(), iso2, path)
			areas := list.Values
			if len(path) > 0 && (models.KindOf(err) == models.NotFound || err == nil && len(areas) == 0) {
				if unknown := unknownArea(cmd.Context(), r, iso2, path); unknown != nil {
					return unknown
				}
			}
			if err != nil {
				return err
			}
			if err := rt.print(sheetOf(catalog.Areas(len(path)+1), areas)); err != nil {
				return err
			}
			if len(areas) == 0 {
				return nothingFound("", "%s has no geographic areas at this level", iso2)
			}
			return nil
		},
	}
}

// unknownArea says which area of a path the API does not list, and which ones are
// nearest; nil when it lists them all.
func unknownArea(ctx context.Context, r *reader, iso2 string, path []string) error {
	for i, wanted := range path {
		list, err := r.areas(ctx, iso2, path[:i])
		if err != nil {
			return nil //nolint:nilerr // the first answer is the better one
		}
		if list.Has(wanted) {
			continue
		}
		areas := list.Values
		hint := ""
		index := rules.NewIndex(len(areas), func(i int) string { return areas[i].String() })
		if near := index.Search(wanted, nearAreas).Rows; len(near) > 0 && len(areas) > 0 {
			names := make([]string, len(near))
			for j, row := range near {
				names[j] = areas[row].String()
			}
			hint = "Did you mean " + strings.Join(names, ", ") + "?"
		}
		return nothingFound(hint, "%s has no area%d %q", iso2, i+1, wanted)
	}
	return nil
}

// nearAreas is how many areas an error suggests.
const nearAreas = 3
