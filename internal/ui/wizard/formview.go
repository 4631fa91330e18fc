package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// formSize is how the lines of a form are cut: marker, label, mandatory sign,
// value, note.
type formSize struct{ w, labelled, valued, noted int }

func (f *form) size(w int) formSize {
	label := 0
	for _, row := range f.rows {
		label = max(label, widget.Width(f.label(row)))
	}
	label = min(label, max(w/3, 12))
	rest := max(w-formMargin-label-formGap-1, 0)
	value := max(rest*11/20, min(rest, 12))
	return formSize{w, label, value, max(rest-value-2, 0)}
}

// formDrawing draws the rows of a form in their size.
type formDrawing struct {
	*form
	formSize
}

const (
	formMargin = 2 // the pointer and a blank
	formGap    = 3 // around the mandatory sign
	mandatory  = "*"
)

func (f *form) label(row formRow) string {
	switch row.kind {
	case areaRow:
		return f.d.machine.Areas().Name(row.level)
	case fieldRow:
		return row.field.Name()
	case retryRow, goOnRow:
	}
	return ""
}

// view draws the rows around the cursor, what is offered below it, and what there
// is to know about the field.
func (f *form) view(w, h int) string {
	about := formNotes{f}.about(w)
	room := max(h-len(about), min(h, 4))
	lines, at := formDrawing{f, f.size(w)}.lines()
	end := at + 1
	if f.combo.open() {
		end += min(len(f.combo.rows), comboRows) + 1
	}
	if f.top > at {
		f.top = at
	}
	f.top = max(f.top, end-room)
	f.top = max(min(f.top, len(lines)-room), 0)
	shown := lines[f.top:min(f.top+room, len(lines))]
	f.more(shown, len(lines), w)
	body := strings.Join(shown, "\n")
	if missing := room - len(shown); missing > 0 {
		body += strings.Repeat("\n", missing)
	}
	return body + "\n" + strings.Join(about, "\n")
}

// more tells at the right edge that there are rows above or below.
func (f *form) more(shown []string, all, w int) {
	muted := f.d.env.Styles.Muted
	mark := func(i int, sign string) {
		line := widget.Clamp(shown[i], w-2, 1)
		shown[i] = line + widget.Blank(w-2-lineWidth(line)) + muted.Render(sign)
	}
	if f.top > 0 && len(shown) > 0 {
		mark(0, "↑")
	}
	if f.top+len(shown) < all && len(shown) > 0 {
		mark(len(shown)-1, "↓")
	}
}

// lines are all rows drawn, and the place of the one under the cursor.
func (f formDrawing) lines() (lines []string, at int) {
	here := f.index()
	for i, row := range f.rows {
		if i == here {
			at = len(lines)
		}
		lines = append(lines, f.line(row, i == here))
		if i == here && f.combo.open() {
			lines = append(lines, f.offered()...)
		}
	}
	return lines, at
}

func (f formDrawing) line(row formRow, here bool) string {
	styles := f.d.env.Styles
	marker, name := " ", styles.Text
	if here {
		marker, name = styles.Accent.Render(widget.Pointer), styles.Selection
	}
	switch row.kind {
	case retryRow:
		return marker + " " + styles.Warning.Render(widget.Cut("! enter tries again: "+f.d.machine.Review().Lost(), f.w-3))
	case goOnRow:
		return marker + " " + name.Render(widget.Cut("Go on ›", f.w-3))
	case areaRow:
		return f.areaLine(row, marker, name)
	case fieldRow:
	}
	sign := " "
	if row.field.Usage == address.Mandatory {
		sign = styles.Accent.Render(mandatory)
	}
	return marker + " " + name.Render(widget.Cut(row.field.Name(), f.labelled)) +
		widget.Blank(f.labelled-widget.Width(widget.Cut(row.field.Name(), f.labelled))) + " " + sign + " " +
		f.value(row, here) + "  " + formNotes{f.form}.remark(row, f.noted, here)
}

func (f formDrawing) areaLine(row formRow, marker string, name theme.Style) string {
	styles := f.d.env.Styles
	label := widget.Cut(f.d.machine.Areas().Name(row.level), f.labelled)
	element := f.d.machine.Checker().Rules.Levels[row.level].Element
	value := widget.Pad(f.d.machine.Address().Get(element).String(), f.valued)
	sign, note := styles.OK.Render("✓"), "from the list"
	switch areas := f.d.machine.Areas(); {
	case areas.State(row.level) == wizard.LevelSingle:
		note = "the only one"
	case !areas.Listed(row.level) && areas.Missing(row.level) != "":
		sign, note = styles.Warning.Render("?"), "not checked here"
	}
	return marker + " " + name.Render(label) + widget.Blank(f.labelled-widget.Width(label)) + " " + sign + " " +
		styles.Text.Render(value) + "  " + styles.Muted.Render(widget.Cut(note, f.noted))
}

// value is what is typed, in the line under the cursor with the line to type into.
func (f formDrawing) value(row formRow, here bool) string {
	if here {
		f.input.SetWidth(f.valued)
		line := f.input.View()
		return line + widget.Blank(f.valued-lineWidth(line))
	}
	value := row.field.Display(f.d.machine.Address().Get(row.field.Element))
	if value == "" {
		return f.d.env.Styles.Muted.Render(widget.Pad("·", f.valued))
	}
	return widget.Pad(value, f.valued)
}

// offered are the values to take, below the field.
func (f formDrawing) offered() []string {
	styles, c := f.d.env.Styles, &f.combo
	first := max(min(c.cursor-comboRows/2, len(c.rows)-comboRows), 0)
	end := min(first+comboRows, len(c.rows))
	margin := widget.Blank(formMargin + f.labelled + formGap)
	room := max(f.w-formMargin-f.labelled-formGap-3, 1)
	var lines []string
	for i := first; i < end; i++ {
		row := c.rows[i]
		marker, style, hit := " ", styles.Text, styles.Match
		if i == c.cursor {
			marker, style, hit = styles.Accent.Render(widget.Pointer), styles.Selection, styles.Selection.Underlined()
		}
		text := widget.Cut(row.text, room)
		line := margin + marker + " " + marked(text, f.input.Value(), style, hit)
		if left := room - widget.Width(text) - 2; row.note != "" && left > 4 {
			line += "  " + styles.Muted.Render(widget.Cut(row.note, left))
		}
		lines = append(lines, line)
	}
	return append(lines, margin+"  "+styles.Muted.Render(widget.Cut(text.Count(c.total, "value", "values"), room)))
}

// caret is in the line that is typed into.
func (f *form) caret() *tea.Cursor {
	row := f.row()
	if row.kind != fieldRow {
		return nil
	}
	cursor := f.input.Caret()
	if cursor == nil {
		return nil
	}
	drawing := formDrawing{f, f.size(f.d.bodyWidth())}
	_, at := drawing.lines()
	cursor.X += formMargin + drawing.labelled + formGap
	cursor.Y = at - f.top
	return cursor
}
