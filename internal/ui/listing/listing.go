package listing

import (
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// List is a list screen. It puts its parts together and shares the keys out among
// them. Make it with New.
type List[T any] struct {
	env    *screen.Env
	config *Config[T]
	table  *table.Table[T]

	reading reading[T]
	pane    pane[T]
	foot    foot[T]
	menu    menu
	columns columns[T]
	actions actions[T]

	wanted *table.State // the place to go back to when the rows are there
	w, h   int
	rowsH  int // lines between the banner and the foot
	tableW int // cells of a line that the table has
}

// New makes the list. Nothing is fetched before Init.
func New[T any](env *screen.Env, config Config[T]) *List[T] {
	rows := table.New(env.Styles, config.Columns)
	l := &List[T]{env: env, config: &config, table: rows}
	l.reading = reading[T]{env: env, config: &config, table: rows}
	l.pane = pane[T]{
		env: env, nouns: config.Nouns,
		current: rows.Current, name: config.Name, detail: config.Detail,
	}
	l.pane.recall()
	l.reading.room = func() (int, ladder.Pane) { return l.w, l.pane.wanted() }
	l.foot = foot[T]{
		styles: env.Styles, table: rows, task: &l.reading.task,
		sums:  config.Foot,
		input: widget.NewInput(env.Styles, "/", "words, !word, column:value"),
	}
	l.columns = columns[T]{env: env, nouns: config.Nouns, table: rows, menu: &l.menu}
	l.actions = actions[T]{env: env, config: &config, table: rows, menu: &l.menu}
	if choice, ok := l.columns.recall(); ok {
		rows.SetChoice(choice)
	}
	if config.Filter != "" {
		l.foot.setFilter(config.Filter)
	}
	return l
}

// patienceMsg says that the first answer is late.
type patienceMsg struct{ of any }

// Init fetches what is cached, or asks.
func (l *List[T]) Init() screen.Do {
	late := screen.Run(tea.Tick(widget.Patience, func(time.Time) tea.Msg { return patienceMsg{of: l} }))
	return screen.All(l.reading.load(), late)
}

// Update handles a message and returns the work to do next.
func (l *List[T]) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.w, l.h = max(msg.Width, 0), max(msg.Height, 0)
		l.foot.input.SetWidth(l.w - counterWidth)
		l.arrange()
		l.pane.draw()
	case tea.KeyPressMsg:
		return screen.All(l.press(msg), l.pane.settle())
	case tea.PasteMsg:
		if l.foot.input.Focused() {
			return screen.All(l.foot.typed(msg), l.pane.settle())
		}
	case screen.WroteMsg:
		if msg.What == l.config.Nouns {
			return l.Reload()
		}
	case screen.ThemedMsg:
		l.foot.input.Theme(l.env.Styles)
		l.pane.draw()
	case patienceMsg:
		if msg.of == any(l) {
			l.reading.late = true
		}
	case settledMsg:
		l.pane.settled(msg)
	case table.Indexed[T]:
		l.table.UseIndex(msg)
	default:
		return l.accept(msg)
	}
	return nil
}

// accept takes the answer, keeps the place and shows it.
func (l *List[T]) accept(msg tea.Msg) screen.Do {
	accepted, next := l.reading.task.Accept(msg)
	if !accepted {
		return next
	}
	l.show()
	if l.reading.task.Err != nil {
		return next
	}
	return screen.All(next, l.reading.index())
}

// Show shows rows that are there already, or why there are none: for lists that
// fetch nothing themselves.
func (l *List[T]) Show(got models.Snapshot[[]T], err error) {
	task := &l.reading.task
	if task.Err = err; err == nil {
		task.Snapshot, task.Loaded = sheetOf(l.config, got), true
	}
	l.show()
}

// show shows the last answer and keeps the place; an error takes a line beside
// what is shown.
func (l *List[T]) show() {
	if l.reading.task.Err != nil {
		l.arrange()
		return
	}
	l.table.SetSheet(l.reading.task.Snapshot.Value)
	if l.wanted != nil {
		state := *l.wanted
		state.Filter = l.table.Rows().Filter()
		l.table.SetState(state)
		l.wanted = nil
	}
	l.arrange()
	l.pane.draw()
}

// Close drops what is under way.
func (l *List[T]) Close() { l.reading.task.Cancel() }

// Title is the crumb.
func (l *List[T]) Title() string { return l.config.Title() }

// Route leads back here.
func (l *List[T]) Route() screen.Route { return l.config.Route() }

// Report tells the frame about the data.
func (l *List[T]) Report() screen.Report { return l.reading.report() }

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
	if choice, ok := l.columns.recall(); ok {
		state.Choice = choice
	}
	l.foot.input.SetValue(state.Filter)
	l.table.SetState(state)
	if !l.reading.task.Loaded {
		l.wanted = &state
	}
	l.pane.follow()
}

// Rows are the rows of the last answer.
func (l *List[T]) Rows() []T {
	if !l.reading.task.Loaded {
		return nil
	}
	return l.reading.task.Snapshot.Value.Rows()
}

// Reload asks again.
func (l *List[T]) Reload() screen.Do { return l.reading.reload() }
