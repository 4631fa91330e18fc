package ui

import (
	"strconv"
	"strings"

	"btalk/internal/models"
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

// header says where this is, and under which profile and with which rights.
func (a *App) header(width int) string {
	marks := a.marks()
	right := 0
	for _, mark := range marks {
		right += widget.Width(mark.text) + 1
	}
	crumbs := a.crumbs(width - right - 1)
	used := widget.Width(crumbs)
	var out strings.Builder
	if cut := strings.LastIndex(crumbs, between); cut >= 0 {
		out.WriteString(a.env.Styles.Muted.Render(crumbs[:cut+len(between)]))
		crumbs = crumbs[cut+len(between):]
	}
	out.WriteString(a.env.Styles.Title.Render(crumbs))
	out.WriteString(widget.Blank(width - right - used))
	for _, mark := range marks {
		out.WriteString(" " + mark.style.Render(mark.text))
	}
	return out.String()
}

// marks are the words that must be in sight: what may be done, and where.
func (a *App) marks() []part {
	styles := a.env.Styles
	var marks []part
	if n := a.unknown.count; n > 0 {
		marks = append(marks, part{" ? " + strconv.Itoa(n) + " UNKNOWN ", styles.Alert})
	}
	if a.o.Offline {
		marks = append(marks, part{" OFFLINE ", styles.Alert})
	}
	if a.write {
		marks = append(marks, part{" WRITE ", styles.Alert})
	} else {
		marks = append(marks, part{"READ-ONLY", styles.Muted})
	}
	if a.o.Demo {
		return append(marks, part{" DEMO ", styles.Badge})
	}
	profile := a.o.Profile
	if profile == "" {
		profile = "default"
	}
	return append(marks, part{" " + widget.Cut(models.Safe(profile), 16) + " ", styles.Badge})
}

// crumbs are the titles of the pages, each with its count; when the room is
// short the counts on the way go first, then its beginning.
func (a *App) crumbs(width int) string {
	full, short := a.trail(true), a.trail(false)
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

// trail lists the crumbs; the last one always has its count.
func (a *App) trail(counts bool) []string {
	var trail []string
	pages := a.pages()
	for i, page := range pages {
		crumb := page.Title()
		if counts || i == len(pages)-1 {
			crumb += count(page)
		}
		trail = append(trail, crumb)
	}
	return trail
}

// pages are the screens of the stack that are no modals.
func (a *App) pages() []screen.Screen {
	var pages []screen.Screen
	for _, open := range a.stack {
		if !modal(open) {
			pages = append(pages, open)
		}
	}
	return pages
}

// count says how many rows a page has: (48), or (12/480) of them.
func count(page screen.Screen) string {
	reporter, ok := page.(screen.Reporter)
	if !ok {
		return ""
	}
	report := reporter.Report()
	switch {
	case !report.Counting:
		return ""
	case report.Announced > report.Total:
		return " (" + models.Grouped(report.Total) + " of " + models.Grouped(report.Announced) + ")"
	case report.Shown != report.Total:
		return " (" + strconv.Itoa(report.Shown) + "/" + strconv.Itoa(report.Total) + ")"
	}
	return " (" + strconv.Itoa(report.Total) + ")"
}
