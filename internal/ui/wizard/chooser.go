package wizard

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address/wizard"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// choice is one line of a chooser.
type choice struct {
	sign string // one cell before the text: ✓ for what is chosen
	text string // safe; what answers the query is marked
	note string // beside it; safe
	own  bool   // a line of the wizard's, not of the data: nothing is marked
	area wizard.AreaRow
	do   func() screen.Do
}

// chooser is a line to type into and the choices that answer it, best first. It
// asks its owner for as many choices as may be seen, so that a list of any
// length costs what the window costs.
type chooser struct {
	env   *screen.Env
	input *widget.Input
	find  func(query string, limit int) (choices []choice, total int)
	begun func() bool // the first choice may be taken unmoved; nil for always

	choices []choice
	total   int
	limit   int
	cursor  int
	top     int
	moved   bool // by hand since the last letter
	window  int  // lines of choices in the last view
}

// enough is how many choices are asked for at first.
const enough = 100

func newChooser(env *screen.Env, prompt, hint string) *chooser {
	c := &chooser{env: env, input: widget.NewInput(env.Styles, prompt, hint), limit: enough, window: 10}
	c.input.Focus()
	return c
}

// load finds the choices for the text again; the cursor stays where it is.
func (c *chooser) load() {
	c.choices, c.total = c.find(c.input.Value(), c.limit)
	c.cursor = max(min(c.cursor, len(c.choices)-1), 0)
}

// restart finds them anew, with the cursor on the best.
func (c *chooser) restart() {
	c.cursor, c.top, c.limit, c.moved = 0, 0, enough, false
	c.load()
}

// press hears a key that moves or types; changed tells whether the text did.
func (c *chooser) press(msg tea.KeyPressMsg) (changed bool) {
	keys := c.env.Keys
	switch {
	case key.Matches(msg, keys.Get(keymap.NextField)):
		c.move(1)
	case key.Matches(msg, keys.Get(keymap.PreviousField)):
		c.move(-1)
	case msg.String() == "pgdown":
		c.move(max(c.window-1, 1))
	case msg.String() == "pgup":
		c.move(-max(c.window-1, 1))
	default:
		return c.write(msg)
	}
	return false
}

// write gives the line a key or a paste.
func (c *chooser) write(msg tea.Msg) (changed bool) {
	before := c.input.Value()
	c.input.Update(msg)
	return c.input.Value() != before
}

func (c *chooser) move(by int) {
	wanted := c.cursor + by
	if c.idle() {
		wanted = 0 // the way to the first choice
	}
	c.moved = true
	if wanted >= len(c.choices)-1 && len(c.choices) < c.total {
		c.limit = max(c.limit*4, wanted+enough)
		c.load()
	}
	c.cursor = max(min(wanted, len(c.choices)-1), 0)
}

// idle reports whether the cursor stands nowhere yet.
func (c *chooser) idle() bool { return !c.moved && c.begun != nil && !c.begun() }

// chosen is the choice under the cursor.
func (c *chooser) chosen() (choice, bool) {
	if c.cursor >= len(c.choices) || c.idle() {
		return choice{}, false
	}
	return c.choices[c.cursor], true
}

// view draws the line and the choices around the cursor, in h lines. foot stands
// at the right of the last one.
func (c *chooser) view(w, h int, foot string) string {
	c.input.SetWidth(w)
	lines := []string{c.input.View()}
	c.window = max(h-2, 1)
	if c.cursor < c.top {
		c.top = c.cursor
	}
	c.top = max(c.top, c.cursor-c.window+1)
	c.top = max(min(c.top, len(c.choices)-c.window), 0)
	end := min(c.top+c.window, len(c.choices))
	for i := c.top; i < end; i++ {
		lines = append(lines, c.line(i, w))
	}
	for len(lines) < h-1 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, c.foot(w, foot)), "\n")
}

// foot says how many there are.
func (c *chooser) foot(w int, foot string) string {
	styles := c.env.Styles
	if foot == "" {
		return ""
	}
	return styles.Muted.Render(widget.Cut("  "+foot, w-1))
}

// line draws a choice: the pointer, the sign, the text with its hits, the note.
func (c *chooser) line(i, w int) string {
	styles, at := c.env.Styles, c.choices[i]
	marker, style, hit := " ", styles.Text, styles.Match
	if at.own {
		style = styles.Info
	}
	if i == c.cursor && !c.idle() {
		marker, style, hit = styles.Accent.Render(widget.Pointer), styles.Selection, styles.Selection.Underlined()
	}
	sign := " "
	if at.sign != "" {
		sign = styles.OK.Render(at.sign)
	}
	query := c.input.Value()
	if at.own {
		query = ""
	}
	const margin, gap = 4, 2
	room := max(w-margin-1, 0)
	note := at.note
	text := widget.Cut(at.text, room)
	if left := room - widget.Width(text) - gap; left < 8 && note != "" {
		text = widget.Cut(at.text, max(room-min(widget.Width(note), room/3)-gap, room/2))
	}
	used := widget.Width(text)
	line := marker + " " + sign + " " + marked(text, query, style, hit)
	if left := room - used - gap; note != "" && left > 3 {
		line += widget.Blank(gap) + styles.Muted.Render(widget.Cut(note, left))
	}
	return line
}

// marked draws a line with what answers the query in the style of a hit.
func marked(line, query string, style, hit theme.Style) string {
	spans := text.Highlight(line, query)
	if len(spans) == 0 {
		return style.Render(line)
	}
	var out strings.Builder
	at := 0
	for _, span := range spans {
		out.WriteString(style.Render(line[at:span.Start]) + hit.Render(line[span.Start:span.End]))
		at = span.End
	}
	out.WriteString(style.Render(line[at:]))
	return out.String()
}

// caret is in the line, at the top.
func (c *chooser) caret() *tea.Cursor { return c.input.Caret() }

func (c *chooser) theme() { c.input.Theme(c.env.Styles) }

// count says how many of how many: "3 of 26 cantons".
func count(n, of int, nouns string) string {
	if n == of {
		return strconv.Itoa(n) + " " + nouns
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(of) + " " + nouns
}
