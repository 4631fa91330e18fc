package ui

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// mostCopied is how many bytes are copied at most: terminals cut or drop a
// sequence of more than about 75 kB, and base64 makes three bytes four.
const mostCopied = 56_000

// copiedMsg says how a copy went.
type copiedMsg struct {
	level screen.Level
	text  string
}

func (c copiedMsg) say() screen.Do { return screen.Say(c.level, c.text) }

// copy puts text on the clipboard of the operator's own terminal, wherever
// that runs, and says what was done: the terminal does not answer.
func (a *App) copy(msg screen.CopyMsg) screen.Do {
	what := models.Safe(msg.What)
	if msg.Text == "" {
		return screen.Say(screen.Info, "There is nothing to copy")
	}
	if len(msg.Text) > mostCopied {
		return screen.Say(screen.Warning, what+": "+bytesOf(len(msg.Text))+" are too many for a terminal's clipboard ("+bytesOf(mostCopied)+"); export writes a file")
	}
	done := "Copied " + what + ", " + bytesOf(len(msg.Text))
	if a.variable("TMUX") == "" {
		return screen.All(screen.Run(tea.SetClipboard(msg.Text)), screen.Say(screen.Success, done+", to the clipboard (OSC 52)"))
	}
	return a.copyTmux(msg.Text, done)
}

// copyTmux hands the text to tmux, which passes it on to the terminal outside
// even where it would drop the sequence of a program inside.
func (a *App) copyTmux(text, done string) screen.Do {
	ctx, env := a.env.Ctx, a.o.Env
	return screen.Run(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		load := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
		load.Stdin, load.Env = strings.NewReader(text), env
		if load.Run() == nil {
			return copiedMsg{screen.Success, done + ", to the clipboard and tmux's buffer"}
		}
		return tea.BatchMsg{
			tea.SetClipboard(text),
			func() tea.Msg {
				return copiedMsg{screen.Success, done + " (OSC 52; tmux passes it on with set-clipboard on)"}
			},
		}
	})
}

// variable reads the environment the dashboard was started with.
func (a *App) variable(name string) string {
	for _, line := range a.o.Env {
		if value, ok := strings.CutPrefix(line, name+"="); ok {
			return value
		}
	}
	return ""
}

func bytesOf(n int) string {
	if n < 10_000 {
		return strconv.Itoa(n) + " bytes"
	}
	return strconv.Itoa(n/1000) + " kB"
}
