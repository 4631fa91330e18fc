package widget

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Resize gives the form its room.
func (f *Form) Resize(w, h int) {
	f.w, f.h = max(w, 0), max(h, 0)
	for _, field := range f.fields {
		field.input.SetWidth(max(f.w-f.label-formMargin, 4))
	}
}

// formMargin is the marker in front of a label and the gap behind it.
const formMargin = 4

// Theme takes the styles again after they changed.
func (f *Form) Theme() {
	for _, field := range f.fields {
		field.input.Theme(f.styles)
	}
}

// View draws the fields, and below them what helps with the one under the
// cursor: its options, what is wrong, what belongs there.
func (f *Form) View() string {
	lines := make([]string, 0, f.h)
	for i, field := range f.fields {
		lines = append(lines, f.line(i, field))
	}
	if room := f.h - len(lines) - 1; room > 0 {
		lines = append(append(lines, ""), f.help(f.fields[f.at], room)...)
	}
	return Clamp(strings.Join(lines, "\n"), f.w, f.h)
}

func (f *Form) line(i int, field *FormField) string {
	styles := f.styles
	marker, label := " ", styles.Muted
	if i == f.at {
		marker, label = styles.Accent.Render(Pointer), styles.Selection
	}
	line := marker + " " + label.Render(Pad(field.Label, f.label)) + "  "
	room := max(f.w-f.label-formMargin, 1)
	switch {
	case field.chosen != nil && field.input.Value() == "":
		line += styles.Text.Render(Cut(field.chosen.Text, room))
		room -= Width(field.chosen.Text)
	case i == f.at:
		return line + field.input.View()
	default:
		text := Cut(field.input.Value(), room)
		line += text
		room -= Width(text)
	}
	if wrong := f.remark(field); wrong != "" && i != f.at && room > 6 {
		line += styles.Error.Render("  " + Cut("✗ "+wrong, room-2))
	}
	return line
}

// remark is the word on a field: the server's before our own. A field that was
// never filled in needs none yet.
func (f *Form) remark(field *FormField) string {
	switch {
	case field.said != "":
		return field.said
	case f.value(field) == "" && field.input.Value() == "":
		return ""
	case field.untidy() && !field.asked && field == f.fields[f.at]:
		return "" // the blank of somebody who goes on to type
	}
	return f.wrong(field)
}

func (f *Form) help(field *FormField, room int) []string {
	var lines []string
	if wrong := f.remark(field); wrong != "" && (!field.Choice || field.said != "") {
		for _, part := range Wrap("✗ "+wrong, max(f.w-4, 1)) {
			lines = append(lines, "    "+f.styles.Error.Render(part))
		}
	}
	if field.Choice {
		return append(lines, f.options(field, max(room-len(lines), 1))...)
	}
	for _, part := range Wrap(field.Hint, max(f.w-4, 1)) {
		lines = append(lines, "    "+f.styles.Muted.Render(part))
	}
	return lines
}

// options are those that answer what was typed, around the cursor.
func (f *Form) options(field *FormField, room int) []string {
	styles := f.styles
	shown := f.shown(field)
	switch {
	case len(field.Options) == 0:
		return []string{"    " + styles.Muted.Render(Cut(field.Waiting, max(f.w-4, 0)))}
	case field.chosen != nil && field.input.Value() == "":
		return []string{"    " + styles.Muted.Render(Cut("chosen; type to choose another", max(f.w-4, 0)))}
	case len(shown) == 0:
		return []string{"    " + styles.Warning.Render(Cut(fmt.Sprintf("none of %d answers %q", len(field.Options), field.input.Value()), max(f.w-4, 0)))}
	}
	first := min(max(field.cursor-room/2, 0), max(len(shown)-room, 0))
	var lines []string
	for i := first; i < min(first+room, len(shown)); i++ {
		option := field.Options[shown[i]]
		marker, style := "  ", styles.Text
		if option.Off != "" {
			style = styles.Muted
		}
		if i == min(field.cursor, len(shown)-1) {
			marker, style = styles.Accent.Render(Pointer)+" ", styles.Selection
		}
		text := Cut(option.Text, max(f.w-6, 0))
		line := "    " + marker + style.Render(text)
		if left := f.w - 8 - Width(text); option.Off != "" && left > 8 {
			line += "  " + styles.Muted.Render(Cut("✗ "+option.Off, left))
		}
		lines = append(lines, line)
	}
	return lines
}

// Caret is in the field under the cursor.
func (f *Form) Caret() *tea.Cursor {
	field := f.fields[f.at]
	cursor := field.input.Caret()
	if cursor == nil {
		return nil
	}
	cursor.X = min(cursor.X+f.label+formMargin, max(f.w-1, 0))
	cursor.Y = min(f.at, max(f.h-1, 0))
	return cursor
}
