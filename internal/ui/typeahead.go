package ui

import (
	"reflect"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

const (
	// keyPatience is how long the next key waits for what a key set going. A
	// key that is held repeats every 33 ms and never waits.
	keyPatience = 25 * time.Millisecond
	// arrival is how long keys wait for a new page to show something.
	arrival = 100 * time.Millisecond
)

// typeahead keeps keys in order. A screen opens another one through a command,
// so that keys of the same burst would reach the screen that is left: they wait
// here until what the key before them set going has happened.
type typeahead struct {
	waiting []tea.Msg // presses and pastes, the oldest first
	last    *errand
	timed   bool // a lateMsg is on its way
}

// errand is what one key set going.
type errand struct {
	until    time.Time // the next key waits no longer than that
	open     atomic.Int32
	arriving bool // a page was opened and may have nothing to show yet
}

type (
	// answeredMsg brings an answer to a key.
	answeredMsg struct {
		to  *errand
		msg tea.Msg
	}
	// lateMsg says that an errand took too long to be waited for.
	lateMsg struct {
		of    *errand
		until time.Time
	}
)

// inOrder routes msg; presses and pastes in the order in which they came.
func (a *App) inOrder(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+c" { // what was typed before it is void
			a.ahead.waiting = nil
			return a.press(msg)
		}
		a.ahead.waiting = append(a.ahead.waiting, msg)
	case tea.PasteMsg:
		a.ahead.waiting = append(a.ahead.waiting, msg)
	case answeredMsg:
		cmd = a.answer(msg)
	case lateMsg:
		a.ahead.timed = false
		if last := a.ahead.last; last == msg.of && last.until.Equal(msg.until) {
			a.ahead.last = nil
		}
	default:
		cmd = a.route(msg)
	}
	return tea.Batch(cmd, a.hearOn())
}

// hearOn hears the waiting keys up to the first that sets something going.
func (a *App) hearOn() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.ahead.waiting) > 0 && !a.underWay() {
		msg := a.ahead.waiting[0]
		a.ahead.waiting = a.ahead.waiting[1:]
		cmds = append(cmds, a.hear(msg))
	}
	if len(a.ahead.waiting) > 0 && !a.ahead.timed {
		a.ahead.timed = true
		late := lateMsg{a.ahead.last, a.ahead.last.until}
		cmds = append(cmds, tea.Tick(late.until.Sub(a.now), func(time.Time) tea.Msg { return late }))
	}
	return tea.Batch(cmds...)
}

// underWay reports whether the last key still has to have its effect.
func (a *App) underWay() bool {
	last := a.ahead.last
	return last != nil && a.now.Before(last.until) && (last.open.Load() > 0 || last.arriving && !a.answered())
}

// hear gives a press or a paste to the screen on top.
func (a *App) hear(msg tea.Msg) tea.Cmd {
	top, stays := a.top(), a.stays(msg)
	cmd := a.route(msg)
	switch {
	case a.top() != top:
		a.ahead.last = &errand{until: a.now.Add(arrival), arriving: true}
		return cmd
	case cmd == nil || stays:
		return cmd
	}
	a.ahead.last = &errand{until: a.now.Add(keyPatience)}
	return a.ahead.last.follow(cmd)
}

// stays reports whether a key cannot lead to another screen: text that is typed
// into a line, and the cursor of a page.
func (a *App) stays(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if top := a.top(); typing(top) {
		line, writes := top.(screen.Caret)
		return writes && line.Caret() != nil && (!ok || press.Text != "")
	}
	return ok && !modal(a.top()) && key.Matches(press,
		a.keys.Get(keymap.Up), a.keys.Get(keymap.Down), a.keys.Get(keymap.PageUp), a.keys.Get(keymap.PageDown))
}

// answer does what a key asked for. What follows from it is waited for too, but
// for what a new page reads and what nobody waits for.
func (a *App) answer(msg answeredMsg) tea.Cmd {
	msg.to.open.Add(-1)
	if msg.msg == nil {
		return nil
	}
	top := a.top()
	cmd := a.route(msg.msg)
	_, behind := msg.msg.(screen.BehindMsg)
	_, back := msg.msg.(screen.PopMsg)
	if a.top() != top {
		msg.to.arriving, msg.to.until = true, a.now.Add(arrival)
		if !back {
			return cmd
		}
	}
	if behind {
		return cmd
	}
	return msg.to.follow(cmd)
}

// follow marks the answers to cmd as answers to the key.
func (e *errand) follow(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	e.open.Add(1)
	return func() tea.Msg { return e.mark(cmd()) }
}

// mark leaves to the terminal library what is its own: its messages, and
// commands that it runs at once or in turn, each of them followed.
func (e *errand) mark(msg tea.Msg) tea.Msg {
	value := reflect.ValueOf(msg)
	if !value.IsValid() || value.Type().PkgPath() != reflect.TypeFor[tea.QuitMsg]().PkgPath() {
		return answeredMsg{e, msg}
	}
	if value.Kind() == reflect.Slice && value.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		marked := reflect.MakeSlice(value.Type(), value.Len(), value.Len())
		for i := range value.Len() {
			if cmd, ok := reflect.TypeAssert[tea.Cmd](value.Index(i)); ok {
				marked.Index(i).Set(reflect.ValueOf(e.follow(cmd)))
			}
		}
		msg = marked.Interface()
	}
	e.open.Add(-1)
	return msg
}
