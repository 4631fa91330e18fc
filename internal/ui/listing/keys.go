package listing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// ShortHelp are the keys that matter most here.
func (l *List[T]) ShortHelp() []key.Binding {
	keys := l.env.Keys
	if l.Typing() {
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.Cancel)}
	}
	if state, none := l.state(); none && state.Sign != "" && l.table.Rows().Filter() == "" {
		return []key.Binding{keys.Get(keymap.Refresh)} // there is no row to do anything with
	}
	return []key.Binding{
		l.binding(keymap.Open), keys.Get(keymap.Filter), keys.Get(keymap.Sort),
		l.binding(keymap.Actions), keys.Get(keymap.Copy),
	}
}

// FullHelp is everything that can be done here, by groups.
func (l *List[T]) FullHelp() [][]key.Binding {
	group := func(actions ...keymap.Action) []key.Binding {
		bindings := make([]key.Binding, 0, len(actions))
		for _, action := range actions {
			bindings = append(bindings, l.binding(action))
		}
		return bindings
	}
	rows := group(keymap.Open, keymap.Actions, keymap.Mark, keymap.MarkAll, keymap.Copy, keymap.Raw)
	for _, action := range l.config.Actions {
		if action.Key != "" {
			rows = append(rows, l.env.Keys.Get(action.Key, action.Name))
		}
	}
	return [][]key.Binding{
		rows,
		group(keymap.Filter, keymap.Sort, keymap.SortReverse, keymap.Columns, keymap.Export, keymap.Refresh, keymap.RefreshAll),
		group(keymap.Up, keymap.Down, keymap.PageUp, keymap.PageDown, keymap.Top, keymap.Bottom,
			keymap.Left, keymap.Right, keymap.NextPane),
	}
}

// binding is that of an action as it stands here: off where it does nothing.
func (l *List[T]) binding(action keymap.Action) key.Binding {
	binding := l.env.Keys.Get(action)
	off := false
	switch action {
	case keymap.Open:
		off = l.config.Open == nil
		if l.config.Opens != "" {
			binding = l.env.Keys.Get(action, l.config.Opens)
		}
	case keymap.Actions:
		off = len(l.config.Actions) == 0
	case keymap.NextPane:
		off = !l.pane.shown
	case keymap.Raw:
		off = l.config.Raw == nil
	default:
	}
	if off {
		binding.SetEnabled(false)
	}
	return binding
}

// press hears a key: the menu first, then the filter line, then the list.
func (l *List[T]) press(msg tea.KeyPressMsg) screen.Do {
	switch {
	case l.menu.Open():
		return l.pressMenu(msg)
	case l.input.Focused():
		return l.pressFilter(msg)
	case l.pane.focused && l.pane.text.Press(msg, l.env.Keys):
		return nil
	}
	if l.Holding() && key.Matches(msg, l.env.Keys.Get(keymap.Back)) {
		return l.escape()
	}
	before := l.cursor()
	do := l.pressList(msg)
	if l.cursor() != before {
		return screen.All(do, l.settle())
	}
	return do
}

// cursor identifies the row under the cursor.
func (l *List[T]) cursor() string {
	_, id, _ := l.table.Current()
	return id
}

// pressFilter hears a key while the filter is typed. The filter is applied
// before pressFilter returns, so that enter acts on what the text shows.
func (l *List[T]) pressFilter(msg tea.KeyPressMsg) screen.Do {
	keys := l.env.Keys
	switch {
	case key.Matches(msg, keys.Get(keymap.Cancel)):
		return l.escape()
	case key.Matches(msg, keys.Get(keymap.Accept)):
		l.input.Blur()
		return nil
	case keys.InText(msg, keymap.Up, keymap.Down, keymap.PageUp, keymap.PageDown):
		l.move(msg)
		return l.settle()
	}
	return l.typed(msg)
}

func (l *List[T]) typed(msg tea.Msg) screen.Do {
	do := l.input.Update(msg)
	if text := l.input.Value(); text != l.table.Rows().Filter() {
		l.table.SetFilter(text)
		return screen.All(do, l.settle())
	}
	return do
}

func (l *List[T]) pressList(msg tea.KeyPressMsg) screen.Do {
	if l.move(msg) {
		return nil
	}
	for _, action := range l.config.Actions {
		if action.Key != "" && key.Matches(msg, l.env.Keys.Get(action.Key)) {
			return l.run(action)
		}
	}
	for _, command := range l.commands() {
		if key.Matches(msg, l.binding(command.action)) {
			return command.run()
		}
	}
	return nil
}

// move moves the cursor or the columns, and reports whether the key does that.
func (l *List[T]) move(msg tea.KeyPressMsg) bool {
	_, shown, _ := l.table.Position()
	by, ok := widget.Motion(msg, l.env.Keys, l.table.Window()-1, shown+len(l.config.Pinned))
	switch {
	case ok:
		l.table.Move(by)
	case key.Matches(msg, l.env.Keys.Get(keymap.Left)):
		l.table.Scroll(-1)
	case key.Matches(msg, l.env.Keys.Get(keymap.Right)):
		l.table.Scroll(1)
	default:
		return false
	}
	return true
}

type command struct {
	action keymap.Action
	run    func() screen.Do
}

func (l *List[T]) commands() []command {
	here := func(do func()) func() screen.Do { return func() screen.Do { do(); return nil } }
	return []command{
		{keymap.Open, l.open},
		{keymap.Filter, l.startFilter},
		{keymap.Sort, here(l.openSort)},
		{keymap.SortReverse, here(l.table.Reverse)},
		{keymap.Columns, here(l.openColumns)},
		{keymap.Mark, here(l.table.ToggleMark)},
		{keymap.MarkAll, here(l.table.Rows().MarkAll)},
		{keymap.Actions, l.openActions},
		{keymap.Copy, l.openCopy},
		{keymap.Export, l.openExport},
		{keymap.Raw, l.raw},
		{keymap.NextPane, here(func() { l.pane.focused = l.pane.shown && !l.pane.focused })},
		{keymap.Refresh, l.Reload},
		{keymap.RefreshAll, l.reloadAll},
	}
}

func (l *List[T]) startFilter() screen.Do {
	l.input.SetValue(l.table.Rows().Filter())
	return l.input.Focus()
}

func (l *List[T]) open() screen.Do {
	row, _, ok := l.table.Current()
	if !ok || l.config.Open == nil {
		return nil
	}
	return l.config.Open(row)
}

func (l *List[T]) raw() screen.Do {
	row, id, ok := l.table.Current()
	if !ok || id == "" {
		return nil
	}
	return screen.To(screen.Raw{Of: l.config.Name(row), JSON: l.config.Raw(row)})
}

// run runs an action on the marked rows, or on the one under the cursor.
func (l *List[T]) run(action Action[T]) screen.Do {
	rows := l.chosen()
	if !action.Many {
		row, id, ok := l.table.Current()
		if !ok || id == "" {
			rows = nil
		} else {
			rows = []T{row}
		}
	}
	if len(rows) == 0 {
		return screen.Say(screen.Info, "there is nothing here to "+action.Name)
	}
	return action.Run(rows)
}

// chosen are the marked rows, or the one under the cursor.
func (l *List[T]) chosen() []T {
	if marked := l.table.Rows().Marked(); len(marked) > 0 {
		return marked
	}
	if row, id, ok := l.table.Current(); ok && id != "" {
		return []T{row}
	}
	return nil
}

// reloadAll asks the server for this list and for what the rows in the window
// lead to.
func (l *List[T]) reloadAll() screen.Do {
	if l.config.Children == nil {
		return l.Reload()
	}
	rows, children, parent := l.table.VisibleRows(), l.config.Children, l.env.Ctx
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
	return screen.All(l.Reload(), behind)
}

const childrenTimeout = 5 * time.Minute
