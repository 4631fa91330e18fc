package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newNumbers(rt *runtime) *cobra.Command {
	var query models.NumberQuery
	cmd := &cobra.Command{
		Use:     "numbers CUSTOMER [QUERY]",
		Short:   "cloud voice numbers; QUERY finds by number in any spelling, or by status, country or voicesite",
		Example: "  btalk numbers arverne\n  btalk numbers arverne lyon --state published -o csv\n  btalk numbers arverne 04 65 05 52 22",
		Args:    atLeast(1, "a customer: code or words of the name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			words := strings.Join(args[1:], " ")
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			customer, err := r.customer(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			numbers, err := read(cmd.Context(), r, "numbers of "+customer.Name.String(),
				func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Number], error) {
					return r.Numbers(ctx, customer.Code.Raw(), query, mode)
				})
			if err != nil {
				return err
			}
			searched := len(numbers)
			noun := catalog.NumbersOf(customer.Code.Raw(), query)
			numbers = noun.Search(numbers, words)
			if err := rt.print(sheetOf(noun, numbers)); err != nil {
				return err
			}
			if len(numbers) == 0 && (words != "" || query != (models.NumberQuery{})) {
				return nothingFound(sprintf("`btalk numbers %s` lists them all.", customer.Code), "no number matches; searched: %s", rules.Count(searched, "number", "numbers"))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&query.Site, "site", "", "of this voicesite: its `ID`")
	cmd.Flags().StringVar(&query.State, "state", "", "in this `STATE`, as the API names it")
	cmd.AddCommand(newNumbersChange(rt, models.PublishNumbers), newNumbersChange(rt, models.ReleaseNumbers))
	return cmd
}
