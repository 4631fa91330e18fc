package term

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestSecondControlCGetsOut(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		typed []string
		out   bool
	}{
		"pasted in one read":      {[]string{"\x1b[200~a\x03\x03b\x1b[201~"}, false},
		"pasted in several reads": {[]string{"\x1b[200", "~\x03", "\x03\x1b[20", "1~"}, false},
		"one":                     {[]string{"\x03"}, false},
		"two":                     {[]string{"\x03", "\x03"}, true},
		"two in one read":         {[]string{"\x03\x03"}, true},
		"the kitty keyboard's":    {[]string{"\x1b[99;5u", "\x1b[99;", "5u"}, true},
		"xterm's with other keys": {[]string{"\x1b[27;5;99~a", "\x1b[27;5;99~"}, true},
	} {
		in := testInput(t)
		for _, chunk := range test.typed {
			in.take(in.split.feed(time.Now(), []byte(chunk)))
		}
		if out := in.terminal.ending.Load() != nil; out != test.out {
			t.Errorf("%s: out is %v, want %v", name, out, test.out)
		}
	}
}

// testInput is an input of a terminal that nobody reads.
func testInput(t *testing.T) *Input {
	t.Helper()
	terminal := &Terminal{o: Options{Exit: func(int) {}}, program: deafProgram{}, output: &Output{}}
	in, err := newInput(nil, 50*time.Millisecond, terminal)
	if err != nil {
		t.Fatal(err)
	}
	terminal.input = in
	t.Cleanup(func() {
		_, _ = in.wake.Close(), in.waking.Close()
		terminal.mu.Lock()
		defer terminal.mu.Unlock()
		if terminal.last != nil {
			terminal.last.Stop()
		}
	})
	return in
}

// deafProgram is a program that does nothing.
type deafProgram struct{}

func (deafProgram) Send(tea.Msg) {}
func (deafProgram) Quit()        {}
func (deafProgram) Kill()        {}

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
