package wizard

import (
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// areaPane chooses the area of one geographic level, or of this one and those
// below it at once.
type areaPane struct {
	*chooser

	s      *Screen
	level  int
	all    int        // areas in the list of the level
	seen   int        // lists that had come when the choices were found
	typing bool       // letters were typed here: the best of the list is meant, not what was chosen before
	far    *farSearch // for a list that is too long for the update loop
}

func newAreaPane(s *Screen, level int) *areaPane {
	p := &areaPane{s: s, level: level, seen: -1}
	p.chooser = newChooser(s.env, s.machine.Areas().Name(level)+"  ", "type letters of its name")
	p.find, p.begun = p.search, p.meant
	p.input.SetValue(s.machine.Query)
	return p
}

// listed tells whether the list of the level came.
func (p *areaPane) listed() bool { return p.s.machine.Areas().State(p.level) != wizard.LevelPending }

func (p *areaPane) search(query string, limit int) ([]choice, int) {
	if !p.listed() {
		return nil, 0
	}
	var choices []choice
	if query == "" || !p.typing {
		choices = p.pinned()
	}
	pins := len(choices)
	if p.far != nil {
		rows, total := p.far.found(query, limit)
		for _, area := range rows {
			choices = append(choices, p.choice(wizard.AreaRow{area}))
		}
		return choices, total + pins
	}
	if query != "" && text.Fold(query) == "" {
		return p.spelt(query)
	}
	result := p.s.machine.Areas().Find(p.level, query, limit)
	for _, row := range result.Rows {
		choices = append(choices, p.choice(row))
	}
	tellApart(choices)
	return choices, result.Total + pins
}

// spelt finds the areas that hold a text without letters as it is: "..", "?".
func (p *areaPane) spelt(query string) (choices []choice, total int) {
	for _, row := range p.s.machine.Areas().Find(p.level, "", p.all).Rows {
		if strings.Contains(row.String(), strings.TrimSpace(query)) {
			choices = append(choices, p.choice(row))
		}
	}
	return choices, len(choices)
}

// pinned are the choices above the list: to keep what is chosen, and to leave
// empty what may be.
func (p *areaPane) pinned() []choice {
	s := p.s
	element := s.machine.Checker().Rules.Levels[p.level].Element
	var choices []choice
	if chosen := s.machine.Areas().Chosen(p.level); !chosen.Empty() {
		keep := choice{sign: "✓", own: true, text: "Keep " + chosen.String(), note: "chosen before", do: s.next}
		if !s.machine.Areas().Listed(p.level) {
			keep.sign, keep.note = "", "it is not in the list"
			if p.s.machine.Areas().Missing(p.level) != "" {
				keep.note += ", which is incomplete"
			}
		}
		choices = append(choices, keep)
	}
	if field, described := s.machine.Checker().Schema.Field(element); described && field.Usage != address.Mandatory {
		choices = append(choices, choice{own: true, text: "Leave it empty", note: "it is optional", do: func() screen.Do {
			s.saving.Touch()
			s.machine.Choose(models.NewText(""))
			return s.next()
		}})
	}
	return choices
}

func (p *areaPane) choice(row wizard.AreaRow) choice {
	return choice{text: row.String(), area: row, do: func() screen.Do {
		p.s.saving.Touch()
		p.s.machine.Choose(row...)
		return p.s.next()
	}}
}

// tellApart says of areas that look the same what is not seen of them.
func tellApart(choices []choice) {
	looks := map[string]int{}
	for _, at := range choices {
		looks[at.text]++
	}
	for i, at := range choices {
		if looks[at.text] < 2 || len(at.area) == 0 {
			continue
		}
		raw := at.area[len(at.area)-1].Raw()
		choices[i].note = strings.Join(text.Flaws(raw), ", ")
		if choices[i].note == "" {
			choices[i].note = "written " + strconv.QuoteToASCII(raw)
		}
	}
}

func (p *areaPane) press(msg tea.KeyPressMsg) screen.Do {
	if p.s.is(msg, keymap.Accept) {
		return p.enter()
	}
	before := p.cursor
	if p.chooser.press(msg) {
		return p.typed()
	}
	if p.cursor != before {
		return p.s.lookups.highlight()
	}
	return nil
}

// enter takes the area under the cursor, once the list and the filter of the
// present text are there.
func (p *areaPane) enter() screen.Do {
	p.s.waiting = !p.ready()
	at, ok := p.chosen()
	switch {
	case p.s.waiting:
		return nil
	case ok:
		return at.do()
	case len(p.choices) > 0:
		return screen.Say(screen.Info, "nothing is chosen yet: type letters of the name, or go down to it")
	}
	return nil
}

// ready tells whether what is shown answers the present text.
func (p *areaPane) ready() bool {
	return p.listed() && (p.far == nil || p.far.answers(p.input.Value()))
}

func (p *areaPane) paste(pasted string) screen.Do {
	if p.s.offerSpread(pasted) {
		return nil
	}
	if p.write(tea.PasteMsg{Content: oneLine(pasted)}) {
		return p.typed()
	}
	return nil
}

// worthFetching is how many letters show that an area is meant.
const worthFetching = 2

func (p *areaPane) typed() screen.Do {
	typed := p.input.Value()
	p.typing = true
	p.s.machine.Query = typed
	p.s.saving.Touch()
	p.restart()
	switch {
	case p.far != nil:
		return p.far.search(p, typed)
	case utf8.RuneCountInString(strings.TrimSpace(typed)) >= worthFetching:
		return p.s.lookups.highlight()
	}
	return nil
}

// refresh finds again after a list came.
func (p *areaPane) refresh() {
	if p.seen == p.s.lookups.came {
		return
	}
	p.seen = p.s.lookups.came
	if path, ok := p.s.machine.Areas().Path(p.level); ok && p.far == nil {
		if list, long := p.s.lookups.long[keyOf(wizard.Need{Kind: wizard.NeedAreas, Path: path})]; long {
			p.far = &farSearch{list: list}
		}
	}
	switch {
	case p.far != nil:
		p.all = len(p.far.list.Values)
	case p.listed():
		p.all = p.s.machine.Areas().Find(p.level, "", 1).Total
	}
	p.load()
}

// renew forgets what was typed to find another area than the one that is there now.
func (p *areaPane) renew() {
	p.input.SetValue("")
	p.s.machine.Query = ""
	p.typing = false
	p.seen = -1
	p.cursor, p.top, p.limit, p.moved = 0, 0, enough, false
	p.refresh()
}

// meant reports whether the operator has said which area is meant: something is
// pinned above the list, letters were typed here, or the cursor was moved. Before that the
// cursor stands nowhere, so that enter takes no area that nobody looked at.
func (p *areaPane) meant() bool {
	return p.typing && p.input.Value() != "" || len(p.choices) > 0 && p.choices[0].own
}

// below is the path of the list under the highlighted area; nil where there is
// none, or where nobody has shown interest in it yet.
func (p *areaPane) below() []string {
	path, ok := p.s.machine.Areas().Path(p.level)
	last := p.level+1 >= len(p.s.machine.Checker().Rules.Levels)
	at, marked := p.chosen()
	if !ok || last || !marked || len(at.area) != 1 || (!p.moved && p.input.Value() == "") {
		return nil
	}
	return append(path, at.area[0].Raw())
}

func (p *areaPane) view(w, h int) string {
	return p.chooser.view(w, h, p.foot())
}

func (p *areaPane) foot() string {
	name := p.s.machine.Areas().Name(p.level)
	switch {
	case !p.listed() && p.s.patient:
		return "… the list is on its way; type ahead if you like"
	case !p.listed(), p.s.waiting:
		return "…"
	case len(p.choices) == 0:
		return "nothing here is called that; fewer letters find more"
	}
	n, of := p.counts()
	words := count(n, of, "to choose from: "+name)
	if short := p.s.machine.Areas().Missing(p.level); short != "" {
		words += "; the list is incomplete: " + short
	}
	return words
}

func (p *areaPane) counts() (n, of int) { return min(p.total, p.all), p.all }

func (p *areaPane) hints() []hint {
	return []hint{{keymap.Accept, "choose"}, {keymap.NextField, "down"}, {keymap.Cancel, "back"}}
}

func (p *areaPane) escape() bool { return false }
