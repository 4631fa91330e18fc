package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

func newOpen(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "open CUSTOMER[/VPN[/SITE]]",
		Short:   "the dashboard at a place; each part an id, a code or words of the name",
		Example: "  btalk open 9999\n  btalk open acme/paris/lyon",
		Args:    exactly("a place: CUSTOMER[/VPN[/SITE]]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needTerminal(rt); err != nil {
				return err
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			r.anyAge = true
			way, err := wayTo(cmd.Context(), r, args[0])
			if err != nil {
				return err
			}
			return (&dashboard{rt}).run(cmd.Context(), way)
		},
	}
}

// way finds the screens that lead to a place.
func wayTo(ctx context.Context, r *reader, place string) ([]screen.Route, error) {
	parts := strings.SplitN(place, "/", 3)
	customer, err := r.customer(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	code := customer.Code.Raw()
	way := []screen.Route{screen.Customers{}, screen.VPNs{Customer: code, Name: customer.Name.String()}}
	if len(parts) == 1 {
		return way, nil
	}
	vpn, err := r.vpn(ctx, customer, parts[1])
	if err != nil {
		return nil, err
	}
	way = append(way, screen.VoiceSites{Customer: code, VPN: vpn.ID.Raw(), Name: vpn.Name.String()})
	if len(parts) == 2 {
		return way, nil
	}
	sites, err := r.voicesites(ctx, models.SiteQuery{Customer: code, VPN: vpn.ID.Raw()})
	if err != nil {
		return nil, err
	}
	site, err := r.siteOf(ctx, customer, sites, parts[2])
	return append(way, screen.VoiceSite{ID: site.ID.Raw(), Name: site.Name.String()}), err
}
