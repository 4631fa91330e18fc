package wizard

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// searchAfter is how long typing must pause before a line is searched for.
const searchAfter = 300 * time.Millisecond

// leastSearched is how many letters are searched for without being asked to.
const leastSearched = 4

// searchPane looks up one line of free text, where the country has full-address
// search.
type searchPane struct {
	*chooser

	d    *desk
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

func newSearchPane(d *desk) *searchPane {
	p := &searchPane{d: d}
	p.chooser = newChooser(d.env, "Search  ", "street, number, postal code, town: in any order", p.offered)
	p.Input.SetValue(d.machine.Query)
	if _, text := d.machine.Search().Found(); p.Query() == "" {
		p.Input.SetValue(text)
	}
	p.Restart()
	return p
}

// offered are the candidates for the present text, then the other ways on.
func (p *searchPane) offered(text string, _ int) ([]choice, int) {
	var choices []choice
	candidates, of := p.d.machine.Search().Found()
	if of == text && text != "" {
		apart := address.TellApart(candidates, p.d.summary, p.d.nameOf)
		for i, candidate := range candidates {
			choices = append(choices, choice{
				text: p.d.summary(candidate), note: apart[i], do: func() screen.Do { return p.take(i) },
			})
		}
	}
	if proposal := p.d.spreadOf(text); len(proposal.Values) >= worthSpreading {
		choices = append(choices, choice{own: true, text: "Spread this line over the fields", do: func() screen.Do {
			p.d.over = &spreadPane{d: p.d, text: text, proposal: proposal, after: p.byHand}
			return nil
		}})
	}
	if p.d.machine.Search().Replaced() {
		choices = append(choices, choice{own: true, text: "Bring back what was typed before the found address", do: p.undo})
	}
	words := "Fill in by hand"
	if !p.d.machine.Address().Empty() {
		words = "Go on with the address as it is"
	}
	choices = append(choices, choice{own: true, text: words, do: p.byHand})
	return choices, len(choices)
}

func (p *searchPane) byHand() screen.Do { return p.d.next() }

// undo brings back what a candidate took the place of.
func (p *searchPane) undo() screen.Do {
	p.d.saving.Touch()
	p.d.machine.DropCandidate()
	return p.d.next()
}

func (p *searchPane) take(i int) screen.Do {
	p.d.saving.Touch()
	p.d.machine.TakeCandidate(i)
	return nil
}

func (p *searchPane) press(msg tea.KeyPressMsg) screen.Do {
	if text := strings.TrimSpace(p.Query()); p.d.is(msg, keymap.Accept) && text != "" && !p.Moved() && !p.answered() && p.task.Err == nil {
		return p.search() // nobody takes an address unseen
	}
	return p.chooser.press(msg, p.typed)
}

// answered reports whether the present text was searched for.
func (p *searchPane) answered() bool {
	_, of := p.d.machine.Search().Found()
	return of == p.Query()
}

func (p *searchPane) paste(text string) screen.Do {
	return p.put(text, p.typed)
}

func (p *searchPane) typed() screen.Do {
	p.d.machine.Query = p.Query()
	p.d.saving.Touch()
	p.task.Err = nil
	p.Restart()
	p.seq++
	msg := searchMsg{p, p.seq}
	return screen.Run(tea.Tick(searchAfter, func(time.Time) tea.Msg { return msg }))
}

// search searches for the present text; the answer to an earlier one is dropped.
func (p *searchPane) search() screen.Do {
	p.seq++
	source, iso2, text := p.d.source, p.d.machine.Country().ISO2, p.Query()
	return p.task.Load(p.d.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[searched], error) {
		got, err := source.AddressSearch(ctx, iso2, map[string]string{"q": strings.TrimSpace(text)}, mode)
		return models.Like(got, searched{text, address.DecodeCandidates(got.Value)}), err
	})
}

// accepted takes the end of a pause in typing, and the answer to a search.
func (p *searchPane) accepted(msg tea.Msg) (bool, screen.Do) {
	if pause, ok := msg.(searchMsg); ok && pause.of == p {
		text := strings.TrimSpace(p.Query())
		if pause.seq != p.seq || utf8.RuneCountInString(text) < leastSearched || p.answered() {
			return true, nil
		}
		return true, p.search()
	}
	accepted, next := p.task.Accept(msg)
	if accepted && p.task.Err == nil {
		got := p.task.Snapshot.Value
		need := wizard.Need{Kind: wizard.NeedSearch, ISO2: p.d.machine.Country().ISO2, Query: got.text}
		p.d.machine.Give(need, wizard.Answer{Candidates: got.candidates})
	}
	if accepted {
		p.Restart()
	}
	return accepted, next
}

func (p *searchPane) refresh() { p.Reload() }

func (p *searchPane) renew() { p.Restart() }

func (p *searchPane) view(w, h int) string { return p.chooser.view(w, h, p.foot()) }

// foot says how the search stands.
func (p *searchPane) foot() string {
	candidates, _ := p.d.machine.Search().Found()
	switch {
	case p.task.Busy:
		return "… searching"
	case p.task.Err != nil:
		return widget.Failed(p.task.Err, "").Title + "; enter goes on without the search"
	case p.Query() == "":
		return "the API finds the address, its dial zone included where it is computed"
	case !p.answered():
		return "enter searches for it"
	case len(candidates) == 0:
		return "no address was found; fewer words find more"
	}
	return text.Count(len(candidates), "address", "addresses") + " found; enter fills the fields exactly so"
}

func (p *searchPane) hints() []hint {
	words := "choose"
	if strings.TrimSpace(p.Query()) != "" && !p.answered() {
		words = "search for it"
	}
	return []hint{{keymap.Accept, words}, {keymap.NextField, "down"}, {keymap.Cancel, "back"}}
}

func (p *searchPane) counts() (n, of int) { return 0, 0 }

func (p *searchPane) escape() bool { return false }
