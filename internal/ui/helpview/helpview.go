// Package helpview lists what can be done on the screen below it, and does it:
// the lines are the live bindings, enter presses the key of the one chosen. It
// is drawn as a box over that screen. Only internal/ui imports it.
package helpview

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
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
	input  *widget.Input
	lines  []line
	cursor int // index in lines, of a binding; -1 for none
	w, h   int
}

// New makes the help of what groups hold.
func New(env *screen.Env, groups []Group) *Screen {
	s := &Screen{env: env, groups: groups, input: widget.NewInput(env.Styles, "", "type to search")}
	s.input.Limit(longest)
	s.filter()
	return s
}

// Modal draws it over the screen below.
func (s *Screen) Modal() {}

// Typing is always so: what is typed searches.
func (s *Screen) Typing() bool { return true }

// Title names the box.
func (s *Screen) Title() string { return "What can be done here" }

// Init puts the cursor into the search.
func (s *Screen) Init() screen.Do { return s.input.Focus() }

// Update hears a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.input.SetWidth(msg.Width)
	case screen.ThemedMsg:
		s.input.Theme(s.env.Styles)
	case tea.PasteMsg:
		return s.typed(msg)
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case key.Matches(msg, keys.Get(keymap.Cancel)), msg.String() == "?" && s.input.Value() == "":
		return screen.Back(nil)
	case key.Matches(msg, keys.Get(keymap.Accept)):
		return s.run()
	case key.Matches(msg, keys.Get(keymap.NextField)):
		s.move(1)
	case key.Matches(msg, keys.Get(keymap.PreviousField)):
		s.move(-1)
	case msg.String() == "pgdown":
		s.page(1)
	case msg.String() == "pgup":
		s.page(-1)
	default:
		return s.typed(msg)
	}
	return nil
}

func (s *Screen) typed(msg tea.Msg) screen.Do {
	before := s.input.Value()
	do := s.input.Update(msg)
	if s.input.Value() != before {
		s.filter()
	}
	return do
}

// run leaves the help and presses the key of the line chosen.
func (s *Screen) run() screen.Do {
	if s.cursor < 0 {
		return nil
	}
	pressed, ok := keymap.Press(*s.lines[s.cursor].binding)
	if !ok {
		return nil
	}
	return screen.Back(PressMsg{pressed})
}

// filter keeps the bindings that hold every word of the search.
func (s *Screen) filter() {
	words := strings.Fields(address.Fold(s.input.Value()))
	s.lines, s.cursor = nil, -1
	for _, group := range s.groups {
		heading := len(s.lines)
		for _, binding := range group.Bindings {
			if !binding.Enabled() || !holds(group, binding, words) {
				continue
			}
			if len(s.lines) == heading {
				s.lines = append(s.lines, line{heading: group.Title})
			}
			s.lines = append(s.lines, line{binding: &binding})
		}
	}
	s.move(1)
}

func holds(group Group, binding key.Binding, words []string) bool {
	text := address.Fold(group.Title+" "+binding.Help().Desc) + " " + strings.Join(binding.Keys(), " ")
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// move goes to the next binding, over headings.
func (s *Screen) move(by int) {
	for at := s.cursor + by; at >= 0 && at < len(s.lines); at += by {
		if s.lines[at].binding != nil {
			s.cursor = at
			return
		}
	}
}

func (s *Screen) page(by int) {
	for range max(s.h-2, 1) {
		s.move(by)
	}
}

// View draws the search and the lines around the cursor.
func (s *Screen) View() string {
	shown := []string{s.input.View()}
	if len(s.lines) == 0 {
		shown = append(shown, s.env.Styles.Muted.Render(widget.Cut("Nothing here does that; : goes anywhere", s.w)))
	}
	room := max(s.h-1, 1)
	first := max(min(s.cursor-room/2, len(s.lines)-room), 0)
	for i := first; i < min(first+room, len(s.lines)); i++ {
		shown = append(shown, s.draw(i))
	}
	return widget.Clamp(strings.Join(shown, "\n"), s.w, s.h)
}

const keyWidth = 16

func (s *Screen) draw(i int) string {
	styles, l := s.env.Styles, s.lines[i]
	if l.binding == nil {
		return styles.Title.Render(widget.Cut(l.heading, s.w))
	}
	marker, style := " ", styles.Text
	if i == s.cursor {
		marker, style = styles.Accent.Render(widget.Pointer), styles.Selection
	}
	return marker + " " + keyCell(styles, *l.binding) + " " +
		style.Render(widget.Cut(l.binding.Help().Desc, s.w-keyWidth-3))
}

func keyCell(styles *theme.Styles, binding key.Binding) string {
	return styles.Key.Render(widget.Pad(binding.Help().Key, keyWidth))
}

// Caret is where the search is typed.
func (s *Screen) Caret() *tea.Cursor { return s.input.Caret() }

// ShortHelp are the keys of the box.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{keys.Get(keymap.Accept, "do it"), keys.Get(keymap.NextField, "next"), keys.Get(keymap.Cancel)}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
