package listing

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

const (
	paneFrom    = 120 // columns from which on there is room for a pane
	paneMin     = 44
	paneSettles = 200 * time.Millisecond // after the last key: a held key must not send a pane for every row
)

// pane is the detail of the row under the cursor, beside the list.
type pane[T any] struct {
	styles  *theme.Styles
	current func() (row T, id string, ok bool) // the row under the cursor
	name    func(T) string
	detail  func(T) []widget.Field // nil where there is no pane

	w, h    int // w with its rule; 0 where there is no room
	focused bool
	of      string // id of the row it shows
	title   string
	text    widget.Scroller
	seq     int // counts keys
}

// settledMsg says that no key came for a moment.
type settledMsg struct {
	of  any
	seq int
}

func (p *pane[T]) shown() bool { return p.w > 0 }

// arrange takes its part of a list of w by h cells.
func (p *pane[T]) arrange(w, h int) {
	p.w, p.h = 0, h
	if p.detail != nil && w >= paneFrom {
		p.w = max(w*2/5, paneMin)
	}
	p.focused = p.focused && p.shown()
	p.text.SetHeight(h - 1)
}

// settle lets the pane follow the cursor once no key came for a moment.
func (p *pane[T]) settle() screen.Do {
	if !p.shown() || p.follows() {
		return nil
	}
	p.seq++
	due := settledMsg{of: p, seq: p.seq}
	return screen.Run(tea.Tick(paneSettles, func(time.Time) tea.Msg { return due }))
}

func (p *pane[T]) settled(msg settledMsg) {
	if msg.of == any(p) && msg.seq == p.seq {
		p.follow()
	}
}

// follows reports whether the pane shows the row under the cursor.
func (p *pane[T]) follows() bool {
	_, id, ok := p.current()
	return ok && p.text.Lines != nil && p.of == id
}

// follow makes the pane show the row under the cursor.
func (p *pane[T]) follow() {
	if p.shown() && !p.follows() {
		p.draw()
	}
}

// draw lays the row under the cursor out anew: it may have changed, or the width.
func (p *pane[T]) draw() {
	row, id, ok := p.current()
	if !p.shown() || !ok {
		p.of, p.title, p.text.Lines = "", "", nil
		return
	}
	p.of, p.title, p.text = id, p.name(row), widget.Scroller{}
	p.text.Lines = widget.Fields(p.styles, p.detail(row), p.w-3)
	p.text.SetHeight(p.h - 1)
}

func (p *pane[T]) view() string {
	return widget.Aside(p.styles, p.title, p.text.Visible(), p.w, p.h, p.focused)
}
