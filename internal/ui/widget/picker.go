package widget

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

// Picker chooses one thing among many: a line to type into, and below it the
// things that answer, the best first. It asks for as many as may be seen, and
// for more as the cursor goes down, so that a list of any length costs what the
// window costs. How a thing is drawn is left to the owner. Make it with
// NewPicker.
type Picker[T any] struct {
	// Input is the line that is typed into; nil for a list without one.
	Input *Input
	// Skips reports whether the cursor passes over a thing; nil for none.
	Skips func(thing T) bool
	// Begun reports whether the first thing may be taken before the cursor was
	// moved; nil for always. Until then the cursor stands nowhere.
	Begun func() bool

	find   func(query string, limit int) (found []T, total int)
	found  []T
	total  int
	limit  int
	cursor int // index in found; -1 where it can stand on none
	top    int // the first one in the window
	window int // rows in the last view
	moved  bool
}

// enough is how many things are asked for at first.
const enough = 100

// NewPicker makes a picker of what find gives for a text: at most limit things,
// and how many there are in all. It is empty until Restart.
func NewPicker[T any](input *Input, find func(query string, limit int) (found []T, total int)) *Picker[T] {
	return &Picker[T]{Input: input, find: find, limit: enough, window: 10}
}

// Query is the text that the things answer.
func (p *Picker[T]) Query() string {
	if p.Input == nil {
		return ""
	}
	return p.Input.Value()
}

// Found are the things that answer, as far as they were asked for, and how many
// there are in all.
func (p *Picker[T]) Found() (found []T, total int) { return p.found, p.total }

// Reload finds the things again; the cursor stays where it is.
func (p *Picker[T]) Reload() {
	p.found, p.total = p.find(p.Query(), p.limit)
	p.cursor = min(p.cursor, len(p.found)-1)
	if p.cursor < 0 || p.skips(p.cursor) {
		p.cursor = -1
		p.step(1)
	}
}

// Restart finds them anew, with the cursor on the best.
func (p *Picker[T]) Restart() {
	p.cursor, p.top, p.limit, p.moved = 0, 0, enough, false
	p.Reload()
}

// Press handles a key that moves the cursor or types; typed reports whether the
// text is another now. The owner decides what to find then.
func (p *Picker[T]) Press(press tea.KeyPressMsg, keys *keymap.Map) (typed bool, do screen.Do) {
	is, page := keys.InText, max(p.window-1, 1)
	if p.Input == nil {
		is = keys.Is
	}
	switch {
	case is(press, keymap.NextField, keymap.Down):
		p.Move(1)
	case is(press, keymap.PreviousField, keymap.Up):
		p.Move(-1)
	case is(press, keymap.PageDown):
		p.Move(page)
	case is(press, keymap.PageUp):
		p.Move(-page)
	default:
		return p.Write(press)
	}
	return false, nil
}

// Write gives the line a key or a paste; typed reports whether the text is
// another now.
func (p *Picker[T]) Write(msg tea.Msg) (typed bool, do screen.Do) {
	if p.Input == nil {
		return false, nil
	}
	before := p.Input.Value()
	do = p.Input.Update(msg)
	return p.Input.Value() != before, do
}

// Move moves the cursor by so many things, those that it passes over aside.
func (p *Picker[T]) Move(by int) {
	if p.idle() { // the way to the first one
		p.moved = true
		return
	}
	p.moved = true
	for ; by > 0; by-- {
		p.step(1)
	}
	for ; by < 0; by++ {
		p.step(-1)
	}
}

// step moves the cursor to the next thing that it may stand on.
func (p *Picker[T]) step(by int) {
	for at := p.cursor + by; at >= 0; at += by {
		if at >= len(p.found)-1 && len(p.found) < p.total {
			p.limit = max(p.limit, 4*len(p.found))
			p.found, p.total = p.find(p.Query(), p.limit)
		}
		if at >= len(p.found) {
			return
		}
		if !p.skips(at) {
			p.cursor = at
			return
		}
	}
}

func (p *Picker[T]) skips(i int) bool { return p.Skips != nil && p.Skips(p.found[i]) }

// Select puts the cursor on the i-th thing; on none for one that is not there.
func (p *Picker[T]) Select(i int) {
	if i >= 0 && i < len(p.found) {
		p.cursor = i
	}
}

// Cursor is the index of the thing under the cursor; -1 where it stands nowhere.
func (p *Picker[T]) Cursor() int {
	if p.idle() || p.cursor >= len(p.found) {
		return -1
	}
	return p.cursor
}

// Chosen is the thing under the cursor.
func (p *Picker[T]) Chosen() (thing T, ok bool) {
	at := p.Cursor()
	if at < 0 {
		return thing, false
	}
	return p.found[at], true
}

// Moved reports whether the cursor was moved by hand since the text changed.
func (p *Picker[T]) Moved() bool { return p.moved }

func (p *Picker[T]) idle() bool { return !p.moved && p.Begun != nil && !p.Begun() }

// Rows draws the things around the cursor in at most h rows. The window follows
// the cursor only where it must, so that few rows change.
func (p *Picker[T]) Rows(h int, draw func(thing T, at bool) string) []string {
	p.window = max(h, 1)
	first := p.cursor // with the heading above it
	for first > 0 && p.skips(first-1) {
		first--
	}
	p.top = max(min(p.top, first), p.cursor-p.window+1)
	p.top = max(min(p.top, len(p.found)-p.window), 0)
	end := min(p.top+p.window, len(p.found))
	rows := make([]string, 0, p.window)
	for i := p.top; i < end; i++ {
		rows = append(rows, draw(p.found[i], i == p.Cursor()))
	}
	return rows
}

// Pointer is the sign in front of what the cursor is on.
const Pointer = "›"

// Pointed is the marker and the style of a row: of the one under the cursor, or
// of another, which reads in style.
func Pointed(styles *theme.Styles, at bool, style theme.Style) (string, theme.Style) {
	if at {
		return styles.Accent.Render(Pointer), styles.Selection
	}
	return " ", style
}
