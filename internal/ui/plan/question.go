package plan

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// question asks whether a plan is to be sent. The answer is no until what is
// asked for was typed by hand; then it is yes once, whatever comes after.
type question struct {
	widget.Question

	plan models.Plan
	why  string // why nothing can be sent: changes are off; empty when it can
	open bool   // an answer is awaited
}

// ask asks about a plan, where the answer can be yes.
func (q *question) ask(plan models.Plan, why string) screen.Do {
	q.Close()
	q.plan, q.why = plan, why
	q.open = why == "" && len(plan.Problems) == 0 && len(plan.Requests) > 0
	if !q.open {
		return nil
	}
	return q.Ask()
}

// close takes the question back: no key is an answer until the next one.
func (q *question) close() {
	q.open = false
	q.Close()
}

// press handles a key while the answer is typed. yes reports whether typed is the
// answer that was asked for.
func (q *question) press(press tea.KeyPressMsg) (typed string, yes bool, do screen.Do) {
	typed, answered, do := q.Press(press)
	switch {
	case !answered || !q.open:
		return "", false, do
	case !accepts(q.plan.Confirm, typed):
		q.Refuse("That is not the answer that is asked for: nothing was sent.")
		return "", false, do
	}
	q.open = false
	return typed, true, do
}

// accepts is stricter than the engine, which takes a single y from a script.
func accepts(confirm models.Confirm, typed string) bool {
	if confirm.Type == "" {
		return strings.EqualFold(strings.TrimSpace(typed), confirm.Answer())
	}
	return confirm.Accepts(typed)
}

// lines are the last thing before a change: what it means, and what must be
// typed. The field is the last of them.
func (q *question) lines(paper paper) []string {
	switch {
	case len(q.plan.Problems) > 0:
		return paper.text(paper.Error, "✗ It cannot be sent: "+counted(len(q.plan.Problems), "problem")+" above. esc leads back to correct it.")
	case q.plan.Nothing != "":
		return paper.text(paper.OK, "✓ Nothing to change: "+models.Safe(q.plan.Nothing)+". Nothing is sent; esc leaves.")
	case q.why != "":
		return paper.text(paper.Warning, "READ-ONLY: "+models.Safe(q.why)+".")
	case len(q.plan.Requests) == 0:
		return paper.text(paper.Muted, "There is nothing to send.")
	}
	ask := "Press enter to answer. esc leaves, and nothing is sent."
	if q.Typing() {
		ask = "Type " + models.Safe(q.plan.Confirm.Answer()) + ", then enter, to send it; anything else is no."
	}
	lines := append(paper.text(paper.Warning, models.Safe(q.plan.Confirm.Why)), paper.text(paper.Text, q.Hint(ask))...)
	return append(lines, q.Input.View())
}
