package table

import (
	"strings"

	"btalk/internal/ladder"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// View draws the header and the window: exactly as many lines as SetSize gave,
// none wider. The row under the cursor is told by its sign and its first cell,
// not by a painted line: few cells change when it moves.
func (t *Table[T]) View() string {
	if t.h == 0 {
		return ""
	}
	if t.layout.w <= ladder.Gutter+1 || len(t.layout.columns) == 0 {
		return strings.Repeat("\n", t.h-1)
	}
	d := drawing[T]{styles: t.styles, rows: &t.rows, layout: &t.layout, words: make([]string, len(t.layout.columns))}
	d.cuts = t.rows.sheet.cuttings(&t.layout)
	d.Grow(t.layout.w * t.h * 2)
	if !t.rows.query.empty() && !t.rows.near {
		for i, c := range t.layout.columns {
			d.words[i] = t.rows.query.in(c)
		}
	}
	d.header()
	for line := range t.Window() {
		d.WriteByte('\n')
		if place := t.top + line; place < len(t.rows.visible) {
			d.row(place, place == t.cursor)
		}
	}
	return d.String()
}

// drawing is one frame while it is drawn.
type drawing[T any] struct {
	strings.Builder
	styles *theme.Styles
	rows   *Rows[T]
	layout *Layout
	words  []string  // to highlight, by column of the layout
	cuts   []cutting // what becomes of cells that are wider, by column of the layout
	shown  shown     // of the cell that is drawn
}

func (d *drawing[T]) header() {
	if d.layout.scroll > 0 {
		d.WriteString(d.styles.Muted.Render("‹ "))
	} else {
		d.WriteString("  ")
	}
	used, due := ladder.Gutter, 0 // cells passed, and blanks still to write
	for i, c := range d.layout.columns {
		width := d.layout.widths[i]
		title := widget.Cut(d.rows.sheet.titled(c, d.cuts[i]), width)
		blank := width - widget.Width(title)
		if d.rows.columns[c].Right {
			due, blank = due+blank, 0
		}
		// The arrow stands in the gap after the column: nothing moves when it comes.
		arrow := ""
		if c == d.rows.sorted {
			arrow = sortSign(d.rows.reverse)
			if blank > 0 {
				arrow = " " + arrow
			}
		}
		d.WriteString(widget.Blank(due) + d.styles.Header.Render(title+arrow))
		used, due = used+width+ladder.Gap, blank+ladder.Gap-widget.Width(arrow)
	}
	if last := used - ladder.Gap; d.layout.right > 0 && last+ladder.Gap-due < d.layout.w && last < d.layout.w {
		d.WriteString(widget.Blank(d.layout.w-1-used+due) + d.styles.Muted.Render("›"))
	}
}

func sortSign(reverse bool) string {
	if reverse {
		return "▼"
	}
	return "▲"
}

func (d *drawing[T]) row(place int, selected bool) {
	row, sheet := d.rows.visible[place], d.rows.sheet
	if selected {
		d.WriteString(d.styles.Accent.Render(widget.Pointer))
	} else {
		d.WriteByte(' ')
	}
	if d.rows.marks[sheet.ids[row]] {
		d.WriteString(d.styles.Mark.Render(markSign))
	} else {
		d.WriteByte(' ')
	}
	last := len(d.layout.columns) - 1
	for i, c := range d.layout.columns {
		style := d.styles.Text
		if paint := d.rows.columns[c].Style; paint != nil {
			style = paint(sheet.rows[row], d.styles)
		}
		hit := d.styles.Match
		if selected && i == 0 {
			style, hit = d.styles.Selection, underlined(d.styles.Selection)
		}
		d.shown.cut(sheet.cell(row, c), d.layout.widths[i], d.cuts[i], d.words[i])
		if blank := d.cell(d.rows.columns[c].Right, style, hit); i < last {
			d.WriteString(widget.Blank(blank + ladder.Gap))
		}
	}
}

const markSign = "*"

// underlined is a hit in the selected cell: the colours of the selection with a
// line below.
func underlined(style theme.Style) theme.Style { return style.Underlined() }

// Text is every row that passes the filter, in the columns chosen, whole and
// without styles: for print mode.
func (t *Table[T]) Text() string {
	chosen := t.layout.chosen()
	widths := make([]int, len(chosen))
	for i, c := range chosen {
		widths[i] = t.rows.sheet.widest[c]
	}
	var out strings.Builder
	line := func(text func(column int) string) {
		var cells strings.Builder
		for i, c := range chosen {
			cell := text(c)
			blank := widget.Blank(widths[i] - widget.Width(cell))
			if t.rows.columns[c].Right {
				cell, blank = blank+cell, ""
			}
			cells.WriteString(cell + blank + "  ")
		}
		out.WriteString(strings.TrimRight(cells.String(), " ") + "\n")
	}
	line(func(c int) string { return t.rows.sheet.titles[c] })
	for _, row := range t.rows.visible {
		line(func(c int) string { return t.rows.sheet.cell(row, c) })
	}
	return out.String()
}
