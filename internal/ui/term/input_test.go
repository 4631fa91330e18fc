package term

import (
	"errors"
	"testing"
	"time"
)

func TestPastedControlIsText(t *testing.T) {
	t.Parallel()
	in := &Input{terminal: &Terminal{}}
	for name, typed := range map[string][]string{
		"within one read":      {"\x1b[200~a\x03\x03b\x1b[201~"},
		"over several reads":   {"\x1b[200", "~\x03", "\x03\x1b[20", "1~"},
		"one ctrl+c is no two": {"\x03"},
	} {
		in.first = time.Time{}
		for _, chunk := range typed {
			in.look([]byte(chunk))
		}
		if in.terminal.ending.Load() != nil {
			t.Errorf("%s: it was taken for ctrl+c", name)
		}
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	for env, none := range map[string]bool{
		"NO_COLOR=yes": true, "NO_COLOR=0": true, "NO_COLOR=": false, "X=1": false,
	} {
		got := Colours([]string{"TERM=xterm-256color", env}, false)
		if (got.String() == "ASCII" || got.String() == "Ascii") != none {
			t.Errorf("%s gives %v", env, got)
		}
	}
	if !errors.Is(Check([]string{"TERM=dumb"}), ErrDumb) {
		t.Error("TERM=dumb was accepted")
	}
	if ended, ok := errors.AsType[*EndedError](ErrDumb); !ok || ended.ExitCode() != 2 {
		t.Errorf("TERM=dumb ends with %v, want status 2", ErrDumb)
	}
}
