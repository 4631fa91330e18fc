package cli

import (
	"github.com/spf13/cobra"

	"btalk/internal/models"
)

// newNumbersChange publishes or releases numbers, as kind says.
func newNumbersChange(rt *runtime, kind models.ChangeKind) *cobra.Command {
	cmd := &cobra.Command{
		Use:   string(kind) + " CUSTOMER SITE RANGE…",
		Short: "plan, confirm and " + string(kind) + " ranges of numbers",
		Example: "  btalk --write numbers " + string(kind) + " arverne LYON_PART_DIEU 33140000000-33140000009\n" +
			"  btalk --write numbers " + string(kind) + " arverne 370697000041 +33140000000 +33140000001",
		Args: atLeast(3, "a customer", "a voicesite (id or name)", "a range: 33140000000 or 33140000000-33140000009"),
	}
	send := newSender(rt, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var ranges []models.NumberRange
		for _, word := range args[2:] {
			r, err := models.ParseRange(word)
			if err != nil {
				return usageFailure("", "%v", err)
			}
			ranges = append(ranges, r)
		}
		if err := send.begin(cmd.Context()); err != nil {
			return err
		}
		customer, err := send.customer(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		sites, err := send.voicesites(cmd.Context(), models.SiteQuery{Customer: customer.Code.Raw()})
		if err != nil {
			return err
		}
		site, err := send.siteOf(cmd.Context(), customer, sites, args[1])
		if err != nil {
			return err
		}
		return send.carryOut(cmd.Context(), models.Change{
			Kind: kind, Customer: customer.Code.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: site.Country.Raw(), Ranges: ranges,
		})
	}
	return cmd
}
