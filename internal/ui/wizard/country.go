package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// offers is what an address may begin with: a country of the API's list, which is
// read once somebody chooses from it, or a draft that was not finished.
type offers struct {
	d         *desk
	shelf     draft.Shelf
	drafts    []draft.Draft
	countries screen.Task[[]models.Country]
}

// ask reads the list of the API; on the way through to another step it costs no
// request.
func (o *offers) ask() screen.Do {
	if task := &o.countries; o.d.machine.Course().Waiting() || task.Loaded || task.Busy || task.Err != nil {
		return nil
	}
	return o.countries.Load(o.d.env.Ctx, o.d.source.Countries)
}

// askDraft asks what to do with a draft.
func (o *offers) askDraft(one draft.Draft) screen.Do {
	o.d.menu = widget.NewMenu("Draft: "+one.Title.String(), []widget.Choice{
		{Key: "o", Text: "go on with it", Value: func() screen.Do {
			return screen.Instead(one.Route())
		}},
		{Key: "x", Text: "discard it", Note: "for good", Value: func() screen.Do { return o.discard(one.ID) }},
	})
	return nil
}

func (o *offers) discard(id string) screen.Do {
	o.drafts = slices.DeleteFunc(slices.Clone(o.drafts), func(one draft.Draft) bool { return one.ID == id })
	shelf := o.shelf
	return screen.Run(func() tea.Msg {
		if err := shelf.Discard(id); err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe(err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: "the draft is discarded"}
	})
}

// countryPane chooses the country, or one of the drafts that were not finished.
type countryPane struct {
	*chooser

	d         *desk
	offers    *offers
	countries *address.Countries
	all       int
}

func newCountryPane(d *desk, offers *offers) *countryPane {
	p := &countryPane{d: d, offers: offers}
	p.chooser = newChooser(d.env, "Country  ", "type a code or letters of the name", p.search)
	p.Input.SetValue(d.machine.Query)
	p.renew()
	return p
}

// list takes the countries known so far: the table, and those of the API.
func (p *countryPane) list() {
	p.countries = address.NewCountries(p.offers.countries.Snapshot.Value)
	p.all = len(p.countries.Search(""))
}

func (p *countryPane) search(query string, _ int) ([]choice, int) {
	var choices []choice
	if query == "" {
		choices = p.pinned()
	}
	chosen := p.d.machine.Country().ISO2
	for _, country := range p.countries.Search(query) {
		at := choice{
			text: models.Safe(country.ISO2) + "  " + country.Name.String(), note: strings.Join(country.About(), " · "),
			do: func() screen.Do { return p.choose(country) },
		}
		if country.ISO2 == chosen {
			at.sign = "✓"
		}
		choices = append(choices, at)
	}
	return choices, len(choices)
}

// pinned are the choices above the list: to go on with the country chosen
// before, or with a draft.
func (p *countryPane) pinned() []choice {
	var choices []choice
	if country := p.d.machine.Country(); country.ISO2 != "" {
		choices = append(choices, choice{
			sign: "✓", own: true, text: "Go on with " + country.Name.String(), note: "chosen before",
			do: func() screen.Do { return p.choose(country) },
		})
	}
	if p.d.saving.Touched() {
		return choices
	}
	for _, one := range p.offers.drafts {
		age, _ := when.Age(p.env.Now().Sub(one.Saved))
		choices = append(choices, choice{
			sign: "+", own: true, text: "draft: " + one.Title.String(), note: "saved " + age,
			do: func() screen.Do { return p.offers.askDraft(one) },
		})
	}
	return choices
}

func (p *countryPane) choose(country address.Country) screen.Do {
	if country.ISO2 != p.d.machine.Country().ISO2 {
		p.d.saving.Touch()
	}
	p.d.machine.SetCountry(country)
	return nil
}

func (p *countryPane) press(msg tea.KeyPressMsg) screen.Do {
	return p.chooser.press(msg, p.typed)
}

func (p *countryPane) paste(text string) screen.Do {
	return p.put(text, p.typed)
}

func (p *countryPane) typed() screen.Do {
	p.d.machine.Query = p.Query()
	p.d.saving.Touch()
	p.Restart()
	return nil
}

// refresh takes the list of the API when it came.
func (p *countryPane) refresh() {
	if p.all != len(p.countries.Search("")) || p.offers.countries.Loaded {
		p.list()
	}
	p.Reload()
}

// renew shows what is chosen now.
func (p *countryPane) renew() {
	p.list()
	p.Restart()
}

func (p *countryPane) view(w, h int) string {
	switch {
	case p.d.machine.Course().Waiting() && p.d.patient:
		return widget.Loading("what "+p.d.machine.Country().Name.String()+" demands of an address").View(p.env.Styles, w, h)
	case p.d.machine.Course().Waiting():
		return ""
	}
	found, n := p.Found()
	foot := count(n, max(p.all, n), "countries; any other code can be typed")
	if len(found) == 0 {
		foot = "no country has this code or these letters in its name: type its code, two letters"
	}
	return p.chooser.view(w, h, foot)
}

func (p *countryPane) caret() *tea.Cursor {
	if p.d.machine.Course().Waiting() {
		return nil
	}
	return p.chooser.caret()
}

func (p *countryPane) hints() []hint {
	return []hint{{keymap.Accept, "choose"}, {keymap.NextField, "down"}, {keymap.Cancel, "leave; the draft is kept"}}
}

func (p *countryPane) counts() (n, of int) { return 0, 0 }

func (p *countryPane) escape() bool { return false }
