package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// siteFilter is what narrows the list of voicesites.
type siteFilter struct{ query, customer, country, vpn string }

func newVoiceSites(rt *runtime) *cobra.Command {
	var filter siteFilter
	cmd := &cobra.Command{
		Use:     "voicesites [QUERY]",
		Short:   "voicesites; QUERY finds by name, label, id, status or country, accents and case aside, best first",
		Example: "  btalk voicesites lyon\n  btalk voicesites suspended\n  btalk voicesites --customer acme --country FR -o csv",
		Args:    cobra.ArbitraryArgs, // a query of several words needs no quotes
		RunE: func(cmd *cobra.Command, args []string) error {
			filter.query = strings.Join(args, " ")
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			query, err := filter.resolve(cmd.Context(), r)
			if err != nil {
				return err
			}
			sites, err := r.voicesites(cmd.Context(), query)
			if err != nil {
				return err
			}
			searched := len(sites)
			noun := catalog.VoiceSitesOf(query)
			sites = noun.Search(filter.inCountry(sites), filter.query)
			if err := rt.print(sheetOf(noun, sites)); err != nil {
				return err
			}
			return filter.missed(len(sites), searched)
		},
	}
	cmd.Flags().StringVar(&filter.customer, "customer", "", "of this `CUSTOMER`: code or words of the name")
	cmd.Flags().StringVar(&filter.country, "country", "", "in this country: `ISO2`")
	cmd.Flags().StringVar(&filter.vpn, "vpn", "", "of this `VPN`: id, or words of the name together with --customer")
	return cmd
}

// resolve turns what the operator names into codes.
func (f siteFilter) resolve(ctx context.Context, r *reader) (models.SiteQuery, error) {
	query := models.SiteQuery{VPN: f.vpn}
	if f.customer == "" {
		return query, nil
	}
	customer, err := r.customer(ctx, f.customer)
	query.Customer = customer.Code.Raw()
	if err != nil || f.vpn == "" {
		return query, err
	}
	vpn, err := r.vpn(ctx, customer, f.vpn)
	query.VPN = vpn.ID.Raw()
	return query, err
}

func (f siteFilter) inCountry(sites []models.VoiceSite) []models.VoiceSite {
	if f.country == "" {
		return sites
	}
	return slices.DeleteFunc(slices.Clone(sites), func(site models.VoiceSite) bool {
		return !strings.EqualFold(site.Country.Raw(), f.country)
	})
}

// missed says that a filter found nothing; a list that is empty by itself is no
// failure.
func (f siteFilter) missed(found, searched int) error {
	switch {
	case found > 0 || f == siteFilter{}:
		return nil
	case f.vpn != "" && f.customer == "":
		return usageFailure("Add --customer CUSTOMER: the name of a VPN is looked up among those of its customer.",
			"no VPN has the id %q, and --customer is missing to find it by name", f.vpn)
	}
	return nothingFound("`btalk voicesites` lists them all.", "no voicesite matches; searched: %s", rules.Count(searched, "voicesite", "voicesites"))
}
