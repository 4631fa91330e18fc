package widget

import (
	"strings"

	"btalk/internal/ui/theme"
)

// Panel frames lines of body, which may hold styles, in a box of w by h cells
// with a safe title. A box has the keys: its frame is heavy, so that the focus
// shows without colour.
func Panel(styles *theme.Styles, title string, body []string, w, h int) string {
	if w < 4 || h < 3 {
		return Clamp(strings.Join(body, "\n"), w, h)
	}
	frame := styles.Focus
	inner := w - 4
	var out strings.Builder
	name := ""
	if title != "" && inner >= 2 {
		name = " " + Cut(title, inner-1) + " "
	}
	out.WriteString(frame.Render("┏━") + styles.Title.Render(name) +
		frame.Render(strings.Repeat("━", max(w-3-Width(name), 0))+"┓"))
	side := frame.Render(heavy)
	for line := range strings.SplitSeq(Clamp(strings.Join(body, "\n"), inner, h-2), "\n") {
		out.WriteString("\n" + side + " " + line + Blank(inner-styledWidth(line)) + " " + side)
	}
	out.WriteString("\n" + frame.Render("┗"+strings.Repeat("━", w-2)+"┛"))
	return out.String()
}

// FocusBorder is the rule at the side of what has the keys.
const FocusBorder = "┃"

// The rules at the side of what has the keys, and of what has not.
const heavy, light = FocusBorder, "│"

// Aside stands at the right of something, w by h cells with a safe title in its
// first line. A rule at its left is all the frame it has: at the right edge of
// the screen every line of a box would have to be sent for itself, a fifth of
// a whole screen. The rule is heavier while the pane has the keys, so that the
// focus shows without colour.
func Aside(styles *theme.Styles, title string, body []string, w, h int, focused bool) string {
	rule := light
	if focused {
		rule = styles.Focus.Render(heavy)
	}
	inner := max(w-2, 0)
	lines := append([]string{styles.Title.Render(Cut(title, inner))}, body...)
	var out strings.Builder
	for i, line := range strings.Split(Clamp(strings.Join(lines, "\n"), inner, h), "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(rule + " " + line)
	}
	return Clamp(out.String(), w, h)
}

// Field is one line of what is known: a label and a value. A value that is
// empty is shown as a dash.
type Field struct {
	Label string
	Value string // safe
	Style theme.Style
	Note  string // what the value means, where that is not plain; safe

	heading bool
}

// Fields lays fields out in two columns of at most w cells; long values go on
// in the next line. The zero Field is a blank line.
func Fields(styles *theme.Styles, fields []Field, w int) []string {
	if w <= 0 {
		return nil
	}
	label := 0
	for _, field := range fields {
		if !field.heading {
			label = max(label, Width(field.Label))
		}
	}
	label = min(label, max(w*3/5-2, 1))
	var lines []string
	for _, field := range fields {
		lines = append(lines, field.lines(styles, label, w)...)
	}
	return lines
}

// Heading is a field that begins a group.
func Heading(text string) Field { return Field{Label: text, heading: true} }

func (f Field) lines(styles *theme.Styles, label, w int) []string {
	switch {
	case f.heading:
		return []string{styles.Title.Render(Cut(f.Label, w))}
	case f.Label == "" && f.Value == "" && f.Note == "":
		return []string{""}
	}
	value, style := f.Value, f.Style
	if value == "" {
		value, style = "–", styles.Muted
	}
	var lines []string
	margin := Blank(label + 2)
	room := max(w-label-2, 1)
	for i, part := range Wrap(value, room) {
		if i == 0 {
			lines = append(lines, styles.Muted.Render(Pad(f.Label, label))+"  "+style.Render(part))
			continue
		}
		lines = append(lines, margin+style.Render(part))
	}
	last := len(lines) - 1
	switch {
	case f.Note == "", f.Value == "":
	case Width(f.Note) <= w-styledWidth(lines[last])-3:
		lines[last] += styles.Muted.Render(" · " + f.Note)
	default:
		for _, part := range Wrap(f.Note, room) {
			lines = append(lines, margin+styles.Muted.Render(part))
		}
	}
	return lines
}
