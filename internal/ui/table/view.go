package table

import (
	"strconv"
	"strings"

	"btalk/internal/models/text"
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
	if t.layout.w <= gutter+1 || len(t.layout.columns) == 0 {
		return strings.Repeat("\n", t.h-1)
	}
	d := drawing[T]{styles: t.styles, rows: &t.rows, layout: &t.layout, words: make([]string, len(t.layout.columns))}
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
	layout *layout
	words  []string // to highlight, by column of the layout
}

func (d *drawing[T]) header() {
	if d.layout.scroll > 0 {
		d.WriteString(d.styles.Muted.Render("‹ "))
	} else {
		d.WriteString("  ")
	}
	used, due := gutter, 0 // cells passed, and blanks still to write
	for i, c := range d.layout.columns {
		title := d.rows.columns[c].Title
		if c == d.rows.sorted {
			title += arrow(d.rows.reverse)
		}
		width := d.layout.widths[i]
		title = widget.Cut(title, width)
		blank := width - widget.Width(title)
		if d.rows.columns[c].Right {
			due, blank = due+blank, 0
		}
		d.WriteString(widget.Blank(due) + d.styles.Header.Render(title))
		used, due = used+width+gap, blank+gap
	}
	if d.layout.right > 0 && used-gap+moreWidth <= d.layout.w {
		d.WriteString(widget.Blank(d.layout.w - used + due - moreWidth))
		d.WriteString(d.styles.Muted.Render("+" + strconv.Itoa(min(d.layout.right, 99)) + "›"))
	}
}

func arrow(reverse bool) string {
	if reverse {
		return " ▼"
	}
	return " ▲"
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
		blank := d.cell(cellText{sheet.cell(row, c), d.layout.widths[i], d.rows.columns[c].Right, d.words[i]}, style, hit)
		if i < last {
			d.WriteString(widget.Blank(blank + gap))
		}
	}
}

const markSign = "*"

// underlined is a hit in the selected cell: the colours of the selection with a
// line below.
func underlined(style theme.Style) theme.Style { return style.Underlined() }

// cellText is a cell to be drawn.
type cellText struct {
	text  string
	width int
	right bool
	words string // to highlight
}

// cell draws a cell and returns how many blanks are due after it.
func (d *drawing[T]) cell(cell cellText, style, hit theme.Style) (blank int) {
	end, used, cut := widget.Fit(cell.text, cell.width)
	if cut && cell.width > 0 {
		used++
	}
	blank = cell.width - used
	if cell.right {
		d.WriteString(widget.Blank(blank))
		blank = 0
	}
	d.WriteString(style.Open())
	at := 0
	if cell.words != "" {
		for _, span := range text.Highlight(cell.text, cell.words) {
			if span.Start >= end {
				break
			}
			stop := min(span.End, end)
			d.WriteString(cell.text[at:span.Start] + style.Close() + hit.Render(cell.text[span.Start:stop]) + style.Open())
			at = stop
		}
	}
	d.WriteString(cell.text[at:end])
	if cut && cell.width > 0 {
		d.WriteString("…")
	}
	d.WriteString(style.Close())
	return blank
}

// Text is every row that passes the filter, in the columns chosen, whole and
// without styles: for print mode.
func (t *Table[T]) Text() string {
	chosen := t.layout.chosen()
	widths := make([]int, len(chosen))
	for i, c := range chosen {
		widths[i] = t.rows.sheet.widths[c]
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
	line(func(c int) string { return t.rows.columns[c].Title })
	for _, row := range t.rows.visible {
		line(func(c int) string { return t.rows.sheet.cell(row, c) })
	}
	return out.String()
}
