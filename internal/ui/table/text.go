package table

import (
	"strings"

	"btalk/internal/ui/widget"
)

// Text is every row that passes the filter, in the columns chosen, whole and
// without styles: for print mode.
func (t *Table[T]) Text() string {
	chosen := t.chosen()
	widths := make([]int, len(chosen))
	for i, c := range chosen {
		widths[i] = t.sheet.widths[c]
	}
	var out strings.Builder
	line := func(text func(column int) string) {
		var cells strings.Builder
		for i, c := range chosen {
			cell := text(c)
			blank := widget.Blank(widths[i] - widget.Width(cell))
			if t.columns[c].Right {
				cell, blank = blank+cell, ""
			}
			cells.WriteString(cell + blank + "  ")
		}
		out.WriteString(strings.TrimRight(cells.String(), " ") + "\n")
	}
	line(func(c int) string { return t.columns[c].Title })
	for _, row := range t.visible {
		line(func(c int) string { return t.sheet.cell(row, c) })
	}
	return out.String()
}
