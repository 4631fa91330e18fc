package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/term"
)

// terminal is what the root asks of the operator's terminal; *term.Terminal.
type terminal interface {
	// Show shows a paper in place of the dashboard, until it is done with.
	Show(paper *term.Paper)
	// Suspend stops the process, and returns once it was continued.
	Suspend() error
}

// printedMsg says that the operator came back from print mode.
type printedMsg struct{}

// print leaves the alternate screen with the view as plain text, so that it can
// be selected, copied and scrolled with the means of any terminal.
func (a *App) print() screen.Do {
	text := ansi.Strip(a.page().View())
	if printer, ok := a.page().(screen.Printer); ok {
		text = printer.Print()
	}
	var lines strings.Builder
	lines.WriteString(strings.Join(a.trail(true), between) + "\n")
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		lines.WriteString("\n" + strings.TrimRight(line, " "))
	}
	paper, shown := term.NewPaper(lines.String()), a.terminal
	a.paper = paper
	return screen.Run(func() tea.Msg {
		shown.Show(paper)
		return printedMsg{}
	})
}

// pressAhead hears a key that was typed before the paper was shown.
func (a *App) pressAhead(msg tea.KeyPressMsg) screen.Do {
	if key.Matches(msg, a.keys.Get(keymap.Accept)) {
		a.paper.Done()
	}
	return nil
}

// suspend gives the terminal to the shell. What is typed is kept before.
func (a *App) suspend() screen.Do {
	stopped := a.terminal
	return screen.Run(inTurn(a.saveNow(), func() tea.Msg {
		if err := stopped.Suspend(); err != nil {
			return screen.ToastMsg{Level: screen.Warning, Text: err.Error()}
		}
		return nil
	}))
}

// saveNow is the command that keeps what would be lost if the process never went
// on: drafts, and the place.
func (a *App) saveNow() tea.Cmd {
	var cmds []tea.Cmd
	for _, open := range a.stack {
		if saver, ok := open.(screen.Saver); ok {
			cmds = append(cmds, saver.SaveNow())
		}
	}
	if a.keeping.file != nil && a.service != nil {
		a.keeping.seq++
		cmds = append(cmds, a.keepNow())
	}
	return inTurn(cmds...)
}

// answersMsg brings what several commands answered.
type answersMsg []tea.Msg

// inTurn runs commands one after the other. (The message of tea.Sequence has no
// name outside of the library.)
func inTurn(cmds ...tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		var answers answersMsg
		for _, cmd := range cmds {
			if cmd == nil {
				continue
			}
			if answer := cmd(); answer != nil {
				answers = append(answers, answer)
			}
		}
		return answers
	}
}

// away is about the time in which the terminal is not the dashboard's.
func (a *App) away(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case printedMsg:
		a.paper = nil
	case answersMsg:
		var all screen.Do
		for _, answer := range msg {
			all = append(all, screen.Ask(answer)...)
		}
		return all
	case term.StopMsg:
		return screen.Run(a.saveNow())
	case term.NoteMsg:
		return screen.Say(screen.Warning, msg.Text)
	}
	return nil
}
