package plan

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// question asks whether a plan is to be sent. It is no until the answer was typed
// by hand.
type question struct {
	env   *screen.Env
	plan  models.Plan
	why   string // why nothing can be sent: changes are off; empty when it can
	gate  gate
	input *widget.Input
	hint  string // what the last key was answered with
}

func newQuestion(env *screen.Env) question {
	return question{env: env, input: widget.NewInput(env.Styles, widget.Pointer+" ", "")}
}

// ask asks about a plan. Each has a gate of its own, which opens where the answer
// can be yes.
func (q *question) ask(plan models.Plan, why string) screen.Do {
	sendable := why == "" && len(plan.Problems) == 0 && len(plan.Requests) > 0
	q.plan, q.why, q.hint = plan, why, ""
	q.gate = gate{confirm: plan.Confirm, shown: q.env.Now(), open: sendable}
	q.input.SetValue("")
	if !sendable {
		return nil
	}
	return q.input.Focus()
}

// close takes the question back: no key is an answer until the next one. The gate
// still knows when the last key was.
func (q *question) close() {
	q.gate.open, q.hint = false, ""
	q.input.Blur()
	q.input.SetValue("")
}

// open reports whether an answer is awaited.
func (q *question) open() bool { return q.gate.open }

// typing reports whether the answer is being typed.
func (q *question) typing() bool { return q.input.Focused() }

// focus goes to the answer.
func (q *question) focus() screen.Do { return q.input.Focus() }

// note remembers that a key was pressed, which was no answer.
func (q *question) note() { q.gate.note(q.env.Now()) }

// quiet is how long no key was pressed.
func (q *question) quiet() time.Duration { return q.env.Now().Sub(q.gate.pressed) }

func (q *question) resize(w int) { q.input.SetWidth(min(w, 80)) }

func (q *question) theme() { q.input.Theme(q.env.Styles) }

// press handles a key while the answer is typed. yes reports whether typed is the
// answer that was asked for.
func (q *question) press(press tea.KeyPressMsg) (typed string, yes bool, do screen.Do) {
	switch keys := q.env.Keys; {
	case keys.Is(press, keymap.Accept):
		typed = q.input.Value()
		return typed, q.accept(press, typed), nil
	case keys.InText(press, keymap.NextField):
		q.note()
		q.input.Blur()
		return "", false, nil
	}
	q.note()
	q.hint = ""
	return "", false, q.input.Update(press)
}

// accept judges what stands in the field, and says why it is no answer.
func (q *question) accept(press tea.KeyPressMsg, typed string) bool {
	if press.IsRepeat {
		q.note()
		return false
	}
	switch q.gate.judge(q.env.Now(), typed) {
	case yes:
		return true
	case nothing:
		q.hint = ""
	case tooSoon:
		q.refuse("That came before anyone could read the plan. Read it, then type the answer.")
	case tooFast:
		q.refuse("That came faster than anyone types, like a paste. Type the answer by hand.")
	case wrong:
		q.hint = "That is not the answer that is asked for: nothing was sent."
	}
	return false
}

func (q *question) refuse(hint string) {
	q.input.SetValue("")
	q.hint = hint
}

// paste is never an answer.
func (q *question) paste() {
	if q.typing() {
		q.note()
		q.hint = "Pasted text is no answer. Type it by hand."
	}
}

// lines are the last thing before a change: what it means, and what must be
// typed. The field is the last of them.
func (q *question) lines(paper paper) []string {
	switch {
	case len(q.plan.Problems) > 0:
		return paper.text(paper.Error, "✗ It cannot be sent: "+counted(len(q.plan.Problems), "problem")+" above. esc leads back to correct it.")
	case q.why != "":
		return paper.text(paper.Warning, "READ-ONLY: "+models.Safe(q.why)+".")
	case len(q.plan.Requests) == 0:
		return paper.text(paper.Muted, "There is nothing to send.")
	}
	ask := "Type " + models.Safe(q.plan.Confirm.Answer()) + ", then enter, to send it; anything else is no."
	switch {
	case q.hint != "":
		ask = "! " + q.hint
	case !q.typing():
		ask = "Press enter to answer. esc leaves, and nothing is sent."
	}
	lines := append(paper.text(paper.Warning, models.Safe(q.plan.Confirm.Why)), paper.text(paper.Text, ask)...)
	return append(lines, q.input.View())
}
