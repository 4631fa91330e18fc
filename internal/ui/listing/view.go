package listing

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/widget"
)

func (l *List[T]) resize(w, h int) {
	l.w, l.h = max(w, 0), max(h, 0)
	l.input.SetWidth(l.w - counterWidth)
	l.arrange()
	l.pane.forget()
	l.showDetail()
}

// counterWidth is the room for the position beside the filter line.
const counterWidth = 24

// arrange gives the table its place: all lines but the last, where the position
// and the filter are, and the first while there is something to say about the
// data.
func (l *List[T]) arrange() {
	pane := l.paneWidth()
	l.pane.shown = pane > 0
	l.pane.focused = l.pane.focused && l.pane.shown
	width := l.w
	if pane > 0 {
		width -= pane + 1
	}
	l.table.SetSize(width, l.bodyHeight(), pane > 0)
	l.pane.text.SetHeight(l.bodyHeight() - 1)
}

// bodyHeight is what is left between the banner and the line at the foot.
func (l *List[T]) bodyHeight() int {
	h := l.h - 1
	if _, ok := l.banner(); ok {
		h--
	}
	return max(h, 0)
}

// banner is what must be said beside the data: that they are old because a
// refresh failed, or what the reader must know about them.
func (l *List[T]) banner() (state widget.State, ok bool) {
	switch {
	case !l.task.Loaded:
	case l.task.Err != nil && models.KindOf(l.task.Err) != models.Canceled:
		return l.failed(), true
	case l.task.Snapshot.Note != "":
		return widget.Remark(l.task.Snapshot.Note), true
	}
	return widget.State{}, false
}

func (l *List[T]) failed() widget.State {
	return widget.Failed(l.task.Err, l.env.Keys.Get(keymap.Refresh).Help().Key)
}

// View draws the list: exactly the lines it was given.
func (l *List[T]) View() string {
	if l.h <= 0 || l.w <= 0 {
		return ""
	}
	var lines []string
	if state, ok := l.banner(); ok && l.h > 1 {
		lines = append(lines, state.Line(l.styles, l.w))
	}
	if h := l.bodyHeight(); h > 0 {
		lines = append(lines, l.body(h))
	}
	lines = append(lines, l.foot())
	view := widget.Clamp(strings.Join(lines, "\n"), l.w, l.h)
	if l.menu.Open() {
		view = l.menu.Box(view, l.styles, l.w, l.h)
	}
	return view
}

// body is the table, or the state that stands for it, and the pane beside.
func (l *List[T]) body(h int) string {
	if state, ok := l.state(); ok {
		if l.table.Rows().Filter() == "" || !l.task.Loaded {
			return state.View(l.styles, l.w, h)
		}
		header, _, _ := strings.Cut(l.table.View(), "\n")
		return header + "\n" + state.View(l.styles, l.w, h-1)
	}
	if !l.pane.shown {
		return l.table.View()
	}
	width := l.paneWidth()
	aside := widget.Aside(l.styles, l.pane.title, l.pane.text.Visible(), width, h, l.pane.focused)
	return beside(l.table.View(), aside, l.w-width)
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

// state is what stands in place of rows: loading, failed, empty, no hit.
func (l *List[T]) state() (state widget.State, ok bool) {
	_, shown, total := l.table.Position()
	_, _, rows := l.table.Current()
	switch {
	case !l.task.Loaded && l.task.Err != nil:
		return l.failed(), true
	case !l.task.Loaded && !l.patient:
		return widget.State{}, false
	case !l.task.Loaded:
		return widget.Loading(l.config.Nouns), true
	case total == 0 && !rows:
		return l.config.Empty, true
	case shown == 0 && l.table.Rows().Filter() != "":
		cancel := l.env.Keys.Get(keymap.Cancel).Help().Key
		return widget.Empty(fmt.Sprintf("None of %d %s answers %q", total, l.config.Nouns, widget.Cut(l.table.Rows().Filter(), 40)),
			cancel+" clears the filter"), true
	}
	return widget.State{}, false
}

// foot is the last line: the filter and what else is special at the left, the
// position at the right, where few cells change when the cursor moves.
func (l *List[T]) foot() string {
	right := l.position()
	room := l.w - widget.Width(right) - 2
	if room < 1 {
		return l.styles.Muted.Render(widget.Cut(right, l.w))
	}
	left := l.remarks(room)
	if l.input.Focused() {
		left = widget.Clamp(l.input.View(), room, 1)
	}
	return left + widget.Blank(l.w-1-ansi.StringWidthWc(left)-widget.Width(right)) + l.styles.Muted.Render(right)
}

func (l *List[T]) position() string {
	place, shown, total := l.table.Position()
	whole := ""
	if announced := l.task.Snapshot.Announced; l.task.Snapshot.Incomplete && announced > total {
		whole = " of " + text.Grouped(announced)
	}
	switch {
	case !l.task.Loaded:
		return ""
	case l.table.Rows().Filter() == "":
		return fmt.Sprintf("%d/%d", place, total) + whole
	}
	return fmt.Sprintf("%d/%d of %d", place, shown, total) + whole
}

// remarks says what is special about what is shown, most important first, in at
// most room cells.
func (l *List[T]) remarks(room int) string {
	var parts []string
	used := 0
	add := func(text string, draw func(string) string) {
		if text = widget.Cut(text, room-used); text != "" && used < room {
			parts = append(parts, draw(text))
			used += widget.Width(text) + 2
		}
	}
	if filter := l.table.Rows().Filter(); filter != "" {
		add("/"+filter, l.styles.Accent.Render)
		if l.table.Rows().Near() {
			add("no exact hit, these are close", l.styles.Warning.Render)
		}
	}
	if marked := len(l.table.Rows().Marked()); marked > 0 {
		add(strconv.Itoa(marked)+" marked", l.styles.Mark.Render)
	}
	if skipped := l.task.Snapshot.Skipped; skipped > 0 {
		add(fmt.Sprintf("%d could not be read and are left out", skipped), l.styles.Warning.Render)
	}
	return strings.Join(parts, "  ")
}

// Caret is the real cursor, in the filter line.
func (l *List[T]) Caret() *tea.Cursor {
	cursor := l.input.Caret()
	if cursor == nil || l.menu.Open() {
		return nil
	}
	cursor.Y = max(l.h-1, 0)
	cursor.X = min(cursor.X, max(l.w-1, 0))
	return cursor
}

// Print gives all rows that pass the filter, whole, as plain text.
func (l *List[T]) Print() string {
	return l.config.Title() + "\n\n" + l.table.Text()
}
