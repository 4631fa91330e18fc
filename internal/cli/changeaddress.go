package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newAddressPush(s *session) *cobra.Command {
	var file string
	var asked consent
	cmd := &cobra.Command{
		Use:   "push SITE ISO2 FIELD=VALUE…",
		Short: "plan, confirm and push the address of a voicesite",
		Example: `  btalk --write address push LYON_PART_DIEU FR hno=20 a6="rue de la Villette" a3=Lyon pc=69003
  btalk --write address push 370697000041 CH --file address.json --dry-run`,
		Args: atLeast(2, "the voicesite (id or name)", "the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			given, err := s.givenAddress(cmd.Context(), args[1], args[2:], file)
			if err != nil {
				return err
			}
			return s.pushAddress(cmd, args[0], args[1], given.JSON(), asked)
		},
	}
	addOnce(cmd, &file, "file", "f", "JSON `FILE` that holds the address; - for standard input")
	asked.addTo(cmd)
	return cmd
}

func (s *session) pushAddress(cmd *cobra.Command, wanted, iso2 string, body []byte, asked consent) error {
	if err := s.mayAsk(cmd, asked); err != nil {
		return err
	}
	sites, err := s.voicesites(cmd.Context(), models.SiteQuery{})
	if err != nil {
		return err
	}
	site, err := siteNoun().find(sites, wanted)
	if err != nil {
		return err
	}
	iso2 = strings.ToUpper(iso2)
	if country := site.Country.Raw(); country != "" && !strings.EqualFold(country, iso2) {
		return usageFailure("", "the voicesite %s is in %s, not in %s", site.Name, site.Country, models.Safe(iso2))
	}
	customer, err := s.customerOf(cmd.Context(), site)
	if err != nil {
		return err
	}
	return s.carryOut(cmd.Context(), models.Change{
		Kind: models.PushAddress, Customer: customer, Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: iso2, Address: body,
	}, asked)
}
