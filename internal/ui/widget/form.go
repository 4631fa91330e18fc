package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

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
	fields []*field
	at     int
	label  int // width of the longest label
	w, h   int
	edits  int // how often the operator changed a value
}

// NewForm makes a form with the cursor in its first empty field.
func NewForm(styles *theme.Styles, keys *keymap.Map, fields ...FormField) *Form {
	f := &Form{styles: styles, keys: keys}
	for _, of := range fields {
		f.label = max(f.label, Width(of.Label))
		f.fields = append(f.fields, newField(styles, of))
	}
	for i, field := range f.fields {
		if field.value() == "" {
			f.at = i
			break
		}
	}
	f.focus()
	return f
}

// SetOptions gives a choice its options, or says why there are none. What is
// chosen stays chosen.
func (f *Form) SetOptions(name string, options []Option, waiting string) {
	if field := f.named(name); field != nil && field.Choice {
		field.offer(options, waiting)
	}
}

func (f *Form) named(name string) *field {
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
		return field.value()
	}
	return ""
}

// Edits counts the changes that the operator made.
func (f *Form) Edits() int { return f.edits }

// Changed reports whether a value is another than the form was made with.
func (f *Form) Changed() bool {
	for _, field := range f.fields {
		if field.changed() {
			return true
		}
	}
	return false
}

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
func (f *Form) Leaves(press tea.KeyPressMsg) bool { return f.keys.Is(press, keymap.Cancel) }

// Update handles a message.
func (f *Form) Update(msg tea.Msg) (screen.Do, FormEvent) {
	press, ok := msg.(tea.KeyPressMsg)
	at := f.fields[f.at]
	switch {
	case !ok:
	case f.Leaves(press):
		return nil, FormLeaves
	case f.keys.Is(press, keymap.Submit):
		f.did(at.take())
		return f.submit()
	case f.keys.Is(press, keymap.Accept):
		return f.accept()
	case f.keys.InText(press, keymap.Down) && at.step(1), f.keys.InText(press, keymap.Up) && at.step(-1):
		return nil, FormStays
	case f.keys.InText(press, keymap.NextField, keymap.Down):
		f.did(at.take())
		return f.move(1), FormStays
	case f.keys.InText(press, keymap.PreviousField, keymap.Up):
		return f.move(-1), FormStays
	}
	edited, do := at.write(msg)
	f.did(edited, true)
	return do, FormStays
}

// did counts an edit, and hands on whether all is well.
func (f *Form) did(edited, ok bool) bool {
	if edited {
		f.edits++
	}
	return ok
}

// accept is enter: choose, go on, and on the last field go on to what follows.
func (f *Form) accept() (screen.Do, FormEvent) {
	at := f.fields[f.at]
	switch {
	case !f.did(at.take()):
		return nil, FormStays
	case f.at == len(f.fields)-1:
		return f.submit()
	case !f.did(at.tidy()):
		return nil, FormStays
	}
	return f.move(1), FormStays
}

// submit checks everything and goes to the first field that is wrong.
func (f *Form) submit() (screen.Do, FormEvent) {
	if !f.did(f.fields[f.at].tidy()) {
		return nil, FormStays
	}
	for i, field := range f.fields {
		if field.wrong() != "" {
			f.at, field.asked = i, true
			return f.focus(), FormStays
		}
	}
	return nil, FormSubmits
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

// formMargin is the marker in front of a label and the gap behind it.
const formMargin = 4

// Resize gives the form its room.
func (f *Form) Resize(w, h int) {
	f.w, f.h = max(w, 0), max(h, 0)
	for _, field := range f.fields {
		field.input.SetWidth(max(f.w-f.label-formMargin, 4))
	}
}

// Theme takes the styles again after they changed.
func (f *Form) Theme() {
	for _, field := range f.fields {
		field.input.Theme(f.styles)
	}
}

// View draws the fields, and below them what helps with the one under the
// cursor: its options, what is wrong, what belongs there.
func (f *Form) View() string {
	lines := make([]string, 0, f.h)
	for i, field := range f.fields {
		marker, label := Pointed(f.styles, i == f.at, f.styles.Muted)
		value := field.view(f.styles, i == f.at, max(f.w-f.label-formMargin, 1))
		lines = append(lines, marker+" "+label.Render(Pad(field.Label, f.label))+"  "+value)
	}
	if room := f.h - len(lines) - 1; room > 0 {
		lines = append(lines, "")
		for _, line := range f.fields[f.at].help(f.styles, max(f.w-4, 1), room) {
			lines = append(lines, "    "+line)
		}
	}
	return Clamp(strings.Join(lines, "\n"), f.w, f.h)
}

// Caret is in the field under the cursor.
func (f *Form) Caret() *tea.Cursor {
	cursor := f.fields[f.at].input.Caret()
	if cursor == nil {
		return nil
	}
	cursor.X = min(cursor.X+f.label+formMargin, max(f.w-1, 0))
	cursor.Y = min(f.at, max(f.h-1, 0))
	return cursor
}
