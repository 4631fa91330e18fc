package widget

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

// FormField is one line of a form: text, or a choice among options that is
// narrowed by typing.
type FormField struct {
	Name  string                    // for the owner: the API's name of the field
	Label string                    // safe
	Hint  string                    // what belongs there; safe
	Check func(value string) string // says what is wrong with a value, safe; may be nil
	Value string                    // at the start; of a choice the value of an option

	// Separator makes the field a list: it stands where pasted lines end, and
	// blanks at the ends mean nothing.
	Separator string

	Choice  bool
	Options []Option
	Waiting string // of a choice, while it has no options: why; safe

	input  *Input
	chosen *Option
	index  *address.Index
	first  string // the value that the form was made with
	cursor int    // among the options that are shown
	said   string // the server's word on the value; safe
	asked  bool   // the value without what cannot be seen was offered
}

// Option is one value of a choice.
type Option struct {
	Value string // raw
	Text  string // safe
	Off   string // why it cannot be chosen; empty when it can
}

// FormEvent is what a key meant to the owner of a form.
type FormEvent int

// The events of a form.
const (
	FormStays   FormEvent = iota
	FormSubmits           // every field passed its check
	FormLeaves
)

// Form is a few fields, one below the other. Make it with NewForm.
type Form struct {
	styles *theme.Styles
	keys   *keymap.Map
	fields []*FormField
	at     int
	label  int // width of the longest label
	w, h   int
	edits  int // how often the operator changed a value
}

// NewForm makes a form with the cursor in its first empty field.
func NewForm(styles *theme.Styles, keys *keymap.Map, fields ...FormField) *Form {
	f := &Form{styles: styles, keys: keys}
	for _, field := range fields {
		own := field
		own.input = NewInput(styles, "", "")
		if own.Separator != "" {
			own.input.Separate(own.Separator)
		}
		f.label = max(f.label, Width(own.Label))
		f.fields = append(f.fields, &own)
		f.SetOptions(own.Name, own.Options, own.Waiting)
		f.put(&own, own.Value)
		own.first = own.Value
		if !own.Choice {
			own.first = own.input.Value()
		}
	}
	f.at = 0
	for i, field := range f.fields {
		if f.value(field) == "" {
			f.at = i
			break
		}
	}
	f.focus()
	return f
}

// put gives a field a value.
func (f *Form) put(field *FormField, value string) {
	field.Value = value
	if !field.Choice {
		field.input.SetValue(value)
		return
	}
	field.chosen = nil
	for i := range field.Options {
		if field.Options[i].Value == value && value != "" {
			field.chosen = &field.Options[i]
			field.input.SetValue("")
		}
	}
}

// SetOptions gives a choice its options, or says why there are none. What is
// chosen stays chosen.
func (f *Form) SetOptions(name string, options []Option, waiting string) {
	field := f.named(name)
	if field == nil || !field.Choice {
		return
	}
	field.Options, field.Waiting, field.cursor = options, waiting, 0
	field.index = address.NewIndex(len(options), func(i int) string { return options[i].Text })
	f.put(field, field.Value)
}

func (f *Form) named(name string) *FormField {
	for _, field := range f.fields {
		if field.Name == name {
			return field
		}
	}
	return nil
}

// Get is the value of a field, as typed or chosen.
func (f *Form) Get(name string) string {
	if field := f.named(name); field != nil {
		return f.value(field)
	}
	return ""
}

// Set replaces the value of a field.
func (f *Form) Set(name, value string) {
	if field := f.named(name); field != nil {
		f.put(field, value)
	}
}

func (f *Form) value(field *FormField) string {
	switch {
	case !field.Choice:
		return field.input.Value()
	case field.chosen != nil:
		return field.chosen.Value
	}
	return ""
}

// Edited reports whether the operator changed anything.
func (f *Form) Edited() bool { return f.edits > 0 }

// Edits counts the changes that the operator made.
func (f *Form) Edits() int { return f.edits }

// Blame shows the server's words beside the fields they name, and goes to the
// first of them.
func (f *Form) Blame(words map[string]string) screen.Do {
	first := -1
	for i, field := range f.fields {
		field.said = models.Safe(words[field.Name])
		if field.said != "" && first < 0 {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	f.at = first
	return f.focus()
}

// Leaves reports whether a key leaves the form.
func (f *Form) Leaves(press tea.KeyPressMsg) bool {
	return key.Matches(press, f.keys.Get(keymap.Cancel))
}

// Update hears a message.
func (f *Form) Update(msg tea.Msg) (screen.Do, FormEvent) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return f.edit(msg), FormStays
	}
	is := func(action keymap.Action) bool { return key.Matches(press, f.keys.Get(action)) }
	switch {
	case is(keymap.Cancel):
		return nil, FormLeaves
	case is(keymap.Submit):
		return f.submit()
	case is(keymap.Accept):
		return f.accept()
	case press.String() == "up", press.String() == "down":
		if by := map[string]int{"up": -1, "down": 1}[press.String()]; !f.step(by) {
			return f.move(by), FormStays
		}
		return nil, FormStays
	case is(keymap.NextField):
		f.take()
		return f.move(1), FormStays
	case is(keymap.PreviousField):
		return f.move(-1), FormStays
	}
	return f.edit(msg), FormStays
}

// step moves among the options that are shown; false where none are.
func (f *Form) step(by int) bool {
	field := f.fields[f.at]
	shown := len(f.shown(field))
	if !field.Choice || shown == 0 || (field.chosen != nil && field.input.Value() == "") {
		return false
	}
	field.cursor = min(max(field.cursor+by, 0), shown-1)
	return true
}

// edit changes the text of the field under the cursor. Typing into a choice
// that is made begins it anew.
func (f *Form) edit(msg tea.Msg) screen.Do {
	field := f.fields[f.at]
	before := field.input.Value()
	do := field.input.Update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && field.Choice && press.String() == "backspace" && before == "" {
		field.chosen, field.Value = nil, ""
		f.edits++
	}
	if field.input.Value() != before {
		field.chosen, field.cursor, field.said, field.asked = nil, 0, "", false
		f.edits++
		field.Value = field.input.Value()
	}
	return do
}

// take makes the option under the cursor the choice, if something was typed.
func (f *Form) take() bool {
	field := f.fields[f.at]
	if !field.Choice || field.chosen != nil {
		return true
	}
	shown := f.shown(field)
	if len(shown) == 0 {
		return false
	}
	option := &field.Options[shown[min(field.cursor, len(shown)-1)]]
	if option.Off != "" {
		return false
	}
	field.chosen, field.Value = option, option.Value
	f.edits++
	field.input.SetValue("")
	return true
}

// tidy offers the value without what cannot be seen, and takes it where it was
// offered before; false while the offer stands.
func (f *Form) tidy() bool {
	field := f.fields[f.at]
	switch {
	case !field.untidy():
		return true
	case !field.asked:
		field.asked = true
		return false
	}
	f.put(field, text.Tidy(field.input.Value()))
	field.asked = false
	f.edits++
	return true
}

// untidy reports whether a text holds what cannot be seen.
func (field *FormField) untidy() bool {
	value := field.input.Value()
	return !field.Choice && field.Separator == "" && text.Visible(value) && text.Tidy(value) != value
}

// accept is enter: choose, go on, and on the last field go on to what follows.
func (f *Form) accept() (screen.Do, FormEvent) {
	if !f.take() || !f.tidy() {
		return nil, FormStays
	}
	if f.at == len(f.fields)-1 {
		return f.submit()
	}
	return f.move(1), FormStays
}

// submit checks everything and goes to the first field that is wrong.
func (f *Form) submit() (screen.Do, FormEvent) {
	f.take()
	if !f.tidy() {
		return nil, FormStays
	}
	for i, field := range f.fields {
		if f.wrong(field) != "" {
			f.at, field.asked = i, field.untidy()
			return f.focus(), FormStays
		}
	}
	return nil, FormSubmits
}

// wrong says what is wrong with a field.
func (f *Form) wrong(field *FormField) string {
	value := f.value(field)
	switch {
	case !text.Visible(value) && field.Choice:
		return "choose one"
	case !text.Visible(value):
		return "it is missing"
	case field.untidy():
		return "it " + strings.Join(text.Flaws(value), " and ") + ": enter takes " + strconv.Quote(text.Tidy(value))
	case field.chosen != nil && field.chosen.Off != "":
		return field.chosen.Off
	case field.Check != nil:
		return field.Check(value)
	}
	return ""
}

func (f *Form) move(by int) screen.Do {
	f.at = min(max(f.at+by, 0), len(f.fields)-1)
	return f.focus()
}

func (f *Form) focus() screen.Do {
	for _, field := range f.fields {
		field.input.Blur()
	}
	return f.fields[f.at].input.Focus()
}

// shown are the options that answer what was typed, the best first.
func (f *Form) shown(field *FormField) []int {
	const most = 200
	query := ""
	if field.chosen == nil {
		query = field.input.Value()
	}
	if field.index == nil {
		return nil
	}
	found := field.index.Search(query, most)
	shown := make([]int, len(found.Rows))
	for i, row := range found.Rows {
		shown[i] = int(row)
	}
	return shown
}
