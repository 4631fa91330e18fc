package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newCountry(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "country ISO2…",
		Short:   "coverage of a country; several codes stand side by side",
		Example: "  btalk country FR\n  btalk country CH FR DE",
		Args:    atLeast(1, "the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			var countries []models.Country
			for _, code := range args {
				iso2 := strings.ToUpper(strings.TrimSpace(code))
				country, err := read(cmd.Context(), r, "coverage of "+models.Safe(iso2),
					func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Country], error) {
						return r.Country(ctx, iso2, mode)
					})
				if models.KindOf(err) == models.NotFound {
					return noCountry(iso2)
				}
				if err != nil {
					return err
				}
				countries = append(countries, country)
			}
			return rt.print(coverage(countries))
		},
	}
}

// coverage has a row for each capability that any of the countries names, and
// a column for each country.
func coverage(countries []models.Country) sheet {
	result := sheet{columns: []column{{"Capability", "capability"}, {"Key", "key"}}}
	row := map[string]int{}
	for i, country := range countries {
		code := country.ISO2.String()
		result.columns = append(result.columns, column{code, code})
		result.items = append(result.items, country.Raw)
		for _, capability := range country.Coverage {
			at, known := row[capability.Key.Raw()]
			if !known {
				at = len(result.rows)
				row[capability.Key.Raw()] = at
				result.rows = append(result.rows, append([]string{capability.Label, capability.Key.String()}, make([]string, len(countries))...))
			}
			result.rows[at][i+2] = capability.Value.String()
		}
	}
	if len(countries) == 1 {
		result.object = countries[0].Raw
	}
	return result
}
