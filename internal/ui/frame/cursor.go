package frame

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// shown is what a screen drew, and where that is, in cells of the body.
type shown struct {
	screen screen.Screen
	text   string
	x, y   int
}

// cursor places the real cursor where something is typed on the screen on top, or
// else on the row that is selected there: screen readers and magnifiers follow it.
func (l *Layout) cursor(top shown) *tea.Cursor {
	if caret, ok := top.screen.(screen.Caret); ok {
		if at := caret.Caret(); at != nil {
			return l.inside(*at, top)
		}
	}
	row, ok := selected(top.text)
	if !ok {
		return nil
	}
	at := tea.NewCursor(row.x, row.y)
	at.Blink = false
	return l.inside(*at, top)
}

// inside moves a place of the screen on top to its place in the terminal.
func (l *Layout) inside(at tea.Cursor, top shown) *tea.Cursor {
	at.X = min(at.X+top.x, l.Width-1)
	at.Y = min(at.Y+top.y+above, l.Height-1)
	return &at
}

// row is the row with the pointer: its place, in cells, and what it reads.
type row struct {
	x, y int
	text string
}

// selected finds the row that has the pointer in front of it. Every list, menu and
// form draws the pointer, and nothing but a border stands before it. A menu lies
// over the rows of a list, so a row in a box that has the keyboard counts first; then
// one at the left edge, where no text of a row can be taken for the pointer.
func selected(view string) (found row, ok bool) {
	for y, line := range strings.Split(view, "\n") {
		if !strings.Contains(line, widget.Pointer) {
			continue
		}
		line = ansi.Strip(line)
		at := strings.LastIndex(line, widget.FocusBorder+" "+widget.Pointer)
		boxed := at >= 0
		if boxed {
			at += len(widget.FocusBorder + " ")
		} else if at = strings.Index(line, widget.Pointer); !startsRow(line[:at]) || ok && (at > 0 || found.x == 0) {
			continue
		}
		words, _, _ := strings.Cut(strings.Map(ruleToBreak, line[at+len(widget.Pointer):]), "\n")
		found, ok = row{ansi.StringWidthWc(line[:at]), y, words}, true
		if boxed {
			return found, true
		}
	}
	return found, ok
}

// startsRow reports whether a row can begin behind before: at the left, or right of
// a border.
func startsRow(before string) bool {
	before = strings.TrimRight(before, " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || isRule(last)
}

func ruleToBreak(r rune) rune {
	if isRule(r) {
		return '\n'
	}
	return r
}
