// Package widget draws the small things that screens are made of: panels,
// fields, states, the line that is typed into, the menu to choose from. Nearly
// everything is a pure function of data, styles and size, and nothing panics
// however small the size. It knows no data of the domain and fetches nothing.
// Every package under ui may import it.
//
// Widths are counted in cells as the renderer counts them over SSH (wcwidth):
// a text that is cut here ends where the terminal thinks it ends.
package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

const ellipsis = "…"

// Width counts the cells of a safe text without styles.
func Width(text string) int {
	if ascii(text) {
		return len(text)
	}
	return ansi.StringWidthWc(text)
}

// Fit finds the beginning of text that fits into width cells. When something
// had to go, the last cell is left for the ellipsis and cut is true. used
// counts the cells of text[:end] alone.
func Fit(text string, width int) (end, used int, cut bool) {
	if ascii(text) {
		if len(text) <= width {
			return len(text), len(text), false
		}
		n := max(width-1, 0)
		return n, n, true
	}
	if total := ansi.StringWidthWc(text); total <= width {
		return len(text), total, false
	}
	end, used = Head(text, width-1)
	return end, used, true
}

// Head gives the bytes of the longest beginning of a safe text that fits into width
// cells, and the cells that it takes. No character is cut in two.
func Head(text string, width int) (end, used int) {
	if ascii(text) {
		end = max(min(len(text), width), 0)
		return end, end
	}
	rest, state := text, -1
	for rest != "" {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		w := ansi.StringWidthWc(cluster)
		if used+w > width {
			break
		}
		used += w
		end += len(cluster)
	}
	return end, used
}

// Tail gives the bytes of the longest end of a safe text that fits into width
// cells. No character is cut in two.
func Tail(text string, width int) int {
	if ascii(text) {
		return max(min(len(text), width), 0)
	}
	over := Width(text) - width // cells that go
	rest, state := text, -1
	for rest != "" && over > 0 {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		over -= ansi.StringWidthWc(cluster)
	}
	return len(rest)
}

// Cut gives the beginning of a safe text that fits into width cells, with an
// ellipsis where something had to go. No character is cut in two.
func Cut(text string, width int) string {
	end, _, cut := Fit(text, width)
	switch {
	case !cut:
		return text
	case width <= 0:
		return ""
	}
	return text[:end] + ellipsis
}

// Pad cuts text to width cells and fills it up with blanks.
func Pad(text string, width int) string {
	text = Cut(text, width)
	return text + Blank(width-Width(text))
}

// Blank is n blanks; none for a negative n.
func Blank(n int) string { return strings.Repeat(" ", max(n, 0)) }

// Clamp makes view exactly h lines, none wider than w cells. Styles within the
// lines stay.
func Clamp(view string, w, h int) string {
	if h <= 0 {
		return ""
	}
	lines := strings.Split(view, "\n")
	if len(lines) > h {
		lines = lines[:h]
	}
	for i, line := range lines {
		if len(line) > w && ansi.StringWidthWc(line) > w {
			lines[i] = ansi.TruncateWc(line, max(w, 0), "")
		}
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return strings.Join(lines, "\n")
}

// Over puts box over view, its top left corner at x, y. Both may hold styles.
func Over(view, box string, x, y int) string {
	lines := strings.Split(view, "\n")
	for i, line := range strings.Split(box, "\n") {
		if y+i < 0 || y+i >= len(lines) {
			continue
		}
		below := lines[y+i]
		left := ansi.TruncateWc(below, x, "")
		left += reset(left) + Blank(x-ansi.StringWidthWc(left))
		end := x + ansi.StringWidthWc(line)
		lines[y+i] = left + line + rest(below, end)
	}
	return strings.Join(lines, "\n")
}

// rest is what shows of line right of column x; a wide character that x cuts in
// two becomes a blank.
func rest(line string, x int) string {
	total := ansi.StringWidthWc(line)
	if total <= x {
		return ""
	}
	right := ansi.TruncateLeftWc(line, x, "") // CutWc cuts at the wrong end
	if ansi.StringWidthWc(right) > total-x {
		right = ansi.TruncateLeftWc(line, x+1, "")
	}
	return Blank(total-x-ansi.StringWidthWc(right)) + right + reset(right)
}

func reset(styled string) string {
	if strings.Contains(styled, "\x1b[") {
		return "\x1b[m"
	}
	return ""
}

// Wrap breaks a safe text into lines of at most width cells, between words
// where that is possible; at least one line.
func Wrap(text string, width int) []string {
	var lines []string
	width = max(width, 1)
	for line := range strings.SplitSeq(ansi.WrapWc(text, width, ""), "\n") {
		lines = append(lines, Cut(strings.TrimRight(line, " "), width))
	}
	return lines
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
