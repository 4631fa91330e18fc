package wizard

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// combo offers the values of the field under the cursor below it: the possible
// values of an enumeration, or a list that the country has to help. What is typed
// is the value until one is taken, so that no letter is ever lost.
type combo struct {
	of      *form
	editing bool   // letters were typed, or the list was asked for
	before  string // raw, to come back to with esc
	rows    []suggestion
	total   int
	cursor  int
	index   *text.Index
	indexed address.Element

	seq  int
	task screen.Task[[]address.Suggestion]
}

// suggestion is one value to take.
type suggestion struct {
	text   string // safe
	note   string
	values []address.Value
}

const (
	comboRows = 6
	helpAfter = 300 * time.Millisecond
)

// helpMsg ends a pause in typing in a field that a list of the API helps with.
type helpMsg struct {
	of  *form
	seq int
}

func (c *combo) field() address.Field { return c.of.row().field }

// chosen reports whether the field takes one of a list of values.
func (c *combo) chosen() bool {
	return c.of.row().kind == fieldRow && len(c.field().Choices) > 0
}

// helper is the list of the country that helps with the field.
func (c *combo) helper() (address.Helper, bool) {
	if c.of.row().kind != fieldRow {
		return address.Helper{}, false
	}
	for _, helper := range c.of.d.machine.Checker().Helpers() {
		if helper.Element == c.field().Element {
			return helper, true
		}
	}
	return address.Helper{}, false
}

func (c *combo) open() bool { return c.editing && len(c.rows) > 0 }

// reset forgets the field before.
func (c *combo) reset() {
	c.editing, c.rows, c.total, c.cursor = false, nil, 0, 0
	c.seq++
	c.task.Cancel()
	c.task.Err = nil
}

// press handles the keys that choose while values are offered.
func (c *combo) press(msg tea.KeyPressMsg) (caught bool) {
	if !c.open() {
		return false
	}
	keys := c.of.d.env.Keys
	switch {
	case keys.InText(msg, keymap.Down):
		c.cursor = min(c.cursor+1, len(c.rows)-1)
	case keys.InText(msg, keymap.Up):
		c.cursor = max(c.cursor-1, c.least())
	case c.cursor >= 0 && keys.InText(msg, keymap.Accept, keymap.NextField):
		c.take(c.rows[c.cursor])
		c.of.move(1)
	default:
		return false
	}
	return true
}

// least is the uppermost place of the cursor, where it begins: where a list only
// helps, or nothing is typed, what stands in the line is above the list and is
// what enter keeps.
func (c *combo) least() int {
	if c.chosen() && c.field().Complete && c.of.input.Value() != "" {
		return 0
	}
	return -1
}

// typed handles the first key in a field with possible values: a letter begins a
// new value, the space bar shows all of them.
func (c *combo) typed(msg tea.Msg) (caught bool, do screen.Do) {
	if !c.chosen() || c.editing {
		return false, nil
	}
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && press.Text == "" && !keymap.Erases(press):
		return true, nil
	case isKey && press.String() == "space":
		c.begin()
		c.find("")
		return true, nil
	}
	c.begin()
	c.of.input.SetValue("")
	if !keymap.Erases(press) {
		c.of.input.Update(msg)
	}
	return true, c.of.changed()
}

func (c *combo) begin() {
	c.editing = true
	c.before = c.of.d.machine.Address().Get(c.field().Element).Raw()
}

// follow finds the values for what is typed now.
func (c *combo) follow() screen.Do {
	if c.chosen() {
		c.find(c.of.input.Value())
		return nil
	}
	if _, ok := c.helper(); !ok {
		c.editing, c.rows = false, nil
		return nil
	}
	if !c.editing {
		c.begin()
	}
	c.seq++
	msg := helpMsg{c.of, c.seq}
	return screen.Run(tea.Tick(helpAfter, func(time.Time) tea.Msg { return msg }))
}

// find filters the possible values.
func (c *combo) find(typed string) {
	field := c.field()
	if c.index == nil || c.indexed != field.Element {
		c.indexed = field.Element
		c.index = text.NewIndex(len(field.Choices), func(i int) string {
			return field.Choices[i].Display.String() + " " + field.Choices[i].Value.String()
		})
	}
	matches := c.index.Search(typed, len(field.Choices))
	c.rows, c.total, c.cursor = c.rows[:0], matches.Total, c.least()
	for _, row := range matches.Rows {
		choice := field.Choices[row]
		at := suggestion{text: choice.Display.String(), values: []address.Value{{Element: field.Element, Text: choice.Value}}}
		if at.text == "" {
			at.text = choice.Value.String()
		}
		if at.text != choice.Value.String() {
			at.note = "stored as " + choice.Value.String()
		}
		c.rows = append(c.rows, at)
	}
}

// offerTidy offers the value without what nobody sees in it. What is there stays
// until that is taken.
func (c *combo) offerTidy() {
	row := c.of.row()
	if row.kind != fieldRow || c.chosen() {
		return
	}
	value := c.of.d.machine.Address().Get(row.field.Element).Raw()
	tidy, ok := row.field.Tidied(value)
	if !ok {
		return
	}
	c.begin()
	c.rows, c.total, c.cursor = []suggestion{{
		text: models.Safe(tidy), note: "without: it " + strings.Join(text.Flaws(value), ", "),
		values: []address.Value{{Element: row.field.Element, Text: models.NewText(tidy)}},
	}}, 1, c.least()
}

// settle stores the possible value that what was typed means; what could be several
// stays as it was typed.
func (c *combo) settle() {
	if !c.editing || !c.chosen() {
		return
	}
	field := c.field()
	if own, ok := field.Meant(c.of.d.machine.Address().Get(field.Element).Raw()); ok {
		c.of.set(field.Element, own.Raw())
	}
	c.editing = false
}

// take gives the fields the values of a row.
func (c *combo) take(row suggestion) {
	c.of.d.edit(func(machine *wizard.Wizard) { machine.Accept(row.values) })
	c.editing = false
	c.of.list()
}

// escape closes the list; a value that was being replaced comes back.
func (c *combo) escape() bool {
	if !c.open() {
		return false
	}
	if c.chosen() {
		c.of.set(c.field().Element, c.before)
	}
	c.editing = false
	c.of.refresh()
	return true
}

// ask asks the API for the list that helps with what is typed.
func (c *combo) ask() screen.Do {
	helper, ok := c.helper()
	if !ok || c.of.input.Value() == "" {
		c.rows = nil
		return nil
	}
	source, typed := c.of.d.source, c.of.input.Value()
	ask := source.PostalCodes
	if helper.Path == "parishes" {
		ask = source.Parishes
	}
	return c.task.Load(c.of.d.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]address.Suggestion], error) {
		got, err := ask(ctx, map[string]string{"q": typed}, mode)
		var all []address.Suggestion
		for _, item := range got.Value {
			all = append(all, address.DecodeSuggestions(helper, models.Value("["+string(item)+"]"))...)
		}
		return models.Like(got, all), err
	})
}

// accepted takes the end of a pause in typing, and the answer of a list that helps.
func (c *combo) accepted(msg tea.Msg) (bool, screen.Do) {
	if pause, ok := msg.(helpMsg); ok {
		if pause.of != c.of || pause.seq != c.seq {
			return true, nil
		}
		return true, c.ask()
	}
	accepted, next := c.task.Accept(msg)
	if !accepted || c.task.Err != nil || !c.editing {
		return accepted, next
	}
	c.rows, c.cursor = c.rows[:0], c.least()
	for _, found := range c.task.Snapshot.Value {
		c.rows = append(c.rows, suggestion{text: found.Text, values: found.Values})
	}
	c.total = len(c.rows)
	return true, next
}
