package term

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The test binary is also the program that the tests run in a pseudo-terminal:
// the behaviour to show comes in this variable.
const behaviour = "BTALK_TERM_TEST"

func TestMain(m *testing.M) {
	if how := os.Getenv(behaviour); how != "" {
		os.Exit(runProgram(how))
	}
	os.Exit(m.Run())
}

// victim is a small program that misbehaves when asked to.
type victim struct {
	how      string
	terminal *Terminal
	frames   int
	pressed  string
}

type floodMsg struct{}

func flood() tea.Msg { return floodMsg{} }

func (v *victim) Init() tea.Cmd {
	if v.how == "flood" {
		return flood
	}
	return nil
}

func (v *victim) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case floodMsg:
		v.frames++
		return v, flood
	case NoteMsg:
		v.pressed = msg.Text
	case tea.KeyPressMsg:
		v.pressed = msg.String()
		cmd := v.press()
		return v, cmd
	}
	return v, nil
}

func (v *victim) press() tea.Cmd {
	switch v.pressed {
	case "q":
		return tea.Quit
	case "u":
		panic("secret\x1b]0;in Update\x07")
	case "c":
		return tea.Batch(v.idle, tea.Batch(v.idle, func() tea.Msg { panic("in a command") }))
	case "g":
		v.terminal.Go(func() { panic("in a goroutine") })
	case "d":
		v.terminal.output.mu.Lock()
		v.terminal.output.away = true
		v.terminal.output.mu.Unlock()
	case "p":
		return func() tea.Msg {
			v.terminal.Show(NewPaper("on paper"))
			return nil
		}
	case "s":
		return func() tea.Msg { return NoteMsg{fmt.Sprint(v.terminal.Suspend())} }
	case "x":
		<-context.Background().Done()
	}
	return nil
}

func (v *victim) idle() tea.Msg { return nil }

func (v *victim) View() tea.View {
	if v.pressed == "v" {
		panic("in View")
	}
	text := "ready " + v.pressed
	if v.how == "flood" {
		line := strings.Repeat(strconv.Itoa(v.frames%10), 79) + "\n"
		text += strings.Repeat(line, 20)
	}
	view := tea.NewView(text)
	view.AltScreen = true
	return view
}

func runProgram(how string) int {
	terminal, err := Hold(Options{
		In: os.Stdin, Out: os.Stdout, Exit: os.Exit, EscWait: EscWait(nil, 0),
		Crash: func(report []byte) (string, error) {
			return "crash.txt", os.WriteFile(os.Getenv(behaviour+"_DIR")+"/crash.txt", report, 0o600)
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	v := &victim{how: how, terminal: terminal}
	program := tea.NewProgram(terminal.Model(v), tea.WithInput(terminal.Input()), tea.WithOutput(terminal.Output()),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	terminal.Watch(program)
	_, _ = program.Run()
	err = terminal.Release()
	ended, ok := errors.AsType[*EndedError](err)
	switch {
	case ok:
		if ended.Why != "" {
			fmt.Fprintln(os.Stderr, ended.Why)
		}
		return ended.ExitCode()
	case err != nil:
		return 3
	}
	return 0
}

// bound is how long anything may take in a test before it has failed.
const bound = 10 * time.Second
