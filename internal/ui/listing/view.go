package listing

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models/text"
	"btalk/internal/ui/widget"
)

// counterWidth is the room for the position beside the filter line.
const counterWidth = 24

// arrange gives the rows and the pane their place: all lines but the last, where
// the foot is, and the first while there is something to say about the data.
func (l *List[T]) arrange() {
	l.rowsH = l.h - 1
	if _, ok := l.reading.banner(); ok {
		l.rowsH--
	}
	l.rowsH = max(l.rowsH, 0)
	left := l.pane.arrange(l.table.Layout(), l.w, l.rowsH)
	l.tableW = left
	l.table.SetSize(left, l.rowsH, l.pane.shown())
}

// View draws the list: exactly the lines it was given.
func (l *List[T]) View() string {
	if l.h <= 0 || l.w <= 0 {
		return ""
	}
	styles := l.env.Styles
	var lines []string
	if state, ok := l.reading.banner(); ok && l.h > 1 {
		lines = append(lines, state.Line(styles, l.w))
	}
	if l.rowsH > 0 {
		lines = append(lines, l.body())
	}
	lines = append(lines, l.foot.view(l.w))
	view := widget.Clamp(strings.Join(lines, "\n"), l.w, l.h)
	if l.menu.Open() {
		view = l.menu.over(view, l.env, l.w, l.h)
	}
	return view
}

// body is the table, or the state that stands for it, and the pane beside.
func (l *List[T]) body() string {
	rows := l.table.View()
	state, instead := l.reading.state()
	switch styles := l.env.Styles; {
	case instead && (l.table.Rows().Filter() == "" || !l.reading.task.Loaded):
		return state.View(styles, l.w, l.rowsH)
	case instead:
		header, _, _ := strings.Cut(rows, "\n")
		return header + "\n" + state.View(styles, l.w, l.rowsH-1)
	case l.pane.shown():
		return beside(rows, l.pane.view(), l.tableW)
	}
	return rows
}

// beside puts right at column x of left.
func beside(left, right string, x int) string {
	var out strings.Builder
	rights := strings.Split(right, "\n")
	for i, line := range strings.Split(left, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(line)
		if i < len(rights) {
			out.WriteString(widget.Blank(x - ansi.StringWidthWc(line)))
			out.WriteString(rights[i])
		}
	}
	return out.String()
}

// Caret is the real cursor, in the filter line.
func (l *List[T]) Caret() *tea.Cursor {
	cursor := l.foot.input.Caret()
	if cursor == nil || l.menu.Open() {
		return nil
	}
	cursor.Y = max(l.h-1, 0)
	cursor.X = min(cursor.X, max(l.w-1, 0))
	return cursor
}

// Announce says which row is selected, with all that its columns show, whole.
// While a menu is open, the menu is what is selected from.
func (l *List[T]) Announce() string {
	row, _, ok := l.table.Current()
	if !ok || l.menu.Open() {
		return ""
	}
	place, shown, _ := l.table.Position()
	said := []string{fmt.Sprintf("Row %s of %s", text.Grouped(place), text.Grouped(shown))}
	for i, column := range l.table.Columns() {
		if cell := column.Text(row); cell != "" && l.table.Layout().Shown(i) {
			said = append(said, cell)
		}
	}
	return strings.Join(said, ", ")
}

// Print gives all rows that pass the filter, whole, as plain text.
func (l *List[T]) Print() string {
	return l.config.Title() + "\n\n" + l.table.Text()
}
