package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newBill(rt *runtime) *cobra.Command {
	var items bool
	cmd := &cobra.Command{
		Use:     "bill ID",
		Short:   "one bill in full, or its lines",
		Example: "  btalk bill 1013390\n  btalk bill 1013390 --items -o csv",
		Args:    exactly("the ID of a bill"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			bill, err := billsIn{r}.bill(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if items {
				return billsIn{r}.printItems(cmd.Context(), &bill)
			}
			return billsOut{rt}.printBill(bill)
		},
	}
	cmd.Flags().BoolVar(&items, "items", false, "its lines")
	return cmd
}

// bill finds one bill by its id, or by the number on the paper.
func (r billsIn) bill(ctx context.Context, wanted string) (bills.Bill, error) {
	bill, err := read(ctx, r.reader, "bill", func(ctx context.Context, mode models.Mode) (models.Snapshot[bills.Bill], error) {
		return r.Bill(ctx, wanted, mode)
	})
	if kind := models.KindOf(err); kind != models.NotFound && kind != models.NotHeld {
		return bill, err
	}
	list, failed := r.bills(ctx, bills.Issued{})
	if failed != nil {
		return bill, err
	}
	var hits []bills.Bill
	for _, one := range list {
		if one.ID.Raw() == wanted || rules.Fold(one.Number.Raw()) == rules.Fold(wanted) {
			hits = append(hits, one)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return bill, nothingFound("`btalk bills QUERY` searches them.", "no bill has the id or the number %q", models.Safe(wanted))
	}
	return bill, usageFailure("Give its id.", "%d bills have the number %q", len(hits), models.Safe(wanted))
}

// printBill prints all that is known of a bill.
func (rt billsOut) printBill(bill bills.Bill) error {
	row := bills.Rows([]bills.Bill{bill}, rt.moneyStyle())
	if !rt.forPeople() {
		return rt.print(sheetOf(catalog.ForAccountant(rt.billNoun()), row).one())
	}
	return rt.printDetails(rt.billNoun().Detail(row[0]))
}

// printDetails prints details as lines: label, value, and what the value means.
func (rt billsOut) printDetails(details []catalog.Detail) error {
	var lines [][]string
	for _, detail := range details {
		switch {
		case detail.Heading, detail.Value == "":
			continue
		case detail.Note != "":
			lines = append(lines, []string{detail.Label, detail.Value, "(" + detail.Note + ")"})
		default:
			lines = append(lines, []string{detail.Label, detail.Value})
		}
	}
	return align(rt.process.Out, lines)
}

// printItems prints the lines of a bill. That they come to another sum than the bill
// is said, and never corrected.
func (r billsIn) printItems(ctx context.Context, bill *bills.Bill) error {
	raw, err := read(ctx, r.reader, "items of the bill", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Value], error) {
		return r.BillItems(ctx, bill.ID.Raw(), mode)
	})
	if err != nil {
		return err
	}
	items := bills.DecodeItems(raw, bill)
	if err := r.rt.print(itemSheet(r.rt, raw, items)); err != nil {
		return err
	}
	if len(items) == 0 {
		return nothingFound("", "the bill %s has no items", bill.ID)
	}
	for _, line := range bills.Differences(bill, items, r.rt.moneyStyle()) {
		if !r.rt.forPeople() {
			r.rt.warn("%s", line)
			continue
		}
		if err := r.rt.printText("\n" + models.Safe(line)); err != nil {
			return err
		}
	}
	return nil
}

func itemSheet(rt *runtime, raw []models.Value, items []bills.Item) sheet {
	result := sheet{columns: []column{
		{"Line", "line"}, {"Label", "label"}, {"Qty", "quantity"}, {"Net", "amountExcludingTax"}, {"Tax", "taxAmount"}, {"Gross", "amountIncludingTax"}, {"Cur", "currency"},
	}}
	for i := range items {
		item := &items[i]
		line := bills.Bill{Net: item.Net, Tax: item.Tax, Gross: item.Gross}
		amount := func(column bills.Column) string {
			if rt.forPeople() {
				return line.Shown(column, rt.moneyStyle())
			}
			return line.Exact(column)
		}
		result.add(raw[i], strconv.Itoa(i+1), item.Label.String(), item.Quantity.String(), amount(bills.Net), amount(bills.Tax), amount(bills.Gross), line.Money().String())
	}
	return result
}

func newBillsSearch(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "search FIELD=VALUE…",
		Short: "bills by the fields of the API: a search at the server, which changes nothing",
		Long: `Bills by the fields of the API, such as billNo, billingAccountId, currency, status,
issuedAt (in the forms of btalk bills --issued) and period. The server says which
fields it takes.`,
		Example: "  btalk bills search billNo=F-2026-0001\n  btalk bills search billingAccountId=BA1001 issuedAt=\"last month\"",
		Args:    atLeast(1, "FIELD=VALUE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			wanted, err := billsOut{rt}.wantedFields(args)
			if err != nil {
				return err
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			list, err := read(cmd.Context(), r, "bills", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
				return r.SearchBills(ctx, wanted, mode)
			})
			if models.KindOf(err) == models.Invalid {
				return usageFailure("The fields are those of a bill, by the names of the API: `btalk bills -o json` shows them.", "%v", err)
			}
			if err != nil {
				return err
			}
			if err := (billsOut{rt}).printBills(bills.Rows(list, rt.moneyStyle())); err != nil {
				return err
			}
			if len(list) == 0 {
				return nothingFound("`btalk bills` lists them all.", "no bill matches")
			}
			return nil
		},
	}
}

// wantedFields reads FIELD=VALUE words, each field once. Days may be given in words.
func (rt billsOut) wantedFields(words []string) (map[string]string, error) {
	wanted := map[string]string{}
	for _, word := range words {
		name, value, assigned := strings.Cut(word, "=")
		name = strings.TrimSpace(name)
		if _, twice := wanted[name]; twice {
			return nil, usageFailure("Give each field once.", "the field %q is given twice", models.Safe(name))
		}
		if !assigned || name == "" {
			return nil, usageFailure("Fields are given as FIELD=VALUE, such as currency=EUR.", "%q is not a field of a bill", models.Safe(word))
		}
		if name == "issuedAt" || name == "period" {
			issued, err := rt.issuedIn(value)
			if err != nil {
				return nil, err
			}
			value = issued.Query
		}
		wanted[name] = value
	}
	return wanted, nil
}
