package table

import (
	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// shown says what of the text of a cell shows.
type shown struct {
	text  string
	width int         // of its column, in cells
	kept  []text.Span // parts of the text; an ellipsis stands for what is left out
	hits  []text.Span // what of it answers the filter
	used  int         // cells that are written
}

// cut says what of a text shows: as its column is cut, but never without the
// first part of it that answers the filter.
func (s *shown) cut(cell string, width int, how cutting, words string) {
	s.text, s.width, s.hits = cell, width, nil
	if words != "" {
		s.hits = text.Highlight(cell, words)
	}
	if used := widget.Width(cell); used <= width {
		s.kept, s.used = append(s.kept[:0], text.Span{Start: 0, End: len(cell)}), used
		return
	}
	s.kept = append(s.kept[:0], how.keep(cell, width)...)
	if len(s.hits) > 0 && !s.holds(s.hits[0]) {
		s.kept = append(s.kept[:0], around(cell, s.hits[0], width)...)
	}
	s.measure()
}

// holds reports whether a part of the text shows whole.
func (s *shown) holds(part text.Span) bool {
	for _, kept := range s.kept {
		if kept.Start <= part.Start && part.End <= kept.End {
			return true
		}
	}
	return false
}

// measure counts the cells that are written.
func (s *shown) measure() {
	s.used = 0
	s.pieces(func(piece string, _ bool) { s.used += widget.Width(piece) })
}

// pieces gives what shows from left to right, each piece in one style.
func (s *shown) pieces(give func(piece string, hit bool)) {
	at, hits := 0, s.hits
	for _, kept := range s.kept {
		if kept.Start > at {
			give("…", false)
		}
		at = kept.Start
		for ; len(hits) > 0 && hits[0].Start < kept.End; hits = hits[1:] {
			from, to := max(hits[0].Start, at), min(hits[0].End, kept.End)
			if from >= to {
				continue
			}
			give(s.text[at:from], false)
			give(s.text[from:to], true)
			if at = to; hits[0].End > kept.End {
				break // the rest of it may be in the next part
			}
		}
		give(s.text[at:kept.End], false)
		at = kept.End
	}
	if at < len(s.text) && s.width > 0 {
		give("…", false)
	}
}

// cell draws what shows of a cell and returns how many blanks are due after it.
func (d *drawing[T]) cell(right bool, style, hit theme.Style) (blank int) {
	if blank = d.shown.width - d.shown.used; right {
		d.WriteString(widget.Blank(blank))
		blank = 0
	}
	d.WriteString(style.Open())
	d.shown.pieces(func(piece string, found bool) {
		switch {
		case piece == "":
		case found:
			d.WriteString(style.Close() + hit.Render(piece) + style.Open())
		default:
			d.WriteString(piece)
		}
	})
	d.WriteString(style.Close())
	return blank
}
