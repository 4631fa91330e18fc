package cli

import (
	"github.com/spf13/cobra"

	"btalk/internal/catalog"
)

func newCustomers(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "customers",
		Short:   "customers that the API key may manage",
		Example: "  btalk customers -o csv",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			customers, err := read(cmd.Context(), r, "customers", r.Customers)
			if err != nil {
				return err
			}
			return rt.print(sheetOf(catalog.Customers(), customers))
		},
	}
}
