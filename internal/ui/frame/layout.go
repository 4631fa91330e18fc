package frame

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// The least terminal that btalk works in, and the lines of the frame.
const (
	leastWidth  = 60
	leastHeight = 15
	above       = 2 // the header and a rule
	below       = 2 // the status and the keys
)

// The largest box of a modal.
const (
	widestBox  = 84
	highestBox = 22
)

// Layout divides the terminal: the frame, the body in it, a box over the body.
type Layout struct {
	Width, Height int
}

// Fits reports whether the terminal is large enough.
func (l *Layout) Fits() bool { return l.Width >= leastWidth && l.Height >= leastHeight }

// Room is the size of a screen, as it is told; ok is false while nothing fits.
func (l *Layout) Room(s screen.Screen) (size tea.WindowSizeMsg, ok bool) {
	if screen.IsModal(s) {
		b := l.box(s)
		return tea.WindowSizeMsg{Width: b.w - 4, Height: b.h - 2}, l.Fits()
	}
	width, height := l.body()
	return tea.WindowSizeMsg{Width: width, Height: height}, l.Fits()
}

func (l *Layout) body() (width, height int) {
	return l.Width, max(l.Height-above-below, 0)
}

// box is where a modal is drawn, its frame included, in cells of the body.
type box struct{ x, y, w, h int }

// box gives a modal its room: in the middle, a little above.
func (l *Layout) box(s screen.Screen) box {
	width, height := l.body()
	b := box{w: min(width-4, widestBox), h: min(height, highestBox)}
	if small, ok := s.(interface{ Height() int }); ok {
		b.h = min(b.h, small.Height()+2)
	}
	b.x, b.y = (width-b.w)/2, (height-b.h)/3
	return b
}
