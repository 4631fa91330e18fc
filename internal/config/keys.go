package config

import (
	"errors"
	"fmt"
	"slices"

	"btalk/internal/ui/keymap"
)

// keyProblems reports actions that do not exist, and keys that cannot be shared.
func (s Settings) keyProblems() error {
	found := keymap.Check(s.Keys)
	problems := make([]error, len(found))
	slices.SortStableFunc(found, func(a, b keymap.ChoiceError) int { return s.keyLine(a.Action) - s.keyLine(b.Action) })
	for i, problem := range found {
		problems[i] = s.keyProblem(problem)
	}
	return joined(problems)
}

func (s Settings) keyProblem(p keymap.ChoiceError) error {
	switch {
	case p.Key == "" && p.Near == "":
		return &Error{Place: s.keyPlaces[string(p.Action)], Problem: p.Error(), Fix: "leave it out, or write [] for no key"}
	case p.Key == "":
		return &Error{
			Place:   s.keyPlaces[string(p.Action)],
			Problem: fmt.Sprintf("unknown action %q", printable(string(p.Action))),
			Fix:     "nearest known action: " + string(p.Near),
		}
	}
	if s.keyLine(p.Other) > s.keyLine(p.Action) { // the later one is the mistake
		p.Action, p.Other = p.Other, p.Action
	}
	where := "its default"
	if place, chosen := s.keyPlaces[string(p.Other)]; chosen {
		where = place.String()
	}
	return &Error{
		Place: s.keyPlaces[string(p.Action)],
		Problem: fmt.Sprintf("key %q of action %s belongs to action %s already (%s)",
			printable(p.Key), p.Action, p.Other, where),
		Fix: "give one of them another key",
	}
}

// keyLine is where the keys of an action are written; 0 for those left alone.
func (s Settings) keyLine(action keymap.Action) int { return s.keyPlaces[string(action)].Line }

// joined is errors.Join, but a single error stays itself.
func joined(problems []error) error {
	if len(problems) == 1 {
		return problems[0]
	}
	return errors.Join(problems...)
}
