package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
	"btalk/internal/tracking"
)

// watchFlags are those of `btalk tracking watch`.
type watchFlags struct {
	every, timeout time.Duration
	until          string
	bell           bool
}

func newTrackingWatch(rt *runtime) *cobra.Command {
	var flags watchFlags
	cmd := &cobra.Command{
		Use:   "watch ID…",
		Short: "a line for each change of tracked orders, until they are over; the first lines are the present states",
		Long: "A line for each change of tracked orders (-o json: an object a line); the first lines are the present states.\n" +
			"The list is read once an interval and an order only when it changed, from spare budget. It ends when every order is over.\n\n" +
			"Exit 0 when --until is reached by all of them, or all are over; 1 at the timeout, or when one ends in another state.",
		Example: "  btalk tracking watch 123456 123457 --bell\n  btalk tracking watch 123456 --until Closed --timeout 8h -o json",
		Args:    atLeast(1, "the ID of an order"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.every < tracking.ShortestAsked {
				return usageFailure("", "--every %v is too often: %v at the least", flags.every, tracking.ShortestAsked)
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			if r.mode() == models.Held {
				return usageFailure("", "--offline sends no request, and watching needs some")
			}
			return newWatcher(r, args, flags).run(cmd.Context())
		},
	}
	cmd.Flags().DurationVar(&flags.every, "every", tracking.DefaultInterval, "`INTERVAL` between readings, 30s at the least")
	cmd.Flags().StringVar(&flags.until, "until", "", "end when every order is in this `STATE`")
	cmd.Flags().DurationVar(&flags.timeout, "timeout", 0, "end after `DURATION`, with exit 1")
	cmd.Flags().BoolVar(&flags.bell, "bell", false, "ring the bell of the terminal at a change")
	return cmd
}

// watcher drives a watch on a clock.
type watcher struct {
	reader  *reader
	flags   watchFlags
	watch   *tracking.Watch
	waiting map[string]bool // ids that have not reached the state
	failed  error           // why an order will not reach it
	ends    time.Time       // zero: never
}

func newWatcher(r *reader, ids []string, flags watchFlags) *watcher {
	now := r.rt.process.Now()
	w := &watcher{reader: r, flags: flags, watch: tracking.NewWatch(nil, flags.every, false, now), waiting: map[string]bool{}}
	for _, id := range ids {
		w.watch.Add(tracking.Known{ID: id}, now)
		w.waiting[id] = true
	}
	if flags.timeout > 0 {
		w.ends = now.Add(flags.timeout)
	}
	return w
}

// beat is how often the watch is asked what is due.
const beat = time.Second

func (w *watcher) run(ctx context.Context) error {
	ctx = models.WithLane(ctx, models.PrefetchLane)
	if w.reader.rt.flags.output == outputCSV {
		if err := w.writeCSV(); err != nil { // the header line
			return err
		}
	}
	for {
		asked, err := w.step(ctx)
		switch {
		case err != nil:
			return err
		case len(w.waiting) == 0:
			return w.failed
		case asked:
			continue
		}
		if err := api.Pause(ctx, beat); err != nil {
			return err
		}
	}
}

// step reads what is due now, and reports whether anything was.
func (w *watcher) step(ctx context.Context) (asked bool, err error) {
	now := w.reader.rt.process.Now()
	if !w.ends.IsZero() && !now.Before(w.ends) {
		return false, &failure{code: exitFailed, text: sprintf("the time is over: %s still watched", rules.Count(len(w.watch.Known()), "order", "orders"))}
	}
	ask := w.watch.Due(now, w.spare())
	return !ask.Empty(), w.read(ctx, ask)
}

// spare is what may be spent: what is left over half of the budget.
func (w *watcher) spare() int {
	budget := w.reader.Budget()
	return budget.Left - budget.Limit/2
}

func (w *watcher) read(ctx context.Context, ask tracking.Ask) error {
	if ask.List {
		list, err := w.reader.TrackedOrders(ctx, "Current", models.Refresh)
		if err != nil {
			return w.later(err)
		}
		for _, first := range w.watch.List(list.Value, list.Lacks() == "", w.reader.rt.process.Now()) {
			if err := w.report(first); err != nil {
				return err
			}
		}
	}
	for _, id := range ask.Orders {
		order, err := w.reader.TrackedOrder(ctx, id, models.Refresh)
		var change tracking.Change
		var changed bool
		switch {
		case models.KindOf(err) == models.NotFound:
			change, changed = w.watch.Gone(id)
		case err != nil:
			return w.later(err)
		default:
			change, changed = w.watch.Read(order.Value)
		}
		if changed {
			if err := w.report(change); err != nil {
				return err
			}
		}
	}
	return nil
}

// later goes on after a failure that may pass.
func (w *watcher) later(err error) error {
	if !api.CachedServes(err) {
		return err
	}
	now := w.reader.rt.process.Now()
	w.watch.Failed(now)
	w.reader.rt.warn("%v; %s", err, w.watch.Status(now))
	return nil
}

// report prints a change, and notes whether the order is where it is to be.
func (w *watcher) report(change tracking.Change) error {
	rt := w.reader.rt
	if change.Gone && change.Old.Empty() {
		return nothingFound("`btalk tracking --status all` lists them all.", "no tracked order has the id %q", models.Safe(change.ID))
	}
	if err := w.print(change); err != nil {
		return err
	}
	if w.flags.bell && !change.First && isTerminal(rt.process.Err) {
		fmt.Fprint(rt.process.Err, "\a")
	}
	reached := w.flags.until != "" && tracking.IsState(change.New, w.flags.until)
	switch {
	case reached, change.Ended && w.flags.until == "", change.Gone && w.flags.until == "":
		w.watch.Remove(change.ID)
		delete(w.waiting, change.ID)
	case change.Ended || change.Gone:
		delete(w.waiting, change.ID)
		w.failed = &failure{code: exitFailed, text: sprintf("the order %s ended without the state %s", models.Safe(change.ID), models.Safe(w.flags.until))}
	}
	return nil
}

func (w *watcher) print(change tracking.Change) error {
	rt := w.reader.rt
	at := rt.process.Now().Format(time.RFC3339)
	switch rt.flags.output {
	case outputJSON:
		line := jsonOf(struct {
			At    string `json:"at"`
			ID    string `json:"id"`
			Old   string `json:"old,omitempty"`
			New   string `json:"new,omitempty"`
			First bool   `json:"first"`
			Ended bool   `json:"ended"`
			Gone  bool   `json:"gone"`
		}{at, change.ID, change.Old.Raw(), change.New.Raw(), change.First, change.Ended, change.Gone})
		return rt.printText(string(rules.EscapeJSON(line)))
	case outputCSV:
		yes := strconv.FormatBool
		return w.writeCSV([]string{at, models.Safe(change.ID), change.Old.String(), change.New.String(), yes(change.First), yes(change.Ended), yes(change.Gone)})
	}
	return rt.printText(at + " " + models.Safe(change.Words()))
}

// writeCSV writes lines of CSV, and the header line where there are none yet.
func (w *watcher) writeCSV(lines ...[]string) error {
	out := sheet{rows: lines, headless: len(lines) > 0}
	for _, field := range []string{"at", "id", "old", "new", "first", "ended", "gone"} {
		out.columns = append(out.columns, column{field, field})
	}
	return out.writeCSV(w.reader.rt.process.Out)
}
