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
	"btalk/internal/ui/widget"
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
	done := what + ", " + bytesOf(len(msg.Text)) + ", "
	if variable(environment, "TMUX") == "" {
		return screen.All(screen.Run(tea.SetClipboard(msg.Text)), screen.Say(screen.Success, widget.Sentence(done)+"sent to the terminal, for its clipboard"))
	}
	return copyTmux(ctx, environment, msg.Text, widget.Sentence(done))
}

// copyTmux hands the text to tmux, which passes it on to the terminal outside
// even where it would drop the sequence of a program inside, unless it is set to
// keep it.
func copyTmux(ctx context.Context, environment []string, text, done string) screen.Do {
	return screen.Run(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		tmux := func(input string, arguments ...string) (string, error) {
			command := exec.CommandContext(ctx, "tmux", arguments...) //nolint:gosec // The arguments are ours, the text goes by standard input.
			command.Stdin, command.Env = strings.NewReader(input), environment
			answer, err := command.Output()
			return strings.TrimSpace(string(answer)), err
		}
		_, failed := tmux(text, "load-buffer", "-w", "-")
		passes, err := tmux("", "show-options", "-sv", "set-clipboard")
		toast := screen.ToastMsg{Level: screen.Success, Text: models.Safe(done + "sent to the terminal, and in tmux's buffer")}
		if err == nil && passes == "off" {
			toast = screen.ToastMsg{Level: screen.Warning, Text: "In tmux only. To send it on: tmux set -s set-clipboard on"}
		}
		if failed == nil {
			return toast
		}
		toast.Text = "Sent, and tmux passes it on after: tmux set -s set-clipboard on"
		return tea.BatchMsg{tea.SetClipboard(text), func() tea.Msg { return toast }}
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
