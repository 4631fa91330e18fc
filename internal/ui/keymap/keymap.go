// Package keymap says which key does what: every action of the dashboard by
// name, its default keys, what it does in words, and the user's own choice. It
// hears no key and does nothing itself; screens ask it for bindings and match
// against them, and the help is made from the same bindings. Every package
// under ui may import it.
package keymap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"btalk/internal/models/text"
)

// Map holds one binding for every action. It does not change after New.
type Map struct {
	bindings map[Action]key.Binding
}

// New makes the keymap with the user's choices: action name → keys, as [keys]
// of the configuration holds them; an empty list leaves an action without a
// key. It fails on an action that does not exist and on two actions that are
// heard in the same place and share a key; the error names both.
func New(chosen map[string][]string) (*Map, error) {
	if err := known(chosen); err != nil {
		return nil, err
	}
	entries := make([]entry, len(defaults))
	for i, e := range defaults {
		if keys, ok := chosen[string(e.action)]; ok {
			e.keys = spell(keys)
		}
		entries[i] = e
	}
	if err := conflict(entries); err != nil {
		return nil, err
	}
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

// known refuses actions that do not exist.
func known(chosen map[string][]string) error {
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		if slices.ContainsFunc(defaults, func(e entry) bool { return string(e.action) == name }) {
			continue
		}
		actions := make([]string, len(defaults))
		for i, e := range defaults {
			actions[i] = string(e.action)
		}
		return fmt.Errorf("keys: there is no action %q; did you mean %q?", name, text.Nearest(name, actions))
	}
	return nil
}

// conflict finds two actions that one place hears under one key.
func conflict(entries []entry) error {
	for i, e := range entries {
		if slices.Contains(e.keys, "") {
			return fmt.Errorf("keys: an empty key for %q", e.action)
		}
		for _, other := range entries[:i] {
			if (e.scope == form) != (other.scope == form) {
				continue
			}
			for _, k := range e.keys {
				if slices.Contains(other.keys, k) {
					return fmt.Errorf("keys: %q is bound to both %q and %q: give one of them another key", k, other.action, e.action)
				}
			}
		}
	}
	return nil
}
