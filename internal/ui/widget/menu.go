package widget

import (
	"strings"

	"charm.land/bubbles/v2/key"
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

// Menu asks to choose one of a few things. It hears arrows, enter, esc and the
// keys of its choices, and is drawn as a box. The zero Menu is closed.
type Menu struct {
	Title   string
	Choices []Choice
	cursor  int
	open    bool
}

// NewMenu opens a menu with the cursor on its first choice that can be chosen.
func NewMenu(title string, choices []Choice) Menu {
	m := Menu{Title: title, Choices: choices, open: len(choices) > 0, cursor: -1}
	m.step(1)
	return m
}

// Open says whether the menu is open.
func (m *Menu) Open() bool { return m.open }

// Close closes the menu.
func (m *Menu) Close() { m.open = false }

// Select puts the cursor on choice i.
func (m *Menu) Select(i int) {
	if i >= 0 && i < len(m.Choices) {
		m.cursor = i
	}
}

// Cursor is the choice under the cursor.
func (m *Menu) Cursor() int { return m.cursor }

// Press hears a key. chosen is the choice that it chose, if any; the menu stays
// open, so that its owner decides whether one choice is enough.
func (m *Menu) Press(msg tea.KeyPressMsg, keys *keymap.Map) (chosen Choice, ok bool) {
	pressed := msg.String()
	for i, choice := range m.Choices {
		if choice.Key != "" && choice.Key == pressed && !choice.Off {
			m.cursor = i
			return choice, true
		}
	}
	switch {
	case key.Matches(msg, keys.Get(keymap.Cancel)), pressed == "ctrl+c":
		m.open = false
	case key.Matches(msg, keys.Get(keymap.Accept)), pressed == "space":
		if m.cursor >= 0 && !m.Choices[m.cursor].Off {
			return m.Choices[m.cursor], true
		}
	case key.Matches(msg, keys.Get(keymap.Up), keys.Get(keymap.PreviousField)):
		m.step(-1)
	case key.Matches(msg, keys.Get(keymap.Down), keys.Get(keymap.NextField)):
		m.step(1)
	}
	return Choice{}, false
}

// step moves the cursor to the next choice that can be chosen.
func (m *Menu) step(by int) {
	for i := m.cursor + by; i >= 0 && i < len(m.Choices); i += by {
		if !m.Choices[i].Off {
			m.cursor = i
			return
		}
	}
}

// View draws the menu as a box of at most w by h cells; when not all choices
// fit, those around the cursor show.
func (m *Menu) View(styles *theme.Styles, w, h int) string {
	text, note := Width(m.Title)+2, 0
	for _, choice := range m.Choices {
		text = max(text, Width(choice.Text))
		note = max(note, Width(choice.Note))
	}
	inner := 4 + text
	if note > 0 {
		inner += 2 + note
	}
	inner = min(inner, w-4)
	rows := min(len(m.Choices), max(h-2, 1))
	first := min(max(m.cursor-rows/2, 0), len(m.Choices)-rows)
	body := make([]string, 0, rows)
	for i := first; i < first+rows; i++ {
		body = append(body, m.line(styles, i, text, inner))
	}
	return Panel(styles, m.Title, body, inner+4, rows+2, true)
}

func (m *Menu) line(styles *theme.Styles, i, text, inner int) string {
	choice := m.Choices[i]
	marker, style := " ", styles.Text
	switch {
	case i == m.cursor:
		marker, style = styles.Accent.Render(Pointer), styles.Selection
	case choice.Off:
		style = styles.Muted
	}
	left := min(text, max(inner-4, 0))
	name := Cut(choice.Text, left)
	line := marker + " " + styles.Key.Render(Pad(choice.Key, 1)) + " " + style.Render(name)
	if choice.Note != "" {
		line += Blank(left-Width(name)+2) + styles.Muted.Render(Cut(choice.Note, inner-left-6))
	}
	return line
}

// Pointer is the sign in front of what the cursor is on.
const Pointer = "›"

// Box puts the menu over view, at its lower left where the eye already is, and
// inside w by h cells.
func (m *Menu) Box(view string, styles *theme.Styles, w, h int) string {
	box := m.View(styles, w, h)
	height := strings.Count(box, "\n") + 1
	return Clamp(Over(view, box, min(2, max(w-4, 0)), max((h-height)/3, 0)), w, h)
}
