package term

import (
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
)

// longest is how much of what a panic says is told, in bytes.
const longest = 200

// Go runs f beside the program; a panic in it ends the program in order.
func (t *Terminal) Go(f func()) {
	go func() {
		defer t.Catch()
		f()
	}()
}

// Try does f; a panic in it ends the program in order, and ok is false.
func (t *Terminal) Try(f func()) (ok bool) {
	defer t.Catch()
	f()
	return true
}

// Catch is deferred where something may panic.
func (t *Terminal) Catch() {
	if fault := recover(); fault != nil {
		t.crashed(fault, debug.Stack())
	}
}

// crashed keeps a report and ends the program. Nothing is printed here: the
// caller of Release has the one line to tell.
func (t *Terminal) crashed(fault any, stack []byte) {
	said := models.Safe(fmt.Sprint(fault))
	if len(said) > longest {
		said = models.Safe(said[:longest]) + "…"
	}
	why := "btalk stopped because of a fault of its own (" + said + ")"
	if t.o.Crash != nil {
		path, err := t.o.Crash(fmt.Appendf(nil, "%s\n\n%s", said, stack))
		if err == nil {
			why += ". Please report it with " + models.Safe(path)
		}
	}
	ask := func() {}
	if t.program != nil {
		ask = t.program.Quit // and not Kill, which races with the reader
	}
	t.end(EndedError{Status: 1, Why: why}, grace, ask)
}

// Model wraps a program's model so that a panic in it, or in any command that
// it returns, ends the program in order.
func (t *Terminal) Model(model tea.Model) tea.Model { return guarded{model, t} }

type guarded struct {
	tea.Model
	terminal *Terminal
}

func (g guarded) Init() tea.Cmd {
	defer g.terminal.Catch()
	return g.terminal.Cmd(g.Model.Init())
}

func (g guarded) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	if _, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: g.terminal.input.takePaste()}
	}
	if !g.terminal.Try(func() { model, cmd = g.Model.Update(msg) }) {
		return g, nil
	}
	cmd = g.terminal.Cmd(cmd)
	if _, ok := msg.(StopMsg); ok {
		cmd = tea.Sequence(cmd, g.terminal.Cmd(g.terminal.stopAsked)) //nolint:forbidigo // both are wrapped already
	}
	return guarded{model, g.terminal}, cmd
}

func (g guarded) View() (view tea.View) {
	view.AltScreen = true
	defer g.terminal.Catch()
	view = g.Model.View()
	if view.Content != g.terminal.frame {
		g.terminal.frame = view.Content
		g.terminal.output.owe()
	}
	return view
}

// Cmd wraps a command, and the commands in the batch that it may give. Only
// tea.Batch makes several of one: what tea.Sequence gives cannot be opened, so it
// is made here alone, of commands that are wrapped already.
func (t *Terminal) Cmd(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer t.Catch()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, inner := range batch {
				batch[i] = t.Cmd(inner)
			}
		}
		return msg
	}
}
