package frame

import (
	"strconv"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// part is a piece of a line of the frame: safe text and its style.
type part struct {
	text  string
	style theme.Style
}

const between = " › "

// State is what the frame says of the program.
type State struct {
	Profile string // as it was configured; empty for the default one
	Demo    bool
	Offline bool // no request is sent, by choice
	Write   bool // changes are allowed
	Unknown int  // changes of which nobody knows what became
	// Lead puts something before what the status line says, in a line of at most
	// width cells; nil leaves the line alone.
	Lead func(rest string, width int) string
}

// header says where this is, and under which profile and with which rights.
func header(styles *theme.Styles, of State, pages []screen.Screen, width int) string {
	marks := of.marks(styles)
	right := 0
	for _, mark := range marks {
		right += widget.Width(mark.text) + 1
	}
	line := crumbs(pages, width-right-1)
	used := widget.Width(line)
	var out strings.Builder
	if cut := strings.LastIndex(line, between); cut >= 0 {
		out.WriteString(styles.Muted.Render(line[:cut+len(between)]))
		line = line[cut+len(between):]
	}
	out.WriteString(styles.Title.Render(line))
	out.WriteString(widget.Blank(width - right - used))
	for _, mark := range marks {
		out.WriteString(" " + mark.style.Render(mark.text))
	}
	return out.String()
}

// marks are the words that must be in sight: what may be done, and where.
func (s State) marks(styles *theme.Styles) []part {
	var marks []part
	if n := s.Unknown; n > 0 {
		marks = append(marks, part{" ? " + strconv.Itoa(n) + " UNKNOWN ", styles.Alert})
	}
	if s.Offline {
		marks = append(marks, part{" OFFLINE ", styles.Alert})
	}
	if s.Write {
		marks = append(marks, part{" WRITE ", styles.Alert})
	} else {
		marks = append(marks, part{"READ-ONLY", styles.Muted})
	}
	if s.Demo {
		return append(marks, part{" DEMO ", styles.Badge})
	}
	profile := s.Profile
	if profile == "" {
		profile = "default"
	}
	return append(marks, part{" " + widget.Cut(models.Safe(profile), 16) + " ", styles.Badge})
}

// crumbs are the titles of the pages, each with its count; when the room is
// short the counts on the way go first, then its beginning.
func crumbs(pages []screen.Screen, width int) string {
	full, short := trail(pages, true), trail(pages, false)
	for _, trail := range [][]string{full, short} {
		if line := strings.Join(trail, between); widget.Width(line) <= width {
			return line
		}
	}
	for len(short) > 1 {
		short = short[1:]
		if line := "…" + between + strings.Join(short, between); widget.Width(line) <= width {
			return line
		}
	}
	return widget.Cut(short[0], width)
}

// Crumbs say where this is, in as much room as it takes.
func Crumbs(pages []screen.Screen) string { return strings.Join(trail(pages, true), between) }

// trail lists the crumbs; the last one always has its count.
func trail(pages []screen.Screen, counts bool) []string {
	var trail []string
	for i, page := range pages {
		crumb := page.Title()
		if counts || i == len(pages)-1 {
			crumb += count(page)
		}
		trail = append(trail, crumb)
	}
	return trail
}

// count says how many rows a page has: (48), or (12/480) of them.
func count(page screen.Screen) string {
	report, _ := screen.ReportOf(page)
	switch {
	case !report.Counting:
		return ""
	case report.Announced > report.Total:
		return " (" + text.Grouped(report.Total) + " of " + text.Grouped(report.Announced) + ")"
	case report.Shown != report.Total:
		return " (" + strconv.Itoa(report.Shown) + "/" + strconv.Itoa(report.Total) + ")"
	}
	return " (" + strconv.Itoa(report.Total) + ")"
}
