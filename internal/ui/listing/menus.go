package listing

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// menu asks what to do: the Value of each choice is a func() screen.Do.
type menu struct {
	widget.Menu
	again func() widget.Menu                       // makes the menu again after a choice; nil when one choice is enough
	other func(press tea.KeyPressMsg, at int) bool // handles a key on a choice before the menu does; may be nil
}

// ask opens a menu that one choice closes.
func (m *menu) ask(title string, choices []widget.Choice) {
	m.again, m.other = nil, nil
	m.Menu = widget.NewMenu(title, choices)
}

// askOn opens a menu that stays open after a choice and after the keys of other.
func (m *menu) askOn(again func() widget.Menu, other func(press tea.KeyPressMsg, at int) bool) {
	m.again, m.other = again, other
	m.Menu = again()
}

// press handles a key and does what was chosen.
func (m *menu) press(msg tea.KeyPressMsg, keys *keymap.Map) screen.Do {
	if m.other != nil && m.other(msg, m.Cursor()) {
		m.renew()
		return nil
	}
	choice, ok := m.Press(msg, keys)
	if !ok {
		return nil
	}
	m.Close()
	run, ok := choice.Value.(func() screen.Do)
	if !ok {
		return nil
	}
	do := run()
	m.renew()
	return do
}

// over draws the menu over a view of w by h cells; alone for those who listen to the
// screen: its lines would be read with what stands beside them.
func (m *menu) over(view string, env *screen.Env, w, h int) string {
	if env.Accessible {
		view = widget.Clamp("", w, h)
	}
	return m.Box(view, env.Styles, w, h)
}

// renew makes a menu that stays open again, the cursor where it is.
func (m *menu) renew() {
	if m.again == nil {
		return
	}
	at := m.Cursor()
	m.Menu = m.again()
	m.Select(at)
}

// digit is the key of choice i, for the first nine.
func digit(i int) string {
	if i < 0 || i >= 9 {
		return ""
	}
	return strconv.Itoa(i + 1)
}

// choiceKey is the key of choice i for an action: its own, or a digit.
func choiceKey(keys *keymap.Map, action keymap.Action, i int) string {
	if own := keys.Get(action).Keys(); action != "" && len(own) > 0 {
		return own[0]
	}
	return digit(i)
}

func copies(what, text string) func() screen.Do {
	return func() screen.Do { return screen.Copy(what, text) }
}

// copyCell offers a value shown under a title.
func copyCell(i int, title, value string) widget.Choice {
	return widget.Choice{Key: digit(i), Text: title, Note: widget.Cut(value, 30), Value: copies(title, value)}
}
