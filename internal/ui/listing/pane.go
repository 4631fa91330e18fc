package listing

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

const (
	paneFrom    = 120 // columns from which on there is room for a pane
	paneMin     = 44
	paneSettles = 200 * time.Millisecond // after the last key: a held key must not send a pane for every row
)

// pane is the detail of one row beside the list.
type pane struct {
	shown   bool
	focused bool
	of      string // id of the row it shows
	title   string
	lines   []string
	top     int
	seq     int // counts keys
}

// forget makes the next showDetail draw again.
func (p *pane) forget() { p.of, p.lines = "", nil }

// press scrolls the pane, and says whether the key was for it.
func (p *pane) press(msg tea.KeyPressMsg, keys *keymap.Map, h int) bool {
	page := max(h-4, 1)
	is := func(action keymap.Action) bool { return key.Matches(msg, keys.Get(action)) }
	switch {
	case is(keymap.Up):
		p.top--
	case is(keymap.Down):
		p.top++
	case is(keymap.PageUp):
		p.top -= page
	case is(keymap.PageDown):
		p.top += page
	case is(keymap.Top):
		p.top = 0
	case is(keymap.Bottom):
		p.top = len(p.lines)
	default:
		return false
	}
	p.top = max(min(p.top, len(p.lines)-page), 0)
	return true
}

// settle lets the pane follow once no key came for a moment.
func (l *List[T]) settle() screen.Do {
	if !l.pane.shown {
		return nil
	}
	l.pane.seq++
	due := settledMsg{of: l, seq: l.pane.seq}
	return screen.Run(tea.Tick(paneSettles, func(time.Time) tea.Msg { return due }))
}

// showDetail makes the pane show the row under the cursor.
func (l *List[T]) showDetail() {
	row, id, ok := l.table.Current()
	switch {
	case !l.pane.shown:
		return
	case !ok:
		l.pane.forget()
		l.pane.title = ""
		return
	case l.pane.lines != nil && l.pane.of == id:
		return
	}
	if l.pane.of != id {
		l.pane.top = 0
	}
	l.pane.of, l.pane.title = id, l.config.Name(row)
	l.pane.lines = widget.Fields(l.styles, l.config.Detail(row), l.paneWidth()-3)
}

// paneWidth is the width of the pane with its rule; 0 where there is no room.
func (l *List[T]) paneWidth() int {
	if l.config.Detail == nil || l.w < paneFrom {
		return 0
	}
	return max(l.w*2/5, paneMin)
}
