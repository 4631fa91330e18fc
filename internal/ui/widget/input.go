package widget

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

// Input is a line to type into, with the terminal's real cursor: input methods
// and screen readers follow it. Make it with NewInput.
type Input struct {
	model     textinput.Model
	prompt    string // safe
	separator string // where pasted lines end
	width     int
}

// NewInput makes a line that begins with a prompt and shows hint while it is
// empty. Both are safe texts.
func NewInput(styles *theme.Styles, prompt, hint string) *Input {
	in := &Input{model: textinput.New(), prompt: prompt, separator: " "}
	in.model.Prompt = prompt
	in.model.Placeholder = hint
	in.model.SetVirtualCursor(false)
	in.Theme(styles)
	return in
}

// Theme takes the styles again after they changed.
func (in *Input) Theme(styles *theme.Styles) {
	state := textinput.StyleState{
		Text: styles.Text.Lipgloss(), Prompt: styles.Accent.Lipgloss(), Placeholder: styles.Muted.Lipgloss(),
		Suggestion: styles.Muted.Lipgloss(),
	}
	in.model.SetStyles(textinput.Styles{Focused: state, Blurred: state})
}

// SetWidth gives the line w cells, the prompt included.
func (in *Input) SetWidth(w int) {
	in.width = w
	in.model.SetWidth(max(w-Width(in.prompt)-1, 1))
}

// Separate puts a separator where pasted lines end: for a line that takes a list.
func (in *Input) Separate(separator string) { in.separator = separator }

// dot stands for each character that is hidden.
const dot = "•"

// Hide shows dots in place of what is typed.
func (in *Input) Hide() {
	in.model.EchoMode, in.model.EchoCharacter = textinput.EchoPassword, []rune(dot)[0]
}

// Shown is the text as it may be shown: as typed, or dots.
func (in *Input) Shown() string { return in.shown([]rune(in.model.Value())) }

func (in *Input) shown(typed []rune) string {
	if in.model.EchoMode == textinput.EchoPassword {
		return strings.Repeat(dot, len(typed))
	}
	return string(typed)
}

// Limit lets the line take n characters at most. Only a search may have a
// limit: data must never be cut.
func (in *Input) Limit(n int) { in.model.CharLimit = n }

// Focus gives the line the keys.
func (in *Input) Focus() screen.Do { return screen.Run(in.model.Focus()) }

// Blur takes them away.
func (in *Input) Blur() { in.model.Blur() }

// Focused reports whether it has them.
func (in *Input) Focused() bool { return in.model.Focused() }

// Value is the text as typed.
func (in *Input) Value() string { return in.model.Value() }

// SetValue replaces the text and puts the cursor at its end. The text is made one
// line first (OneLine): the line is drawn as it is.
func (in *Input) SetValue(value string) {
	in.model.SetValue(Lines(value, in.separator))
	in.model.CursorEnd()
}

// Update handles a key or a paste. What is pasted is made one line first (OneLine);
// a key adds nothing that cannot be seen either.
func (in *Input) Update(msg tea.Msg) screen.Do {
	switch typed := msg.(type) {
	case tea.PasteMsg:
		typed.Content = Lines(typed.Content, in.separator)
		msg = typed
	case tea.KeyPressMsg:
		if strings.ContainsFunc(typed.Text, func(r rune) bool { return text.Invisible(r) && !text.IsJoiner(r) }) {
			typed.Text = OneLine(typed.Text)
			if typed.Text == "" {
				return nil
			}
			msg = typed
		}
	}
	var work tea.Cmd
	in.model, work = in.model.Update(msg)
	return screen.Run(work)
}

// View draws the line.
func (in *Input) View() string { return Clamp(in.model.View(), in.width, 1) }

// Caret is where the cursor is, in cells from the left end of the line; nil
// when the line has no keys. (The library counts characters, not cells.)
func (in *Input) Caret() *tea.Cursor {
	cursor := in.model.Cursor()
	if cursor == nil {
		return nil
	}
	before := in.shown([]rune(in.model.Value())[:in.model.Position()])
	cursor.X = Width(in.prompt) + min(Width(before), in.model.Width())
	cursor.X = min(cursor.X, max(in.width-1, 0))
	cursor.Blink = false
	return cursor
}
