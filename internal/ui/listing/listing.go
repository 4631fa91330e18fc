package listing

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// List is a list screen. Make it with New.
type List[T any] struct {
	env    *screen.Env
	styles *theme.Styles
	config Config[T]
	task   screen.Task[*table.Sheet[T]]
	table  *table.Table[T]

	input   *widget.Input // the filter line
	menu    widget.Menu
	stay    func() widget.Menu // makes the menu again after a choice; nil when one choice is enough
	pane    pane
	wanted  *table.State // the place to go back to when the rows are there
	patient bool         // the first answer is late: say so
	w, h    int
}

// New makes the list. Nothing is fetched before Init.
func New[T any](env *screen.Env, config Config[T]) *List[T] {
	l := &List[T]{env: env, styles: env.Styles, config: config}
	l.table = table.New(env.Styles, config.Columns)
	if choice, ok := l.recallColumns(); ok {
		l.table.SetChoice(choice)
	}
	l.input = widget.NewInput(env.Styles, "/", "words, !word, column:value")
	if config.Filter != "" {
		l.input.SetValue(config.Filter)
		l.table.SetFilter(l.input.Value())
	}
	return l
}

type (
	patienceMsg struct{ of any } // the first answer is late
	settledMsg  struct {         // no key for a moment
		of  any
		seq int
	}
)

// Init fetches what is held, or asks.
func (l *List[T]) Init() screen.Do {
	late := screen.Run(tea.Tick(widget.Patience, func(time.Time) tea.Msg { return patienceMsg{of: l} }))
	if l.config.Fetch == nil {
		return late
	}
	return screen.All(l.task.Load(l.env.Ctx, l.fetch()), late)
}

// fetch lays the rows out where they are fetched, off the update loop.
func (l *List[T]) fetch() screen.Fetch[*table.Sheet[T]] {
	config, prepare := l.config, l.table.Prepare()
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[*table.Sheet[T]], error) {
		var laid models.Snapshot[*table.Sheet[T]]
		got, err := config.Fetch(models.WithParts(ctx, true), mode)
		if err != nil {
			return laid, err
		}
		laid = layOut(config, got)
		prepare(laid.Value)
		return laid, nil
	}
}

func layOut[T any](config Config[T], got models.Snapshot[[]T]) models.Snapshot[*table.Sheet[T]] {
	rows := got.Value
	if len(config.Pinned) > 0 {
		rows = slices.Concat(config.Pinned, rows)
	}
	return models.Like(got, table.NewSheet(config.Columns, config.ID, rows, len(config.Pinned)))
}

// Update hears a message and returns the work to do next.
func (l *List[T]) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return l.press(msg)
	case tea.PasteMsg:
		if l.input.Focused() {
			return l.typed(msg)
		}
	case screen.WroteMsg:
		if msg.What == l.config.Nouns {
			return l.Reload()
		}
	case screen.ThemedMsg:
		l.input.Theme(l.styles)
		l.pane.forget()
		l.showDetail()
	case patienceMsg:
		if msg.of == any(l) {
			l.patient = true
		}
	case settledMsg:
		if msg.of == any(l) && msg.seq == l.pane.seq {
			l.showDetail()
		}
	case table.Indexed[T]:
		l.table.UseIndex(msg)
	default:
		return l.accept(msg)
	}
	return nil
}

// accept takes the answer, keeps the place and shows it.
func (l *List[T]) accept(msg tea.Msg) screen.Do {
	accepted, next := l.task.Accept(msg)
	switch {
	case !accepted:
	case l.task.Err != nil:
		l.arrange() // the error takes a line
	default:
		l.show()
		return screen.All(next, l.index())
	}
	return next
}

// index makes the index of the filter once the rows are on the screen: they
// need not wait for it.
func (l *List[T]) index() screen.Do {
	work := l.table.Index()
	if work == nil {
		return nil
	}
	return screen.Run(func() tea.Msg { return work() })
}

// Show shows rows that are there already, or why there are none: for lists that
// fetch nothing themselves.
func (l *List[T]) Show(got models.Snapshot[[]T], err error) {
	l.task.Err = err
	if err != nil {
		l.arrange()
		return
	}
	l.task.Snapshot, l.task.Loaded = layOut(l.config, got), true
	l.show()
}

// show shows the last answer and keeps the place.
func (l *List[T]) show() {
	l.table.SetSheet(l.task.Snapshot.Value)
	if l.wanted != nil {
		state := *l.wanted
		state.Filter = l.table.Rows().Filter()
		l.table.SetState(state)
		l.wanted = nil
	}
	l.arrange()
	l.pane.forget()
	l.showDetail()
}

// Close drops what is under way.
func (l *List[T]) Close() { l.task.Cancel() }

// Title is the crumb.
func (l *List[T]) Title() string { return l.config.Title() }

// Route leads back here.
func (l *List[T]) Route() screen.Route { return l.config.Route() }

// Report tells the frame about the data.
func (l *List[T]) Report() screen.Report {
	report := l.task.Report()
	_, report.Shown, report.Total = l.table.Position()
	report.Announced = l.task.Snapshot.Announced
	report.Counting = l.task.Loaded
	return report
}

// Keep remembers the place.
func (l *List[T]) Keep() []byte {
	state := l.table.State()
	if l.wanted != nil {
		state = *l.wanted
	}
	kept, err := json.Marshal(state)
	if err != nil {
		return nil
	}
	return kept
}

// Restore goes back to a place; anything that is none changes nothing. A filter
// that the list was opened with goes before the one it was left with.
func (l *List[T]) Restore(kept []byte) {
	var state table.State
	if json.Unmarshal(kept, &state) != nil {
		return
	}
	if l.config.Filter != "" {
		state.Filter = l.config.Filter
	}
	state.Filter = models.Safe(state.Filter)
	if choice, ok := l.recallColumns(); ok {
		state.Choice = choice
	}
	l.input.SetValue(state.Filter)
	l.table.SetState(state)
	if !l.task.Loaded {
		l.wanted = &state
	}
	l.showDetail()
}

// The columns are chosen once for all lists of a kind, whatever place they are
// opened at.
func (l *List[T]) rememberColumns() {
	choice, err := json.Marshal(l.table.Choice())
	if err == nil {
		l.env.Memory.Remember(l.columnsName(), choice)
	}
}

func (l *List[T]) recallColumns() (choice table.Choice, ok bool) {
	err := json.Unmarshal(l.env.Memory.Recall(l.columnsName()), &choice)
	return choice, err == nil
}

func (l *List[T]) columnsName() string { return "columns of " + l.config.Nouns }

// Typing says whether letters are text now, or choose from a menu.
func (l *List[T]) Typing() bool { return l.input.Focused() || l.menu.Open() }

// Holding says whether back closes something here before it leaves.
func (l *List[T]) Holding() bool {
	return l.Typing() || l.table.Rows().Filter() != "" || l.pane.focused
}

// escape closes what is open: the menu, the pane, the filter.
func (l *List[T]) escape() screen.Do {
	switch {
	case l.menu.Open():
		l.menu.Close()
	case l.pane.focused:
		l.pane.focused = false
	default:
		l.input.Blur()
		l.input.SetValue("")
		l.table.SetFilter("")
	}
	return l.settle()
}

// Rows are the rows of the last answer.
func (l *List[T]) Rows() []T {
	if !l.task.Loaded {
		return nil
	}
	return l.task.Snapshot.Value.Rows()
}

// Reload asks again.
func (l *List[T]) Reload() screen.Do {
	if l.config.Reload != nil {
		return l.config.Reload()
	}
	return l.task.Reload()
}
