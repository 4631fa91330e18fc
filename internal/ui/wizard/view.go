package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

const (
	wideFrom   = 100 // from this width on the address is shown beside the step
	asideMost  = 40
	menuMargin = 2
	tallFrom   = 14 // from this height on a blank line parts the bar from the step
)

// View draws the bar, a remark where there is one, the step, and beside it the
// address as far as it went.
func (s *Screen) View() string {
	switch {
	case s.d.w <= 0 || s.d.h <= 0:
		return ""
	case s.d.machine == nil:
		return widget.Clamp(s.opening.view(), s.d.w, s.d.h)
	}
	lines := s.above()
	height := max(s.d.h-len(lines), 1)
	body := widget.Clamp(s.body(height), s.d.bodyWidth(), height)
	_, reviewed := s.pane.(*review)
	if aside := s.d.aside(height, reviewed); aside != nil {
		body = beside(body, aside, s.d.bodyWidth(), s.d.env.Styles.Border.Render("│"))
	}
	view := strings.Join(append(lines, body), "\n")
	if s.d.menu.Open() {
		box := s.d.menu.View(s.d.env.Styles, s.d.w-2*menuMargin, s.d.h)
		view = widget.Over(widget.Clamp(view, s.d.w, s.d.h), box, menuMargin, max(s.d.h-strings.Count(box, "\n")-1, 0)/3)
	}
	return widget.Clamp(view, s.d.w, s.d.h)
}

func (s *Screen) body(h int) string {
	if s.d.over != nil {
		return s.d.over.view(s.d.bodyWidth(), h)
	}
	return s.pane.view(s.d.bodyWidth(), h)
}

// above is the bar and what must be said under it.
func (s *Screen) above() []string {
	styles := s.d.env.Styles
	lines := []string{bar(styles, s.d.machine.Course().Stages(), s.d.w)}
	lines = append(lines, s.remark()...)
	if words := s.d.unplaced(false); words != "" && s.d.w < wideFrom {
		lines = append(lines, styles.Warning.Render(widget.Cut("? not placed: "+words, s.d.w-1)))
	}
	if len(lines) == 1 && s.d.h >= tallFrom {
		lines = append(lines, "")
	}
	return lines
}

// remark is the one thing to say under the bar, in two lines at most.
func (s *Screen) remark() []string {
	var text string
	switch words := s.d.ahead.words(); {
	case words != "":
		text = words
	case s.note != "":
		text = "· " + s.note
	default:
		return nil
	}
	if s.d.h < tallFrom {
		return []string{s.d.env.Styles.Info.Render(widget.Cut(text, s.d.w-1))}
	}
	lines := widget.Wrap(text, s.d.w-1)
	lines = lines[:min(len(lines), 2)]
	for i, line := range lines {
		lines[i] = s.d.env.Styles.Info.Render(line)
	}
	return lines
}

// Caret is the real cursor, where text is typed.
func (s *Screen) Caret() *tea.Cursor {
	if s.d.machine == nil || s.d.menu.Open() || s.d.h <= 0 {
		return nil
	}
	pane := s.pane
	if s.d.over != nil {
		pane = s.d.over
	}
	cursor := pane.caret()
	if cursor != nil {
		cursor.Y += len(s.above())
	}
	return cursor
}

// Title is the crumb.
func (s *Screen) Title() string {
	title := "Address"
	if s.d.machine != nil && s.d.machine.Country().ISO2 != "" {
		title += " in " + s.d.machine.Country().Name.String()
	}
	if name := s.opening.target().Name.String(); name != "" {
		title += " for " + name
	}
	return title
}

// Report tells the frame about the data.
func (s *Screen) Report() screen.Report {
	if s.d.machine == nil {
		return s.opening.task.Report()
	}
	report := s.d.lookups.report()
	report.Reading = report.Reading || s.offers.countries.Report().Reading
	if report.Fetched.IsZero() && s.offers.countries.Loaded {
		report.Fetched = s.offers.countries.Snapshot.Fetched
	}
	report.Shown, report.Total = s.pane.counts()
	report.Counting = report.Total > 0
	return report
}

// Print gives the address as it stands as plain text.
func (s *Screen) Print() string {
	if s.d.machine == nil {
		return ""
	}
	var out strings.Builder
	for _, line := range append(s.d.machine.Review().Postal(), s.d.machine.Country().Name.String(), "") {
		out.WriteString(line + "\n")
	}
	for _, line := range s.d.machine.Review().Lines() {
		out.WriteString(line.Label + "  " + line.Value.String() + "\n")
	}
	return out.String()
}
