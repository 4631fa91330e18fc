package widget

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// Question asks for an answer that a person types by hand. What is pasted, a key
// that repeats, and what comes before anyone can have read the question are no
// answer. Make it with NewQuestion; it is closed until Ask.
type Question struct {
	Input *Input

	env     *screen.Env
	hint    string    // what the last key was answered with; safe
	asked   time.Time // since when the question is on screen
	pressed time.Time // the last key
}

// LeastReading is how long a question is on screen before an answer counts.
const LeastReading = 500 * time.Millisecond

// NewQuestion makes a question that is not asked yet.
func NewQuestion(env *screen.Env) Question {
	return Question{env: env, Input: NewInput(env.Styles, Pointer+" ", "")}
}

// Ask asks, and waits for the answer.
func (q *Question) Ask() screen.Do {
	q.hint, q.asked, q.pressed = "", q.env.Now(), time.Time{}
	q.Input.SetValue("")
	return q.Input.Focus()
}

// Close takes the question back. It still knows when the last key was.
func (q *Question) Close() {
	q.hint = ""
	q.Input.Blur()
	q.Input.SetValue("")
}

// Typing reports whether the answer is being typed.
func (q *Question) Typing() bool { return q.Input.Focused() }

// Hint is what the last key was answered with, or else what to do.
func (q *Question) Hint(otherwise string) string {
	if q.hint == "" {
		return otherwise
	}
	return "! " + q.hint
}

// Note remembers a key that was not an answer.
func (q *Question) Note() { q.pressed = q.env.Now() }

// Quiet is how long no key was pressed.
func (q *Question) Quiet() time.Duration { return q.env.Now().Sub(q.pressed) }

// Press handles a key while the answer is typed. answered reports whether a
// person typed answer; what it means is up to the owner.
func (q *Question) Press(press tea.KeyPressMsg) (answer string, answered bool, do screen.Do) {
	quiet := q.Quiet()
	q.Note()
	if !q.env.Keys.Is(press, keymap.Accept) {
		q.hint = ""
		return "", false, q.Input.Update(press)
	}
	answer = q.Input.Value()
	switch {
	case press.IsRepeat:
	case strings.TrimSpace(answer) == "":
		q.hint = ""
	case q.env.Now().Sub(q.asked) < LeastReading:
		q.Input.SetValue("")
		q.hint = "That came before anyone could have read it. Read it, then type the answer."
	case quiet < models.ByHand:
		q.Input.SetValue("")
		q.hint = "That came faster than anyone types, like a paste. Type the answer by hand."
	default:
		return answer, true, nil
	}
	return "", false, nil
}

// Refuse says why an answer is none. What was typed stays.
func (q *Question) Refuse(hint string) { q.hint = hint }

// Paste is never an answer.
func (q *Question) Paste() {
	if q.Typing() {
		q.Note()
		q.hint = "Pasted text is not an answer. Type it by hand."
	}
}
