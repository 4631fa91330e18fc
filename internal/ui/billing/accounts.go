package billing

import (
	"context"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/jobs"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Accounts lists billing accounts.
type Accounts struct {
	*listing.List[bills.Payer]
}

// NewAccounts makes the list of billing accounts, with what is cached of their bills.
func NewAccounts(env *screen.Env, source Source, route screen.Accounts) *Accounts {
	config := listing.From(catalog.Accounts(style(env), today(env)))
	config.Title = func() string { return "Billing accounts" }
	config.Route = func() screen.Route { return route }
	config.Filter = route.Query
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Payer], error) {
		payers, err := source.BillingAccounts(ctx, mode)
		if err != nil {
			return payers, err
		}
		cached, err := source.Bills(ctx, bills.Issued{}, models.Held)
		if err != nil {
			payers.Note = "no bills are cached: : bills reads them, and what is missing shows here then"
			return payers, nil //nolint:nilerr // the accounts are there without them
		}
		merged := bills.Accounts(payers.Value, cached.Value, when.DayOf(cached.Fetched.Local()))
		if lacks := cached.Lacks(); lacks != "" {
			payers.Note = "bills: " + lacks + "; none is called missing"
			for i := range merged {
				merged[i].Missing = when.Day{}
			}
		}
		return models.Like(payers, merged), nil
	}
	config.Open, config.Opens = func(p bills.Payer) screen.Do { return screen.To(screen.Bills{Query: "account:" + p.ID.Raw()}) }, "its bills"
	config.Empty = widget.Empty("There is no billing account", "r asks the server again")
	return &Accounts{listing.New(env, config)}
}

// Reports lists reports.
type Reports struct {
	*listing.List[bills.Report]
}

// NewReports makes the list of reports.
func NewReports(env *screen.Env, source Source, route screen.Reports) *Reports {
	config := listing.From(catalog.Reports())
	config.Title = func() string { return "Reports" }
	config.Route = func() screen.Route { return route }
	config.Fetch = source.Reports
	for _, format := range bills.Formats() {
		config.Actions = append(config.Actions, listing.Action[bills.Report]{
			Name: "download as " + format, Many: true,
			Run: func(rows []bills.Report) screen.Do {
				var wanted []bills.Paper
				for i := range rows {
					wanted = append(wanted, rows[i].Paper(format))
				}
				return download(env, source, wanted)
			},
		})
	}
	config.Empty = widget.Empty("There is no report", "r asks the server again")
	return &Reports{listing.New(env, config)}
}

// Jobs lists the asynchronous jobs, those of an earlier run included.
type Jobs struct {
	*listing.List[jobs.Listed]
}

// NewJobs makes the list of jobs.
func NewJobs(env *screen.Env, source Source, route screen.Jobs) *Jobs {
	config := listing.From(catalog.Jobs(env.Now().Location()))
	config.Title = func() string { return "Jobs" }
	config.Route = func() screen.Route { return route }
	config.Fetch = source.BillingJobs
	config.Actions = []listing.Action[jobs.Listed]{{Name: "fetch the document", Run: func(rows []jobs.Listed) screen.Do {
		paper, ok := bills.ParsePaper(rows[0].What)
		if !ok {
			return screen.Say(screen.Info, "the job was not begun here: what it is for is not known")
		}
		return download(env, source, []bills.Paper{paper})
	}}}
	config.Empty = widget.Empty("There is no job", "a document that takes the server a while is listed here, also after a restart")
	return &Jobs{listing.New(env, config)}
}
