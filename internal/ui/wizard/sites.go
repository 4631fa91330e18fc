package wizard

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// sitesPane chooses the voicesite that the address is for, among those of the
// country.
type sitesPane struct {
	*chooser

	d     *desk
	task  screen.Task[[]models.VoiceSite]
	sites []models.VoiceSite
	index *text.Index
}

// chooseSite asks for the voicesite.
func (d *desk) chooseSite() screen.Do {
	p := &sitesPane{d: d}
	p.chooser = newChooser(d.env, "Voicesite  ", "letters of its name, label or id", p.search)
	d.over = p
	p.Restart()
	source, query := d.source, models.SiteQuery{Customer: d.machine.Target.Customer.Raw()}
	return p.task.Load(d.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
		return source.VoiceSites(ctx, query, mode)
	})
}

func (p *sitesPane) accepted(msg tea.Msg) (bool, screen.Do) {
	accepted, next := p.task.Accept(msg)
	if !accepted || p.task.Err != nil {
		return accepted, next
	}
	p.sites = nil
	iso2 := p.d.machine.Country().ISO2
	for _, site := range p.task.Snapshot.Value {
		if site.Country.Empty() || strings.EqualFold(site.Country.Raw(), iso2) {
			p.sites = append(p.sites, site)
		}
	}
	p.index = text.NewIndex(len(p.sites), func(i int) string {
		site := p.sites[i]
		return site.Name.String() + " " + site.Label.String() + " " + site.ID.String()
	})
	p.Restart()
	return true, next
}

func (p *sitesPane) search(query string, limit int) ([]choice, int) {
	if p.index == nil {
		return nil, 0
	}
	matches := p.index.Search(query, limit)
	choices := make([]choice, 0, min(len(matches.Rows), limit))
	for _, row := range matches.Rows[:min(len(matches.Rows), limit)] {
		site := p.sites[row]
		choices = append(choices, choice{
			text: site.Name.String(), note: strings.TrimSpace(site.Label.String() + "  " + site.ID.String()),
			do: func() screen.Do { return p.take(site) },
		})
	}
	return choices, matches.Total
}

func (p *sitesPane) take(site models.VoiceSite) screen.Do {
	d := p.d
	customer := site.Customer
	if customer.Empty() {
		customer = d.machine.Target.Customer
	}
	d.machine.Target = wizard.Target{Site: site.ID, Name: site.Name, Customer: customer}
	d.over = nil
	d.saving.Touch()
	return nil
}

func (p *sitesPane) press(msg tea.KeyPressMsg) screen.Do {
	return p.chooser.press(msg, p.typed)
}

// typed finds the voicesites for another text.
func (p *sitesPane) typed() screen.Do {
	p.Restart()
	return nil
}

func (p *sitesPane) paste(text string) screen.Do {
	return p.put(text, p.typed)
}

func (p *sitesPane) refresh() {}

func (p *sitesPane) renew() {}

func (p *sitesPane) view(w, h int) string {
	_, found := p.Found()
	foot := count(found, len(p.sites), "voicesites in "+p.d.machine.Country().Name.String())
	if list := p.task.Snapshot; list.Incomplete {
		foot += "; the list is incomplete: " + models.Safe(list.Note)
	}
	switch {
	case p.task.Err != nil && !p.task.Loaded:
		return widget.Failed(p.task.Err, "").View(p.env.Styles, w, h)
	case !p.task.Loaded:
		foot = "…"
	}
	return p.chooser.view(w, h, foot)
}

func (p *sitesPane) hints() []hint {
	return []hint{{keymap.Accept, "choose"}, {keymap.NextField, "down"}, {keymap.Cancel, "back"}}
}

func (p *sitesPane) counts() (n, of int) {
	_, n = p.Found()
	return n, len(p.sites)
}

func (p *sitesPane) escape() bool {
	p.task.Cancel()
	p.d.over = nil
	return true
}
