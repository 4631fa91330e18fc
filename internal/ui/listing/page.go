package listing

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Page is the screen behind everything that shows one thing in full: fields to
// scroll over, actions, copies. What it shows comes from the screen that holds
// it, which fetches and calls Show.
type Page struct {
	env    *screen.Env
	styles *theme.Styles
	config PageConfig

	fields  []widget.Field
	raw     models.Value
	note    string
	loaded  bool
	err     error
	patient bool

	text widget.Scroller // fields at the present width
	menu menu
	w, h int
}

// PageConfig says what a page is about.
type PageConfig struct {
	Title   func() string
	Route   func() screen.Route
	Noun    string // "voicesite"
	ID      func() string
	Actions []PageAction
	Reload  func() screen.Do
}

// PageAction is something to do with the thing shown.
type PageAction struct {
	Name string
	Key  keymap.Action // its own key; empty for none
	Run  func() screen.Do
}

// NewPage makes a page that waits for its first Show.
func NewPage(env *screen.Env, config PageConfig) *Page {
	return &Page{env: env, styles: env.Styles, config: config}
}

// Init says, after a while, that the answer is late.
func (p *Page) Init() screen.Do {
	return screen.Run(tea.Tick(widget.Patience, func(time.Time) tea.Msg { return patienceMsg{of: p} }))
}

// Show shows fields; note is what the reader must know about them.
func (p *Page) Show(fields []widget.Field, raw models.Value, note string) {
	p.fields, p.raw, p.note, p.loaded = fields, raw, note, true
	p.lay()
}

// Fail shows why the last answer did not come, beside what is shown; nil when
// it came.
func (p *Page) Fail(err error) {
	p.err = err
	p.arrange()
}

func (p *Page) lay() {
	p.text.Lines = widget.Fields(p.styles, p.fields, min(max(p.w-4, 0), pageWidth))
	p.arrange()
}

// arrange gives the text all lines but the last, where its place is, and the first
// while there is something to say about the data.
func (p *Page) arrange() {
	h := p.h - 1
	if p.err != nil || p.note != "" {
		h--
	}
	p.text.SetHeight(h)
}

// pageWidth is how far the eye goes back to the next line without effort.
const pageWidth = 110

// Update handles a message.
func (p *Page) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.w, p.h = max(msg.Width, 0), max(msg.Height, 0)
		p.lay()
	case tea.KeyPressMsg:
		return p.press(msg)
	case screen.ThemedMsg:
		p.lay()
	case patienceMsg:
		if msg.of == any(p) {
			p.patient = true
		}
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) screen.Do {
	keys := p.env.Keys
	switch {
	case p.menu.Open():
		return p.menu.press(msg, keys)
	case p.text.Press(msg, keys):
		return nil
	}
	for _, action := range p.config.Actions {
		if action.Key != "" && keys.Is(msg, action.Key) {
			return action.Run()
		}
	}
	switch {
	case keys.Is(msg, keymap.Refresh, keymap.RefreshAll):
		return p.config.Reload()
	case keys.Is(msg, keymap.Raw) && p.loaded:
		return screen.To(screen.Raw{Of: p.config.Title(), JSON: p.raw})
	case keys.Is(msg, keymap.Actions):
		p.openActions()
	case keys.Is(msg, keymap.Copy) && p.loaded:
		p.openCopy()
	}
	return nil
}

func (p *Page) openActions() {
	choices := make([]widget.Choice, 0, len(p.config.Actions))
	for i, action := range p.config.Actions {
		choices = append(choices, widget.Choice{Key: choiceKey(p.env.Keys, action.Key, i), Text: action.Name, Value: action.Run})
	}
	p.menu.ask(p.config.Title(), choices)
}

func (p *Page) openCopy() {
	choices := []widget.Choice{
		{Key: "i", Text: "id", Note: models.Safe(p.config.ID()), Value: copies("the id", models.Safe(p.config.ID()))},
		{Key: "r", Text: "everything shown", Value: copies("the "+p.config.Noun, p.Print())},
		{Key: "j", Text: "JSON", Note: "as the server gave it", Value: copies("JSON of the "+p.config.Noun, indented(p.raw))},
	}
	for _, field := range p.fields {
		if field.Label != "" && field.Value != "" {
			choices = append(choices, copyCell(len(choices)-3, field.Label, field.Value))
		}
	}
	p.menu.ask("Copy", choices)
}

// View draws the page: exactly the lines it was given.
func (p *Page) View() string {
	if p.h <= 0 || p.w <= 0 {
		return ""
	}
	view := widget.Clamp(p.body(), p.w, p.h)
	if p.menu.Open() {
		view = p.menu.over(view, p.env, p.w, p.h)
	}
	return view
}

func (p *Page) body() string {
	retry := p.env.Keys.Get(keymap.Refresh).Help().Key
	switch {
	case !p.loaded && p.err != nil:
		return widget.Failed(p.err, retry).View(p.styles, p.w, p.h)
	case !p.loaded && !p.patient:
		return ""
	case !p.loaded:
		return widget.Loading("the "+p.config.Noun).View(p.styles, p.w, p.h)
	}
	var lines []string
	if p.err != nil {
		lines = append(lines, widget.Failed(p.err, retry).Line(p.styles, p.w))
	} else if p.note != "" {
		lines = append(lines, widget.Remark(p.note).Line(p.styles, p.w))
	}
	for _, line := range p.text.Visible() {
		lines = append(lines, "  "+line)
	}
	for len(lines) < p.h-1 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, p.foot()), "\n")
}

// foot says how much more there is.
func (p *Page) foot() string {
	if p.text.Top() == 0 && p.text.End() == len(p.text.Lines) {
		return ""
	}
	text := fmt.Sprintf("%d–%d of %d lines", p.text.Top()+1, p.text.End(), len(p.text.Lines))
	return widget.Blank(p.w-1-widget.Width(text)) + p.styles.Muted.Render(text)
}

// Print gives all fields as plain text.
func (p *Page) Print() string {
	var out strings.Builder
	label := 0
	for _, field := range p.fields {
		label = max(label, widget.Width(field.Label))
	}
	for _, field := range p.fields {
		line := widget.Pad(field.Label, label) + "  " + field.Value
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

// Title is the crumb.
func (p *Page) Title() string { return p.config.Title() }

// Route leads back here.
func (p *Page) Route() screen.Route { return p.config.Route() }

// Typing reports whether letters choose from a menu now.
func (p *Page) Typing() bool { return p.menu.Open() }

// Keep remembers the place.
func (p *Page) Keep() []byte {
	kept, err := json.Marshal(p.text.Top())
	if err != nil {
		return nil
	}
	return kept
}

// Restore goes back to a place; anything that is none changes nothing.
func (p *Page) Restore(kept []byte) {
	var top int
	if json.Unmarshal(kept, &top) == nil {
		p.text.Goto(top)
	}
}

// ShortHelp are the keys that matter most here.
func (p *Page) ShortHelp() []key.Binding {
	keys := p.env.Keys
	if p.menu.Open() {
		return []key.Binding{keys.Get(keymap.Accept), keys.Get(keymap.Cancel)}
	}
	var bindings []key.Binding
	for _, action := range p.config.Actions {
		if action.Key != "" && len(bindings) < 2 {
			bindings = append(bindings, keys.Get(action.Key, action.Name))
		}
	}
	return append(bindings, keys.Get(keymap.Actions), keys.Get(keymap.Copy), keys.Get(keymap.Raw))
}

// FullHelp is everything that can be done here, by groups.
func (p *Page) FullHelp() [][]key.Binding {
	keys := p.env.Keys
	var own []key.Binding
	for _, action := range p.config.Actions {
		if action.Key != "" {
			own = append(own, keys.Get(action.Key, action.Name))
		}
	}
	own = append(own, keys.Get(keymap.Actions), keys.Get(keymap.Copy), keys.Get(keymap.Raw), keys.Get(keymap.Refresh))
	return [][]key.Binding{own, {
		keys.Get(keymap.Up), keys.Get(keymap.Down), keys.Get(keymap.PageUp), keys.Get(keymap.PageDown),
		keys.Get(keymap.Top), keys.Get(keymap.Bottom),
	}}
}
