package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	rules "btalk/internal/models/text"
)

func newAccounts(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "accounts [QUERY]",
		Short: "billing accounts, with what is cached of their bills; those that miss a bill first",
		Long: `Billing accounts, with what is cached of their bills: no bill is asked for (btalk
bills reads them). An account is missing a bill when it is billed every month and ten
days have passed since the usual day.`,
		Example: "  btalk accounts\n  btalk accounts lyon -o csv",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			query := strings.Join(args, " ")
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			payers, err := billsIn{r}.accounts(cmd.Context())
			if err != nil {
				return err
			}
			noun := catalog.Accounts(rt.moneyStyle(), rt.today())
			searched := len(payers)
			payers = noun.Search(payers, query)
			if err := rt.print(listOf(rt, noun, payers)); err != nil {
				return err
			}
			if len(payers) == 0 {
				return nothingFound("`btalk accounts` lists them all.", "no billing account matches; searched: %s", rules.Count(searched, "account", "accounts"))
			}
			return nil
		},
	}
}
