package term

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// read is what one read gave, so long after the one before.
type read struct {
	after time.Duration
	text  string
}

// play gives a splitter what was read, and the time in between, and tells what
// came out.
func play(s *splitter, reads ...read) []piece {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	var pieces []piece
	idle := func(until time.Time) {
		for {
			left, ok := s.wait(now)
			if !ok || now.Add(left).After(until) {
				break
			}
			now = now.Add(left)
			pieces = append(pieces, s.expire(now)...)
		}
		now = until
	}
	for _, r := range reads {
		idle(now.Add(r.after))
		pieces = append(pieces, s.feed(now, []byte(r.text))...)
	}
	idle(now.Add(time.Minute))
	return pieces
}

func local() *splitter { return &splitter{escWait: 50 * time.Millisecond} }

// sequences are what terminals send for keys, for the mouse and in answer to
// questions.
func sequences() []string {
	return []string{
		"\x1b[A", "\x1b[B", "\x1bOA", "\x1bOB", "\x1b[H", "\x1b[5~", "\x1b[3~", "\x1b[1;5C", "\x1b[Z", "\x1bOP", "\x1b[15~",
		"\x1b[27;5;99~", "\x1b[99;5u", "\x1b[27u", "\x1b[[A", "\x1b[<0;10;10M", "\x1b[<0;10;10m", "\x1b[M !!", "\x1b[I",
		"\x1b[24;80R", "\x1b[?2026;2$y", "\x1b[?1u", "\x1b[?62;22c", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\a",
		"\x1bP>|xterm(390)\x1b\\", "\x1bP1+r544e=787465726d\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b[200~pasted\x1b[201~", "\x1b\x1b[B",
	}
}

func TestSequenceInTwoReadsIsOneOrNothing(t *testing.T) {
	t.Parallel()
	for _, sequence := range sequences() {
		whole := play(local(), read{0, sequence})
		for at := 1; at < len(sequence); at++ {
			for _, gap := range []time.Duration{20, 40, 60, 80, 100, 150, 200, 300, 900} {
				gap *= time.Millisecond
				got := play(local(), read{0, sequence[:at]}, read{gap, sequence[at:]})
				want := []string{fmt.Sprint(whole)}
				if strings.Trim(sequence[:at], "\x1b") == "" && gap >= 50*time.Millisecond {
					want = escAndNothing(at, sequence)
				}
				if !slices.Contains(want, fmt.Sprint(got)) {
					t.Errorf("%q and %v later %q give %v, want one of %q", sequence[:at], gap, sequence[at:], got, want)
				}
			}
		}
	}
}

// escAndNothing is what a split behind Esc may give above the wait: the key,
// and for a paste that it was lost.
func escAndNothing(escs int, sequence string) []string {
	keys := []piece{{typed, strings.Repeat(escKey, escs)}}
	return []string{fmt.Sprint(keys), fmt.Sprint(append(keys, piece{kind: lostPaste})), fmt.Sprint(append(keys, piece{typed, sequence[1:]}))}
}

func TestLetterInTwoReadsIsOne(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"é", "ł", "株", "😀"} {
		for at := 1; at < len(letter); at++ {
			got := play(local(), read{0, "a" + letter[:at]}, read{300 * time.Millisecond, letter[at:] + "b"})
			if text := joined(got); text != "a"+letter+"b" {
				t.Errorf("%q cut at %d gives %v", letter, at, got)
			}
		}
	}
}

// joined is what was typed, with a mark for what was left out.
func joined(pieces []piece) string {
	var out strings.Builder
	for _, p := range pieces {
		out.WriteString(map[pieceKind]string{typed: p.text, pasted: "<" + p.text + ">", notUTF8: "!", lostPaste: "?"}[p.kind])
	}
	return out.String()
}

func TestWhatIsTypedAndPasted(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	tests := []struct {
		name  string
		reads []read
		want  string
	}{
		{"letters and controls", []read{{0, "ab\r\tc\x7f"}}, "ab\r\tc\x7f"},
		{"a letter that is no UTF-8 is told", []read{{0, "a\xe9b"}}, "a!b"},
		{"half a letter is told", []read{{0, "a\xc3"}, {2000 * ms, "b"}}, "a!b"},
		{"Esc alone", []read{{0, "\x1b"}}, escKey},
		{"Esc twice", []read{{0, "\x1b\x1b"}}, escKey + escKey},
		{"Esc and a key a person types", []read{{0, "\x1b"}, {60 * ms, "q"}}, escKey + "q"},
		{"history back and B, key by key", []read{{0, "["}, {60 * ms, "B"}}, "[B"},
		{"Esc, then history back and B", []read{{0, "\x1b"}, {200 * ms, "["}, {200 * ms, "B"}}, escKey + "[B"},
		{"a word behind Esc", []read{{0, "\x1b"}, {200 * ms, "OAKLAND"}}, escKey + "OAKLAND"},
		{"a word with a bracket behind Esc", []read{{0, "\x1b"}, {200 * ms, "[Bern"}}, escKey + "[Bern"},
		{"a word with P behind Esc", []read{{0, "\x1b"}, {200 * ms, "Paris"}}, escKey + "Paris"},
		{"a rest long after Esc", []read{{0, "\x1b"}, {2000 * ms, "[B"}}, escKey + "[B"},
		{"the rests of two reports", []read{{0, "\x1b"}, {100 * ms, "[<35;1;1M\x1b[<35;1;2M"}}, escKey + "\x1b[<35;1;2M"},
		{"in three reads", []read{{0, "\x1b"}, {100 * ms, "[<0;1"}, {100 * ms, "0;10M"}, {100 * ms, "q"}}, escKey + "q"},
		{"an answer that never ends", []read{{0, "\x1b]11;rgb:1e1e"}, {3000 * ms, "q"}}, "q"},
		{"a rest after its time", []read{{0, "\x1b[<0;10"}, {1200 * ms, ";10M"}}, ""},
		{"ctrl+c in an answer", []read{{0, "\x1b]11;rgb"}, {10 * ms, "\x03"}}, "\x03"},
		{"ctrl+c behind Esc", []read{{0, "\x1b\x03"}}, escKey + "\x03"},
		{"alt with a letter", []read{{0, "\x1bf"}}, "\x1bf"},
		{"a paste", []read{{0, "\x1b[200~a\x1b[31mb\r\nc\x1b[201~"}}, "<a\x1b[31mb\r\nc>"},
		{"a paste and then a key", []read{{0, "\x1b[200~a\x1b[201~"}, {30 * ms, "q"}}, "<a>q"},
		{"a paste with its own end mark", []read{{0, "\x1b[200~a\x1b[201~q"}}, "<aq>"},
		{"the same in two reads", []read{{0, "\x1b[200~a\x1b[201~"}, {5 * ms, "q\r\x1b[201~"}}, "<aq\r>"},
		{"the same, slowly", []read{{0, "\x1b[200~a\x1b[201~q"}, {900 * ms, "q\x1b[201~"}}, "<aqq>"},
		{"a paste in a paste", []read{{0, "\x1b[200~a\x1b[200~b\x1b[201~c\x1b[201~"}}, "<abc>"},
		{"a paste without its end", []read{{0, "\x1b[200~a"}, {1500 * ms, "bcd\x1b[201~q"}, {50 * ms, "j"}}, "?j"},
		{"a paste whose end never comes", []read{{0, "\x1b[200~a"}, {3000 * ms, "j"}}, "?j"},
		{"a paste that is not UTF-8", []read{{0, "\x1b[200~Jyv\xe4s\x1b[201~"}}, "<Jyv\uFFFDs>!"},
		{"an end mark without a paste", []read{{0, "a\x1b[201~b"}}, "ab"},
	}
	for _, test := range tests {
		if got := joined(play(local(), test.reads...)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestKittyTerminalNeedsNoWaitForEsc(t *testing.T) {
	t.Parallel()
	s := local()
	s.feed(time.Now(), []byte("\x1b[?1u"))
	if got := joined(play(s, read{0, "\x1b"}, read{300 * time.Millisecond, "[B"})); got != "\x1b[B" {
		t.Errorf("a split sequence gives %q", got)
	}
	if got := joined(play(s, read{0, "\x1b[27u"})); got != escKey {
		t.Errorf("the key gives %q", got)
	}
}

func FuzzSplitterLosesNoLetter(f *testing.F) {
	for _, sequence := range sequences() {
		f.Add(sequence, 1)
	}
	f.Add("caf\xc3\xa9 \x1b\x1b", 5)
	f.Fuzz(func(t *testing.T, text string, at int) {
		at = min(max(at, 0), len(text))
		plain := strings.ToValidUTF8(strings.ReplaceAll(text, "\x1b", ""), "")
		if got := joined(play(local(), read{0, plain})); got != plain {
			t.Errorf("%q gives %q", plain, got)
		}
		play(local(), read{0, text[:at]}, read{100 * time.Millisecond, text[at:]}) // panics are faults
	})
}
