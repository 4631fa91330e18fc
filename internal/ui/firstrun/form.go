package firstrun

import (
	"errors"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// The fields of the form.
const (
	clientID = iota
	clientSecret
	apiKey
	fieldCount
)

// entryForm is the three fields. What is secret shows as dots.
type entryForm struct {
	env    *screen.Env
	fields [fieldCount]textinput.Model
	at     int
}

var labels = [fieldCount]string{"client id", "client secret", "API key"}

// longest is how much a field takes: a pasted file is no credential.
const longest = 512

// labelWidth is that of the longest label and its gap.
const labelWidth = 16

func newForm(env *screen.Env) entryForm {
	hints := [fieldCount]string{"from the developer portal", "shown once in the portal", "40 characters, X-BT-API-KEY"}
	f := entryForm{env: env}
	for i := range f.fields {
		field := textinput.New()
		field.Prompt, field.Placeholder, field.CharLimit = "", hints[i], longest
		field.SetVirtualCursor(false)
		if i != clientID {
			field.EchoMode, field.EchoCharacter = textinput.EchoPassword, '•'
		}
		f.fields[i] = field
	}
	f.theme()
	return f
}

func (f *entryForm) resize(width int) {
	for i := range f.fields {
		f.fields[i].SetWidth(max(min(width-labelWidth-4, 64), 1))
	}
}

func (f *entryForm) theme() {
	look := textinput.StyleState{
		Text: f.env.Styles.Text.Lipgloss(), Placeholder: f.env.Styles.Muted.Lipgloss(),
	}
	for i := range f.fields {
		f.fields[i].SetStyles(textinput.Styles{Focused: look, Blurred: look})
	}
}

func (f *entryForm) focus() screen.Do {
	for i := range f.fields {
		f.fields[i].Blur()
	}
	return screen.Run(f.fields[f.at].Focus())
}

func (f *entryForm) move(by int) screen.Do {
	f.at = (f.at + by + fieldCount) % fieldCount
	return f.focus()
}

// next goes to the next field; more is false on the last one.
func (f *entryForm) next() (do screen.Do, more bool) {
	if f.at == fieldCount-1 {
		return nil, false
	}
	return f.move(1), true
}

func (f *entryForm) update(msg tea.Msg) screen.Do {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: widget.OneLine(paste.Content)}
	}
	var work tea.Cmd
	f.fields[f.at], work = f.fields[f.at].Update(msg)
	return screen.Run(work)
}

// credentials takes what was typed; missing names the first field left empty.
func (f *entryForm) credentials() (creds Credentials, missing string) {
	values := [fieldCount]string{}
	for i := range f.fields {
		values[i] = text.Tidy(f.fields[i].Value())
		if !text.Visible(values[i]) && missing == "" {
			missing, f.at = labels[i], i
			f.focus()
		}
	}
	return Credentials{ClientID: values[clientID], ClientSecret: values[clientSecret], APIKey: values[apiKey]}, missing
}

// blame puts the cursor into the field that an error names.
func (f *entryForm) blame(err error) screen.Do {
	if known, ok := errors.AsType[*models.Error](err); ok {
		fault := strings.ToLower(known.Fault.String())
		switch {
		case strings.Contains(fault, "key"):
			f.at = apiKey
		case strings.Contains(fault, "client"):
			f.at = clientID
		}
	}
	return f.focus()
}

func (f *entryForm) view(styles *theme.Styles) []string {
	lines := make([]string, fieldCount)
	for i := range f.fields {
		marker := " "
		if i == f.at {
			marker = styles.Accent.Render(widget.Pointer)
		}
		lines[i] = marker + " " + styles.Muted.Render(widget.Pad(labels[i], labelWidth)) + f.fields[i].View()
	}
	return lines
}
