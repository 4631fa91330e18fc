package main

import (
	"image/color"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// A Cell is one grapheme on the screen and how it looks. A wide one is followed
// by a cell with Width 0.
type Cell struct {
	Text  string
	Width int
	Style Style
}

// A Style is the look of a cell; an empty colour is the terminal's own.
type Style struct {
	Fore, Back                              string // "#rrggbb"
	Bold, Faint, Italic, Underline, Reverse bool
}

// A Frame is a screen, row by row.
type Frame [][]Cell

// String returns the text of the frame, a line for every row.
func (f Frame) String() string {
	var b strings.Builder
	for _, row := range f {
		b.WriteString(strings.TrimRight(rowText(row), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

func rowText(row []Cell) string {
	var b strings.Builder
	for _, c := range row {
		b.WriteString(c.Text)
	}
	return b.String()
}

// The bits of a cell's attributes, as the emulator sets them.
const (
	attrBold = 1 << iota
	attrFaint
	attrItalic
	attrBlink
	attrRapidBlink
	attrReverse
)

// capture copies the screen.
func capture(screen *vt.Emulator) Frame {
	frame := make(Frame, screen.Height())
	for y := range frame {
		frame[y] = make([]Cell, screen.Width())
		for x := range frame[y] {
			c := screen.CellAt(x, y)
			switch {
			case c == nil, c.Width > 0 && c.Content == "":
				frame[y][x] = Cell{Text: " ", Width: 1}
			default:
				frame[y][x] = Cell{Text: c.Content, Width: c.Width, Style: Style{
					Fore:      hex(c.Style.Fg),
					Back:      hex(c.Style.Bg),
					Bold:      c.Style.Attrs&attrBold != 0,
					Faint:     c.Style.Attrs&attrFaint != 0,
					Italic:    c.Style.Attrs&attrItalic != 0,
					Reverse:   c.Style.Attrs&attrReverse != 0,
					Underline: c.Style.Underline != 0,
				}}
			}
		}
	}
	return frame
}

// palette is how the terminal's own sixteen colours are drawn: on a dark
// background every one of them but black reads well.
var palette = [16]string{
	"#1d2330", "#f07178", "#a6d189", "#e5c07b", "#7aa2f7", "#c792ea", "#7fd1d8", "#c8d0e0",
	"#6b7489", "#ff8b92", "#b9e39c", "#f2d399", "#9ab8ff", "#d8a9f5", "#9be3e9", "#ffffff",
}

// hex returns a colour as "#rrggbb", the terminal's own sixteen as the palette
// has them, and nothing for none.
func hex(c color.Color) string {
	switch c := c.(type) {
	case nil:
		return ""
	case ansi.BasicColor:
		return palette[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return palette[c]
		}
	}
	const digits = "0123456789abcdef"
	r, g, b, _ := c.RGBA()
	out := []byte("#")
	for _, v := range []uint32{r, g, b} {
		out = append(out, digits[v>>12&15], digits[v>>8&15])
	}
	return string(out)
}

// moving matches what differs from one run to the next: clock times, dates,
// ages and durations, and the port of the sandbox.
var moving = regexp.MustCompile(`\d{4}-\d\d-\d\d|\d\d?:\d\d(:\d\d)?|\d+ ?(ms|s|min|h)\b|127\.0\.0\.1:\d+`)

// masked returns the frame with every digit that moves replaced by one that
// does not, so that the same screen makes the same picture.
func (f Frame) masked() Frame {
	out := make(Frame, len(f))
	for y, row := range f {
		out[y] = append([]Cell(nil), row...)
		text := rowText(row)
		for _, hit := range moving.FindAllStringIndex(text, -1) {
			at := 0
			for x, c := range row {
				if at >= hit[0] && at < hit[1] && c.Text >= "0" && c.Text <= "9" {
					out[y][x].Text = "0"
				}
				at += len(c.Text)
			}
		}
	}
	return out
}
