package plan

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/widget"
)

// draw makes the lines to scroll over, at the present width.
func (s *Screen) draw() {
	paper := newPaper(s.env, s.w)
	var lines []string
	switch s.stage {
	case over:
		lines = append(paper.outcomes(s.delivery), "")
	case sending:
		lines = append(paper.steps(s.delivery), "")
	case planning, unplanned, asking, unsent:
	}
	if s.stage != planning && s.stage != unplanned {
		lines = append(lines, paper.document(s.plan, s.remark, s.words(), s.all)...)
	}
	s.scroll.Set(lines)
	s.scroll.Resize(s.h - len(s.foot()) - 1)
}

// words are the server's words of a refusal, by field.
func (s *Screen) words() map[string]string {
	if s.stage != over {
		return nil
	}
	return s.delivery.result(false).Fields
}

// foot are the lines below the rule: the question, or how it goes.
func (s *Screen) foot() []string {
	paper := newPaper(s.env, s.w)
	var lines []string
	switch s.stage {
	case asking:
		lines = s.question.lines(paper)
	case sending:
		lines = s.delivery.lines(paper)
	case unsent:
		advice := models.AdviceFor(s.err)
		lines = append(paper.text(paper.Error, "✗ Nothing was sent: "+models.Safe(s.err.Error())),
			paper.text(paper.Muted, strings.TrimSpace(advice.Hint+" enter makes a new plan."))...)
	case over:
		lines = paper.text(paper.Muted, "enter: "+s.delivery.onward()+" · kept under :changes as "+models.Safe(s.plan.ID))
	case planning, unplanned:
	}
	return lines[max(len(lines)-max(s.h-2, 1), 0):]
}

// View draws the screen: exactly the lines it was given.
func (s *Screen) View() string {
	if s.h <= 0 || s.w <= 0 {
		return ""
	}
	switch s.stage {
	case planning:
		return widget.Loading("the plan: what is there now is read again").View(s.env.Styles, s.w, s.h)
	case unplanned:
		return widget.Failed(s.err, s.env.Keys.Get(keymap.Refresh).Help().Key).View(s.env.Styles, s.w, s.h)
	default:
	}
	foot := s.foot()
	room := max(s.h-len(foot)-1, 0)
	s.scroll.Resize(room)
	lines := make([]string, room, s.h)
	for i, line := range s.scroll.Shown() {
		lines[i] = " " + line
	}
	lines = append(lines, s.rule())
	for _, line := range foot {
		lines = append(lines, " "+line)
	}
	return widget.Clamp(strings.Join(lines, "\n"), s.w, s.h)
}

// rule parts the plan from the question, and says how much of the plan is below.
func (s *Screen) rule() string {
	text, styles := "", s.env.Styles
	if more := s.scroll.Below(); more > 0 {
		text = " " + counted(more, "more line") + " below "
	}
	width := max(s.w-widget.Width(text)-2, 0)
	return styles.Border.Render(strings.Repeat("─", width)) + styles.Warning.Render(text) +
		styles.Border.Render(strings.Repeat("─", max(min(2, s.w-width-widget.Width(text)), 0)))
}

// Caret is in the field of the answer, on the last line.
func (s *Screen) Caret() *tea.Cursor {
	cursor := s.question.Input.Caret()
	if cursor == nil || s.stage != asking {
		return nil
	}
	cursor.X = min(cursor.X+1, max(s.w-1, 0))
	cursor.Y = max(s.h-1, 0)
	return cursor
}

// Print gives all of it as plain text.
func (s *Screen) Print() string {
	var out strings.Builder
	for _, line := range s.scroll.Lines() {
		out.WriteString(strings.TrimRight(ansi.Strip(line), " ") + "\n")
	}
	return out.String()
}
