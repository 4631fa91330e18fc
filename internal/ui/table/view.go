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
	if t.w <= gutter+1 || len(t.layout.columns) == 0 {
		return strings.Repeat("\n", t.h-1)
	}
	var out strings.Builder
	out.Grow(t.w * t.h * 2)
	t.writeHeader(&out)
	words := t.highlights()
	for line := range t.window() {
		out.WriteByte('\n')
		if place := t.top + line; place < len(t.visible) {
			t.writeRow(&out, place, words)
		}
	}
	return out.String()
}

func (t *Table[T]) writeHeader(out *strings.Builder) {
	header := t.styles.Header
	if t.layout.left > 0 {
		out.WriteString(t.styles.Muted.Render("‹ "))
	} else {
		out.WriteString("  ")
	}
	used, due := gutter, 0 // cells passed, and blanks still to write
	for i, c := range t.layout.columns {
		title := t.columns[c].Title
		if c == t.sorted {
			title += t.arrow()
		}
		width := t.layout.widths[i]
		title = widget.Cut(title, width)
		blank := width - widget.Width(title)
		if t.columns[c].Right {
			due, blank = due+blank, 0
		}
		out.WriteString(widget.Blank(due) + header.Render(title))
		used, due = used+width+gap, blank+gap
	}
	if t.layout.right > 0 && used-gap+moreWidth <= t.w {
		out.WriteString(widget.Blank(t.w - used + due - moreWidth))
		out.WriteString(t.styles.Muted.Render("+" + strconv.Itoa(min(t.layout.right, 99)) + "›"))
	}
}

func (t *Table[T]) arrow() string {
	if t.reverse {
		return " ▼"
	}
	return " ▲"
}

// highlights gives the words to highlight in each column of the layout.
func (t *Table[T]) highlights() []string {
	words := make([]string, len(t.layout.columns))
	if t.query.empty() || t.near {
		return words
	}
	for i, c := range t.layout.columns {
		words[i] = t.query.in(c)
	}
	return words
}

func (t *Table[T]) writeRow(out *strings.Builder, place int, words []string) {
	row := t.visible[place]
	selected := place == t.cursor
	if selected {
		out.WriteString(t.styles.Accent.Render(widget.Pointer))
	} else {
		out.WriteByte(' ')
	}
	if t.marks[t.sheet.ids[row]] {
		out.WriteString(t.styles.Mark.Render(markSign))
	} else {
		out.WriteByte(' ')
	}
	last := len(t.layout.columns) - 1
	for i, c := range t.layout.columns {
		style := t.styles.Text
		if paint := t.columns[c].Style; paint != nil {
			style = paint(t.sheet.rows[row], t.styles)
		}
		hit := t.styles.Match
		if selected && i == 0 {
			style, hit = t.styles.Selection, underlined(t.styles.Selection)
		}
		blank := t.writeCell(out, cellText{t.sheet.cell(row, c), t.layout.widths[i], t.columns[c].Right, words[i]}, style, hit)
		if i < last {
			out.WriteString(widget.Blank(blank + gap))
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

// writeCell draws a cell and returns how many blanks are due after it.
func (t *Table[T]) writeCell(out *strings.Builder, cell cellText, style, hit theme.Style) (blank int) {
	end, used, cut := widget.Fit(cell.text, cell.width)
	if cut && cell.width > 0 {
		used++
	}
	blank = cell.width - used
	if cell.right {
		out.WriteString(widget.Blank(blank))
		blank = 0
	}
	out.WriteString(style.Open())
	at := 0
	if cell.words != "" {
		for _, span := range text.Highlight(cell.text, cell.words) {
			if span.Start >= end {
				break
			}
			stop := min(span.End, end)
			out.WriteString(cell.text[at:span.Start] + style.Close() + hit.Render(cell.text[span.Start:stop]) + style.Open())
			at = stop
		}
	}
	out.WriteString(cell.text[at:end])
	if cut && cell.width > 0 {
		out.WriteString("…")
	}
	out.WriteString(style.Close())
	return blank
}
