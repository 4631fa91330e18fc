// Package theme turns a palette of themes/ into the styles that screens draw
// with: few, named by meaning, each ready as bytes. It chooses no colour for a
// text, decides nothing by itself and touches no terminal. Every package under
// ui may import it.
//
// A style never carries the meaning alone: what it says is also said by a word
// or a glyph, so that everything reads the same without colour.
package theme

import (
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

const reset = "\x1b[m"

// Style is one way to draw text, ready as bytes: no work per cell.
type Style struct {
	open string // the SGR sequence that turns it on; empty for plain text
	spec spec
}

// Render draws text, which must be safe and of one line.
func (s Style) Render(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + reset
}

// Open is the sequence that turns the style on. It adds to what is on.
func (s Style) Open() string { return s.open }

// Close is the sequence that turns everything off that Open turned on.
func (s Style) Close() string {
	if s.open == "" {
		return ""
	}
	return reset
}

// Lipgloss gives the style to widgets that ask for one of lipgloss.
func (s Style) Lipgloss() lipgloss.Style {
	style := lipgloss.NewStyle().Bold(s.spec.Bold).Faint(s.spec.Faint).
		Underline(s.spec.Underline).Reverse(s.spec.Reverse)
	if paint, ok := s.spec.FG.color(); ok {
		style = style.Foreground(paint)
	}
	if paint, ok := s.spec.BG.color(); ok {
		style = style.Background(paint)
	}
	return style
}

// spec is a style as a theme file writes it.
type spec struct {
	FG        paint `toml:"fg"`
	BG        paint `toml:"bg"`
	Bold      bool  `toml:"bold"`
	Faint     bool  `toml:"faint"`
	Underline bool  `toml:"underline"`
	Reverse   bool  `toml:"reverse"`
}

func (s spec) style() Style {
	var codes []string
	for _, attribute := range []struct {
		on   bool
		code string
	}{{s.Bold, "1"}, {s.Faint, "2"}, {s.Underline, "4"}, {s.Reverse, "7"}} {
		if attribute.on {
			codes = append(codes, attribute.code)
		}
	}
	codes = append(codes, s.FG.codes(30, 90, "38")...)
	codes = append(codes, s.BG.codes(40, 100, "48")...)
	if len(codes) == 0 {
		return Style{spec: s}
	}
	return Style{open: "\x1b[" + strings.Join(codes, ";") + "m", spec: s}
}

// paint is a colour as a theme file writes it: nothing for the terminal's own,
// one of the sixteen by name, or #rrggbb.
type paint string

var named = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

func (p paint) index() (index int, ok bool) {
	for i, name := range named {
		if string(p) == name {
			return i, true
		}
	}
	return 0, false
}

func (p paint) rgb() (red, green, blue uint8, ok bool) {
	if len(p) != 7 || p[0] != '#' {
		return 0, 0, 0, false
	}
	n, err := strconv.ParseUint(string(p[1:]), 16, 24)
	if err != nil {
		return 0, 0, 0, false
	}
	return uint8(n >> 16), uint8(n >> 8), uint8(n), true
}

func (p paint) valid() bool {
	_, _, _, rgb := p.rgb()
	_, index := p.index()
	return p == "" || rgb || index
}

// codes gives the SGR parameters: normal and bright are the first codes of the
// eight colours, extended the code that introduces another.
func (p paint) codes(normal, bright int, extended string) []string {
	if index, ok := p.index(); ok {
		if index < 8 {
			return []string{strconv.Itoa(normal + index)}
		}
		return []string{strconv.Itoa(bright + index - 8)}
	}
	if r, g, b, ok := p.rgb(); ok {
		return []string{extended, "2", strconv.Itoa(int(r)), strconv.Itoa(int(g)), strconv.Itoa(int(b))}
	}
	return nil
}

func (p paint) color() (paint color.Color, ok bool) {
	if index, ok := p.index(); ok {
		return lipgloss.Color(strconv.Itoa(index)), true
	}
	if r, g, b, ok := p.rgb(); ok {
		return color.RGBA{R: r, G: g, B: b, A: 255}, true
	}
	return nil, false
}

// Underlined is the style with a line below the text.
func (s Style) Underlined() Style {
	s.spec.Underline = true
	return s.spec.style()
}
