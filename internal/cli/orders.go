package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
)

func newOrders(rt *runtime) *cobra.Command {
	var wanted string
	cmd := &cobra.Command{
		Use:     "orders",
		Short:   "voicesite orders",
		Example: "  btalk orders --customer arverne",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			if wanted == "" {
				orders, err := r.everyOrder(cmd.Context())
				if err != nil {
					return err
				}
				// What came is printed even when the operator stopped the rest.
				return errors.Join(rt.print(sheetOf(catalog.Orders(time.UTC), orders)), context.Cause(cmd.Context()))
			}
			customer, err := r.customer(cmd.Context(), wanted)
			if err != nil {
				return err
			}
			orders, err := r.orders(cmd.Context(), customer)
			if err != nil {
				return err
			}
			return rt.print(sheetOf(catalog.Orders(time.UTC), orders))
		},
	}
	cmd.Flags().StringVar(&wanted, "customer", "", "of this `CUSTOMER` only: code or words of the name")
	return cmd
}
