package listing

import (
	"time"

	tea "charm.land/bubbletea/v2"

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
	text    widget.Scroller
	seq     int // counts keys
}

// forget makes the next showDetail draw again.
func (p *pane) forget() { p.of, p.text.Lines = "", nil }

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
	case l.pane.text.Lines != nil && l.pane.of == id:
		return
	}
	if l.pane.of != id {
		l.pane.text = widget.Scroller{}
	}
	l.pane.of, l.pane.title = id, l.config.Name(row)
	l.pane.text.Lines = widget.Fields(l.styles, l.config.Detail(row), l.paneWidth()-3)
	l.pane.text.SetHeight(l.bodyHeight() - 1)
}

// paneWidth is the width of the pane with its rule; 0 where there is no room.
func (l *List[T]) paneWidth() int {
	if l.config.Detail == nil || l.w < paneFrom {
		return 0
	}
	return max(l.w*2/5, paneMin)
}
