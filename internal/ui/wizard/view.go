package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
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
	case s.w <= 0 || s.h <= 0:
		return ""
	case s.machine == nil:
		return widget.Clamp(s.startView(), s.w, s.h)
	}
	lines := s.above()
	height := max(s.h-len(lines), 1)
	body := widget.Clamp(s.body(height), s.bodyWidth(), height)
	if aside := s.aside(height); aside != nil {
		body = beside(body, aside, s.bodyWidth(), s.env.Styles.Border.Render("│"))
	}
	view := strings.Join(append(lines, body), "\n")
	if s.menu.Open() {
		box := s.menu.View(s.env.Styles, s.w-2*menuMargin, s.h)
		view = widget.Over(widget.Clamp(view, s.w, s.h), box, menuMargin, max(s.h-strings.Count(box, "\n")-1, 0)/3)
	}
	return widget.Clamp(view, s.w, s.h)
}

func (s *Screen) body(h int) string {
	if s.over != nil {
		return s.over.view(s.bodyWidth(), h)
	}
	return s.pane.view(s.bodyWidth(), h)
}

// above is the bar and what must be said under it.
func (s *Screen) above() []string {
	styles := s.env.Styles
	lines := []string{bar(styles, s.machine.Course().Stages(), s.w)}
	lines = append(lines, s.remark()...)
	if words := s.unplaced(false); words != "" && s.w < wideFrom {
		lines = append(lines, styles.Warning.Render(widget.Cut("? not placed: "+words, s.w-1)))
	}
	if len(lines) == 1 && s.h >= tallFrom {
		lines = append(lines, "")
	}
	return lines
}

// remark is the one thing to say under the bar, in two lines at most.
func (s *Screen) remark() []string {
	var text string
	switch {
	case len(s.ahead) > 0 || s.waiting:
		text = "… waiting for the list" + typedAhead(s.ahead)
	case s.note != "":
		text = "· " + s.note
	default:
		return nil
	}
	if s.h < tallFrom {
		return []string{s.env.Styles.Info.Render(widget.Cut(text, s.w-1))}
	}
	lines := widget.Wrap(text, s.w-1)
	lines = lines[:min(len(lines), 2)]
	for i, line := range lines {
		lines[i] = s.env.Styles.Info.Render(line)
	}
	return lines
}

// typedAhead shows what will be heard once the list is there.
func typedAhead(msgs []tea.Msg) string {
	var text strings.Builder
	for _, msg := range msgs {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			if msg.Text == "" {
				text.WriteString(" " + keymap.Show(msg.String()) + " ")
			}
			text.WriteString(msg.Text)
		case tea.PasteMsg:
			text.WriteString(oneLine(msg.Content))
		}
	}
	if text.Len() == 0 {
		return ""
	}
	return "; typed ahead: " + models.Safe(text.String())
}

// bodyWidth is the width of the step.
func (s *Screen) bodyWidth() int {
	if s.w < wideFrom {
		return s.w
	}
	return s.w - min(asideMost, s.w/3) - 3
}

// aside shows the address as it stands, as on a letter, where there is room.
func (s *Screen) aside(h int) []string {
	if s.w < wideFrom {
		return nil
	}
	if _, reviewed := s.pane.(*review); reviewed {
		return s.asideOf(h, s.aboutCountry())
	}
	var fields []widget.Field
	if lines := s.machine.Review().Postal(); len(lines) > 0 {
		fields = append(fields, widget.Heading("So far"))
		for _, line := range lines {
			fields = append(fields, widget.Field{Label: " ", Value: line})
		}
		fields = append(fields, widget.Field{})
	}
	if words := s.unplaced(true); words != "" {
		fields = append(fields, widget.Heading("Not placed yet"),
			widget.Field{Label: "?", Value: words, Style: s.env.Styles.Warning}, widget.Field{})
	}
	return s.asideOf(h, append(fields, s.aboutCountry()...))
}

// unplaced are the words of the line that was spread last which no field holds,
// with the reasons where asked for; empty when each has its place. They stay in
// sight until they are used.
func (s *Screen) unplaced(reasons bool) string {
	var words []string
	for _, left := range address.JoinUnplaced(s.machine.Review().Unplaced()) {
		word := left.Word.String()
		if reasons && left.Why != "" {
			word += " (" + models.Safe(left.Why) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " · ")
}

// aboutCountry is what the country table says: it informs, the API decides.
func (s *Screen) aboutCountry() []widget.Field {
	country := s.machine.Country()
	if country.ISO2 == "" {
		return []widget.Field{
			widget.Heading("An address in a few steps"),
			{Label: " ", Value: "Choose the country; then its areas, by a few letters each; then fill in what is left."},
			{},
			{Label: " ", Value: "All that is typed is kept as a draft at once."},
		}
	}
	fields := []widget.Field{widget.Heading(country.Name.String())}
	for _, about := range country.About() {
		fields = append(fields, widget.Field{Label: "·", Value: about})
	}
	if name := s.target().Name.String(); name != "" {
		fields = append(fields, widget.Field{}, widget.Heading("For the voicesite"), widget.Field{Label: " ", Value: name})
	}
	return fields
}

func (s *Screen) asideOf(h int, fields []widget.Field) []string {
	lines := widget.Fields(s.env.Styles, fields, s.w-s.bodyWidth()-3)
	return lines[:min(len(lines), h)]
}

// beside puts lines at the right of a body of width w, behind a rule.
func beside(body string, aside []string, w int, rule string) string {
	lines := strings.Split(body, "\n")
	for i := range lines {
		lines[i] += widget.Blank(w-lineWidth(lines[i])) + " " + rule
		if i < len(aside) {
			lines[i] += " " + aside[i]
		}
	}
	return strings.Join(lines, "\n")
}

// Caret is the real cursor, where text is typed.
func (s *Screen) Caret() *tea.Cursor {
	if s.machine == nil || s.menu.Open() || s.h <= 0 {
		return nil
	}
	pane := s.pane
	if s.over != nil {
		pane = s.over
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
	if s.machine != nil && s.machine.Country().ISO2 != "" {
		title += " in " + s.machine.Country().Name.String()
	}
	if name := s.target().Name.String(); name != "" {
		title += " for " + name
	}
	return title
}

// Report tells the frame about the data.
func (s *Screen) Report() screen.Report {
	if s.machine == nil {
		return s.start.Report()
	}
	report := s.lookups.report()
	report.Reading = report.Reading || s.countries.Report().Reading
	if report.Fetched.IsZero() && s.countries.Loaded {
		report.Fetched = s.countries.Snapshot.Fetched
	}
	report.Shown, report.Total = s.pane.counts()
	report.Counting = report.Total > 0
	return report
}

// Print gives the address as it stands as plain text.
func (s *Screen) Print() string {
	if s.machine == nil {
		return ""
	}
	var out strings.Builder
	for _, line := range append(s.machine.Review().Postal(), s.machine.Country().Name.String(), "") {
		out.WriteString(line + "\n")
	}
	for _, line := range s.machine.Review().Lines() {
		out.WriteString(line.Label + "  " + line.Value.String() + "\n")
	}
	return out.String()
}

// themed takes the styles again.
func (s *Screen) themed() {
	for _, pane := range []pane{s.pane, s.over} {
		if pane != nil {
			pane.theme()
		}
	}
}
