package plan

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/widget"
)

// foot are the lines below the rule: the question, or how it goes.
func (s *Screen) foot() []string {
	w := max(min(s.w-2, widest), 1)
	var lines []string
	switch s.stage {
	case asking:
		lines = s.question(w)
	case sending:
		lines = s.sendingLines(w)
	case unsent:
		advice := models.AdviceFor(s.err)
		lines = append(s.wrapped(s.styles.Error, "✗ Nothing was sent: "+models.Safe(s.err.Error()), w),
			s.wrapped(s.styles.Muted, strings.TrimSpace(advice.Hint+" enter makes a new plan."), w)...)
	case over:
		lines = s.wrapped(s.styles.Muted, s.overLine(), w)
	case planning, unplanned:
	}
	return lines[max(len(lines)-max(s.h-2, 1), 0):]
}

// question is the last thing before a change: what it means, and what must be
// typed. The field is its last line.
func (s *Screen) question(w int) []string {
	styles := s.styles
	switch {
	case len(s.plan.Problems) > 0:
		return s.wrapped(styles.Error, "✗ It cannot be sent: "+counted(len(s.plan.Problems), "problem")+" above. esc leads back to correct it.", w)
	case s.why != "":
		return s.wrapped(styles.Warning, "READ-ONLY: "+models.Safe(s.why)+".", w)
	case len(s.plan.Requests) == 0:
		return s.wrapped(styles.Muted, "There is nothing to send.", w)
	}
	lines := s.wrapped(styles.Warning, models.Safe(s.plan.Confirm.Why), w)
	ask := "Type " + models.Safe(s.plan.Confirm.Answer()) + ", then enter, to send it; anything else is no."
	if !s.input.Focused() {
		ask = "Press enter to answer. esc leaves, and nothing is sent."
	}
	if s.hint != "" {
		ask = "! " + s.hint
	}
	lines = append(lines, s.wrapped(styles.Text, ask, w)...)
	return append(lines, s.input.View())
}

func (s *Screen) sendingLines(w int) []string {
	total, done := len(s.plan.Requests), len(s.progress.outcomes)
	text := "… Sending. The answer is awaited; it is sent once only."
	if total > 1 {
		const bar = 20
		filled := done * bar / total
		text = fmt.Sprintf("… [%s%s] %d of %d done", strings.Repeat("#", filled), strings.Repeat(".", bar-filled), done, total)
		if done < total {
			text += " · now " + models.Safe(s.plan.Requests[done].What)
		}
	}
	lines := s.wrapped(s.styles.Info, text, w)
	switch {
	case s.hint != "":
		lines = append(lines, s.wrapped(s.styles.Warning, s.hint, w)...)
	case total-done > 1:
		lines = append(lines, s.wrapped(s.styles.Muted, "esc cancels after this range.", w)...)
	}
	return lines
}

func (s *Screen) overLine() string {
	return "enter: " + s.onward() + " · kept under :changes as " + models.Safe(s.sent.Plan.ID)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// room is how many lines there are to scroll in.
func (s *Screen) room() int { return max(s.h-len(s.foot())-1, 0) }

// View draws the screen: exactly the lines it was given.
func (s *Screen) View() string {
	if s.h <= 0 || s.w <= 0 {
		return ""
	}
	switch s.stage {
	case planning:
		return widget.Loading("the plan: what is there now is read again").View(s.styles, s.w, s.h)
	case unplanned:
		return widget.Failed(s.err, s.env.Keys.Get(keymap.Refresh).Help().Key).View(s.styles, s.w, s.h)
	default:
	}
	room := s.room()
	end := min(len(s.lines), s.top+room)
	lines := make([]string, 0, s.h)
	for _, line := range s.lines[min(s.top, end):end] {
		lines = append(lines, " "+line)
	}
	for len(lines) < room {
		lines = append(lines, "")
	}
	lines = append(lines, s.rule(end))
	for _, line := range s.foot() {
		lines = append(lines, " "+line)
	}
	return widget.Clamp(strings.Join(lines, "\n"), s.w, s.h)
}

// rule parts the plan from the question, and says how much of the plan is below.
func (s *Screen) rule(end int) string {
	text := ""
	if more := len(s.lines) - end; more > 0 {
		text = fmt.Sprintf(" %s more below ", counted(more, "line"))
	}
	width := max(s.w-widget.Width(text)-2, 0)
	return s.styles.Border.Render(strings.Repeat("─", width)) + s.styles.Warning.Render(text) +
		s.styles.Border.Render(strings.Repeat("─", max(min(2, s.w-width-widget.Width(text)), 0)))
}

// Caret is in the field of the answer, on the last line.
func (s *Screen) Caret() *tea.Cursor {
	cursor := s.input.Caret()
	if cursor == nil || s.stage != asking {
		return nil
	}
	cursor.X = min(cursor.X+1, max(s.w-1, 0))
	cursor.Y = max(s.h-1, 0)
	return cursor
}
