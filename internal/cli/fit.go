package cli

import (
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"

	"btalk/internal/ladder"
	rules "btalk/internal/models/text"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// terminalWidth is how many cells a line of standard output has, 0 where it is no
// terminal or nobody knows.
func (rt *runtime) terminalWidth() int {
	file, ok := rt.process.Out.(*os.File)
	if !ok || !term.IsTerminal(file.Fd()) {
		return 0
	}
	if width, _, err := term.GetSize(file.Fd()); err == nil && width > 0 {
		return width
	}
	width, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil {
		return 0
	}
	return max(width, 0)
}

// fitted makes a list fit a line of width cells by the ladder of the dashboard.
// left names the columns that found no room; records reports that not even the
// basic ones did, and that every row is to be written as fields below each other.
func (s sheet) fitted(width int) (fits sheet, left []string, records bool) {
	if width <= 0 || s.upright || s.declared == nil || len(s.rows) == 0 {
		return s, nil, false
	}
	laid, whole := s.laidOut()
	if whole <= width {
		return s, nil, false
	}
	given := laid.Fit(width)
	for c, cells := range given {
		if cells > 0 {
			fits.columns = append(fits.columns, column{laid.Title(c, cells), s.columns[c].field})
			continue
		}
		left = append(left, s.columns[c].field)
		records = records || s.declared[c].layout.Grade <= ladder.Basic
	}
	if records || len(s.rows) == 1 {
		return s, nil, true
	}
	fits.headless = s.headless
	for row := range s.rows {
		var cut []string
		for c, cells := range given {
			if cells > 0 {
				cut = append(cut, laid.Cell(row, c, cells))
			}
		}
		fits.rows = append(fits.rows, cut)
	}
	return fits, left, false
}

// laidOut is the list as the dashboard would lay it out, and how wide it is whole.
func (s sheet) laidOut() (laid *table.Sheet[[]string], whole int) {
	var columns []table.Column[[]string]
	for c := range s.columns {
		d := s.declared[c]
		columns = append(columns, table.Column[[]string]{
			Title: s.columns[c].title, Short: d.short, Layout: d.layout, Prose: d.prose,
			Text: func(row []string) string { return row[c] },
		})
	}
	laid = table.NewSheet(columns, func([]string) string { return "" }, s.rows, 0)
	whole = -ladder.Gap
	for c := range columns {
		whole += max(widget.Width(s.columns[c].title), laid.Widest(c)) + ladder.Gap
	}
	return laid, whole
}

// recorded is every row as lines of a field and its value, no wider than width.
func (s sheet) recorded(width int) string {
	label := 0
	for _, c := range s.columns {
		label = max(label, widget.Width(c.title))
	}
	label = min(label, max(width/2, 1))
	var out strings.Builder
	for i, row := range s.rows {
		if i > 0 {
			out.WriteByte('\n')
		}
		for c, cell := range row {
			for line, part := range widget.Wrap(cell, max(width-label-2, 1)) {
				name := ""
				if line == 0 {
					name = s.columns[c].title
				}
				out.WriteString(strings.TrimRight(widget.Pad(name, label)+"  "+part, " ") + "\n")
			}
		}
	}
	return out.String()
}

// leftOut says which columns found no room.
func leftOut(fields []string) string {
	return sprintf("%s left out (%s): --wide, or -o csv", rules.Count(len(fields), "column", "columns"), strings.Join(fields, ", "))
}
