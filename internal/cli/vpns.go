package cli

import (
	"github.com/spf13/cobra"

	"btalk/internal/catalog"
)

func newVPNs(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "vpns CUSTOMER",
		Short:   "voice VPNs of a customer, who is named by code or by words of the name",
		Example: "  btalk vpns 9999\n  btalk vpns acme -o json",
		Args:    exactly("a CUSTOMER"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			customer, err := r.customer(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			vpns, err := r.vpns(cmd.Context(), customer)
			if err != nil {
				return err
			}
			return rt.print(sheetOf(catalog.VPNs(customer.Code.Raw()), vpns))
		},
	}
}
