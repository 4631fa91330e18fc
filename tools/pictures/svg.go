package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// How the picture is laid out, in SVG user units. Every run of text is stretched
// to its cells, so that the columns stand whatever font the reader has.
const (
	cellWidth  = 8.4
	lineHeight = 18.0
	fontSize   = 14.0
	baseline   = 13.5 // from the top of the line
	margin     = 14.0

	foreground = "#c8d0e0"
	background = "#11151f"
)

// SVG draws the frame as a stand-alone picture: text in its colours on a dark
// ground. The same frame makes the same bytes.
func SVG(f Frame, title string) []byte {
	width := 0
	for _, row := range f {
		width = max(width, len(row))
	}
	w := float64(width)*cellWidth + 2*margin
	h := float64(len(f))*lineHeight + 2*margin

	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.1f %.1f" role="img">`+"\n", w, h)
	fmt.Fprintf(&b, "<title>%s</title>\n", escape(title))
	fmt.Fprintf(&b, `<rect width="%.1f" height="%.1f" rx="8" fill="%s"/>`+"\n", w, h, background)
	fmt.Fprintf(&b, `<g font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="%.0f" fill="%s" xml:space="preserve">`+"\n",
		fontSize, foreground)
	for y, row := range f {
		for _, r := range runs(row) {
			r.draw(&b, y)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

// A run is neighbouring cells of one style.
type run struct {
	x, cells int
	text     string
	style    Style
}

// runs cuts a row where the style changes, and around wide cells, whose glyphs
// rarely are exactly two columns wide.
func runs(row []Cell) []run {
	var out []run
	var text strings.Builder
	open := run{}
	flush := func() {
		if open.cells > 0 {
			open.text = text.String()
			out = append(out, open)
		}
		text.Reset()
	}
	for x, c := range row {
		if c.Width == 0 && c.Text == "" {
			continue // The second half of a wide cell.
		}
		if x == 0 || c.Style != open.style || c.Width != 1 || open.cells != x-open.x {
			flush()
			open = run{x: x, style: c.Style}
		}
		text.WriteString(c.Text)
		open.cells += max(c.Width, 1)
		if c.Width > 1 {
			flush()
			open = run{x: x + c.Width, style: c.Style}
		}
	}
	flush()
	return out
}

// draw writes the run's ground and text, and nothing where there is nothing to
// see.
func (r run) draw(b *bytes.Buffer, row int) {
	fore, back := r.colours()
	x := margin + float64(r.x)*cellWidth
	y := margin + float64(row)*lineHeight
	w := float64(r.cells) * cellWidth
	if back != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, w, lineHeight, back)
	}
	if strings.TrimSpace(r.text) == "" {
		return
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, x, y+baseline, w)
	if fore != "" {
		fmt.Fprintf(b, ` fill="%s"`, fore)
	}
	for _, a := range []struct {
		on   bool
		text string
	}{
		{r.style.Bold, ` font-weight="bold"`},
		{r.style.Faint, ` opacity="0.65"`},
		{r.style.Italic, ` font-style="italic"`},
		{r.style.Underline, ` text-decoration="underline"`},
	} {
		if a.on {
			b.WriteString(a.text)
		}
	}
	fmt.Fprintf(b, ">%s</text>\n", escape(r.text))
}

// colours returns text and ground, exchanged for reverse; empty means the
// picture's own.
func (r run) colours() (fore, back string) {
	fore, back = r.style.Fore, r.style.Back
	if !r.style.Reverse {
		return fore, back
	}
	if fore == "" {
		fore = foreground
	}
	if back == "" {
		back = background
	}
	return back, fore
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // A strings.Builder does not fail.
	return b.String()
}
