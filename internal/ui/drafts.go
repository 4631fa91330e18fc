package ui

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models/text"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// drafts offers on the first screen, until another place was seen, what was
// begun and not finished.
type drafts struct {
	shelf draft.Shelf // may be nil
	found []draft.Draft
	on    screen.Screen // the first screen; the offer ends with it
}

// draftsMsg brings the drafts that were not finished.
type draftsMsg struct{ drafts []draft.Draft }

// find looks for drafts.
func (d *drafts) find() screen.Do {
	shelf := d.shelf
	if shelf == nil {
		return nil
	}
	return screen.Run(func() tea.Msg { return draftsMsg{shelf.List()} })
}

// offer offers what was found on a page.
func (d *drafts) offer(found []draft.Draft, on screen.Screen) { d.found, d.on = found, on }

// offered are the drafts to offer on a page.
func (d *drafts) offered(page screen.Screen) []draft.Draft {
	if d.on == nil || page != d.on {
		return nil
	}
	return d.found
}

// takeUp opens the only draft that is offered; otherwise they are listed.
func takeUp(offered []draft.Draft) screen.Do {
	if len(offered) == 1 {
		return screen.To(offered[0].Route())
	}
	return screen.To(screen.Drafts{})
}

// draftLine offers the drafts in a line of at most width cells, with what the
// line says otherwise behind it.
func draftLine(drafts []draft.Draft, key string, now time.Time, rest string, width int) string {
	opens := " · " + key + " opens it"
	age, _ := text.Ago(now.Sub(drafts[0].Saved))
	rest = strings.TrimPrefix(rest, " · ")
	if rest != "" {
		rest = " · " + rest
	}
	short := "draft, " + age + opens + rest
	if len(drafts) > 1 {
		return widget.Cut(strconv.Itoa(len(drafts))+" drafts"+strings.Replace(opens, "opens it", "lists them", 1)+rest, width)
	}
	if long := "draft: " + drafts[0].Title.String() + ", " + age + opens + rest; widget.Width(long) <= width {
		return long
	}
	return widget.Cut(short, width)
}
