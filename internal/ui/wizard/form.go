package wizard

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// form is the fields of a step: what the schema of the country says of each, a
// line to type into, and what is wrong with it.
type form struct {
	d      *desk
	fields func() []address.Field
	rows   []formRow
	at     string // the row under the cursor, by its key
	top    int
	tried  bool                     // the operator wanted to go on: what is missing is said
	seen   map[address.Element]bool // fields that were left: what is missing there is said
	input  *widget.Input
	shown  string // the text that the line began with, or was last given to the machine
	stands string // the value of the machine that the line stands for
	combo  combo  // the choices of the field under the cursor
}

// formRow is one line of the form.
type formRow struct {
	key   string
	kind  rowKind
	level int           // of an area
	field address.Field // of a field
}

type rowKind int

const (
	retryRow rowKind = iota // something could not be had: ask again
	areaRow                 // an area chosen from a list: to be changed there
	fieldRow                // a field to type into
	goOnRow                 // the way on
)

func newForm(d *desk, fields func() []address.Field) *form {
	f := &form{d: d, fields: fields, seen: map[address.Element]bool{}}
	f.input = widget.NewInput(d.env.Styles, "", "")
	f.input.Focus()
	f.combo.of = f
	f.list()
	f.goTo(f.first())
	return f
}

// list lists the rows anew: what is typed may bring a row or take one away.
func (f *form) list() {
	f.rows = f.rows[:0]
	if f.d.machine.Review().Lost() != "" {
		f.rows = append(f.rows, formRow{key: "retry", kind: retryRow})
	}
	fields := f.fields()
	if f.d.machine.Place().Step == wizard.StepFields {
		for i := range f.d.machine.Checker().Rules.Levels {
			if f.chosenFromList(i, fields) {
				f.rows = append(f.rows, formRow{key: "area" + f.d.machine.Areas().Name(i), kind: areaRow, level: i})
			}
		}
	}
	for _, field := range fields {
		f.rows = append(f.rows, formRow{key: string(field.Element), kind: fieldRow, field: field})
	}
	f.rows = append(f.rows, formRow{key: "go on", kind: goOnRow})
}

// first is the row to begin with: the first field that is wrong; in a form that
// nobody has filled in yet its first field; else the way on.
func (f *form) first() string {
	begin := ""
	filled := false
	for _, row := range f.rows {
		if row.kind != fieldRow {
			continue
		}
		if _, refused := f.d.pushing.refused[row.field.Element]; refused || !f.d.machine.Form().Check(row.field.Element).OK() {
			return row.key
		}
		filled = filled || !f.d.machine.Address().Get(row.field.Element).Empty()
		if begin == "" {
			begin = row.key
		}
	}
	if begin == "" || filled {
		return f.rows[len(f.rows)-1].key
	}
	return begin
}

func (f *form) index() int {
	return max(slices.IndexFunc(f.rows, func(row formRow) bool { return row.key == f.at }), 0)
}

func (f *form) row() formRow { return f.rows[f.index()] }

// goTo puts the cursor on a row.
func (f *form) goTo(key string) {
	f.leave()
	f.at = key
	f.combo.reset()
	f.show()
}

// show puts the value of the field under the cursor into the line.
func (f *form) show() {
	row := f.row()
	f.shown, f.stands = "", ""
	if row.kind == fieldRow {
		f.stands = f.d.machine.Address().Get(row.field.Element).Raw()
		f.shown = f.text(row.field)
	}
	f.input.SetValue(f.shown)
	f.shown = f.input.Value()
	f.combo.offerTidy()
}

// text is what stands in the line of a field: never a mark that is shown in the
// place of something else, which would become part of the value.
func (f *form) text(field address.Field) string {
	value := f.d.machine.Address().Get(field.Element)
	shown := field.Display(value)
	if shown == value.String() {
		shown = value.Raw()
	}
	return widget.OneLine(shown)
}

// leave ends the work on the field under the cursor.
func (f *form) leave() {
	if len(f.rows) == 0 || f.at == "" {
		return
	}
	if row := f.row(); row.kind == fieldRow {
		f.combo.settle()
		f.seen[row.field.Element] = true
	}
}

func (f *form) move(by int) {
	i := max(min(f.index()+by, len(f.rows)-1), 0)
	f.goTo(f.rows[i].key)
}

func (f *form) press(msg tea.KeyPressMsg) screen.Do {
	d := f.d
	if f.combo.press(msg) {
		return nil
	}
	switch {
	case d.is(msg, keymap.Submit):
		return f.goOn()
	case d.is(msg, keymap.Accept):
		return f.enter()
	case d.is(msg, keymap.NextField):
		f.move(1)
	case d.is(msg, keymap.PreviousField):
		f.move(-1)
	case d.env.Keys.InText(msg, keymap.PageDown):
		f.move(5)
	case d.env.Keys.InText(msg, keymap.PageUp):
		f.move(-5)
	default:
		return f.typed(msg)
	}
	return nil
}

// enter does what the row stands for: a field leads to the next one.
func (f *form) enter() screen.Do {
	switch row := f.row(); row.kind {
	case retryRow:
		f.d.lookups.retry()
		return nil
	case areaRow:
		f.d.machine.GoTo(wizard.Place{Step: wizard.StepArea, Level: row.level})
		return nil
	case fieldRow:
		f.move(1)
		return nil
	case goOnRow:
	}
	return f.goOn()
}

// goOn goes to the next step, or to the first field that is wrong.
func (f *form) goOn() screen.Do {
	f.leave()
	f.tried = true
	wrong := f.d.machine.Next()
	if len(wrong) == 0 {
		return nil
	}
	f.list()
	f.goTo(string(wrong[0].Field))
	return nil
}

// typed gives a key or a paste to the field under the cursor.
func (f *form) typed(msg tea.Msg) screen.Do {
	row := f.row()
	if row.kind != fieldRow {
		return nil
	}
	if caught, do := f.combo.typed(msg); caught {
		return do
	}
	f.input.Update(msg)
	return f.changed()
}

// changed gives the machine what is in the line, when that is new.
func (f *form) changed() screen.Do {
	text := f.input.Value()
	if text == f.shown {
		return nil
	}
	f.shown = text
	f.set(f.row().field.Element, text)
	return f.combo.follow()
}

func (f *form) set(element address.Element, raw string) {
	delete(f.d.pushing.refused, element)
	f.d.edit(func(machine *wizard.Wizard) { machine.Set(element, raw) })
	f.list()
	if row := f.row(); row.kind == fieldRow && row.field.Element == element {
		f.stands = f.d.machine.Address().Get(element).Raw()
	}
}

// paste takes a text of one line; a whole address may be spread over the fields.
func (f *form) paste(text string) screen.Do {
	if f.d.machine.Place().Step == wizard.StepFields && f.d.offerSpread(text, f.pasteHere) {
		return nil
	}
	return f.pasteHere(text)
}

func (f *form) pasteHere(text string) screen.Do { return f.typed(tea.PasteMsg{Content: oneLine(text)}) }

// refresh takes up what the machine changed by itself.
func (f *form) refresh() {
	f.list()
	row := f.row()
	if row.key != f.at {
		f.goTo(row.key)
		return
	}
	if row.kind == fieldRow && !f.combo.editing && f.d.machine.Address().Get(row.field.Element).Raw() != f.stands {
		f.show()
	}
}

// renew shows the values that are there now; a value that was being chosen for the
// one before is not.
func (f *form) renew() {
	f.combo.reset()
	f.list()
	f.at = f.row().key
	f.show()
}

func (f *form) accepted(msg tea.Msg) (bool, screen.Do) { return f.combo.accepted(msg) }

func (f *form) theme() { f.input.Theme(f.d.env.Styles) }

func (f *form) escape() bool { return f.combo.escape() }

func (f *form) counts() (n, of int) { return 0, 0 }

func (f *form) hints() []hint {
	switch row := f.row(); {
	case f.combo.open() && f.combo.cursor < 0:
		return []hint{{keymap.Accept, "keep what is typed"}, {keymap.NextField, "down"}, {keymap.Cancel, "close"}}
	case f.combo.open():
		return []hint{{keymap.Accept, "take"}, {keymap.NextField, "down"}, {keymap.Cancel, "close"}}
	case row.kind == areaRow:
		return []hint{{keymap.Accept, "change it"}, {keymap.Submit, "go on"}, {keymap.Cancel, "back"}}
	case row.kind == goOnRow:
		return []hint{{keymap.Accept, "go on"}, {keymap.Cancel, "back"}}
	case row.kind == retryRow:
		return []hint{{keymap.Accept, "try again"}, {keymap.Cancel, "back"}}
	}
	return []hint{{keymap.Accept, "next"}, {keymap.PreviousField, "up"}, {keymap.Submit, "go on"}, {keymap.Cancel, "back"}}
}

// chosenFromList reports whether the area of a level is chosen at a step of its
// own: then no field of the form stands for it.
func (f *form) chosenFromList(level int, fields []address.Field) bool {
	element := f.d.machine.Checker().Rules.Levels[level].Element
	if element == "" {
		return false
	}
	return !slices.ContainsFunc(fields, func(field address.Field) bool { return field.Element == element })
}
