package listing

import (
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ladder"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// paneSettles is how long after the last key the pane follows: a held key must
// not send a pane for every row.
const paneSettles = 200 * time.Millisecond

// pane is the detail of the row under the cursor, beside the list.
type pane[T any] struct {
	env     *screen.Env
	nouns   string                             // the kind of the list
	current func() (row T, id string, ok bool) // the row under the cursor
	name    func(T) string
	detail  func(T) []widget.Field // nil where there is no pane

	state   ladder.Pane
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

// arrange takes its part of a list of w by h cells beside a table with that layout,
// and returns what is left to the table.
func (p *pane[T]) arrange(layout *table.Layout, w, h int) (left int) {
	before := p.w
	p.w, p.h = 0, h
	left, pane := layout.Split(w, p.wanted())
	if pane > 0 {
		p.w = pane + ladder.Rule
	}
	p.focused = p.focused && p.shown()
	p.text.SetHeight(h - 1)
	if p.w != before {
		p.draw()
	}
	return left
}

// wanted is what becomes of the pane where there is room for it.
func (p *pane[T]) wanted() ladder.Pane {
	if p.detail == nil {
		return ladder.Off
	}
	return p.state
}

// toggle opens the pane, or closes it: from now on, whatever room there is.
func (p *pane[T]) toggle() {
	if p.state = ladder.On; p.shown() {
		p.state = ladder.Off
	}
	p.remember()
}

// remember keeps the choice, once for all lists of a kind.
func (p *pane[T]) remember() {
	kept, err := json.Marshal(p.state)
	if err == nil {
		p.env.Memory.Remember("pane of "+p.nouns, kept)
	}
}

func (p *pane[T]) recall() {
	var kept ladder.Pane
	if json.Unmarshal(p.env.Memory.Recall("pane of "+p.nouns), &kept) == nil && kept >= ladder.Auto && kept <= ladder.Off {
		p.state = kept
	}
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
	p.text.Lines = widget.Fields(p.env.Styles, p.detail(row), p.w-2)
	p.text.SetHeight(p.h - 1)
}

func (p *pane[T]) view() string {
	return widget.Aside(p.env.Styles, p.title, p.text.Visible(), p.w, p.h, p.focused)
}
