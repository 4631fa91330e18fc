package screen

import (
	"context"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
)

// Fetch reads a value, from the disk or from the server as mode says. It runs
// outside the update loop: it must take values, never a screen.
type Fetch[T any] func(ctx context.Context, mode models.Mode) (models.Snapshot[T], error)

// Task is the one way in which a screen fetches.
//
//   - Load shows what is held at once and refreshes it behind when it is stale;
//   - starting again cancels what is under way; an answer that comes late is
//     dropped, by sequence number;
//   - a failed refresh keeps the last good value beside the error.
//
// All methods belong to the update loop; only the fetch itself runs elsewhere.
// The zero Task is ready.
type Task[T any] struct {
	Snapshot models.Snapshot[T]
	Err      error // of the last fetch that ended
	Loaded   bool  // Snapshot holds an answer
	Busy     bool
	Reading  bool // the disk, which takes no longer than a key; the server was not asked yet

	fetch  Fetch[T]
	ctx    context.Context
	cancel context.CancelFunc
	seq    int
}

// fetched is the answer to one Task.
type fetched[T any] struct {
	task     *Task[T]
	seq      int
	mode     models.Mode
	snapshot models.Snapshot[T]
	err      error
}

// Load fetches, from the disk where possible. It keeps fetch for Reload.
func (t *Task[T]) Load(ctx context.Context, fetch Fetch[T]) Do {
	t.ctx, t.fetch = ctx, fetch
	return t.run(models.Cached)
}

// Reload asks the server.
func (t *Task[T]) Reload() Do {
	if t.fetch == nil {
		return nil
	}
	return t.run(models.Refresh)
}

// Accept takes msg when it is the latest answer of this task. What it returns
// is the refresh behind a stale answer, if one is due.
func (t *Task[T]) Accept(msg tea.Msg) (accepted bool, next Do) {
	answer, ok := msg.(fetched[T])
	if !ok || answer.task != t || answer.seq != t.seq {
		return false, nil
	}
	t.Busy, t.Reading = false, false
	t.cancel()
	t.Err = answer.err
	if answer.err != nil {
		return true, nil
	}
	if answer.snapshot.Coming {
		if !t.Loaded || t.Snapshot.Incomplete { // else what is shown is more
			t.Snapshot, t.Loaded = answer.snapshot, true
		}
		return true, t.run(models.Refresh)
	}
	t.Snapshot, t.Loaded = answer.snapshot, true
	if answer.snapshot.Stale && answer.mode == models.Cached {
		return true, Behind(t.runIn(models.WithBehind(t.ctx), models.Refresh))
	}
	return true, nil
}

// Cancel drops what is under way.
func (t *Task[T]) Cancel() {
	if t.cancel != nil {
		t.cancel()
	}
	t.seq++
	t.Busy, t.Reading = false, false
}

// Report tells the frame about the task.
func (t *Task[T]) Report() Report {
	return Report{
		Fetched: t.Snapshot.Fetched, Stale: t.Snapshot.Stale, Skipped: t.Snapshot.Skipped,
		Busy: t.Busy, Reading: t.Reading && !t.Loaded, Err: t.Err,
	}
}

func (t *Task[T]) run(mode models.Mode) Do { return t.runIn(t.ctx, mode) }

func (t *Task[T]) runIn(ctx context.Context, mode models.Mode) Do {
	if t.cancel != nil {
		t.cancel()
	}
	t.seq++
	t.Busy, t.Reading = true, mode == models.Cached
	ctx, cancel := context.WithCancel(ctx)
	t.cancel = cancel
	fetch, seq := t.fetch, t.seq
	asking := make(chan struct{}) // closed when the server is asked, or at the end
	asked := sync.OnceFunc(func() { close(asking) })
	answer := Run(func() tea.Msg {
		defer asked()
		snapshot, err := fetch(models.WithAsking(ctx, asked), mode)
		if errors.Is(err, context.Canceled) && ctx.Err() != nil {
			err = &models.Error{Op: "fetch", Kind: models.Canceled, Err: err}
		}
		return fetched[T]{task: t, seq: seq, mode: mode, snapshot: snapshot, err: err}
	})
	if !t.Reading {
		return answer
	}
	return All(answer, Run(func() tea.Msg {
		<-asking
		return AskedMsg{func() {
			if t.seq == seq {
				t.Reading = false
			}
		}}
	}))
}

// AskedMsg says that a task turned to the server, or ended. Whoever runs the
// commands calls Note in the update loop.
type AskedMsg struct{ Note func() }
