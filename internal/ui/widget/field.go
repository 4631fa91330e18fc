package widget

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models/text"
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
	// Trimmed takes the value without what cannot be seen, unasked.
	Trimmed bool
	// Secret shows dots in place of the value, and keeps it out of drafts.
	Secret bool

	Choice  bool
	Options []Option
	Waiting string // of a choice, while it has no options: why; safe
}

// Option is one value of a choice.
type Option struct {
	Value string // raw
	Text  string // safe
	Off   string // why it cannot be chosen; empty when it can
}

// field is a FormField that is filled in.
type field struct {
	FormField

	input  *Input
	picker *Picker[Option] // of a choice: the options that answer what is typed
	chosen *Option
	first  string // the value that the form was made with
	said   string // the server's word on the value; safe
	asked  bool   // what is wrong was pointed out; of an untidy value, the tidy one was offered
}

func newField(styles *theme.Styles, of FormField) *field {
	f := &field{FormField: of, input: NewInput(styles, "", "")}
	if f.Separator != "" {
		f.input.Separate(f.Separator)
	}
	if f.Secret {
		f.input.Hide()
	}
	f.offer(f.Options, f.Waiting)
	f.put(f.Value)
	f.first = f.Value
	if !f.Choice {
		f.first = f.input.Value()
	}
	return f
}

// offer gives a choice its options. What is chosen stays chosen.
func (f *field) offer(options []Option, waiting string) {
	f.Options, f.Waiting = options, waiting
	index := text.NewIndex(len(options), func(i int) string { return options[i].Text })
	f.picker = NewPicker(f.input, func(query string, limit int) ([]Option, int) {
		found := index.Search(query, limit)
		shown := make([]Option, len(found.Rows))
		for i, row := range found.Rows {
			shown[i] = options[row]
		}
		return shown, found.Total
	})
	f.picker.Restart()
	if f.Choice {
		f.put(f.Value)
	}
}

// put gives the field a value.
func (f *field) put(value string) {
	f.Value = value
	if !f.Choice {
		f.input.SetValue(value)
		return
	}
	f.chosen = nil
	for i := range f.Options {
		if f.Options[i].Value == value && value != "" {
			f.chosen = &f.Options[i]
			f.input.SetValue("")
		}
	}
}

// value is the value as typed or chosen.
func (f *field) value() string {
	switch {
	case f.Trimmed:
		return text.Tidy(f.input.Value())
	case !f.Choice:
		return f.input.Value()
	case f.chosen != nil:
		return f.chosen.Value
	}
	return ""
}

// changed reports whether the value is another than the form was made with.
func (f *field) changed() bool {
	typed := f.input.Value()
	if f.Choice {
		return typed != "" || f.Value != f.first
	}
	return typed != f.first
}

// write gives the field a key or a paste; edited reports whether the value is
// another now. Typing into a choice that is made begins it anew.
func (f *field) write(msg tea.Msg) (edited bool, do screen.Do) {
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && f.Choice && press.Code == tea.KeyBackspace && f.input.Value() == "" {
		f.chosen, f.Value = nil, ""
		f.picker.Restart()
		return true, nil
	}
	edited, do = f.picker.Write(msg)
	if edited {
		f.chosen, f.said, f.asked = nil, "", false
		f.Value = f.input.Value()
		f.picker.Restart()
	}
	return edited, do
}

// step moves among the options; false where none are shown.
func (f *field) step(by int) bool {
	if !f.Choice || f.chosen != nil || f.picker.Cursor() < 0 {
		return false
	}
	f.picker.Move(by)
	return true
}

// take makes the option under the cursor the choice. ok is false where a choice
// is to be made and cannot be.
func (f *field) take() (edited, ok bool) {
	if !f.Choice || f.chosen != nil {
		return false, true
	}
	option, ok := f.picker.Chosen()
	if !ok || option.Off != "" {
		return false, false
	}
	f.chosen, f.Value = &option, option.Value
	f.input.SetValue("")
	f.picker.Restart()
	return true, true
}

// tidy offers the value without what cannot be seen, and takes it where it was
// offered before. ok is false while the offer stands.
func (f *field) tidy() (edited, ok bool) {
	switch {
	case !f.untidy():
		return false, true
	case !f.asked:
		f.asked = true
		return false, false
	}
	f.put(text.Tidy(f.input.Value()))
	f.asked = false
	return true, true
}

// untidy reports whether a text holds what cannot be seen.
func (f *field) untidy() bool {
	value := f.input.Value()
	return !f.Choice && f.Separator == "" && !f.Trimmed && text.Visible(value) && text.Tidy(value) != value
}

// wrong says what is wrong with the value; empty when nothing is.
func (f *field) wrong() string {
	value := f.value()
	switch {
	case !text.Visible(value) && f.Choice:
		return "choose one"
	case !text.Visible(value):
		return "it is missing"
	case f.untidy():
		return "it " + strings.Join(text.Flaws(value), " and ") + ": enter takes " + strconv.Quote(text.Tidy(value))
	case f.chosen != nil && f.chosen.Off != "":
		return f.chosen.Off
	case f.Check != nil:
		return f.Check(value)
	}
	return ""
}

// remark is the word on the value: the server's before our own. A field that was
// never filled in needs none before it is asked for, nor does the blank of
// somebody who goes on to type.
func (f *field) remark(typing bool) string {
	switch {
	case f.said != "":
		return f.said
	case !f.asked && (f.value() == "" && f.input.Value() == "" || typing && f.untidy()):
		return ""
	}
	return f.wrong()
}

// view draws the value in one line of at most w cells, with the remark behind it
// unless the field is being filled in.
func (f *field) view(styles *theme.Styles, current bool, w int) string {
	value := Cut(f.input.Shown(), w)
	switch {
	case f.chosen != nil:
		value = Cut(f.chosen.Text, w)
	case current:
		return f.input.View()
	}
	line, left := styles.Text.Render(value), w-Width(value)
	if wrong := f.remark(false); wrong != "" && !current && left > 6 {
		line += styles.Error.Render("  " + Cut("✗ "+wrong, left-2))
	}
	return line
}

// help is what helps to fill the field in, in at most h lines: what is wrong,
// what belongs there, the options.
func (f *field) help(styles *theme.Styles, w, h int) []string {
	var lines []string
	if wrong := f.remark(true); wrong != "" && (!f.Choice || f.said != "") {
		for _, part := range Wrap("✗ "+wrong, w) {
			lines = append(lines, styles.Error.Render(part))
		}
	}
	if f.Choice {
		return append(lines, f.options(styles, w, max(h-len(lines), 1))...)
	}
	for _, part := range Wrap(f.Hint, w) {
		lines = append(lines, styles.Muted.Render(part))
	}
	return lines
}

// options are those that answer what is typed, or why there are none.
func (f *field) options(styles *theme.Styles, w, h int) []string {
	switch {
	case len(f.Options) == 0:
		return []string{styles.Muted.Render(Cut(f.Waiting, w))}
	case f.chosen != nil:
		return []string{styles.Muted.Render(Cut("chosen; type to choose another", w))}
	case f.picker.Cursor() < 0:
		return []string{styles.Warning.Render(Cut(fmt.Sprintf("none of %d answers %q", len(f.Options), f.input.Value()), w))}
	}
	return f.picker.Rows(h, func(option Option, at bool) string {
		style := styles.Text
		if option.Off != "" {
			style = styles.Muted
		}
		marker, style := Pointed(styles, at, style)
		text := Cut(option.Text, max(w-2, 0))
		line := marker + " " + style.Render(text)
		if left := w - 4 - Width(text); option.Off != "" && left > 8 {
			line += "  " + styles.Muted.Render(Cut("✗ "+option.Off, left))
		}
		return line
	})
}
