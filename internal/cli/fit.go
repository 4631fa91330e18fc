package cli

import (
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"

	"btalk/internal/ladder"
	rules "btalk/internal/models/text"
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
	wishes, titles, whole := s.wishes()
	if whole <= width {
		return s, nil, false
	}
	given, _ := ladder.New(wishes).Give(width)
	for c, cells := range given {
		if cells > 0 {
			fits.columns = append(fits.columns, titles[c])
			continue
		}
		left = append(left, s.columns[c].field)
		records = records || wishes[c].Grade <= ladder.Basic
	}
	if records || len(s.rows) == 1 {
		return s, nil, true
	}
	fits.headless = s.headless
	for _, row := range s.rows {
		fits.rows = append(fits.rows, cut(row, given))
	}
	return fits, left, false
}

// wishes are what the columns would take, their titles, which are short above
// narrow cells, and how wide the whole list is.
func (s sheet) wishes() (wishes []ladder.Wish, titles []column, whole int) {
	whole = -ladder.Gap
	for c, titled := range s.columns {
		d := s.declared[c]
		var cells ladder.Census
		for _, row := range s.rows {
			cells.Add(widget.Width(row[c]))
		}
		whole += max(widget.Width(d.title), cells.Widest()) + ladder.Gap
		if d.short != "" && cells.Widest() < widget.Width(d.title) {
			titled.title = d.short
		}
		titles = append(titles, titled)
		wishes = append(wishes, ladder.Wish{Column: d.layout, Size: d.layout.Measure(widget.Width(titled.title), &cells)})
	}
	return wishes, titles, whole
}

// cut is a row in so many cells of each column, without those that have none.
func cut(row []string, given []int) []string {
	var shown []string
	for c, cells := range given {
		if cells > 0 {
			shown = append(shown, widget.Cut(row[c], cells))
		}
	}
	return shown
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
