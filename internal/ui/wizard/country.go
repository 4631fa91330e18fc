package wizard

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// countryPane chooses the country, or one of the drafts that were not finished.
type countryPane struct {
	*chooser

	s         *Screen
	countries *address.Countries
	all       int
}

func newCountryPane(s *Screen) *countryPane {
	p := &countryPane{s: s, chooser: newChooser(s.env, "Country  ", "type a code or letters of the name")}
	p.find = p.search
	p.input.SetValue(s.machine.Query)
	p.list()
	p.restart()
	return p
}

// listCountries reads the list of the API once somebody chooses from it; on the
// way through to another step it costs no request.
func (s *Screen) listCountries() screen.Do {
	_, chooses := s.pane.(*countryPane)
	if !chooses || s.machine.Course().Waiting() || s.countries.Loaded || s.countries.Busy || s.countries.Err != nil {
		return nil
	}
	source := s.source
	return s.countries.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
		return source.Countries(ctx, mode)
	})
}

// list takes the countries known so far: the table, and those of the API.
func (p *countryPane) list() {
	p.countries = address.NewCountries(p.s.countries.Snapshot.Value)
	p.all = len(p.countries.Search(""))
}

func (p *countryPane) search(query string, _ int) ([]choice, int) {
	var choices []choice
	s := p.s
	if query == "" {
		choices = s.pinned()
	}
	chosen := s.machine.Country().ISO2
	for _, country := range p.countries.Search(query) {
		at := choice{
			text: models.Safe(country.ISO2) + "  " + country.Name.String(), note: strings.Join(country.About(), " · "),
			do: func() screen.Do { return s.chooseCountry(country) },
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
func (s *Screen) pinned() []choice {
	var choices []choice
	if country := s.machine.Country(); country.ISO2 != "" {
		choices = append(choices, choice{
			sign: "✓", own: true, text: "Go on with " + country.Name.String(), note: "chosen before",
			do: func() screen.Do { return s.chooseCountry(country) },
		})
	}
	if s.saving.Touched() {
		return choices
	}
	for _, one := range s.drafts {
		choices = append(choices, choice{
			sign: "+", own: true, text: "draft: " + one.Title.String(), note: "saved " + ago(s.env.Now().Sub(one.Saved)),
			do: func() screen.Do { return s.askDraft(one) },
		})
	}
	return choices
}

// askDraft asks what to do with a draft.
func (s *Screen) askDraft(one draft.Draft) screen.Do {
	s.menu = widget.NewMenu("Draft: "+one.Title.String(), []widget.Choice{
		{Key: "o", Text: "go on with it", Value: func() screen.Do {
			return screen.Instead(one.Route())
		}},
		{Key: "x", Text: "discard it", Note: "for good", Value: func() screen.Do { return s.discard(one) }},
	})
	return nil
}

func (s *Screen) discard(one draft.Draft) screen.Do {
	s.drafts = without(s.drafts, one.ID)
	if p, ok := s.pane.(*countryPane); ok {
		p.load()
	}
	drafts := s.host.Drafts
	return screen.Run(func() tea.Msg {
		if err := drafts.Discard(one.ID); err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe(err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: "the draft is discarded"}
	})
}

func without(drafts []draft.Draft, id string) []draft.Draft {
	var left []draft.Draft
	for _, one := range drafts {
		if one.ID != id {
			left = append(left, one)
		}
	}
	return left
}

func (s *Screen) chooseCountry(country address.Country) screen.Do {
	if country.ISO2 != s.machine.Country().ISO2 {
		s.saving.Touch()
	}
	s.machine.SetCountry(country)
	return nil
}

func (p *countryPane) press(msg tea.KeyPressMsg) screen.Do {
	if p.s.is(msg, keymap.Accept) {
		if at, ok := p.chosen(); ok {
			return at.do()
		}
		return nil
	}
	if p.chooser.press(msg) {
		p.typed()
	}
	return nil
}

func (p *countryPane) paste(text string) screen.Do {
	if p.write(tea.PasteMsg{Content: oneLine(text)}) {
		p.typed()
	}
	return nil
}

func (p *countryPane) typed() {
	p.s.machine.Query = p.input.Value()
	p.s.saving.Touch()
	p.restart()
}

// refresh takes the list of the API when it came.
func (p *countryPane) refresh() {
	if p.all != len(p.countries.Search("")) || p.s.countries.Loaded {
		p.list()
	}
	p.load()
}

// renew shows what is chosen now.
func (p *countryPane) renew() {
	p.list()
	p.restart()
}

func (p *countryPane) view(w, h int) string {
	switch {
	case p.s.machine.Course().Waiting() && p.s.patient:
		return widget.Loading("what "+p.s.machine.Country().Name.String()+" demands of an address").View(p.env.Styles, w, h)
	case p.s.machine.Course().Waiting():
		return ""
	}
	foot := count(len(p.choices), max(p.all, len(p.choices)), "countries; any other code can be typed")
	if len(p.choices) == 0 {
		foot = "no country is called that: type its code, two letters"
	}
	return p.chooser.view(w, h, foot)
}

func (p *countryPane) caret() *tea.Cursor {
	if p.s.machine.Course().Waiting() {
		return nil
	}
	return p.chooser.caret()
}

func (p *countryPane) hints() []hint {
	return []hint{{keymap.Accept, "choose"}, {keymap.NextField, "down"}, {keymap.Cancel, "leave; the draft is kept"}}
}

func (p *countryPane) counts() (n, of int) { return 0, 0 }

func (p *countryPane) escape() bool { return false }
