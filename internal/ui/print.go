package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/frame"
	"btalk/internal/ui/nav"
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

// away is the time in which the terminal is not the dashboard's.
type away struct {
	terminal terminal
	stack    *nav.Stack
	place    *placeKeeper
	paper    *term.Paper // is shown in place of the dashboard
}

// printedMsg says that the operator came back from print mode.
type printedMsg struct{}

// show leaves the alternate screen with the page as plain text, so that it can
// be selected, copied and scrolled with the means of any terminal.
func (w *away) show() screen.Do {
	page := w.stack.Page()
	text := ansi.Strip(page.View())
	if printer, ok := page.(screen.Printer); ok {
		text = printer.Print()
	}
	var lines strings.Builder
	lines.WriteString(frame.Crumbs(w.stack.Pages()) + "\n")
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		lines.WriteString("\n" + strings.TrimRight(line, " "))
	}
	paper, shown := term.NewPaper(lines.String()), w.terminal
	w.paper = paper
	return screen.Run(func() tea.Msg {
		shown.Show(paper)
		return printedMsg{}
	})
}

// suspend gives the terminal to the shell. What is typed is kept before.
func (w *away) suspend() screen.Do {
	stopped := w.terminal
	return screen.Run(inTurn(w.saveNow(), func() tea.Msg {
		if err := stopped.Suspend(); err != nil {
			return screen.ToastMsg{Level: screen.Warning, Text: err.Error()}
		}
		return nil
	}))
}

// saveNow is the command that keeps what would be lost if the process never went
// on: drafts, and the place.
func (w *away) saveNow() tea.Cmd {
	var cmds []tea.Cmd
	for _, open := range w.stack.Open() {
		if saver, ok := open.(screen.Saver); ok {
			cmds = append(cmds, saver.SaveNow())
		}
	}
	return inTurn(append(cmds, w.place.now())...)
}

// back handles what comes from the time away.
func (w *away) back(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case printedMsg:
		w.paper = nil
	case answersMsg:
		var all screen.Do
		for _, answer := range msg {
			all = append(all, screen.Ask(answer)...)
		}
		return all
	case term.StopMsg:
		return screen.Run(w.saveNow())
	case term.NoteMsg:
		return screen.Say(screen.Warning, msg.Text)
	}
	return nil
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
