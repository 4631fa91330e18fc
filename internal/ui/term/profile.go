package term

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
)

// ErrDumb says that the terminal can only print line after line: a matter of
// how btalk was called, as no terminal at all is.
var ErrDumb error = &EndedError{
	Status: 2,
	Why:    "this terminal (TERM=dumb) cannot show the dashboard; the commands work everywhere, try `btalk customers`",
}

// Check refuses terminals that cannot show a dashboard.
func Check(env []string) error {
	if lookup(env, "TERM") == "dumb" {
		return ErrDumb
	}
	return nil
}

// Colours tells how many colours the terminal has. It looks at the environment
// and at the terminal's description only: it asks neither the terminal nor
// tmux, because both may keep it waiting. Any value of NO_COLOR that is not
// empty means none, as no-color.org has it.
func Colours(env []string, none bool) colorprofile.Profile {
	if none || lookup(env, "NO_COLOR") != "" {
		return colorprofile.Ascii
	}
	return max(colorprofile.Env(env), colorprofile.Terminfo(lookup(env, "TERM")))
}

func lookup(env []string, name string) string {
	for _, line := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(line, name+"="); ok {
			return value
		}
	}
	return ""
}

// EscWait is how long a lone Esc may be the beginning of another key: what is
// wanted, or else longer over SSH, where packets are cut.
func EscWait(env []string, wanted time.Duration) time.Duration {
	switch {
	case wanted > 0:
		return wanted
	case lookup(env, "SSH_TTY") != "":
		return 100 * time.Millisecond
	}
	return 50 * time.Millisecond
}
