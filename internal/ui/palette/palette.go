// Package palette goes anywhere and does anything, by name: places, the actions
// of the screen below it, and what is held of customers, VPNs and voicesites.
// The root says what there is; this package finds it. It is drawn as a box over
// the screen below. Only internal/ui imports it.
package palette

import (
	"slices"
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
	picker  *widget.Picker[Entry]
	w, h    int
}

// New makes the palette of entries; load brings the names that are held as a
// Found, and may be nil.
func New(env *screen.Env, entries []Entry, load screen.Do, route screen.Palette) *Screen {
	s := &Screen{env: env, load: load, reading: load != nil, finder: newFinder(entries)}
	input := widget.NewInput(env.Styles, ":", "a place, an action, a name")
	input.SetValue(route.Input)
	s.picker = widget.NewPicker(input, func(text string, _ int) ([]Entry, int) {
		found := s.finder.find(text)
		return found, len(found)
	})
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
	switch keys := s.env.Keys; {
	case !s.reading, press.Text != "", press.Code == tea.KeyBackspace, keys.Is(press, keymap.Cancel):
		return false
	case keys.Is(press, keymap.Accept):
		return !s.named()
	}
	return true
}

// Title names the box.
func (s *Screen) Title() string { return "Go to, do" }

// Init starts to type, and brings what is held.
func (s *Screen) Init() screen.Do { return screen.All(s.picker.Input.Focus(), s.load) }

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.picker.Input.SetWidth(msg.Width)
	case screen.ThemedMsg:
		s.picker.Input.Theme(s.env.Styles)
	case Found:
		s.finder.names, s.reading = msg.Names, false
		s.offer()
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
	case keys.Is(msg, keymap.Cancel), msg.Code == tea.KeyBackspace && s.picker.Query() == "":
		return screen.Back(nil)
	case keys.Is(msg, keymap.Accept):
		return s.run()
	case keys.InText(msg, keymap.NextPane):
		s.complete()
		return nil
	}
	return s.typed(s.picker.Press(msg, keys))
}

func (s *Screen) typed(typed bool, do screen.Do) screen.Do {
	if typed {
		s.offer()
	}
	return do
}

// offer finds what the text means now. The cursor goes to the first entry that
// can be done, but stays on one whose name was typed in full: it says why not.
func (s *Screen) offer() {
	s.picker.Restart()
	if s.named() {
		return
	}
	offered, _ := s.picker.Found()
	s.picker.Select(slices.IndexFunc(offered, func(entry Entry) bool { return entry.Why == "" }))
}

// named reports whether the name of the first entry was typed in full.
func (s *Screen) named() bool {
	name, _ := split(s.picker.Query())
	offered, _ := s.picker.Found()
	return len(offered) > 0 && offered[0].Name == name
}

// complete types the name under the cursor, so that arguments can follow.
func (s *Screen) complete() {
	if at, ok := s.picker.Chosen(); ok {
		s.picker.Input.SetValue(at.Name + " ")
		s.offer()
	}
}

// run leaves the palette and does what is under the cursor. What cannot be done
// says why and stays.
func (s *Screen) run() screen.Do {
	chosen, ok := s.picker.Chosen()
	switch {
	case !ok:
		return nil
	case chosen.Why != "":
		return screen.Say(screen.Warning, chosen.Title+": "+chosen.Why)
	}
	_, args := split(s.picker.Query())
	if chosen.Takes == "" {
		args = nil
	}
	return screen.All(screen.Back(nil), chosen.Run(args))
}

// View draws the input and the lines around the cursor.
func (s *Screen) View() string {
	shown := []string{s.picker.Input.View()}
	if found, _ := s.picker.Found(); len(found) == 0 {
		for _, line := range []string{"No place, action or cached name matches.", "Fewer words find more; esc and ? list the actions."} {
			shown = append(shown, s.env.Styles.Muted.Render(widget.Cut(line, s.w)))
		}
	}
	shown = append(shown, s.picker.Rows(s.h-1, s.line)...)
	return widget.Clamp(strings.Join(shown, "\n"), s.w, s.h)
}

// line shows one entry: its name, what it takes, and at the right its kind, its
// key or why it cannot be done.
func (s *Screen) line(entry Entry, at bool) string {
	styles := s.env.Styles
	style := styles.Text
	if entry.Why != "" {
		style = styles.Muted
	}
	marker, style := widget.Pointed(styles, at, style)
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
func (s *Screen) Caret() *tea.Cursor { return s.picker.Input.Caret() }

// ShortHelp are the keys of the box.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{keys.Get(keymap.Accept, "go"), keys.Get(keymap.NextField, "next"), keys.Get(keymap.Cancel)}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
