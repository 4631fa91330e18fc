// Package helpview lists what can be done on the screen below it, and does it:
// the lines are the live bindings, enter presses the key of the one chosen. It
// is drawn as a box over that screen. Only internal/ui imports it.
package helpview

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// longest is how many characters a search takes.
const longest = 256

// Group is a set of bindings under a heading.
type Group struct {
	Title    string
	Bindings []key.Binding
}

// PressMsg asks the root to press a key, as if the operator had.
type PressMsg struct{ Key tea.KeyPressMsg }

// line is one line of the list: a binding, or the heading of a group, which may
// be blank.
type line struct {
	heading string
	binding *key.Binding
}

// Screen is the box.
type Screen struct {
	env    *screen.Env
	groups []Group
	picker *widget.Picker[line]
	w, h   int
}

// New makes the help of what groups hold.
func New(env *screen.Env, groups []Group) *Screen {
	s := &Screen{env: env, groups: groups}
	input := widget.NewInput(env.Styles, "", "type to search")
	input.Limit(longest)
	s.picker = widget.NewPicker(input, s.find)
	s.picker.Skips = func(l line) bool { return l.binding == nil }
	s.picker.Restart()
	return s
}

// Modal draws it over the screen below.
func (s *Screen) Modal() {}

// Typing is always so: what is typed searches.
func (s *Screen) Typing() bool { return true }

// Title names the box.
func (s *Screen) Title() string { return "What can be done here" }

// Init puts the cursor into the search.
func (s *Screen) Init() screen.Do { return s.picker.Input.Focus() }

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.picker.Input.SetWidth(msg.Width)
	case screen.ThemedMsg:
		s.picker.Input.Theme(s.env.Styles)
	case tea.PasteMsg:
		return s.typed(s.picker.Write(msg))
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case keys.Is(msg, keymap.Cancel), keys.Is(msg, keymap.Help) && s.picker.Query() == "":
		return screen.Back(nil)
	case keys.Is(msg, keymap.Accept):
		return s.run()
	}
	return s.typed(s.picker.Press(msg, keys))
}

func (s *Screen) typed(typed bool, do screen.Do) screen.Do {
	if typed {
		s.picker.Restart()
	}
	return do
}

// run leaves the help and presses the key of the line chosen.
func (s *Screen) run() screen.Do {
	chosen, ok := s.picker.Chosen()
	if !ok {
		return nil
	}
	pressed, ok := keymap.Press(*chosen.binding)
	if !ok {
		return nil
	}
	return screen.All(screen.Back(nil), screen.Ask(PressMsg{pressed}))
}

// find keeps the bindings that hold every word of the search.
func (s *Screen) find(query string, _ int) ([]line, int) {
	words := strings.Fields(text.Fold(query))
	var lines []line
	for _, group := range s.groups {
		heading := len(lines)
		for _, binding := range group.Bindings {
			if !binding.Enabled() || !holds(group, binding, words) {
				continue
			}
			if len(lines) == heading {
				lines = append(lines, line{heading: group.Title})
			}
			lines = append(lines, line{binding: &binding})
		}
	}
	return lines, len(lines)
}

func holds(group Group, binding key.Binding, words []string) bool {
	text := text.Fold(group.Title+" "+binding.Help().Desc) + " " + strings.Join(binding.Keys(), " ")
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// View draws the search and the lines around the cursor.
func (s *Screen) View() string {
	shown := []string{s.picker.Input.View()}
	if found, _ := s.picker.Found(); len(found) == 0 {
		shown = append(shown, s.env.Styles.Muted.Render(widget.Cut("Nothing here does that; : goes anywhere", s.w)))
	}
	shown = append(shown, s.picker.Rows(s.h-1, s.draw)...)
	return widget.Clamp(strings.Join(shown, "\n"), s.w, s.h)
}

const keyWidth = 16

func (s *Screen) draw(l line, at bool) string {
	styles := s.env.Styles
	if l.binding == nil {
		return styles.Title.Render(widget.Cut(l.heading, s.w))
	}
	marker, style := widget.Pointed(styles, at, styles.Text)
	return marker + " " + keyCell(styles, *l.binding) + " " +
		style.Render(widget.Cut(l.binding.Help().Desc, s.w-keyWidth-3))
}

func keyCell(styles *theme.Styles, binding key.Binding) string {
	return styles.Key.Render(widget.Pad(binding.Help().Key, keyWidth))
}

// Caret is where the search is typed.
func (s *Screen) Caret() *tea.Cursor { return s.picker.Input.Caret() }

// ShortHelp are the keys of the box.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{keys.Get(keymap.Accept, "do it"), keys.Get(keymap.NextField, "next"), keys.Get(keymap.Cancel)}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
