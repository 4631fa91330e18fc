package cli

import (
	"github.com/spf13/cobra"

	"btalk/internal/catalog"
)

func newCountries(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "countries",
		Short: "countries, and whether a voicesite can be ordered there",
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			countries, err := read(cmd.Context(), r, "countries", r.Countries)
			if err != nil {
				return err
			}
			return rt.print(sheetOf(catalog.Countries(), countries))
		},
	}
}
