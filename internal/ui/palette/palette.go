// Package palette goes anywhere and does anything, by name: places, the actions
// of the screen below it, and what is held of customers, VPNs and voicesites.
// The root says what there is; this package finds it. It is drawn as a box over
// the screen below. Only internal/ui imports it.
package palette

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Entry is something that can be gone to or done.
type Entry struct {
	Name  string // what is typed: "customers"
	Title string // what it is, in words; safe
	Kind  string // "place", "action", "VPN"; safe
	Key   string // the key that does it too; may be empty
	Takes string // what its arguments are: "ISO2…"; empty for none
	Why   string // why it cannot be done now; empty when it can
	Run   func(args []string) screen.Do
}

// Found brings the names that are held. The root makes the command that
// sends it.
type Found struct{ Names *Names }

// most is how many lines are offered: nobody reads further.
const most = 60

// Screen is the box.
type Screen struct {
	env     *screen.Env
	load    screen.Do
	finder  *finder
	reading bool // the names that are held are on their way
	input   *widget.Input
	offered []Entry
	cursor  int
	w, h    int
}

// New makes the palette of entries; load brings the names that are held as a
// Found, and may be nil.
func New(env *screen.Env, entries []Entry, load screen.Do, route screen.Palette) *Screen {
	s := &Screen{
		env: env, load: load, reading: load != nil, finder: newFinder(entries),
		input: widget.NewInput(env.Styles, ":", "a place, an action, a name"),
	}
	s.input.SetValue(route.Input)
	s.offer()
	return s
}

// Modal draws it over the screen below.
func (s *Screen) Modal() {}

// Typing is always so.
func (s *Screen) Typing() bool { return true }

// Waits keeps a key that takes an entry until the names are there, unless a
// place was typed in full: nothing can come before it.
func (s *Screen) Waits(press tea.KeyPressMsg) bool {
	name, _ := split(s.input.Value())
	typed := len(s.offered) > 0 && s.offered[0].Name == name
	switch keys := s.env.Keys; {
	case !s.reading, press.Text != "", press.String() == "backspace", key.Matches(press, keys.Get(keymap.Cancel)):
		return false
	case key.Matches(press, keys.Get(keymap.Accept)):
		return !typed
	}
	return true
}

// Title names the box.
func (s *Screen) Title() string { return "Go to, do" }

// Init starts to type, and brings what is held.
func (s *Screen) Init() screen.Do { return screen.All(s.input.Focus(), s.load) }

// Update hears a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.input.SetWidth(msg.Width)
	case screen.ThemedMsg:
		s.input.Theme(s.env.Styles)
	case Found:
		s.finder.names, s.reading = msg.Names, false
		s.offer()
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
	case key.Matches(msg, keys.Get(keymap.Cancel)), msg.String() == "backspace" && s.input.Value() == "":
		return screen.Back(nil)
	case key.Matches(msg, keys.Get(keymap.Accept)):
		return s.run()
	case msg.String() == "tab":
		s.complete()
	case key.Matches(msg, keys.Get(keymap.NextField)):
		s.move(1)
	case key.Matches(msg, keys.Get(keymap.PreviousField)):
		s.move(-1)
	case msg.String() == "pgdown":
		s.move(max(s.h-1, 1))
	case msg.String() == "pgup":
		s.move(-max(s.h-1, 1))
	default:
		return s.typed(msg)
	}
	return nil
}

func (s *Screen) typed(msg tea.Msg) screen.Do {
	before := s.input.Value()
	do := s.input.Update(msg)
	if s.input.Value() != before {
		s.offer()
	}
	return do
}

// offer finds what the text means now. The cursor goes to the first entry that
// can be done, but stays on one whose name was typed in full: it says why not.
func (s *Screen) offer() {
	s.offered = s.finder.find(s.input.Value())
	s.cursor = 0
	if name, _ := split(s.input.Value()); len(s.offered) > 0 && s.offered[0].Name == name {
		return
	}
	for i := range s.offered {
		if s.offered[i].Why == "" {
			s.cursor = i
			return
		}
	}
}

func (s *Screen) move(by int) {
	s.cursor = max(min(s.cursor+by, len(s.offered)-1), 0)
}

// complete types the name under the cursor, so that arguments can follow.
func (s *Screen) complete() {
	if s.cursor < len(s.offered) {
		s.input.SetValue(s.offered[s.cursor].Name + " ")
		s.offer()
	}
}

// run leaves the palette and does what is under the cursor. What cannot be done
// says why and stays.
func (s *Screen) run() screen.Do {
	if s.cursor >= len(s.offered) {
		return nil
	}
	chosen := s.offered[s.cursor]
	if chosen.Why != "" {
		return screen.Say(screen.Warning, chosen.Title+": "+chosen.Why)
	}
	_, args := split(s.input.Value())
	if chosen.Takes == "" {
		args = nil
	}
	return screen.All(screen.Back(nil), chosen.Run(args))
}

// View draws the input and the lines around the cursor.
func (s *Screen) View() string {
	shown := []string{s.input.View()}
	if len(s.offered) == 0 {
		shown = append(shown, s.env.Styles.Muted.Render(widget.Cut("Nothing is called that", s.w)))
	}
	room := max(s.h-1, 1)
	first := max(min(s.cursor-room/2, len(s.offered)-room), 0)
	for i := first; i < min(first+room, len(s.offered)); i++ {
		shown = append(shown, s.line(i))
	}
	return widget.Clamp(strings.Join(shown, "\n"), s.w, s.h)
}

// line shows one entry: its name, what it takes, and at the right its kind, its
// key or why it cannot be done.
func (s *Screen) line(i int) string {
	styles, entry := s.env.Styles, s.offered[i]
	marker, style := " ", styles.Text
	switch {
	case i == s.cursor:
		marker, style = styles.Accent.Render(widget.Pointer), styles.Selection
	case entry.Why != "":
		style = styles.Muted
	}
	note := entry.Kind
	if entry.Key != "" {
		note += "  " + entry.Key
	}
	if entry.Why != "" {
		note = entry.Why
	}
	note = widget.Cut(note, s.w/2)
	title := widget.Cut(entry.Title, max(s.w-widget.Width(note)-4, 1))
	used := 2 + widget.Width(title)
	takes := ""
	if entry.Takes != "" && used+widget.Width(entry.Takes)+widget.Width(note)+3 <= s.w {
		takes = " " + entry.Takes
		used += widget.Width(takes)
	}
	return marker + " " + style.Render(title) + styles.Muted.Render(takes) +
		widget.Blank(s.w-used-widget.Width(note)) + styles.Muted.Render(note)
}

// Caret is where it is typed.
func (s *Screen) Caret() *tea.Cursor { return s.input.Caret() }

// ShortHelp are the keys of the box.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{keys.Get(keymap.Accept, "go"), keys.Get(keymap.NextField, "next"), keys.Get(keymap.Cancel)}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
