package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newNumbers(s *session) *cobra.Command {
	var query models.NumberQuery
	cmd := &cobra.Command{
		Use:     "numbers CUSTOMER [QUERY]",
		Short:   "cloud voice numbers; QUERY finds by number in any spelling, or by status or voicesite",
		Example: "  btalk numbers arverne\n  btalk numbers arverne lyon --state published -o csv\n  btalk numbers arverne 04 65 05 52 22",
		Args:    atLeast(1, "a customer: code or words of the name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.listNumbers(cmd.Context(), args[0], strings.Join(args[1:], " "), query)
		},
	}
	cmd.Flags().StringVar(&query.Site, "site", "", "of this voicesite: its `ID`")
	cmd.Flags().StringVar(&query.State, "state", "", "in this `STATE`, as the API names it")
	cmd.AddCommand(newNumberChange(s, models.PublishNumbers), newNumberChange(s, models.ReleaseNumbers))
	return cmd
}

func (s *session) listNumbers(ctx context.Context, wanted, words string, query models.NumberQuery) error {
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	customer, err := s.customer(ctx, wanted)
	if err != nil {
		return err
	}
	numbers, err := read(ctx, s, "numbers of "+customer.Name.String(),
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Number], error) {
			return client.Numbers(ctx, customer.Code.Raw(), query, mode)
		})
	if err != nil {
		return err
	}
	numbers = matching(numbers, words)
	result := sheet{columns: []column{
		{"Number", "number"},
		{"In full", "shown"},
		{"Country", "country"},
		{"Status", "status"},
		{"Usage", "usage"},
		{"Voicesite", "voiceSiteId"},
		{"Name", "technicalSiteName"},
		{"Since", "since"},
	}}
	for _, n := range numbers {
		result.add(n.Raw, n.Number.String(), n.Shown, n.Country, n.Status.String(), n.Usage.String(), n.Site.String(), n.SiteName.String(), since(n))
	}
	if err := s.print(result); err != nil {
		return err
	}
	if len(numbers) == 0 && (words != "" || query != (models.NumberQuery{})) {
		return nothingFound(sprintf("`btalk numbers %s` lists them all.", customer.Code), "no number matches")
	}
	return nil
}

// matching keeps the numbers that a query finds: as a number where it is one
// (models.PhoneQuery), by status, usage and voicesite otherwise.
func matching(numbers []models.Number, query string) []models.Number {
	phones, words := models.PhonesIn(query)
	for _, phone := range phones {
		numbers = pick(numbers, phone.Find(len(numbers), func(i int) models.Phone { return numbers[i].Phone() }))
	}
	if strings.TrimSpace(words) == "" {
		return numbers
	}
	index := rules.NewIndex(len(numbers), func(i int) string {
		n := numbers[i]
		return n.Status.String() + " " + n.Usage.String() + " " + n.SiteName.String() + " " + n.Site.String()
	})
	return pick(numbers, index.Search(words, max(len(numbers), 1)).Rows)
}

func pick(numbers []models.Number, rows []int32) []models.Number {
	picked := make([]models.Number, len(rows))
	for i, row := range rows {
		picked[i] = numbers[row]
	}
	return picked
}

// since is the date of the last entry of a number's history.
func since(n models.Number) string {
	if len(n.History) == 0 {
		return ""
	}
	return n.History[len(n.History)-1].Date.String()
}

func newNumberChange(s *session, kind models.ChangeKind) *cobra.Command {
	var asked consent
	cmd := &cobra.Command{
		Use:   string(kind) + " CUSTOMER SITE RANGE…",
		Short: "plan, confirm and " + string(kind) + " ranges of numbers",
		Example: "  btalk --write numbers " + string(kind) + " arverne LYON_PART_DIEU 33140000000-33140000009\n" +
			"  btalk --write numbers " + string(kind) + " arverne 370697000041 +33140000000 +33140000001",
		Args: atLeast(3, "a customer", "a voicesite (id or name)", "a range: 33140000000 or 33140000000-33140000009"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.changeNumbers(cmd, kind, args[0], args[1], args[2:], asked)
		},
	}
	asked.addTo(cmd)
	return cmd
}

func (s *session) changeNumbers(cmd *cobra.Command, kind models.ChangeKind, wanted, place string, words []string, asked consent) error {
	var ranges []models.NumberRange
	for _, word := range words {
		r, err := models.ParseRange(word)
		if err != nil {
			return usageFailure("", "%v", err)
		}
		ranges = append(ranges, r)
	}
	if err := s.mayAsk(cmd, asked); err != nil {
		return err
	}
	customer, err := s.customer(cmd.Context(), wanted)
	if err != nil {
		return err
	}
	sites, err := s.voicesites(cmd.Context(), models.SiteQuery{Customer: customer.Code.Raw()})
	if err != nil {
		return err
	}
	site, err := s.siteOf(cmd.Context(), customer, sites, place)
	if err != nil {
		return err
	}
	return s.carryOut(cmd.Context(), models.Change{
		Kind: kind, Customer: customer.Code.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: site.Country.Raw(), Ranges: ranges,
	}, asked)
}
