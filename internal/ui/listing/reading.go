package listing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// reading fetches the rows for the table and says how that stands.
type reading[T any] struct {
	env    *screen.Env
	config *Config[T]
	table  *table.Table[T]
	task   screen.Task[*table.Sheet[T]]
	late   bool                             // the first answer is late: say so
	room   func() (w int, pane ladder.Pane) // the line of the rows, and what becomes of the pane in it
}

// load fetches the rows, from the cache where possible.
func (r *reading[T]) load() screen.Do {
	if r.config.Fetch == nil {
		return nil
	}
	return r.task.Load(r.env.Ctx, r.fetch())
}

// fetch makes the sheet where the rows are fetched, off the update loop.
func (r *reading[T]) fetch() screen.Fetch[*table.Sheet[T]] {
	config, prepare := r.config, r.table.Prepare(r.room())
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[*table.Sheet[T]], error) {
		got, err := config.Fetch(models.WithParts(ctx, true), mode)
		if err != nil {
			return models.Snapshot[*table.Sheet[T]]{}, err
		}
		sheet := sheetOf(config, got)
		prepare(sheet.Value)
		return sheet, nil
	}
}

func sheetOf[T any](config *Config[T], got models.Snapshot[[]T]) models.Snapshot[*table.Sheet[T]] {
	rows := got.Value
	if len(config.Pinned) > 0 {
		rows = slices.Concat(config.Pinned, rows)
	}
	return models.Like(got, table.NewSheet(config.Columns, config.ID, rows, len(config.Pinned)))
}

// index makes the index of the filter once the rows are on the screen: they
// need not wait for it.
func (r *reading[T]) index() screen.Do {
	work := r.table.Index()
	if work == nil {
		return nil
	}
	return screen.Run(func() tea.Msg { return work() })
}

func (r *reading[T]) reload() screen.Do {
	if r.config.Reload != nil {
		return r.config.Reload()
	}
	return r.task.Reload()
}

const childrenTimeout = 5 * time.Minute

// reloadAll asks the server for this list and for what the rows in the window
// lead to.
func (r *reading[T]) reloadAll() screen.Do {
	if r.config.Children == nil {
		return r.reload()
	}
	rows, children, parent := r.table.VisibleRows(), r.config.Children, r.env.Ctx
	behind := screen.Run(func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, childrenTimeout)
		defer cancel()
		ctx = models.WithLane(ctx, models.PrefetchLane)
		done := 0
		for _, row := range rows {
			if err := children(ctx, row); err != nil && !errors.Is(err, context.Canceled) {
				return screen.ToastMsg{Level: screen.Warning, Text: models.Safe(fmt.Sprintf(
					"refreshed what %d of %d rows lead to: %v", done, len(rows), err))}
			}
			done++
		}
		return screen.ToastMsg{Level: screen.Success, Text: fmt.Sprintf("refreshed what %d rows lead to", done)}
	})
	return screen.All(r.reload(), behind)
}

// report tells the frame about the data.
func (r *reading[T]) report() screen.Report {
	report := r.task.Report()
	_, report.Shown, report.Total = r.table.Position()
	report.Announced = r.task.Snapshot.Announced
	report.Counting = r.task.Loaded
	return report
}

// banner is what must be said beside the data: that they are old because a
// refresh failed, or what the reader must know about them.
func (r *reading[T]) banner() (state widget.State, ok bool) {
	switch {
	case !r.task.Loaded:
	case r.task.Err != nil && models.KindOf(r.task.Err) != models.Canceled:
		return r.failed(), true
	case r.task.Snapshot.Note != "":
		return widget.Remark(r.task.Snapshot.Note), true
	}
	return widget.State{}, false
}

func (r *reading[T]) failed() widget.State {
	return widget.Failed(r.task.Err, r.env.Keys.Get(keymap.Refresh).Help().Key)
}

// state is what stands in place of rows: loading, failed, empty, no hit.
func (r *reading[T]) state() (state widget.State, ok bool) {
	_, shown, total := r.table.Position()
	_, _, rows := r.table.Current()
	filter := r.table.Rows().Filter()
	switch {
	case !r.task.Loaded && r.task.Err != nil:
		return r.failed(), true
	case !r.task.Loaded && !r.late:
		return widget.State{}, false
	case !r.task.Loaded:
		return widget.Loading(r.config.Nouns), true
	case total == 0 && !rows:
		return r.config.Empty, true
	case shown == 0 && filter != "":
		cancel := r.env.Keys.Get(keymap.Cancel).Help().Key
		return widget.Empty(fmt.Sprintf("None of %d %s answers %q", total, r.config.Nouns, widget.Cut(filter, 40)),
			cancel+" clears the filter"), true
	}
	return widget.State{}, false
}
