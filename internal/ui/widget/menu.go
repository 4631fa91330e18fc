package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/theme"
)

// Choice is one line of a menu.
type Choice struct {
	Key   string // one letter that chooses it at once; may be empty
	Text  string // safe
	Note  string // beside the text: a state, a reason; safe
	Off   bool   // shown, but not to be chosen; Note says why
	Value any    // for the owner of the menu
}

// Menu asks to choose one of a few things. It handles arrows, enter, esc and the
// keys of its choices, and is drawn as a box. The zero Menu is closed.
type Menu struct {
	title  string
	picker *Picker[Choice]
	open   bool
}

// NewMenu opens a menu with the cursor on its first choice that can be chosen;
// without choices it stays closed.
func NewMenu(title string, choices []Choice) Menu {
	m := Menu{title: title, open: len(choices) > 0}
	m.picker = NewPicker(nil, func(string, int) ([]Choice, int) { return choices, len(choices) })
	m.picker.Skips = func(choice Choice) bool { return choice.Off }
	m.picker.Restart()
	return m
}

// Open reports whether the menu is open.
func (m *Menu) Open() bool { return m.open }

// Close closes the menu.
func (m *Menu) Close() { m.open = false }

// Select puts the cursor on choice i.
func (m *Menu) Select(i int) { m.picker.Select(i) }

// Cursor is the choice under the cursor; -1 where none can be chosen.
func (m *Menu) Cursor() int { return m.picker.Cursor() }

// Press handles a key. chosen is the choice that it chose, if any; the menu stays
// open, so that its owner decides whether one choice is enough.
func (m *Menu) Press(press tea.KeyPressMsg, keys *keymap.Map) (chosen Choice, ok bool) {
	choices, _ := m.picker.Found()
	for i, choice := range choices {
		if choice.Key != "" && choice.Key == press.String() && !choice.Off {
			m.picker.Select(i)
			return choice, true
		}
	}
	switch {
	case keys.Is(press, keymap.Cancel), keys.InText(press, keymap.Quit):
		m.open = false
	case keys.Is(press, keymap.Accept, keymap.Mark):
		chosen, ok = m.picker.Chosen()
		return chosen, ok && !chosen.Off
	default:
		m.picker.Press(press, keys)
	}
	return Choice{}, false
}

// View draws the menu as a box of at most w by h cells; when not all choices
// fit, those around the cursor show.
func (m *Menu) View(styles *theme.Styles, w, h int) string {
	choices, _ := m.picker.Found()
	text, note := Width(m.title)+2, 0
	for _, choice := range choices {
		text = max(text, Width(choice.Text))
		note = max(note, Width(choice.Note))
	}
	inner := 4 + text
	if note > 0 {
		inner += 2 + note
	}
	inner = min(inner, w-4)
	rows := min(len(choices), max(h-2, 1))
	body := m.picker.Rows(rows, func(choice Choice, at bool) string { return choice.line(styles, at, text, inner) })
	return Panel(styles, m.title, body, inner+4, rows+2)
}

func (choice Choice) line(styles *theme.Styles, at bool, text, inner int) string {
	style := styles.Text
	if choice.Off {
		style = styles.Muted
	}
	marker, style := Pointed(styles, at, style)
	left := min(text, max(inner-4, 0))
	name := Cut(choice.Text, left)
	line := marker + " " + styles.Key.Render(Pad(choice.Key, 1)) + " " + style.Render(name)
	if choice.Note != "" {
		line += Blank(left-Width(name)+2) + styles.Muted.Render(Cut(choice.Note, inner-left-6))
	}
	return line
}

// Box puts the menu over view, at its lower left where the eye already is, and
// inside w by h cells.
func (m *Menu) Box(view string, styles *theme.Styles, w, h int) string {
	box := m.View(styles, w, h)
	height := strings.Count(box, "\n") + 1
	return Clamp(Over(view, box, min(2, max(w-4, 0)), max((h-height)/3, 0)), w, h)
}
