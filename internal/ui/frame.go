package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// The least terminal that btalk works in, and the lines of the frame.
const (
	leastWidth  = 60
	leastHeight = 15
	frameAbove  = 2 // the header and a rule
	frameBelow  = 2 // the status and the keys
)

// fits reports whether the terminal is large enough.
func (a *App) fits() bool { return a.width >= leastWidth && a.height >= leastHeight }

// View draws the frame around the screen shown. While a page reads the disk, which
// takes a moment, the frame before it stays: an empty page in between would cost
// the line a screen more.
func (a *App) View() tea.View {
	if last := a.drawn; a.stays() && last.width == a.width && last.height == a.height && last.view.Content != "" {
		return last.view
	}
	view := tea.NewView(a.draw())
	view.AltScreen = true
	view.Cursor = a.cursor()
	a.drawn = drawn{view, a.width, a.height}
	return view
}

// drawn is the frame that was drawn last, and for which size.
type drawn struct {
	view          tea.View
	width, height int
}

// staysFor is how long the frame before stays at most.
const staysFor = 100 * time.Millisecond

// stays reports whether the frame before stays.
func (a *App) stays() bool {
	return !a.readingSince.IsZero() && a.now.Sub(a.readingSince) < staysFor
}

// noteReading notes since when the screen on top reads the disk.
func (a *App) noteReading() {
	reporter, ok := a.top().(screen.Reporter)
	switch {
	case !ok || !reporter.Report().Reading:
		a.readingSince = time.Time{}
	case a.readingSince.IsZero():
		a.readingSince = a.now
	}
}

func (a *App) draw() string {
	switch {
	case a.width == 0 || a.height == 0 || a.page() == nil:
		return ""
	case !a.fits():
		return a.tooSmall()
	}
	var out strings.Builder
	out.WriteString(a.header(a.width))
	out.WriteString("\n" + a.env.Styles.Border.Render(strings.Repeat("─", a.width)) + "\n")
	out.WriteString(a.body())
	out.WriteString("\n" + a.status(a.width))
	out.WriteString("\n" + a.hints(a.width))
	return out.String()
}

// body draws the page, and the modal over it.
func (a *App) body() string {
	width, height := a.bodySize()
	body := widget.Clamp(a.page().View(), width, height)
	for i, open := range a.stack {
		if !modal(open) || i < a.pageIndex() {
			continue
		}
		box := a.boxOf(open)
		panel := widget.Panel(a.env.Styles, open.Title(), strings.Split(open.View(), "\n"), box.w, box.h)
		body = widget.Over(body, panel, box.x, box.y)
	}
	return body
}

func (a *App) pageIndex() int {
	for i, open := range slices.Backward(a.stack) {
		if !modal(open) {
			return i
		}
	}
	return 0
}

func (a *App) bodySize() (width, height int) {
	return a.width, max(a.height-frameAbove-frameBelow, 0)
}

// box is where a modal is drawn, its frame included, in cells of the body.
type box struct{ x, y, w, h int }

const (
	widestBox  = 84
	highestBox = 22
)

// boxOf gives a modal its room: in the middle, a little above.
func (a *App) boxOf(s screen.Screen) box {
	width, height := a.bodySize()
	b := box{w: min(width-4, widestBox), h: min(height, highestBox)}
	if small, ok := s.(interface{ Height() int }); ok {
		b.h = min(b.h, small.Height()+2)
	}
	b.x, b.y = (width-b.w)/2, (height-b.h)/3
	return b
}

// sizeOf is the room of a screen, as it is told.
func (a *App) sizeOf(s screen.Screen) tea.WindowSizeMsg {
	if modal(s) {
		b := a.boxOf(s)
		return tea.WindowSizeMsg{Width: b.w - 4, Height: b.h - 2}
	}
	width, height := a.bodySize()
	return tea.WindowSizeMsg{Width: width, Height: height}
}

// cursor places the real cursor where something is typed.
func (a *App) cursor() *tea.Cursor {
	caret, ok := a.top().(screen.Caret)
	if !ok || !a.fits() {
		return nil
	}
	at := caret.Caret()
	if at == nil {
		return nil
	}
	moved := *at
	moved.Y += frameAbove
	if modal(a.top()) {
		b := a.boxOf(a.top())
		moved.X += b.x + 2
		moved.Y += b.y + 1
	}
	moved.X, moved.Y = min(moved.X, a.width-1), min(moved.Y, a.height-1)
	return &moved
}

// tooSmall says what is missing; the dashboard comes back with the room.
func (a *App) tooSmall() string {
	lines := []string{
		fmt.Sprintf("btalk needs %d×%d", leastWidth, leastHeight),
		fmt.Sprintf("this is %d×%d", a.width, a.height),
	}
	for i, line := range lines {
		lines[i] = widget.Cut(line, a.width)
	}
	return widget.Clamp(strings.Join(lines, "\n"), a.width, a.height)
}
