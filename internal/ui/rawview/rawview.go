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
	text   widget.Scroller // safe, wrapped to the width
	spelt  bool            // everything but ASCII is spelt out
	query  string
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

// Update handles a message.
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
	case s.text.Press(msg, s.env.Keys):
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
	s.query, s.hit = query, s.text.Top()-1
	if query == "" {
		s.hit = -1
		return
	}
	s.next()
}

// next shows the hit after the one shown, round the end.
func (s *Screen) next() {
	query := strings.ToLower(s.query)
	for i := range s.text.Lines {
		at := (s.hit + 1 + i) % len(s.text.Lines)
		if query != "" && strings.Contains(strings.ToLower(s.text.Lines[at]), query) {
			s.hit = at
			if at < s.text.Top() || at >= s.text.End() {
				s.text.Goto(at - s.room()/3)
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
	top, before := s.text.Top(), max(len(s.text.Lines), 1)
	s.text.Lines = s.text.Lines[:0]
	for _, line := range render(s.route.JSON, s.spelt) {
		s.text.Lines = append(s.text.Lines, widget.Wrap(line, s.width)...)
	}
	s.hit = -1
	s.text.SetHeight(s.room())
	s.text.Goto(top * len(s.text.Lines) / before)
}

// room is how many lines of the document show: one is for the search.
func (s *Screen) room() int { return max(s.height-1, 1) }

// View draws what is in the window.
func (s *Screen) View() string {
	shown := make([]string, 0, s.height)
	for i, line := range s.text.Visible() {
		if s.text.Top()+i == s.hit {
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
	text := fmt.Sprintf("lines %d–%d of %d", min(s.text.Top()+1, len(s.text.Lines)), s.text.End(), len(s.text.Lines))
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
