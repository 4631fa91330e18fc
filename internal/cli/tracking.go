package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
)

// trackedFilter is what narrows the list of tracked orders.
type trackedFilter struct {
	query, status, within string
	late                  bool
	days                  int // of within
}

// allStatuses stands for every status.
const allStatuses = "all"

func newTracking(rt *runtime) *cobra.Command {
	filter := trackedFilter{}
	cmd := &cobra.Command{
		Use:   "tracking [QUERY]",
		Short: "orders of Order Tracking, late ones first; QUERY finds by id, reference, site, town or offer",
		Long: "Orders of Order Tracking, for sites in France: the next event of each, late ones first.\n" +
			"QUERY finds by id, reference, site, town or offer, accents and case aside.",
		Example: "  btalk tracking lyon\n  btalk tracking --late\n  btalk tracking --status all --next 7d -o csv",
		Args:    cobra.ArbitraryArgs, // a query of several words needs no quotes
		RunE: func(cmd *cobra.Command, args []string) error {
			filter.query = strings.Join(args, " ")
			if err := filter.check(); err != nil {
				return err
			}
			return listTracked(cmd.Context(), rt, filter, cmd.Flags().Changed("status"))
		},
	}
	cmd.Flags().StringVar(&filter.status, "status", "Current", "in this `STATUS`, as the server names it; all for every one")
	cmd.Flags().BoolVar(&filter.late, "late", false, "only what was to happen before today")
	cmd.Flags().StringVar(&filter.within, "next", "", "only what is due within `DAYS`, such as 7d, late ones included")
	cmd.PersistentFlags().StringVar(&rt.backend.language, "lang", "", "`LANGUAGE` of the answers: en or fr; that of the profile without it")
	cmd.AddCommand(newTrackingShow(rt), newTrackingWatch(rt))
	return cmd
}

// check reads the number of days.
func (f *trackedFilter) check() error {
	if f.within == "" {
		return nil
	}
	days, err := strconv.Atoi(strings.TrimSuffix(strings.ToLower(f.within), "d"))
	if err != nil || days < 0 || days > 3650 {
		return usageFailure("Give a number of days: --next 7d.", "--next %q is not a number of days", models.Safe(f.within))
	}
	f.days = days
	return nil
}

// asked is the status that the server is asked for.
func (f *trackedFilter) asked() string {
	if strings.EqualFold(f.status, allStatuses) {
		return ""
	}
	return f.status
}

func listTracked(ctx context.Context, rt *runtime, filter trackedFilter, chosen bool) error {
	r, err := rt.reader(ctx)
	if err != nil {
		return err
	}
	orders, err := read(ctx, r, "tracked orders", func(ctx context.Context, mode models.Mode) (models.Snapshot[[]tracking.Order], error) {
		return r.TrackedOrders(ctx, filter.asked(), mode)
	})
	if err != nil {
		return err
	}
	rows := filter.choose(tracking.Rows(orders, rt.today()), rt.today())
	if err := rt.print(sheetOf(catalog.Tracked(rt.process.Now(), true), rows)); err != nil {
		return err
	}
	if len(rows) == 0 && (chosen || filter.query != "" || filter.late || filter.within != "") {
		return nothingFound("`btalk tracking --status all` lists them all.", "no tracked order matches; searched: %s", rules.Count(len(orders), "order", "orders"))
	}
	return nil
}

func (f *trackedFilter) choose(rows []tracking.Row, today when.Day) []tracking.Row {
	rows = catalog.TrackedFound(rows, f.query)
	return slices.DeleteFunc(slices.Clone(rows), func(row tracking.Row) bool {
		return f.late && !row.IsLate || f.within != "" && !row.Within(f.days, today)
	})
}

func newTrackingShow(rt *runtime) *cobra.Command {
	var calendar bool
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "one tracked order with its timeline; --ics writes its appointments for a calendar",
		Example: "  btalk tracking show 123456\n  btalk tracking show 123456 --ics > appointments.ics",
		Args:    exactly("the ID of an order"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			order, err := r.trackedOrder(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if calendar {
				return trackingOut{rt}.printCalendar([]tracking.Order{order})
			}
			return trackingOut{rt}.printTracked(order)
		},
	}
	cmd.Flags().BoolVar(&calendar, "ics", false, "its appointments as iCalendar, all-day where no time was given")
	return cmd
}

// trackedOrder reads one order.
func (r *reader) trackedOrder(ctx context.Context, id string) (tracking.Order, error) {
	order, err := read(ctx, r, "tracked order", func(ctx context.Context, mode models.Mode) (models.Snapshot[tracking.Order], error) {
		return r.TrackedOrder(ctx, id, mode)
	})
	if models.KindOf(err) == models.NotFound {
		return order, nothingFound("`btalk tracking --status all` lists them all.", "no tracked order has the id %q", models.Safe(id))
	}
	return order, err
}

// trackingOut prints tracked orders.
type trackingOut struct{ *runtime }

// printTracked prints an order: for people its fields, then a line for each event.
func (rt trackingOut) printTracked(order tracking.Order) error {
	rows := tracking.Rows([]tracking.Order{order}, rt.today())
	noun := catalog.Tracked(rt.process.Now(), true)
	if !rt.forPeople() {
		return rt.print(sheetOf(noun, rows).one())
	}
	var fields sheet
	fields.upright = true
	fields.rows = [][]string{nil}
	for _, detail := range noun.Detail(rows[0]) {
		if detail.Heading && detail.Label == catalog.TimelineHeading {
			break
		}
		if !detail.Heading && detail.Label != "" {
			fields.columns = append(fields.columns, column{detail.Label, detail.Label})
			fields.rows[0] = append(fields.rows[0], strings.TrimRight(detail.Value+"  "+detail.Note, " "))
		}
	}
	for _, field := range order.Other {
		fields.columns = append(fields.columns, column{field.Path.String(), field.Path.String()})
		fields.rows[0] = append(fields.rows[0], field.Value.String())
	}
	if err := rt.print(fields); err != nil {
		return err
	}
	if err := rt.printText(""); err != nil {
		return err
	}
	return rt.print(rt.timeline(order))
}

// timeline is a line for each event.
func (rt trackingOut) timeline(order tracking.Order) sheet {
	result := sheet{columns: []column{{"Date", "date"}, {"Slot", "slot"}, {"Kind", "kind"}, {"What", "what"}, {"State", "state"}, {"Is", "is"}}}
	for _, event := range order.Timeline(rt.today()) {
		is := ""
		if event.Mark == tracking.Coming || event.Mark == tracking.Outlying {
			is = event.Distance(rt.today())
		}
		date := event.At.Date.String()
		if date == "" {
			date = event.At.Sent.String()
		}
		result.rows = append(result.rows, []string{date, event.Slot.String(), event.Kind.String(), event.What.String(), event.State.String(), is})
	}
	return result
}

// printCalendar prints the appointments of orders.
func (rt trackingOut) printCalendar(orders []tracking.Order) error {
	file, count, without := tracking.Calendar(orders, rt.process.Now())
	if without > 0 {
		rt.warn("%s without a date that can be read: left out", rules.Count(without, "appointment", "appointments"))
	}
	if count == 0 {
		return nothingFound("", "there is no appointment with a date")
	}
	_, err := rt.process.Out.Write(file)
	return err
}
