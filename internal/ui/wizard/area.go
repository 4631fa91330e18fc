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

	d      *desk
	level  int
	all    int        // areas in the list of the level
	seq    int        // of the timer that fetches ahead
	seen   int        // lists that had come when the choices were found
	typing bool       // letters were typed here: the best of the list is meant, not what was chosen before
	far    *farSearch // for a list that is too long for the update loop
}

func newAreaPane(d *desk, level int) *areaPane {
	p := &areaPane{d: d, level: level, seen: -1}
	p.chooser = newChooser(d.env, d.machine.Areas().Name(level)+"  ", "type letters of its name", p.search)
	p.Begun = p.meant
	p.Input.SetValue(d.machine.Query)
	return p
}

// listed reports whether the list of the level came.
func (p *areaPane) listed() bool { return p.d.machine.Areas().State(p.level) != wizard.LevelPending }

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
	result := p.d.machine.Areas().Find(p.level, query, limit)
	for _, row := range result.Rows {
		choices = append(choices, p.choice(row))
	}
	tellApart(choices)
	return choices, result.Total + pins
}

// spelt finds the areas that hold a text without letters as it is: "..", "?".
func (p *areaPane) spelt(query string) (choices []choice, total int) {
	for _, row := range p.d.machine.Areas().Find(p.level, "", p.all).Rows {
		if strings.Contains(row.String(), strings.TrimSpace(query)) {
			choices = append(choices, p.choice(row))
		}
	}
	return choices, len(choices)
}

// pinned are the choices above the list: to keep what is chosen, and to leave
// empty what may be.
func (p *areaPane) pinned() []choice {
	d := p.d
	element := d.machine.Checker().Rules.Levels[p.level].Element
	var choices []choice
	if chosen := d.machine.Areas().Chosen(p.level); !chosen.Empty() {
		keep := choice{sign: "✓", own: true, text: "Keep " + chosen.String(), note: "chosen before", do: d.next}
		if !d.machine.Areas().Listed(p.level) {
			keep.sign, keep.note = "", "it is not in the list"
			if p.d.machine.Areas().Missing(p.level) != "" {
				keep.note += ", which is incomplete"
			}
		}
		choices = append(choices, keep)
	}
	if field, described := d.machine.Checker().Schema.Field(element); described && field.Usage != address.Mandatory {
		choices = append(choices, choice{own: true, text: "Leave it empty", note: "it is optional", do: func() screen.Do {
			d.saving.Touch()
			d.machine.Choose(models.NewText(""))
			return d.next()
		}})
	}
	return choices
}

func (p *areaPane) choice(row wizard.AreaRow) choice {
	return choice{text: row.String(), area: row, do: func() screen.Do {
		p.d.saving.Touch()
		p.d.machine.Choose(row...)
		return p.d.next()
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
	if p.d.is(msg, keymap.Accept) {
		return p.enter()
	}
	before := p.Cursor()
	typed, do := p.Press(msg, p.env.Keys)
	switch {
	case typed:
		return screen.All(do, p.typed())
	case p.Cursor() != before:
		return screen.All(do, p.highlight())
	}
	return do
}

// enter takes the area under the cursor, once the list and the filter of the
// present text are there.
func (p *areaPane) enter() screen.Do {
	p.d.ahead.enter = !p.ready()
	found, _ := p.Found()
	at, ok := p.Chosen()
	switch {
	case p.d.ahead.enter:
		return nil
	case ok:
		return at.do()
	case len(found) > 0:
		return screen.Say(screen.Info, "nothing is chosen yet: type letters of the name, or go down to it")
	}
	return nil
}

// ready reports whether what is shown answers the present text.
func (p *areaPane) ready() bool {
	return p.listed() && (p.far == nil || p.far.answers(p.Query()))
}

func (p *areaPane) paste(pasted string) screen.Do {
	if p.d.offerSpread(pasted, p.pasteHere) {
		return nil
	}
	return p.pasteHere(pasted)
}

func (p *areaPane) pasteHere(pasted string) screen.Do { return p.put(pasted, p.typed) }

// worthFetching is how many letters show that an area is meant.
const worthFetching = 2

func (p *areaPane) typed() screen.Do {
	typed := p.Query()
	p.typing = true
	p.d.machine.Query = typed
	p.d.saving.Touch()
	p.Restart()
	switch {
	case p.far != nil:
		return p.far.search(p, typed)
	case utf8.RuneCountInString(strings.TrimSpace(typed)) >= worthFetching:
		return p.highlight()
	}
	return nil
}

// refresh finds again after a list came.
func (p *areaPane) refresh() {
	if p.seen == p.d.lookups.came {
		return
	}
	p.seen = p.d.lookups.came
	if path, ok := p.d.machine.Areas().Path(p.level); ok && p.far == nil {
		if list, long := p.d.lookups.long[keyOf(wizard.Need{Kind: wizard.NeedAreas, Path: path})]; long {
			p.far = &farSearch{list: list}
		}
	}
	switch {
	case p.far != nil:
		p.all = len(p.far.list.Values)
	case p.listed():
		p.all = p.d.machine.Areas().Find(p.level, "", 1).Total
	}
	p.Reload()
}

// renew forgets what was typed to find another area than the one that is there now.
func (p *areaPane) renew() {
	p.Input.SetValue("")
	p.d.machine.Query = ""
	p.typing = false
	p.seen = -1
	p.refresh()
	p.Restart()
}

// meant reports whether the operator has said which area is meant: something is
// pinned above the list, letters were typed here, or the cursor was moved. Before that the
// cursor stands nowhere, so that enter takes no area that nobody looked at.
func (p *areaPane) meant() bool {
	found, _ := p.Found()
	return p.typing && p.Query() != "" || len(found) > 0 && found[0].own
}

// below is the path of the list under the highlighted area; nil where there is
// none, or where nobody has shown interest in it yet.
func (p *areaPane) below() []string {
	path, ok := p.d.machine.Areas().Path(p.level)
	last := p.level+1 >= len(p.d.machine.Checker().Rules.Levels)
	at, marked := p.Chosen()
	if !ok || last || !marked || len(at.area) != 1 || (!p.Moved() && p.Query() == "") {
		return nil
	}
	return append(path, at.area[0].Raw())
}

func (p *areaPane) view(w, h int) string {
	return p.chooser.view(w, h, p.foot())
}

func (p *areaPane) foot() string {
	name := p.d.machine.Areas().Name(p.level)
	n, of := p.counts()
	switch {
	case !p.listed() && p.d.patient:
		return "… the list is on its way; type ahead if you like"
	case !p.listed(), p.d.ahead.enter:
		return "…"
	case n == 0 && of == 0, n > 0:
	default:
		return "no area has these letters in its name; fewer letters find more"
	}
	words := count(n, of, "to choose from: "+name)
	if short := p.d.machine.Areas().Missing(p.level); short != "" {
		words += "; the list is incomplete: " + short
	}
	return words
}

func (p *areaPane) counts() (n, of int) {
	_, total := p.Found()
	return min(total, p.all), p.all
}

func (p *areaPane) hints() []hint {
	return []hint{{keymap.Accept, "choose"}, {keymap.NextField, "down"}, {keymap.Cancel, "back"}}
}

func (p *areaPane) escape() bool { return false }
