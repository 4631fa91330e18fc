package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newAddressPush(rt *runtime) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "push SITE ISO2 FIELD=VALUE…",
		Short: "plan, confirm and push the address of a voicesite",
		Long: `Plan, confirm and push the address of a voicesite. Fields that are not named
stay as they are; FIELD= takes one away.`,
		Example: `  btalk --write address push LYON_PART_DIEU FR hno=20 a6="rue de la Villette" a3=Lyon pc=69003
  btalk --write address push 370697000041 CH --file address.json --dry-run`,
		Args: atLeast(2, "the voicesite (id or name)", "the code of a country (ISO2)"),
	}
	addOnce(cmd, &file, "file", "f", "JSON `FILE` that holds the address; - for standard input")
	send := newSender(rt, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given, err := givenAddress(rt, args[2:], file)
		if err != nil {
			return err
		}
		if err := send.begin(cmd.Context()); err != nil {
			return err
		}
		if len(given.unknown) > 0 { // else the standard knows them all
			checker, err := send.demands(cmd.Context(), args[1])
			if err == nil {
				err = given.known(checker)
			}
			if err != nil {
				return err
			}
		}
		sites, err := send.voicesites(cmd.Context(), models.SiteQuery{})
		if err != nil {
			return err
		}
		site, err := siteNoun().find(sites, args[0])
		if err != nil {
			return err
		}
		iso2 := strings.ToUpper(args[1])
		if country := site.Country.Raw(); country != "" && !strings.EqualFold(country, iso2) {
			return usageFailure("", "the voicesite %s is in %s, not in %s", site.Name, site.Country, models.Safe(iso2))
		}
		customer, err := send.customerOf(cmd.Context(), site)
		if err != nil {
			return err
		}
		return send.carryOut(cmd.Context(), models.Change{
			Kind: models.PushAddress, Customer: customer, Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: iso2,
			Address: given.patch(), Partial: true,
		})
	}
	return cmd
}
