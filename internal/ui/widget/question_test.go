package widget_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
	"btalk/internal/ui/widget"
)

// interview is a question with a clock that only the test moves.
type interview struct {
	widget.Question

	t       *testing.T
	now     time.Time
	answers []string
}

func newInterview(t *testing.T) *interview {
	t.Helper()
	styles := theme.Builtin()
	i := &interview{t: t, now: time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC)}
	i.Question = widget.NewQuestion(&screen.Env{Now: func() time.Time { return i.now }, Keys: keymap.Default(), Styles: &styles})
	return i
}

// press presses keys, each some time after the one before.
func (i *interview) press(after time.Duration, keys ...string) {
	i.t.Helper()
	for _, key := range keys {
		i.now = i.now.Add(after)
		if answer, answered, _ := i.Press(uitest.Key(i.t, key)); answered {
			i.answers = append(i.answers, answer)
		}
	}
}

func TestOnlyWhatAPersonTypesIsAnAnswer(t *testing.T) {
	t.Parallel()
	const slow, fast, least = 200 * time.Millisecond, 39 * time.Millisecond, 40 * time.Millisecond
	for name, tc := range map[string]struct {
		do      func(i *interview)
		answers string
		left    string // in the field
		hint    string
	}{
		"typed by hand":                           {func(i *interview) { i.press(slow, "y", "e", "s", "enter") }, "yes", "yes", ""},
		"at the pace of the fastest":              {func(i *interview) { i.now = i.now.Add(time.Second); i.press(least, "y", "enter") }, "y", "y", ""},
		"faster than that":                        {func(i *interview) { i.now = i.now.Add(time.Second); i.press(fast, "y", "enter") }, "", "", "! That came faster than anyone types"},
		"half a second after it was asked":        {func(i *interview) { i.press(250*time.Millisecond, "y", "enter") }, "y", "y", ""},
		"sooner than that":                        {func(i *interview) { i.press(249*time.Millisecond, "y", "enter") }, "", "", "! That came before anyone could have read it"},
		"enter alone, often":                      {func(i *interview) { i.press(slow, "enter", "enter", "enter", "enter") }, "", "", ""},
		"blanks":                                  {func(i *interview) { i.Input.SetValue("  "); i.press(time.Second, "enter") }, "", "  ", ""},
		"a paste":                                 {func(i *interview) { i.now = i.now.Add(time.Second); i.Paste(); i.press(slow, "enter") }, "", "", ""},
		"an enter right behind a paste and a key": {func(i *interview) { i.press(slow, "y", "y", "y"); i.Paste(); i.press(fast, "enter") }, "", "", "! That came faster"},
		"a hint goes with the next letter":        {func(i *interview) { i.press(fast, "y", "enter"); i.press(slow, "n") }, "", "n", ""},
		"what is refused stays to be corrected":   {func(i *interview) { i.press(slow, "n", "o", "o", "enter"); i.Refuse("whole words") }, "noo", "noo", "! whole words"},
		"an answer that is asked for once more":   {func(i *interview) { i.press(slow, "y", "e", "s"); i.Ask(); i.press(slow, "enter", "enter", "enter") }, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newInterview(t)
			i.Ask()
			tc.do(i)
			if got := strings.Join(i.answers, " "); got != tc.answers || i.Input.Value() != tc.left {
				t.Errorf("answered %q and left %q, want %q and %q", got, i.Input.Value(), tc.answers, tc.left)
			}
			if got := i.Hint(""); !strings.HasPrefix(got, tc.hint) || tc.hint == "" && got != "" {
				t.Errorf("the hint is %q, want %q", got, tc.hint)
			}
		})
	}
}

func TestAKeyThatRepeatsItselfIsNoAnswer(t *testing.T) {
	t.Parallel()
	i := newInterview(t)
	i.Ask()
	i.press(time.Second, "y")
	i.now = i.now.Add(time.Second)
	if _, answered, _ := i.Press(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}); answered {
		t.Error("a key held down answered")
	}
	i.now = i.now.Add(30 * time.Millisecond)
	if _, answered, _ := i.Press(tea.KeyPressMsg{Code: tea.KeyEnter}); answered {
		t.Error("the enter right behind it answered")
	}
}

func TestAQuestionThatIsClosedKnowsWhenTheLastKeyWas(t *testing.T) {
	t.Parallel()
	i := newInterview(t)
	i.Paste()
	if i.Typing() || i.Hint("do this") != "do this" {
		t.Errorf("nothing is asked, and it says %q", i.Hint("do this"))
	}
	i.Ask()
	i.press(time.Second, "y")
	i.Close()
	i.now = i.now.Add(300 * time.Millisecond)
	if i.Typing() || i.Input.Value() != "" || i.Quiet() != 300*time.Millisecond {
		t.Errorf("typing %v, %q is left, quiet for %v", i.Typing(), i.Input.Value(), i.Quiet())
	}
	i.Note()
	if i.Quiet() != 0 {
		t.Errorf("quiet for %v after a key", i.Quiet())
	}
}
