package keymap

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// named are the keys that have a name.
var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
	"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
	"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}

// Interrupts reports whether a key is ctrl+c, which always gets out: it cannot be
// bound to anything else.
func Interrupts(msg tea.KeyPressMsg) bool { return msg.String() == "ctrl+c" }

// Erases reports whether a key takes text away, which is the business of the line
// that is typed into and no action.
func Erases(msg tea.KeyPressMsg) bool {
	return msg.Mod == 0 && (msg.Code == tea.KeyBackspace || msg.Code == tea.KeyDelete)
}

// Press is the press of the first key of a binding that can be made from its
// name; ok is false when there is none.
func Press(binding key.Binding) (msg tea.KeyPressMsg, ok bool) {
	for _, name := range binding.Keys() {
		if msg, ok = parse(name); ok && msg.String() == name {
			return msg, true
		}
	}
	return tea.KeyPressMsg{}, false
}

// parse reads the name of a key: ctrl+l, shift+left, G.
func parse(name string) (msg tea.KeyPressMsg, ok bool) {
	for _, mod := range []struct {
		name string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if rest, found := strings.CutPrefix(name, mod.name); found && rest != "" {
			msg.Mod |= mod.mod
			name = rest
		}
	}
	if code, found := named[name]; found {
		msg.Code = code
		return msg, true
	}
	r, size := utf8.DecodeRuneInString(name)
	if size != len(name) || size == 0 {
		return msg, false
	}
	msg.Code = r
	if msg.Mod == 0 {
		msg.Text = name
	}
	return msg, true
}

// Is reports whether a press means one of the actions.
func (m *Map) Is(press tea.KeyPressMsg, actions ...Action) bool {
	for _, action := range actions {
		if key.Matches(press, m.bindings[action]) {
			return true
		}
	}
	return false
}

// InText is Is where letters are text: a key that types a character means no
// action there.
func (m *Map) InText(press tea.KeyPressMsg, actions ...Action) bool {
	return press.Text == "" && m.Is(press, actions...)
}
