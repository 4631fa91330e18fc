package wizard

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// searchAfter is how long typing must pause before a line is looked up.
const searchAfter = 300 * time.Millisecond

// leastSearched is how many letters are looked up without being asked to.
const leastSearched = 4

// searchPane looks up one line of free text, where the country has full-address
// search.
type searchPane struct {
	*chooser

	s    *Screen
	seq  int
	task screen.Task[searched]
}

// searched is what a line of text found.
type searched struct {
	text       string
	candidates []address.Address
}

// searchMsg ends a pause in typing.
type searchMsg struct {
	of  *searchPane
	seq int
}

func newSearchPane(s *Screen) *searchPane {
	p := &searchPane{s: s, chooser: newChooser(s.env, "Search  ", "street, number, postal code, town: in any order")}
	p.find = p.offered
	p.input.SetValue(s.machine.Query)
	if _, text := s.machine.Search().Found(); p.input.Value() == "" {
		p.input.SetValue(text)
	}
	p.restart()
	return p
}

// offered are the candidates for the present text, then the other ways on.
func (p *searchPane) offered(text string, _ int) ([]choice, int) {
	var choices []choice
	candidates, of := p.s.machine.Search().Found()
	if of == text && text != "" {
		apart := address.TellApart(candidates, p.s.summary, p.s.nameOf)
		for i, candidate := range candidates {
			choices = append(choices, choice{
				text: p.s.summary(candidate), note: apart[i], do: func() screen.Do { return p.take(i) },
			})
		}
	}
	if proposal := p.s.spreadOf(text); len(proposal.Values) >= worthSpreading {
		choices = append(choices, choice{own: true, text: "Spread this line over the fields", do: func() screen.Do {
			p.s.over = newSpreadPane(p.s, text, proposal, p.byHand)
			return nil
		}})
	}
	if p.s.machine.Search().Replaced() {
		choices = append(choices, choice{own: true, text: "Bring back what was typed before the found address", do: p.undo})
	}
	words := "Fill in by hand"
	if !p.s.machine.Address().Empty() {
		words = "Go on with the address as it is"
	}
	choices = append(choices, choice{own: true, text: words, do: p.byHand})
	return choices, len(choices)
}

// summary is an address on one line, in the words of the schema.
func (s *Screen) summary(of address.Address) string {
	return s.machine.Checker().Schema.Shown(of).Summary(s.machine.Country().ISO2)
}

// nameOf is what the country calls an element.
func (s *Screen) nameOf(e address.Element) string {
	if field, described := s.machine.Checker().Schema.Field(e); described {
		return field.Name()
	}
	return models.Safe(string(e))
}

func (p *searchPane) byHand() screen.Do { return p.s.next() }

// undo brings back what a candidate took the place of.
func (p *searchPane) undo() screen.Do {
	p.s.saving.Touch()
	p.s.machine.DropCandidate()
	return p.s.next()
}

func (p *searchPane) take(i int) screen.Do {
	p.s.saving.Touch()
	p.s.machine.TakeCandidate(i)
	return nil
}

func (p *searchPane) press(msg tea.KeyPressMsg) screen.Do {
	if p.s.is(msg, keymap.Accept) {
		return p.enter()
	}
	if p.chooser.press(msg) {
		return p.typed()
	}
	return nil
}

// enter takes what the cursor is on; a text that was not looked up yet is looked
// up first: nobody takes an address unseen.
func (p *searchPane) enter() screen.Do {
	text := strings.TrimSpace(p.input.Value())
	if text != "" && !p.moved && !p.answered() && p.task.Err == nil {
		return p.look()
	}
	if at, ok := p.chosen(); ok {
		return at.do()
	}
	return nil
}

// answered tells whether the present text was looked up.
func (p *searchPane) answered() bool {
	_, of := p.s.machine.Search().Found()
	return of == p.input.Value()
}

func (p *searchPane) paste(text string) screen.Do {
	if p.write(tea.PasteMsg{Content: oneLine(text)}) {
		return p.typed()
	}
	return nil
}

func (p *searchPane) typed() screen.Do {
	p.s.machine.Query = p.input.Value()
	p.s.saving.Touch()
	p.task.Err = nil
	p.restart()
	p.seq++
	msg := searchMsg{p, p.seq}
	return screen.Run(tea.Tick(searchAfter, func(time.Time) tea.Msg { return msg }))
}

func (p *searchPane) due(msg searchMsg) screen.Do {
	if msg.seq != p.seq || len([]rune(strings.TrimSpace(p.input.Value()))) < leastSearched || p.answered() {
		return nil
	}
	return p.look()
}

// look looks the present text up; the answer to an earlier one is dropped.
func (p *searchPane) look() screen.Do {
	p.seq++
	source, iso2, text := p.s.source, p.s.machine.Country().ISO2, p.input.Value()
	return p.task.Load(p.s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[searched], error) {
		got, err := source.AddressSearch(ctx, iso2, map[string]string{"q": strings.TrimSpace(text)}, mode)
		return with(got, searched{text, address.DecodeCandidates(got.Value)}), err
	})
}

// accepted takes the answer to a search.
func (p *searchPane) accepted(msg tea.Msg) (bool, screen.Do) {
	accepted, next := p.task.Accept(msg)
	if accepted && p.task.Err == nil {
		got := p.task.Snapshot.Value
		need := wizard.Need{Kind: wizard.NeedSearch, ISO2: p.s.machine.Country().ISO2, Query: got.text}
		p.s.machine.Give(need, wizard.Answer{Candidates: got.candidates})
	}
	if accepted {
		p.restart()
	}
	return accepted, next
}

func (p *searchPane) refresh() { p.load() }

func (p *searchPane) renew() { p.restart() }

func (p *searchPane) view(w, h int) string { return p.chooser.view(w, h, p.foot()) }

// foot says how the search stands.
func (p *searchPane) foot() string {
	candidates, _ := p.s.machine.Search().Found()
	switch {
	case p.task.Busy:
		return "… looking it up"
	case p.task.Err != nil:
		return widget.Failed(p.task.Err, "").Title + "; enter goes on without the search"
	case p.input.Value() == "":
		return "the API finds the address, its dial zone included where it is computed"
	case !p.answered():
		return "enter looks it up"
	case len(candidates) == 0:
		return "no address was found; fewer words find more"
	}
	return plural(len(candidates), "address", "addresses") + " found; enter fills the fields exactly so"
}

func (p *searchPane) hints() []hint {
	words := "choose"
	if strings.TrimSpace(p.input.Value()) != "" && !p.answered() {
		words = "look it up"
	}
	return []hint{{keymap.Accept, words}, {keymap.NextField, "down"}, {keymap.Cancel, "back"}}
}

func (p *searchPane) counts() (n, of int) { return 0, 0 }

func (p *searchPane) escape() bool { return false }
