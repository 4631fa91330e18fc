package firstrun

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/widget"
)

// door is one of the three.
type door struct{ key, title, text string }

var allDoors = []door{
	{"1", "Look around in the demo", "An embedded server with invented customers: no account, no network."},
	{"2", "Set up access", "Type the credentials of the portal; they are checked at once and kept in a file only you can read."},
	{"3", "Use environment variables", "See which ones to set; nothing is written."},
}

// above is how many lines stand above the fields of the form.
const above = 3

// View draws the page.
func (s *Screen) View() string {
	lines := s.doorsView()
	switch s.step {
	case form, checking:
		lines = s.formView()
	case variables:
		lines = s.variablesView()
	case doors:
	}
	return widget.Clamp(strings.Join(lines, "\n"), s.w, s.h)
}

func (s *Screen) doorsView() []string {
	styles := s.env.Styles
	width := min(s.w-2, 76)
	lines := []string{styles.Title.Render("btalk has no credentials yet. Choose one of three doors:"), ""}
	for i, d := range allDoors {
		marker, style := " ", styles.Text
		if i == s.door {
			marker, style = styles.Accent.Render(widget.Pointer), styles.Selection
		}
		lines = append(lines, marker+" "+styles.Key.Render(d.key)+" "+style.Render(d.title))
		for _, part := range widget.Wrap(d.text, width-4) {
			lines = append(lines, "    "+styles.Muted.Render(part))
		}
	}
	return lines
}

func (s *Screen) formView() []string {
	styles := s.env.Styles
	width := min(s.w-2, 76)
	lines := []string{styles.Title.Render("Set up access"), styles.Muted.Render(widget.Cut("Enter goes on; after the last field everything is checked with the API.", width)), ""}
	lines = append(lines, s.form.view(styles)...)
	lines = append(lines, "")
	switch {
	case s.step == checking:
		lines = append(lines, styles.Info.Render("… checking with the API"))
	case s.fault != nil:
		for _, part := range paragraphs(width, explain(s.fault)...) {
			lines = append(lines, styles.Error.Render(part))
		}
	default:
		for _, part := range paragraphs(width, "They will be kept in "+s.setup.Path+", readable by you alone.") {
			lines = append(lines, styles.Muted.Render(part))
		}
	}
	return lines
}

func (s *Screen) variablesView() []string {
	styles := s.env.Styles
	lines := []string{styles.Title.Render("Set these and start btalk again"), ""}
	for _, name := range s.setup.Variables {
		lines = append(lines, "  export "+name+"=…")
	}
	return append(lines, "", styles.Muted.Render("p prints this page, to copy from."))
}

// Caret is in the field that is typed into.
func (s *Screen) Caret() *tea.Cursor {
	if s.step != form {
		return nil
	}
	cursor := s.form.fields[s.form.at].Cursor()
	if cursor != nil {
		cursor.X += labelWidth + 2
		cursor.Y = above + s.form.at
		cursor.Blink = false
	}
	return cursor
}
