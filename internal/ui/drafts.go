package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
	"btalk/internal/ui/wizard"
)

// wizardHost is what the address wizard gets from the root.
func (a *App) wizardHost() wizard.Host {
	return wizard.Host{Drafts: a.o.Drafts, Write: func() bool { return a.write }}
}

// offer is the drafts that the first screen offers.
type offer struct {
	drafts []draft.Draft
	on     screen.Screen // the first screen; the offer ends with it
}

// draftsMsg brings the drafts that were not finished.
type draftsMsg struct{ drafts []draft.Draft }

// findDrafts looks for unfinished drafts.
func (a *App) findDrafts() screen.Do {
	drafts := a.o.Drafts
	if drafts == nil || a.service == nil {
		return nil
	}
	return screen.Run(func() tea.Msg { return draftsMsg{drafts.List()} })
}

// offered are the drafts to offer now: on the first screen, until another place
// was seen.
func (a *App) offered() []draft.Draft {
	if a.offer.on == nil || a.page() != a.offer.on {
		return nil
	}
	return a.offer.drafts
}

// openDraft takes up the draft; several are listed in the wizard.
func (a *App) openDraft() screen.Do {
	drafts := a.offered()
	switch len(drafts) {
	case 0:
		return nil
	case 1:
		return a.push(drafts[0].Route())
	}
	return a.push(screen.Address{})
}

// draftLine offers the drafts in a line of at most width cells, with what the
// line says otherwise behind it.
func (a *App) draftLine(drafts []draft.Draft, rest string, width int) string {
	opens := " · " + a.keys.Get(keymap.Drafts).Help().Key + " opens it"
	age, _ := age(a.now.Sub(drafts[0].Saved))
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
