package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"btalk/internal/models/text"
)

// keys are the rebound actions and where each is written.
func (d document) keys() (map[string][]string, map[string]Place) {
	places := map[string]Place{}
	for action := range d.file.Keys {
		places[action] = d.place("keys", action)
	}
	return d.file.Keys, places
}

// repeatedKeys reports a key that the file gives to two actions.
func (s Settings) repeatedKeys() error {
	var problems []error
	owner := map[string]string{}
	for _, action := range slices.SortedFunc(maps.Keys(s.Keys), s.byLine) {
		for _, key := range s.Keys[action] {
			if other, taken := owner[key]; taken && other != action {
				problems = append(problems, s.conflict(action, key, other, s.keyPlaces[other].String()))
			}
			owner[key] = action
		}
	}
	return joined(problems)
}

// CheckKeys reports rebound actions that are not in defaults (action → keys),
// and keys that an action left alone has by default.
func (s Settings) CheckKeys(defaults map[string][]string) error {
	var problems []error
	for _, action := range slices.SortedFunc(maps.Keys(s.Keys), s.byLine) {
		if _, known := defaults[action]; !known {
			problems = append(problems, &Error{
				Place: s.keyPlaces[action], Problem: fmt.Sprintf("unknown action %q", printable(action)),
				Fix: "nearest known action: " + text.Nearest(action, slices.Sorted(maps.Keys(defaults))),
			})
		}
		for _, other := range slices.Sorted(maps.Keys(defaults)) {
			if _, rebound := s.Keys[other]; rebound {
				continue
			}
			for _, key := range s.Keys[action] {
				if slices.Contains(defaults[other], key) {
					problems = append(problems, s.conflict(action, key, other, "its default"))
				}
			}
		}
	}
	return joined(problems)
}

func (s Settings) conflict(action, key, other, where string) error {
	return &Error{
		Place: s.keyPlaces[action],
		Problem: fmt.Sprintf("key %q of action %s belongs to action %s already (%s)",
			printable(key), printable(action), printable(other), where),
		Fix: "give one of them another key",
	}
}

func (s Settings) byLine(a, b string) int {
	if d := s.keyPlaces[a].Line - s.keyPlaces[b].Line; d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// joined is errors.Join, but a single error stays itself.
func joined(problems []error) error {
	if len(problems) == 1 {
		return problems[0]
	}
	return errors.Join(problems...)
}
