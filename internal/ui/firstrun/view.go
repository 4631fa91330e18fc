package firstrun

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/widget"
)

// door is one of the three.
type door struct{ key, title, text string }

func allDoors() []door {
	return []door{
		{"1", "Look around in the demo", "An embedded server with invented customers: no account, no network."},
		{"2", "Set up access", "Type the credentials of the portal; they are checked at once and kept in a file only you can read."},
		{"3", "Use environment variables", "See which ones to set; nothing is written."},
	}
}

// widest is how far the eye goes back to the next line without effort.
const widest = 76

// View draws the page.
func (s *Screen) View() string {
	lines := s.doorsView()
	switch s.step {
	case filling, checking:
		return s.form.View()
	case variables:
		lines = s.variablesView()
	case doors:
	}
	return widget.Clamp(strings.Join(lines, "\n"), s.w, s.h)
}

func (s *Screen) doorsView() []string {
	styles := s.env.Styles
	lines := []string{styles.Title.Render("btalk has no credentials yet. Choose one of three doors:"), ""}
	return append(lines, s.choice.Rows(len(allDoors()), func(d door, at bool) string {
		marker, style := widget.Pointed(styles, at, styles.Text)
		rows := []string{marker + " " + styles.Key.Render(d.key) + " " + style.Render(d.title)}
		for _, part := range widget.Wrap(d.text, min(s.w-2, widest)-4) {
			rows = append(rows, "    "+styles.Muted.Render(part))
		}
		return strings.Join(rows, "\n")
	})...)
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
	if s.step != filling {
		return nil
	}
	return s.form.Caret()
}
