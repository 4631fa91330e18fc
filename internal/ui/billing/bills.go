// Package billing is the screens of Billing M2M: bills, their groups, one bill,
// billing accounts, reports and the jobs of the server. Only internal/ui imports it.
package billing

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/jobs"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/text"
	"btalk/internal/models/when"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screens read, and how documents are saved.
type Source interface {
	Bills(ctx context.Context, issued bills.Issued, mode models.Mode) (models.Snapshot[[]bills.Bill], error)
	Bill(ctx context.Context, id string, mode models.Mode) (models.Snapshot[bills.Bill], error)
	BillItems(ctx context.Context, id string, mode models.Mode) (models.Snapshot[[]models.Value], error)
	BillingAccounts(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Payer], error)
	Reports(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Report], error)
	BillingJobs(ctx context.Context, mode models.Mode) (models.Snapshot[[]jobs.Listed], error)
	Save(ctx context.Context, paper bills.Paper, dir string, later bool) (path string, err error)
}

// To reads the words behind the place: a time, as `btalk bills --issued` takes it, or
// what to find.
func To(args []string) screen.Bills {
	issued, query := bills.Split(strings.Join(args, " "))
	return screen.Bills{Issued: issued, Query: query}
}

// style is how amounts are written: in the language of the profile.
func style(env *screen.Env) money.Style { return money.StyleOf(env.Language, false) }

func today(env *screen.Env) when.Day { return when.DayOf(env.Now()) }

// reading reads the bills of a time; none is all.
func reading(env *screen.Env, source Source, text string) screen.Fetch[[]bills.Bill] {
	issued, err := bills.ParseIssued(text, today(env))
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
		if text != "" && err != nil { // all bills would be taken for those of the time
			return models.Snapshot[[]bills.Bill]{}, &models.Error{Op: "list bills", Kind: models.Invalid, Detail: models.NewText(err.Error())}
		}
		return source.Bills(ctx, issued, mode)
	}
}

// Screen lists bills.
type Screen struct {
	*listing.List[bills.Row]
}

// New makes the list of bills.
func New(env *screen.Env, source Source, route screen.Bills) *Screen {
	config := listing.From(catalog.Bills(style(env), today(env)))
	config.Title = func() string { return titled("Bills", route.Issued) }
	config.Route = func() screen.Route { return route }
	config.Filter = route.Query
	read := reading(env, source, route.Issued)
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Row], error) {
		got, err := read(ctx, mode)
		return models.Like(got, bills.Rows(append([]bills.Bill(nil), got.Value...), style(env))), err
	}
	config.Open, config.Opens = func(r bills.Row) screen.Do { return screen.To(screen.Bill{ID: r.ID.Raw()}) }, "the bill"
	config.Foot = func(rows []bills.Row, what string) []string {
		return bills.Total(bills.Plain(rows), bills.Gross).Parts(style(env), what)
	}
	config.Actions = []listing.Action[bills.Row]{
		{Name: "download as PDF", Many: true, Run: func(rows []bills.Row) screen.Do { return download(env, source, papers(rows, "pdf")) }},
		{Name: "download as CSV", Many: true, Run: func(rows []bills.Row) screen.Do { return download(env, source, papers(rows, "csv")) }},
		{Name: "only this account", Run: func(rows []bills.Row) screen.Do {
			return screen.To(screen.Bills{Issued: route.Issued, Query: "account:" + rows[0].Account.Raw()})
		}},
	}
	for _, by := range []string{"month", "account", "type", "currency"} {
		config.Actions = append(config.Actions, listing.Action[bills.Row]{
			Name: "sums by " + by, Run: func([]bills.Row) screen.Do { return screen.To(screen.BillGroups{By: by, Issued: route.Issued}) },
		})
	}
	config.Empty = widget.Empty("There is no bill", "r asks the server again; : bills this year shows another time")
	return &Screen{listing.New(env, config)}
}

func titled(what, issued string) string {
	if issued == "" {
		return what
	}
	return what + " of " + models.Safe(issued)
}

func papers(rows []bills.Row, format string) []bills.Paper {
	all := make([]bills.Paper, len(rows))
	for i := range rows {
		all[i] = bills.Paper{Kind: bills.OfBill, ID: rows[i].ID.Raw(), Format: format}
	}
	return all
}

// download saves documents into the directory that btalk was started in, one after the
// other, and says what became of them.
func download(env *screen.Env, source Source, wanted []bills.Paper) screen.Do {
	ctx := env.Ctx
	work := screen.Run(func() tea.Msg {
		var saved []string
		for _, paper := range wanted {
			path, err := source.Save(ctx, paper, ".", false)
			if err != nil {
				return screen.ToastMsg{Level: screen.Failure, Text: models.Safe(fmt.Sprintf("saved %d of %d: %v", len(saved), len(wanted), err))}
			}
			saved = append(saved, path)
		}
		line := "saved " + saved[0]
		if len(saved) > 1 {
			line = fmt.Sprintf("saved %d documents, the last one as %s", len(saved), saved[len(saved)-1])
		}
		return screen.ToastMsg{Level: screen.Success, Text: models.Safe(line)}
	})
	return screen.All(screen.Say(screen.Info, "downloading "+text.Count(len(wanted), "document", "documents")+" …"), work)
}

// Groups lists the sums of groups of bills.
type Groups struct {
	*listing.List[bills.Group]
}

// NewGroups makes the list of groups.
func NewGroups(env *screen.Env, source Source, route screen.BillGroups) *Groups {
	keys, err := bills.ParseKeys(route.By)
	if err != nil {
		keys = []bills.Key{bills.Month}
	}
	config := listing.From(catalog.BillGroups(style(env)))
	config.Title = func() string { return titled("Bills by "+keys[0].String(), route.Issued) }
	config.Route = func() screen.Route { return route }
	read := reading(env, source, route.Issued)
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Group], error) {
		got, err := read(ctx, mode)
		return models.Like(got, bills.By(got.Value, keys, bills.ByIssue)), err
	}
	config.Open, config.Opens = func(g bills.Group) screen.Do { return screen.To(inGroup(keys, g, route.Issued)) }, "its bills"
	config.Empty = widget.Empty("There is no bill", "r asks the server again")
	return &Groups{listing.New(env, config)}
}

// inGroup leads to the bills of a group and to no others: by the filter of the list,
// which is that of the time asked for, or of the month where all are.
func inGroup(keys []bills.Key, g bills.Group, issued string) screen.Bills {
	to := screen.Bills{Issued: issued, Query: "cur:" + g.Currency.String()}
	for i, key := range keys {
		switch value := g.Values[i]; {
		case value == "":
		case key == bills.Month && issued == "":
			to.Issued = value
		case key == bills.Month: // the group may have a part of it only
			to.Query += " issued:" + value
		case key == bills.Account, key == bills.Type:
			to.Query += " " + key.String() + ":" + value
		}
	}
	return to
}
