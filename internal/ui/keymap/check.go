package keymap

import (
	"fmt"
	"maps"
	"slices"

	"btalk/internal/models/text"
)

// ChoiceError is why a choice of keys is not possible.
type ChoiceError struct {
	Action Action // whose keys were chosen
	Key    string // that Other has too; empty where Action does not exist or a key is empty
	Other  Action // works in the same place
	Near   Action // the name most like that of an action that does not exist
}

// Error says what is wrong, in one line.
func (p ChoiceError) Error() string {
	switch {
	case p.Key != "":
		return fmt.Sprintf("%q is bound to both %q and %q: give one of them another key", p.Key, p.Other, p.Action)
	case p.Near != "":
		return fmt.Sprintf("there is no action %q; did you mean %q?", p.Action, p.Near)
	}
	return fmt.Sprintf("an empty key for %q", p.Action)
}

// Check finds all that is wrong with a choice of keys: actions that do not
// exist, empty keys, and keys that two actions share which work in the same
// place.
func Check(chosen map[string][]string) []ChoiceError {
	var problems []ChoiceError
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		if !slices.ContainsFunc(defaults, func(e entry) bool { return string(e.action) == name }) {
			problems = append(problems, ChoiceError{Action: Action(name), Near: nearest(name)})
		}
	}
	entries := rebound(chosen)
	for i, e := range entries {
		if slices.Contains(e.keys, "") {
			problems = append(problems, ChoiceError{Action: e.action})
		}
		for _, other := range entries[:i] {
			if (e.scope == form) != (other.scope == form) {
				continue
			}
			for _, shared := range common(e.keys, other.keys) {
				action, owner := e.action, other.action
				if _, its := chosen[string(action)]; !its { // the choice is the other's
					action, owner = owner, action
				}
				problems = append(problems, ChoiceError{Action: action, Key: shared, Other: owner})
			}
		}
	}
	return problems
}

// rebound are the actions with the keys that were chosen for them.
func rebound(chosen map[string][]string) []entry {
	entries := slices.Clone(defaults)
	for i := range entries {
		if keys, ok := chosen[string(entries[i].action)]; ok {
			entries[i].keys = spell(keys)
		}
	}
	return entries
}

// common are the keys, other than empty ones, that both lists hold.
func common(keys, others []string) []string {
	var shared []string
	for _, k := range keys {
		if k != "" && slices.Contains(others, k) && !slices.Contains(shared, k) {
			shared = append(shared, k)
		}
	}
	return shared
}

// nearest is the action whose name is most like name.
func nearest(name string) Action {
	actions := make([]string, len(defaults))
	for i, e := range defaults {
		actions[i] = string(e.action)
	}
	return Action(text.Nearest(name, actions))
}
