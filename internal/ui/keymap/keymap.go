// Package keymap says which key does what: every action of the dashboard by
// name, its default keys, what it does in words, and the user's own choice. It
// handles no key and does nothing itself; screens ask it for bindings and match
// against them, and the help is made from the same bindings. Every package
// under ui may import it; config asks it whether a choice of keys is possible.
package keymap

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
)

// Map holds one binding for every action. It does not change after New.
type Map struct {
	bindings map[Action]key.Binding
}

// New makes the keymap with the user's choices: action name → keys, as [keys]
// of the configuration holds them; an empty list leaves an action without a
// key. It fails with the first problem of Check.
func New(chosen map[string][]string) (*Map, error) {
	if problems := Check(chosen); len(problems) > 0 {
		return nil, fmt.Errorf("keys: %w", problems[0])
	}
	entries := rebound(chosen)
	m := &Map{bindings: make(map[Action]key.Binding, len(entries))}
	for _, e := range entries {
		m.bindings[e.action] = bind(e)
	}
	return m, nil
}

// Default is the keymap without any choice of the user's.
func Default() *Map {
	m, err := New(nil)
	if err != nil {
		return &Map{}
	}
	return m
}

// Get gives the binding of an action. In place of the general words of its help
// it takes those that fit here: Get(Open, "VPNs").
func (m *Map) Get(action Action, help ...string) key.Binding {
	binding := m.bindings[action]
	if len(help) > 0 {
		binding.SetHelp(binding.Help().Key, strings.Join(help, " "))
	}
	return binding
}

// Actions lists every action by name, in the order of the help.
func (m *Map) Actions() []Action {
	actions := make([]Action, len(defaults))
	for i, e := range defaults {
		actions[i] = e.action
	}
	return actions
}

func bind(e entry) key.Binding {
	shown := make([]string, len(e.keys))
	for i, k := range e.keys {
		shown[i] = Show(k)
	}
	binding := key.NewBinding(key.WithKeys(e.keys...), key.WithHelp(strings.Join(shown, " "), e.help))
	binding.SetEnabled(len(e.keys) > 0)
	return binding
}

// Show writes a key as people know it: ↑ for up.
func Show(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	case "shift+left":
		return "shift+←"
	case "shift+right":
		return "shift+→"
	}
	return k
}

// spell accepts the spellings that people try for a key.
func spell(keys []string) []string {
	spelled := make([]string, len(keys))
	for i, k := range keys {
		switch k {
		case " ":
			k = "space"
		case "pgdn":
			k = "pgdown"
		case "escape":
			k = "esc"
		case "return":
			k = "enter"
		}
		spelled[i] = k
	}
	return spelled
}
