package ui

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/screen"
)

// printedMsg says that the operator came back from print mode.
type printedMsg struct{}

// print leaves the alternate screen with the view as plain text, so that it can
// be selected, copied and scrolled with the means of any terminal.
func (a *App) print() tea.Cmd {
	text := ansi.Strip(a.page().View())
	if printer, ok := a.page().(screen.Printer); ok {
		text = printer.Print()
	}
	title := strings.Join(a.trail(true), between)
	return tea.Exec(&paper{text: title + "\n\n" + strings.TrimRight(text, "\n")}, func(error) tea.Msg { return printedMsg{} })
}

// paper shows text outside of the dashboard and waits for Enter.
type paper struct {
	text string
	in   io.Reader
	out  io.Writer
}

func (p *paper) SetStdin(in io.Reader)   { p.in = in }
func (p *paper) SetStdout(out io.Writer) { p.out = out }
func (p *paper) SetStderr(io.Writer)     {}

// Run prints line by line and waits.
func (p *paper) Run() error {
	out := bufio.NewWriter(p.out)
	for line := range strings.SplitSeq(p.text, "\n") {
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
	fmt.Fprint(out, "\nEnter returns to btalk. ")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("could not print: %w", err)
	}
	_, err := bufio.NewReader(p.in).ReadString('\n')
	return err //nolint:wrapcheck // Nothing is read but the end of a line.
}
