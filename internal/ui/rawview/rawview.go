// Package rawview shows a JSON document as the server sent it: indented,
// searchable, and with everything but ASCII spelt out where one must see what
// is really there. It changes nothing. Only internal/ui imports it.
package rawview

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Screen is the page.
type Screen struct {
	env    *screen.Env
	route  screen.Raw
	name   string
	input  *widget.Input
	lines  []string // safe, wrapped to the width
	spelt  bool     // everything but ASCII is spelt out
	query  string
	first  int // the line at the top
	hit    int // the line of the hit shown; -1 for none
	height int
	width  int
}

// New makes the page. Nothing is fetched: the route carries the document.
func New(env *screen.Env, route screen.Raw) *Screen {
	return &Screen{
		env: env, route: route, hit: -1, name: models.Safe(route.Of),
		input: widget.NewInput(env.Styles, "/", "search in the document"),
	}
}

// Init does nothing.
func (s *Screen) Init() screen.Do { return nil }

// Title is the crumb.
func (s *Screen) Title() string { return strings.TrimSpace(s.name + " JSON") }

// Typing says whether the search is typed.
func (s *Screen) Typing() bool { return s.input.Focused() }

// Holding says whether back ends the search first.
func (s *Screen) Holding() bool { return s.query != "" }

// Print gives the whole document.
func (s *Screen) Print() string {
	return strings.Join(render(s.route.JSON, s.spelt), "\n")
}

// Update hears a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
		s.input.SetWidth(msg.Width)
		s.wrap()
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
	is := func(action keymap.Action) bool { return key.Matches(msg, s.env.Keys.Get(action)) }
	switch {
	case s.Typing():
		return s.pressSearch(msg)
	case s.move(msg):
	case is(keymap.Filter):
		s.input.SetValue(s.query)
		return s.input.Focus()
	case is(keymap.Open):
		s.next()
	case is(keymap.Back):
		s.search("")
	case is(keymap.Raw):
		s.spelt = !s.spelt
		s.wrap()
	case is(keymap.Copy):
		return screen.Copy("the JSON", string(s.route.JSON))
	case is(keymap.Export):
		return s.export()
	}
	return nil
}

// move hears the keys that scroll.
func (s *Screen) move(msg tea.KeyPressMsg) bool {
	is := func(action keymap.Action) bool { return key.Matches(msg, s.env.Keys.Get(action)) }
	switch {
	case is(keymap.Up):
		s.scroll(-1)
	case is(keymap.Down):
		s.scroll(1)
	case is(keymap.PageUp):
		s.scroll(1 - s.room())
	case is(keymap.PageDown):
		s.scroll(s.room() - 1)
	case is(keymap.Top):
		s.first = 0
	case is(keymap.Bottom):
		s.scroll(len(s.lines))
	default:
		return false
	}
	return true
}

func (s *Screen) pressSearch(msg tea.KeyPressMsg) screen.Do {
	switch {
	case key.Matches(msg, s.env.Keys.Get(keymap.Cancel)):
		s.input.Blur()
		s.search("")
		return nil
	case key.Matches(msg, s.env.Keys.Get(keymap.Accept)):
		s.input.Blur()
		return nil
	}
	return s.typed(msg)
}

func (s *Screen) typed(msg tea.Msg) screen.Do {
	do := s.input.Update(msg)
	if text := s.input.Value(); text != s.query {
		s.search(text)
	}
	return do
}

// search shows the first hit from the line at the top on.
func (s *Screen) search(query string) {
	s.query, s.hit = query, s.first-1
	if query == "" {
		s.hit = -1
		return
	}
	s.next()
}

// next shows the hit after the one shown, round the end.
func (s *Screen) next() {
	query := strings.ToLower(s.query)
	for i := range s.lines {
		at := (s.hit + 1 + i) % len(s.lines)
		if query != "" && strings.Contains(strings.ToLower(s.lines[at]), query) {
			s.hit = at
			if at < s.first || at >= s.first+s.room() {
				s.first = 0
				s.scroll(at - s.room()/3)
			}
			return
		}
	}
	s.hit = -1
}

func (s *Screen) export() screen.Do {
	if s.env.Export == nil {
		return screen.Say(screen.Warning, "No place is known to write files to")
	}
	export, name, text := s.env.Export, s.name, s.route.JSON
	return screen.Run(func() tea.Msg {
		path, err := export(name+".json", text)
		if err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe(err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: "Written to " + models.Safe(path)}
	})
}

// wrap lays the document out again and stays at about the same place.
func (s *Screen) wrap() {
	before := max(len(s.lines), 1)
	s.lines = s.lines[:0]
	for _, line := range render(s.route.JSON, s.spelt) {
		s.lines = append(s.lines, widget.Wrap(line, s.width)...)
	}
	s.hit = -1
	s.first = s.first * len(s.lines) / before
	s.scroll(0)
}

func (s *Screen) scroll(by int) {
	s.first = max(min(s.first+by, len(s.lines)-s.room()), 0)
}

// room is how many lines of the document show: one is for the search.
func (s *Screen) room() int { return max(s.height-1, 1) }

// View draws what is in the window.
func (s *Screen) View() string {
	end := min(s.first+s.room(), len(s.lines))
	shown := make([]string, 0, s.height)
	for i := s.first; i < end; i++ {
		line := s.lines[i]
		if i == s.hit {
			line = s.env.Styles.Match.Render(line)
		}
		shown = append(shown, line)
	}
	for len(shown) < s.room() {
		shown = append(shown, "")
	}
	return widget.Clamp(strings.Join(append(shown, s.foot()), "\n"), s.width, s.height)
}

// foot is the last line: the search, or where in the document this is.
func (s *Screen) foot() string {
	if s.Typing() {
		return s.input.View()
	}
	text := fmt.Sprintf("lines %d–%d of %d", min(s.first+1, len(s.lines)), min(s.first+s.room(), len(s.lines)), len(s.lines))
	switch {
	case s.query != "" && s.hit < 0:
		text += " · nothing holds “" + s.query + "”"
	case s.query != "":
		text += " · “" + s.query + "”"
	case s.spelt:
		text += " · ASCII only"
	}
	return s.env.Styles.Muted.Render(widget.Cut(text, s.width))
}

// Caret is where the search is typed.
func (s *Screen) Caret() *tea.Cursor {
	if !s.Typing() {
		return nil
	}
	cursor := s.input.Caret()
	if cursor != nil {
		cursor.Y = s.room()
	}
	return cursor
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	if s.Typing() {
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.Cancel)}
	}
	spelt := keys.Get(keymap.Raw, "ASCII only")
	if s.spelt {
		spelt = keys.Get(keymap.Raw, "as text")
	}
	search := keys.Get(keymap.Filter, "search")
	if s.query != "" {
		return []key.Binding{keys.Get(keymap.Open, "next hit"), search, spelt, keys.Get(keymap.Copy)}
	}
	return []key.Binding{search, spelt, keys.Get(keymap.Copy), keys.Get(keymap.Export)}
}

// FullHelp is everything that can be done here.
func (s *Screen) FullHelp() [][]key.Binding {
	keys := s.env.Keys
	return [][]key.Binding{s.ShortHelp(), {
		keys.Get(keymap.Up), keys.Get(keymap.Down), keys.Get(keymap.PageUp), keys.Get(keymap.PageDown),
		keys.Get(keymap.Top), keys.Get(keymap.Bottom),
	}}
}
