package cli

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// burst is what one read of a terminal gives, so long after the one before.
type burst struct {
	after time.Duration
	keys  string
}

// typist is a terminal with its clock.
type typist struct {
	bursts []burst
	clock  time.Time
}

func (p *typist) Read(keys []byte) (int, error) {
	if len(p.bursts) == 0 {
		return 0, io.EOF
	}
	next := p.bursts[0]
	p.bursts, p.clock = p.bursts[1:], p.clock.Add(next.after)
	return copy(keys, next.keys), nil
}

func TestOnlyAnAnswerTypedByHandIsAnAnswer(t *testing.T) {
	t.Parallel()
	const slow = 100 * time.Millisecond
	byKeys := func(text string, pause time.Duration) (all []burst) {
		for key := range strings.SplitSeq(text, "") {
			all = append(all, burst{pause, key})
		}
		return all
	}
	tests := []struct {
		name   string
		bursts []burst
		want   string
		fast   bool
	}{
		{"typed", byKeys("yes\r", slow), "yes", false},
		{"typed and corrected", byKeys("yé\x7fes\r", slow), "yes", false},
		{"enter alone, held down", []burst{{slow, "\r\r\r\r"}}, "", false},
		{"pasted in brackets", []burst{{slow, "\x1b[200~yes\r\x1b[201~"}}, "", true},
		{"pasted in brackets, then enter", []burst{{slow, "\x1b[200~yes\x1b[201~"}, {slow, "\r"}}, "", true},
		{"pasted without brackets", []burst{{slow, "yes\n"}}, "", true},
		{"pasted byte by byte", byKeys("yes\r", time.Millisecond), "", true},
		{"the end of input", byKeys("yes\x00", slow), "", false},
		{"ctrl-d", byKeys("\x04", slow), "", false},
	}
	for _, test := range tests {
		terminal := &typist{bursts: test.bursts}
		got, err := (&hand{in: terminal, echo: io.Discard, now: func() time.Time { return terminal.clock }}).read()
		if errors.Is(err, errTooFast) != test.fast || !test.fast && (err != nil || got != test.want) {
			t.Errorf("%s: got %q, %v; want %q, too fast %v", test.name, got, err, test.want, test.fast)
		}
	}
	_, err := (&hand{in: strings.NewReader("y\x03"), echo: io.Discard, now: time.Now}).read()
	if failed, ok := errors.AsType[*failure](err); !ok || failed.code != exitInterrupted {
		t.Errorf("ctrl-c gives %v", err)
	}
}
