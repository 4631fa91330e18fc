package wizard

import (
	"strconv"
	"strings"

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

// chooser is a line to type into and the choices that answer it, best first.
type chooser struct {
	*widget.Picker[choice]

	env *screen.Env
}

func newChooser(env *screen.Env, prompt, hint string, find func(query string, limit int) ([]choice, int)) *chooser {
	input := widget.NewInput(env.Styles, prompt, hint)
	input.Focus()
	return &chooser{widget.NewPicker(input, find), env}
}

// press handles a key: accept does what the choice under the cursor stands for, and
// typed is called when the text is another now.
func (c *chooser) press(msg tea.KeyPressMsg, typed func() screen.Do) screen.Do {
	if c.env.Keys.Is(msg, keymap.Accept) {
		if at, ok := c.Chosen(); ok {
			return at.do()
		}
		return nil
	}
	return followed(typed)(c.Press(msg, c.env.Keys))
}

// put gives the line a pasted text.
func (c *chooser) put(pasted string, typed func() screen.Do) screen.Do {
	return followed(typed)(c.Write(tea.PasteMsg{Content: oneLine(pasted)}))
}

// followed does what follows from another text.
func followed(typed func() screen.Do) func(changed bool, do screen.Do) screen.Do {
	return func(changed bool, do screen.Do) screen.Do {
		if changed {
			return screen.All(do, typed())
		}
		return do
	}
}

// view draws the line and the choices around the cursor, in h lines. foot stands
// below them.
func (c *chooser) view(w, h int, foot string) string {
	c.Input.SetWidth(w)
	lines := append([]string{c.Input.View()}, c.Rows(max(h-2, 1), func(at choice, here bool) string { return c.line(at, here, w) })...)
	for len(lines) < h-1 {
		lines = append(lines, "")
	}
	if foot != "" {
		foot = c.env.Styles.Muted.Render(widget.Cut("  "+foot, w-1))
	}
	return strings.Join(append(lines, foot), "\n")
}

// line draws a choice: the pointer, the sign, the text with its hits, the note.
func (c *chooser) line(at choice, here bool, w int) string {
	styles := c.env.Styles
	marker, style, hit := " ", styles.Text, styles.Match
	if at.own {
		style = styles.Info
	}
	if here {
		marker, style, hit = styles.Accent.Render(widget.Pointer), styles.Selection, styles.Selection.Underlined()
	}
	sign := " "
	if at.sign != "" {
		sign = styles.OK.Render(at.sign)
	}
	query := c.Query()
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
func (c *chooser) caret() *tea.Cursor { return c.Input.Caret() }

func (c *chooser) theme() { c.Input.Theme(c.env.Styles) }

// count says how many of how many: "3 of 26 cantons".
func count(n, of int, nouns string) string {
	if n == of {
		return strconv.Itoa(n) + " " + nouns
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(of) + " " + nouns
}
