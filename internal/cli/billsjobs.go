package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/jobs"
	"btalk/internal/models"
)

func newBillsJobs(rt *runtime) *cobra.Command {
	var cancel bool
	cmd := &cobra.Command{
		Use:   "jobs [ID]",
		Short: "asynchronous jobs of Billing: how they stand; --cancel ends one",
		Long: `Asynchronous jobs of Billing: those that the server knows, and those that were begun
here, also before a restart. What a job was begun for is gone on with by the same
command: btalk bills download, btalk reports.

--cancel stops following a job. With --write it is cancelled at the server as well.`,
		Example: "  btalk bills jobs\n  btalk bills jobs 70001 --cancel --write",
		Args:    between(0, 1, "the ID of a job"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cancel && len(args) == 0 {
				return usageFailure("Usage: "+cmd.UseLine(), "--cancel needs the ID of a job")
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			switch {
			case cancel:
				return billsIn{r}.cancelJob(cmd.Context(), args[0])
			case len(args) == 1:
				return billsIn{r}.showJob(cmd.Context(), args[0])
			}
			list, err := read(cmd.Context(), r, "jobs", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]jobs.Listed], error) {
				return r.BillingJobs(ctx, mode)
			})
			if err != nil {
				return err
			}
			return rt.print(listOf(rt, catalog.Jobs(time.UTC), list))
		},
	}
	cmd.Flags().BoolVar(&cancel, "cancel", false, "stop following it; with --write, end it at the server")
	return cmd
}

func (r billsIn) showJob(ctx context.Context, id string) error {
	job, err := read(ctx, r.reader, "job", func(ctx context.Context, mode models.Mode) (models.Snapshot[jobs.Listed], error) {
		return r.BillingJob(ctx, id, mode)
	})
	if err != nil {
		return err
	}
	if err := r.rt.print(listOf(r.rt, catalog.Jobs(time.UTC), []jobs.Listed{job}).one()); err != nil {
		return err
	}
	if paper, ok := bills.ParsePaper(job.What); ok && job.State() == jobs.Done {
		r.rt.warn("it is ready: `%s` fetches it", commandOf(paper))
	}
	return nil
}

// commandOf is the command that a document is asked for with.
func commandOf(paper bills.Paper) string {
	command := "btalk reports "
	if paper.Kind == bills.OfBill {
		command = "btalk bills download "
	}
	return command + models.Safe(paper.ID) + " --format " + paper.Format
}

func (r billsIn) cancelJob(ctx context.Context, id string) error {
	atServer, err := r.CancelJob(ctx, id)
	if err != nil {
		return err
	}
	line, how := "the job "+models.Safe(id)+" was cancelled", "cancelled"
	if !atServer {
		line, how = "the job "+models.Safe(id)+" is no longer followed; the server goes on with it (--write cancels it there)", "not followed"
	}
	return r.rt.printLine(line, []column{{"Job", "id"}, {"State", "status"}}, id, how)
}

// printReports prints the list of reports.
func (rt billsOut) printReports(reports []bills.Report) error {
	return rt.print(listOf(rt.runtime, catalog.Reports(), reports))
}
