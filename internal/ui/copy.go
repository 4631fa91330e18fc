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

// copyText puts text on the clipboard of the operator's own terminal, wherever
// that runs, and says what was done: the terminal does not answer.
func copyText(ctx context.Context, environment []string, msg screen.CopyMsg) screen.Do {
	what := models.Safe(msg.What)
	if msg.Text == "" {
		return screen.Say(screen.Info, "There is nothing to copy")
	}
	if len(msg.Text) > mostCopied {
		return screen.Say(screen.Warning, what+": "+bytesOf(len(msg.Text))+" are too many for a terminal's clipboard ("+bytesOf(mostCopied)+"); export writes a file")
	}
	done := "Copied " + what + ", " + bytesOf(len(msg.Text))
	if variable(environment, "TMUX") == "" {
		return screen.All(screen.Run(tea.SetClipboard(msg.Text)), screen.Say(screen.Success, done+", to the clipboard (OSC 52)"))
	}
	return copyTmux(ctx, environment, msg.Text, done)
}

// copyTmux hands the text to tmux, which passes it on to the terminal outside
// even where it would drop the sequence of a program inside.
func copyTmux(ctx context.Context, environment []string, text, done string) screen.Do {
	return screen.Run(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		load := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
		load.Stdin, load.Env = strings.NewReader(text), environment
		if load.Run() == nil {
			return screen.ToastMsg{Level: screen.Success, Text: models.Safe(done + ", to the clipboard and tmux's buffer")}
		}
		return tea.BatchMsg{
			tea.SetClipboard(text),
			func() tea.Msg {
				return screen.ToastMsg{Level: screen.Success, Text: models.Safe(done + " (OSC 52; tmux passes it on with set-clipboard on)")}
			},
		}
	})
}

// variable reads an environment.
func variable(environment []string, name string) string {
	for _, line := range environment {
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
