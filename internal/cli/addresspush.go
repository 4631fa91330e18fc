package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newAddressPush(rt *runtime) *cobra.Command {
	var file, from string
	cmd := &cobra.Command{
		Use:   "push SITE ISO2 FIELD=VALUE… | push --from FILE.csv",
		Short: "plan, confirm and push the address of a voicesite, or of many",
		Long: `Plan, confirm and push the address of a voicesite. Fields that are not named
stay as they are; FIELD= takes one away. A dial zone that the API computes is left
to it where the address changes.

With --from, a row is a push: the first line names the columns, site (id or whole
name), iso2 and the fields, such as site,iso2,a3,a6,hno,pc. Fields without a column
stay as they are; an empty cell takes one away. Every row is checked first, then
one answer, the count, sends them one by one. Run it again after an interruption:
what was sent is not sent again.`,
		Example: `  btalk --write address push LYON_PART_DIEU FR hno=20 a6="rue de la Villette" a3=Lyon pc=69003
  btalk --write address push 370697000041 CH --file address.json --dry-run
  btalk --write address push --from addresses.csv`,
		Args: eitherFrom(&from, atLeast(2, "the voicesite (id or name)", "the code of a country (ISO2)")),
	}
	addOnce(cmd, &file, "file", "f", "JSON `FILE` that holds the address; - for standard input")
	addFrom(cmd, &from)
	send := newSender(rt, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case from != "" && file != "":
			return usageFailure("", "--file is one address and --from is many; give one of them")
		case from != "":
			return send.pushBatch(cmd.Context(), from)
		}
		given, err := givenAddress(rt, args[2:], file)
		if err != nil {
			return err
		}
		return send.pushOne(cmd.Context(), args[0], args[1], given)
	}
	return cmd
}

// pushOne pushes the address of one voicesite.
func (s *sender) pushOne(ctx context.Context, wanted, iso2 string, given givenFields) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	if len(given.unknown) > 0 { // else the standard knows them all
		checker, err := s.demands(ctx, iso2)
		if err == nil {
			err = given.known(checker)
		}
		if err != nil {
			return err
		}
	}
	sites, err := s.voicesites(ctx, models.SiteQuery{})
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
	customer, err := s.customerOf(ctx, site)
	if err != nil {
		return err
	}
	return s.carryOut(ctx, models.Change{
		Kind: models.PushAddress, Customer: customer, Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: iso2,
		Address: given.patch(), Partial: true,
	})
}
