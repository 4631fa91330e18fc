package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
	"btalk/internal/models/when"
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
			payers, err := r.accounts(cmd.Context())
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

// accounts lists billing accounts with what is cached of their bills.
func (r *reader) accounts(ctx context.Context) ([]bills.Payer, error) {
	payers, err := read(ctx, r, "billing accounts", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Payer], error) {
		return r.BillingAccounts(ctx, mode)
	})
	if err != nil {
		return nil, err
	}
	cached, err := r.Bills(ctx, bills.Issued{}, models.Held)
	switch {
	case models.KindOf(err) == models.NotHeld:
		r.rt.warn("no bills are cached: `btalk bills` reads them, and this list says then what they come to and what is missing")
		return payers, nil
	case err != nil:
		return nil, err
	}
	today := when.DayOf(cached.Fetched.Local()) // what came after is not known, and not missing
	merged := bills.Accounts(payers, cached.Value, today)
	if lacks := cached.Lacks(); lacks != "" {
		r.rt.warn("bills: %s; none is called missing", lacks)
		for i := range merged {
			merged[i].Missing = when.Day{}
		}
	}
	return merged, nil
}
