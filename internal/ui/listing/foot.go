package listing

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// foot is the last line of a list: the filter, which is typed here, and what else
// is special at the left, the position at the right, where few cells change when
// the cursor moves.
type foot[T any] struct {
	styles *theme.Styles
	table  *table.Table[T]
	task   *screen.Task[*table.Sheet[T]]
	input  *widget.Input

	sums   func(rows []T, what string) []string // nil: none
	kept   []string                             // what sums said last, and of what
	keptOf footOf[T]
}

// footOf is what the rows of a foot depend on.
type footOf[T any] struct {
	sheet   *table.Sheet[T]
	filter  string
	marking int
}

// sum is what the marked rows, or those that show, come to.
func (f *foot[T]) sum() []string {
	if f.sums == nil || !f.task.Loaded {
		return nil
	}
	rows := f.table.Rows()
	of := footOf[T]{f.task.Snapshot.Value, rows.Filter(), rows.Marking()}
	if of == f.keptOf {
		return f.kept
	}
	f.keptOf, f.kept = of, nil
	if marked := rows.Marked(); len(marked) > 0 {
		f.kept = f.sums(marked, "marked")
	} else if shown := rows.Shown(); len(shown) > 0 {
		f.kept = f.sums(shown, "shown")
	}
	return f.kept
}

// typed takes a key or a paste. The filter is applied before typed returns, so
// that enter acts on what the text shows.
func (f *foot[T]) typed(msg tea.Msg) screen.Do {
	do := f.input.Update(msg)
	if filter := f.input.Value(); filter != f.table.Rows().Filter() {
		f.table.SetFilter(filter)
	}
	return do
}

func (f *foot[T]) startFilter() screen.Do {
	f.input.SetValue(f.table.Rows().Filter())
	return f.input.Focus()
}

// setFilter filters by a text as if it had been typed.
func (f *foot[T]) setFilter(filter string) {
	f.input.SetValue(filter)
	f.table.SetFilter(f.input.Value())
}

func (f *foot[T]) clearFilter() {
	f.input.Blur()
	f.setFilter("")
}

func (f *foot[T]) view(w int) string {
	right := f.position()
	room := w - widget.Width(right) - 2
	if room < 1 {
		return f.styles.Muted.Render(widget.Cut(right, w))
	}
	left := f.remarks(room)
	if f.input.Focused() {
		left = widget.Clamp(f.input.View(), room, 1)
	}
	return left + widget.Blank(w-1-ansi.StringWidthWc(left)-widget.Width(right)) + f.styles.Muted.Render(right)
}

func (f *foot[T]) position() string {
	if !f.task.Loaded {
		return ""
	}
	place, shown, total := f.table.Position()
	write, whole := strconv.Itoa, ""
	if announced := f.task.Snapshot.Announced; f.task.Snapshot.Incomplete && announced > total {
		write = text.Grouped
		whole = " of " + write(announced)
	}
	of := write(place) + "/" + write(shown)
	if f.table.Rows().Filter() != "" {
		of += " of " + write(total)
	}
	return of + whole + f.missing()
}

// missing says how many columns do not show.
func (f *foot[T]) missing() string {
	missing := f.table.Layout().Missing()
	if missing == 0 {
		return ""
	}
	return " · " + text.Count(missing, "column", "columns") + " more →"
}

// remarks says what is special about what is shown, most important first, in at
// most room cells.
func (f *foot[T]) remarks(room int) string {
	var parts []string
	used := 0
	add := func(text string, draw func(string) string) {
		if text = widget.Cut(text, room-used); text != "" && used < room {
			parts = append(parts, draw(text))
			used += widget.Width(text) + 2
		}
	}
	rows := f.table.Rows()
	if filter := rows.Filter(); filter != "" {
		add("/"+filter, f.styles.Accent.Render)
		if rows.Near() {
			add("no exact hit, these are close", f.styles.Warning.Render)
		}
	}
	sum := f.sum()
	if marked := len(rows.Marked()); marked > 0 && len(sum) == 0 { // sums say how many
		add(strconv.Itoa(marked)+" marked", f.styles.Mark.Render)
	}
	add(fitting(sum, room-used), func(text string) string { return text })
	if skipped := f.task.Snapshot.Skipped; skipped > 0 {
		add(fmt.Sprintf("%d could not be read and are left out", skipped), f.styles.Warning.Render)
	}
	return strings.Join(parts, "  ")
}

// fitting is as many parts as room cells hold, with a sign where some are missing: half
// an amount is another amount.
func fitting(parts []string, room int) string {
	const between, more = "  ", "  …"
	line := strings.Join(parts, between)
	for left := len(parts) - 1; left > 0 && widget.Width(line) > room; left-- {
		line = strings.Join(parts[:left], between) + more
	}
	return line
}
