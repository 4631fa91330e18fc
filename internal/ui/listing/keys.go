package listing

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// ShortHelp are the keys that matter most here.
func (l *List[T]) ShortHelp() []key.Binding {
	keys := l.env.Keys
	if l.menu.Open() && l.menu.other != nil {
		return []key.Binding{
			keys.Get(keymap.Mark, "show or hide"), keys.Get(keymap.Wider), keys.Get(keymap.Narrower), keys.Get(keymap.OwnWidth), keys.Get(keymap.Cancel),
		}
	}
	if l.Typing() {
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.Cancel)}
	}
	if state, none := l.reading.state(); none && state.Sign != "" && l.table.Rows().Filter() == "" {
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
			keymap.Left, keymap.Right, keymap.NextPane, keymap.Pane),
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
		off = !l.pane.shown()
	case keymap.Pane:
		off = l.config.Detail == nil
	case keymap.Raw:
		off = l.config.Raw == nil
	default:
	}
	if off {
		binding.SetEnabled(false)
	}
	return binding
}

// Typing reports whether letters are text now, or choose from a menu.
func (l *List[T]) Typing() bool { return l.foot.input.Focused() || l.menu.Open() }

// Holding reports whether back closes something here before it leaves.
func (l *List[T]) Holding() bool {
	return l.Typing() || l.table.Rows().Filter() != "" || l.pane.focused
}

// escape closes what is open: the pane, then the filter.
func (l *List[T]) escape() {
	if l.pane.focused {
		l.pane.focused = false
		return
	}
	l.foot.clearFilter()
}

// press handles a key: the menu first, then the filter line, then the list.
func (l *List[T]) press(msg tea.KeyPressMsg) screen.Do {
	switch keys := l.env.Keys; {
	case l.menu.Open():
		do := l.menu.press(msg, keys)
		l.arrange() // other columns may leave the pane other room
		return do
	case l.foot.input.Focused():
		return l.pressFilter(msg)
	case l.pane.focused && l.pane.text.Press(msg, keys):
	case l.Holding() && keys.Is(msg, keymap.Back):
		l.escape()
	case l.move(msg):
	default:
		return l.do(msg)
	}
	return nil
}

// pressFilter handles a key while the filter is typed.
func (l *List[T]) pressFilter(msg tea.KeyPressMsg) screen.Do {
	switch keys := l.env.Keys; {
	case keys.Is(msg, keymap.Cancel):
		l.escape()
	case keys.Is(msg, keymap.Accept):
		l.foot.input.Blur()
	case keys.InText(msg, keymap.Up, keymap.Down, keymap.PageUp, keymap.PageDown):
		l.move(msg)
	default:
		return l.foot.typed(msg)
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
	case l.env.Keys.Is(msg, keymap.Left):
		l.table.Layout().Scroll(-1)
	case l.env.Keys.Is(msg, keymap.Right):
		l.table.Layout().Scroll(1)
	default:
		return false
	}
	return true
}

// do does what the key of an action or of a command means.
func (l *List[T]) do(msg tea.KeyPressMsg) screen.Do {
	for _, action := range l.config.Actions {
		if action.Key != "" && l.env.Keys.Is(msg, action.Key) {
			return l.actions.run(action)
		}
	}
	for _, command := range l.commands() {
		if key.Matches(msg, l.binding(command.action)) {
			return command.run()
		}
	}
	return nil
}

type command struct {
	action keymap.Action
	run    func() screen.Do
}

func (l *List[T]) commands() []command {
	here := func(do func()) func() screen.Do { return func() screen.Do { do(); return nil } }
	return []command{
		{keymap.Open, l.actions.open},
		{keymap.Filter, l.foot.startFilter},
		{keymap.Sort, here(l.columns.sort)},
		{keymap.SortReverse, here(l.table.Reverse)},
		{keymap.Columns, here(l.columns.choose)},
		{keymap.Mark, here(l.table.ToggleMark)},
		{keymap.MarkAll, here(l.table.Rows().MarkAll)},
		{keymap.Actions, l.actions.ask},
		{keymap.Copy, l.actions.copy},
		{keymap.Export, l.actions.export},
		{keymap.Raw, l.actions.raw},
		{keymap.Pane, here(func() { l.pane.toggle(); l.arrange() })},
		{keymap.NextPane, here(func() { l.pane.focused = l.pane.shown() && !l.pane.focused })},
		{keymap.Refresh, l.Reload},
		{keymap.RefreshAll, l.reading.reloadAll},
	}
}
