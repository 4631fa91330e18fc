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

// billFilter is what narrows the list of bills.
type billFilter struct{ query, issued, kind, account, currency, by string }

func newBills(rt *runtime) *cobra.Command {
	var filter billFilter
	cmd := &cobra.Command{
		Use:   "bills [QUERY]",
		Short: "bills and credit notes; QUERY finds by number, account, type or state, or is a time",
		Long: `Bills and credit notes, newest first, with a sum for each currency below the table.
A credit note counts against, whatever sign it is written with. An amount that is
missing, not readable or could be two amounts is in no sum: how many are left out
stands beside it.

--issued takes one of the six forms of the API (2026-01-01/2026-03-31, last90days,
after2026-01-31, atOrAfter…, before…, atOrBefore…) or plain words: last month, this
year, last quarter, 90d, 2026-10, october. A QUERY that is one of these as a whole is
taken for it, where --issued is not given.

--by adds up: a row for each group and currency, with the change of a month to the
one before. -o csv without --by is the list for the accountant.`,
		Example: `  btalk bills last month
  btalk bills --issued 2026-10 --type creditnote -o csv
  btalk bills --by month,account --currency EUR
  btalk bills search billNo=F-2026-0001
  btalk bills download 1013390 --format pdf --to invoices`,
		Args: cobra.ArbitraryArgs, // a query of several words needs no quotes
		RunE: func(cmd *cobra.Command, args []string) error {
			filter.query = strings.Join(args, " ")
			if filter.issued == "" {
				filter.issued, filter.query = bills.Split(filter.query)
			}
			return filter.run(cmd.Context(), rt)
		},
	}
	cmd.Flags().StringVar(&filter.issued, "issued", "", "issued in this time: `EXPR`, \"last month\"")
	cmd.Flags().StringVar(&filter.kind, "type", "", "of this `TYPE`: invoice, creditnote, or as the API names it")
	cmd.Flags().StringVar(&filter.account, "account", "", "of this billing `ACCOUNT`: id, or words of its name")
	cmd.Flags().StringVar(&filter.currency, "currency", "", "in this currency: `CODE`, or none")
	cmd.Flags().StringVar(&filter.by, "by", "", "sums by `GROUP`: month, account, type, currency; several with a comma between")
	cmd.AddCommand(newBillsSearch(rt), newBillsDownload(rt), newBillsJobs(rt))
	return cmd
}

// run prints the bills, or their sums.
func (f *billFilter) run(ctx context.Context, rt *runtime) error {
	issued, err := billsOut{rt}.issuedIn(f.issued)
	if err != nil {
		return err
	}
	keys, err := f.keys()
	if err != nil {
		return err
	}
	r, err := rt.reader(ctx)
	if err != nil {
		return err
	}
	list, err := billsIn{r}.bills(ctx, issued)
	if err != nil {
		return err
	}
	searched := len(list)
	rows := f.choose(rt, list)
	if keys != nil {
		err = billsOut{rt}.printGroups(bills.By(bills.Plain(rows), keys, bills.ByIssue), bills.Plain(rows))
	} else {
		err = billsOut{rt}.printBills(rows)
	}
	if err == nil && len(rows) == 0 {
		err = nothingFound("`btalk bills` lists them all.", "no bill matches; searched: %s", rules.Count(searched, "bill", "bills"))
	}
	return err
}

// keys are what to group by; nil for a list.
func (f *billFilter) keys() ([]bills.Key, error) {
	if f.by == "" {
		return nil, nil
	}
	keys, err := bills.ParseKeys(f.by)
	if err != nil {
		return nil, usageFailure("", "--by: %v", err)
	}
	return keys, nil
}

// choose gives the rows that the flags and the query ask for.
func (f *billFilter) choose(rt *runtime, list []bills.Bill) []bills.Row {
	rows := bills.Rows(list, rt.moneyStyle())
	chosen := rows[:0]
	for i := range rows {
		if rows[i].IsType(f.kind) && f.inCurrency(&rows[i]) && f.ofAccount(&rows[i]) {
			chosen = append(chosen, rows[i])
		}
	}
	if f.query == "" {
		return chosen
	}
	return billsOut{rt}.billNoun().Search(chosen, f.query)
}

func (f *billFilter) inCurrency(row *bills.Row) bool {
	code := row.Money().String()
	return f.currency == "" || strings.EqualFold(f.currency, code) || code == "" && strings.EqualFold(f.currency, "none")
}

func (f *billFilter) ofAccount(row *bills.Row) bool {
	name := " " + rules.Fold(row.AccountName.Raw())
	if f.account == "" || row.Account.Raw() == f.account {
		return true
	}
	for word := range strings.FieldsSeq(rules.Fold(f.account)) {
		if !strings.Contains(name, " "+word) {
			return false
		}
	}
	return !row.AccountName.Empty()
}

// billsOut prints bills, their sums and reports.
type billsOut struct{ *runtime }

// billsIn reads what Billing has: bills, accounts, documents and jobs.
type billsIn struct{ *reader }

// issuedIn reads a range of days as an operator writes it; no text is no range.
func (rt billsOut) issuedIn(text string) (bills.Issued, error) {
	if text == "" {
		return bills.Issued{}, nil
	}
	issued, err := bills.ParseIssued(text, rt.today())
	if err != nil {
		return issued, usageFailure("", "%v", err)
	}
	return issued, nil
}

func (rt billsOut) billNoun() catalog.Noun[bills.Row] {
	return catalog.Bills(rt.moneyStyle(), rt.today())
}

// bills lists bills.
func (r billsIn) bills(ctx context.Context, issued bills.Issued) ([]bills.Bill, error) {
	return read(ctx, r.reader, "bills", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
		return r.Bills(ctx, issued, mode)
	})
}

// printBills prints a list of bills, with the sums below a table.
func (rt billsOut) printBills(rows []bills.Row) error {
	noun := rt.billNoun()
	if rt.flags.output == outputCSV {
		noun = catalog.ForAccountant(noun)
	}
	return rt.printAmounts(listOf(rt.runtime, noun, rows), bills.Plain(rows))
}

// printGroups prints sums, with those of all bills below a table.
func (rt billsOut) printGroups(groups []bills.Group, list []bills.Bill) error {
	noun := catalog.BillGroups(rt.moneyStyle())
	if rt.flags.output == outputCSV {
		noun = catalog.WithCounts(noun)
	}
	return rt.printAmounts(listOf(rt.runtime, noun, groups), list)
}

// printAmounts prints a list, and below a table for people what it comes to.
func (rt billsOut) printAmounts(result sheet, list []bills.Bill) error {
	if err := rt.print(result); err != nil || !rt.forPeople() || len(list) == 0 {
		return err
	}
	return rt.printText("\n" + models.Safe(bills.Total(list, bills.Gross).Line(rt.moneyStyle(), "bills")))
}

// listOf is a sheet whose amounts are written for people where people read it.
func listOf[T any](rt *runtime, noun catalog.Noun[T], rows []T) sheet {
	result := sheetOf(noun, rows)
	if !rt.forPeople() {
		return result
	}
	for at, field := range noun.Fields {
		column, _ := noun.Column(field)
		if !column.Right || column.Text == nil {
			continue
		}
		for i, row := range rows {
			result.rows[i][at] = column.Text(row)
		}
	}
	return result
}

// accounts lists billing accounts with what is cached of their bills.
func (r billsIn) accounts(ctx context.Context) ([]bills.Payer, error) {
	payers, err := read(ctx, r.reader, "billing accounts", r.BillingAccounts)
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
