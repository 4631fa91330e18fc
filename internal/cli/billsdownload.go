package cli

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/bills"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// delivery says in which form documents come, and where to.
type delivery struct {
	format, dir string
	later       bool
}

func (d *delivery) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.format, "format", "pdf", "`FORMAT` of the document: "+strings.Join(bills.Formats(), ", "))
	cmd.Flags().StringVar(&d.dir, "to", ".", "`DIR` to put it into")
	cmd.Flags().BoolVar(&d.later, "async", false, "as a job of the server from the first")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(bills.Formats(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.MarkFlagDirname("to")
}

// check refuses what no request should be spent on.
func (d *delivery) check() error {
	if !slices.Contains(bills.Formats(), d.format) {
		return usageFailure("", "--format %q: the formats are %s", models.Safe(d.format), strings.Join(bills.Formats(), ", "))
	}
	info, err := os.Stat(d.dir)
	switch {
	case err != nil:
		return usageFailure("Make it first, or choose another with --to.", "the directory %q cannot be used: %v", models.Safe(d.dir), errors.Unwrap(err))
	case !info.IsDir():
		return usageFailure("", "%q is not a directory; choose another with --to", models.Safe(d.dir))
	}
	return nil
}

func newBillsDownload(rt *runtime) *cobra.Command {
	var way delivery
	var issued string
	cmd := &cobra.Command{
		Use:   "download ID…",
		Short: "documents of bills into a directory; the path of each is printed, one a line",
		Long: `Documents of bills into a directory, one after the other. The path of each file is
printed on standard output, one a line. A file that is there is never replaced: the
new one gets a number. What the server sends is checked to be what was asked for, and
is there whole or not at all.

Where the server takes its time it is asked for a job, which is followed to its end.
A job that was begun earlier is gone on with.`,
		Example: `  btalk bills download 1013390 1013391 --to invoices
  btalk bills download --issued "last month" --format csv --to csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, ids []string) error {
			in, err := billsOut{rt}.issuedIn(issued)
			if err != nil {
				return err
			}
			if len(ids) == 0 && issued == "" {
				return usageFailure("Usage: "+cmd.UseLine(), "%s needs the ID of a bill, or --issued", cmd.CommandPath())
			}
			if err := way.check(); err != nil {
				return err
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			if issued != "" {
				if ids, err = (billsIn{r}).issuedAmong(cmd.Context(), in, ids); err != nil {
					return err
				}
			}
			var papers []bills.Paper
			for _, id := range ids {
				papers = append(papers, bills.Paper{Kind: bills.OfBill, ID: id, Format: way.format})
			}
			return billsIn{r}.deliver(cmd.Context(), papers, way)
		},
	}
	cmd.Flags().StringVar(&issued, "issued", "", "those issued in this time: `EXPR`, \"last month\"")
	way.flags(cmd)
	return cmd
}

// issuedAmong gives the ids of the bills issued in a time; of those that are named, where
// some are.
func (r billsIn) issuedAmong(ctx context.Context, issued bills.Issued, named []string) ([]string, error) {
	list, err := r.bills(ctx, issued)
	if err != nil {
		return nil, err
	}
	var ids []string
	without := 0
	for i := range list {
		switch id := list[i].ID.Raw(); {
		case len(named) > 0 && !slices.Contains(named, id):
		case id == "":
			without++
		default:
			ids = append(ids, id)
		}
	}
	if without > 0 {
		r.rt.warn("%s without an id: left out", rules.Count(without, "bill", "bills"))
	}
	for _, id := range named {
		if !slices.Contains(ids, id) {
			r.rt.warn("the bill %s is not among those issued %s: left out", models.Safe(id), issued.Preview())
		}
	}
	if len(ids) == 0 {
		return nil, nothingFound("`btalk bills` lists them all.", "no bill was issued %s", issued.Preview())
	}
	return ids, nil
}

// deliver downloads documents one after the other. One that fails does not keep the
// others from coming, unless it would meet them as well.
func (r billsIn) deliver(ctx context.Context, papers []bills.Paper, way delivery) error {
	failed := 0
	var last error
	for i, paper := range papers {
		path, err := r.deliverOne(ctx, paper, way)
		if err == nil {
			if err := r.rt.printText(path); err != nil {
				return err
			}
			continue
		}
		failed, last = failed+1, err
		switch models.KindOf(err) {
		case models.Unauthorized, models.Forbidden, models.Throttled, models.Canceled, models.Offline, models.NotHeld:
			if rest := len(papers) - i - 1; rest > 0 {
				r.rt.warn("%s not asked for", rules.Count(rest, "document was", "documents were"))
			}
			return err
		default:
			if len(papers) > 1 {
				r.rt.warn("%v", err)
			}
		}
	}
	switch {
	case failed == 0:
		return nil
	case len(papers) == 1:
		return last
	}
	return &failure{exitFailed, sprintf("%d of %d documents could not be had", failed, len(papers)), ""}
}

func (r billsIn) deliverOne(ctx context.Context, paper bills.Paper, way delivery) (string, error) {
	done := r.rt.follow(paper.Name() + "." + paper.Format + ", bytes")
	defer done.clear()
	return r.Save(models.WithProgress(ctx, done.show), paper, way.dir, way.later)
}

func newReports(rt *runtime) *cobra.Command {
	var way delivery
	cmd := &cobra.Command{
		Use:     "reports [ID]",
		Short:   "reports of Billing; with an ID, that one is downloaded like a bill",
		Example: "  btalk reports\n  btalk reports monthly-usage --format csv --to reports",
		Args:    between(0, 1, "the ID of a report"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				if err := way.check(); err != nil {
					return err
				}
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			reports, err := read(cmd.Context(), r, "reports", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Report], error) {
				return r.Reports(ctx, mode)
			})
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return billsOut{rt}.printReports(reports)
			}
			at := slices.IndexFunc(reports, func(one bills.Report) bool { return one.ID.Raw() == args[0] })
			if at < 0 {
				return nothingFound("`btalk reports` lists them.", "no report has the id %q", models.Safe(args[0]))
			}
			return billsIn{r}.deliver(cmd.Context(), []bills.Paper{reports[at].Paper(way.format)}, way)
		},
	}
	way.flags(cmd)
	return cmd
}
